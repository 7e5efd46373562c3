"""The weights cost the same for each token; attention costs more, the further back."""

models = {  # n_layers, n_heads * d_head, weights in the blocks
    "GPT-2 small": (12, 768, 12 * 12 * 768**2),
    "Llama 3.1 8B": (32, 4096, 6_979_584_000),
    "GPT-3": (96, 12_288, 12 * 96 * 12_288**2),
}
lengths = 1_024, 8_192, 131_072  # tokens to look back at
print("share of attention at", *(f"{n:9,}" for n in lengths))
for name, (n_layers, width, weights) in models.items():
    shares = []
    for n in lengths:
        attention = 4 * n_layers * width * n  # operations: scores, then mixing
        shares.append(attention / (2 * weights + attention))  # two for each weight
    print(f"{name:21}", *(f"{share:9.0%}" for share in shares))
