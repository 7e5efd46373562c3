"""0.02 is below 1 / sqrt(d_model) in small models and above it in wide ones."""

print("model         d_model  1 / sqrt(d_model)   std used  outputs / inputs")
for name, d_model, std in (
    ("GPT-2 small", 768, 0.02),
    ("GPT-2 XL", 1600, 0.02),
    ("OLMo 2 32B", 5120, 0.02),
    ("DeepSeek-V3", 7168, 0.006),
    ("SmolLM-135M", 576, 0.0416),
):
    ratio = std * d_model**0.5  # of the root mean squares, for random weights
    print(f"{name:13} {d_model:7,} {d_model**-0.5:18.4f} {std:10} {ratio:17.2f}")
for n_layers in (12, 48):
    scaled = 0.02 / (2 * n_layers) ** 0.5
    print(f"GPT-2 with {n_layers} layers, output of its branches: {scaled:.4f}")
