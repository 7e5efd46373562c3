"""The weights cost the same for each token; attention costs more, the further back."""

models = {  # n_layers, d_model
    "GPT-2 small": (12, 768),
    "GPT-3": (96, 12288),
}
for name, (n_layers, d_model) in models.items():
    weights = 12 * n_layers * d_model**2  # in the blocks
    print(f"{name}, {weights:,} weights, two operations each for a token")
    for looked_at in (1_024, 8_192, 131_072):  # tokens to look back at
        attention = 4 * n_layers * d_model * looked_at  # operations: scores, then mix
        share = attention / (2 * weights + attention)
        print(f"  {looked_at:7,} tokens to look at: {share:3.0%} of all is attention")
