"""The weights cost the same for each token; attention costs more, the further back."""

models = {  # n_layers, n_heads * d_head, weights in the blocks
    "GPT-2 small": (12, 768, 12 * 12 * 768**2),
    "Llama 3.1 8B": (32, 4096, 6_979_584_000),
    "GPT-3": (96, 12_288, 12 * 96 * 12_288**2),
}
lengths = 1_024, 8_192, 131_072  # tokens to look back at
print("operations for a token that looks at n")
print("share of attention", *(f"{n:7,}" for n in lengths))
for name, (n_layers, width, weights) in models.items():
    at_weights = 2 * weights  # two operations for each
    at_each = 4 * n_layers * width  # at each token looked at: scores, then mixing
    print(f"\n{name:12}{at_weights:16,} +{at_each:10,} n")
    shares = (at_each * n / (at_weights + at_each * n) for n in lengths)
    print(" " * 18, *(f"{share:7.0%}" for share in shares))
