"""A decoder block of 2017 has one attention more than an encoder block."""

from torch import nn

print("model        block     parameters  as in PyTorch")
for name, d_model, n_heads, d_ff in (
    ("base (2017)", 512, 8, 2048),
    ("GPT-2 small", 768, 12, 3072),
):
    attention = 4 * (d_model**2 + d_model)  # query, key, value, output; with biases
    feed_forward = 2 * d_model * d_ff + d_ff + d_model
    norm = 2 * d_model  # gain and shift
    encoder = attention + feed_forward + 2 * norm
    decoder = 2 * attention + feed_forward + 3 * norm  # the second: cross-attention
    for kind, count, layer_class in (
        ("encoder", encoder, nn.TransformerEncoderLayer),
        ("decoder", decoder, nn.TransformerDecoderLayer),
    ):
        layer = layer_class(d_model=d_model, nhead=n_heads, dim_feedforward=d_ff)
        same = count == sum(p.numel() for p in layer.parameters())
        print(f"{name:12} {kind:8} {count:11,}  {same}")
rows = 50_257 + 1_024  # tokens and positions of GPT-2 small, whose figures stand last
gpt2 = rows * d_model + 12 * encoder + norm  # 12 blocks, and one norm after them
print(f"12 encoder blocks, embeddings and a last norm of GPT-2 small: {gpt2:,}")
