"""A decoder block has one attention more than an encoder block; GPT left it out."""

from torch import nn

for name, d_model, n_heads, d_ff in ("of 2017", 512, 8, 2048), (
    "GPT-2 small", 768, 12, 3072
):  # fmt: skip
    attention = 4 * (d_model**2 + d_model)  # query, key, value, output; with biases
    feed = 2 * d_model * d_ff + d_ff + d_model
    norm = 2 * d_model
    encoder = attention + feed + 2 * norm
    decoder = 2 * attention + feed + 3 * norm  # the second one looks at the encoder
    for kind, ours, theirs in (
        ("encoder", encoder, nn.TransformerEncoderLayer),
        ("decoder", decoder, nn.TransformerDecoderLayer),
    ):
        layer = theirs(d_model, n_heads, d_ff)
        same = ours == sum(p.numel() for p in layer.parameters())
        print(f"{kind} block {name:12} {ours:10,} parameters, as in PyTorch: {same}")
