"""0.02 is below 1 / sqrt(d_model) in small models and above it in wide ones."""

models = {"SmolLM2-135M": 576, "GPT-2 small": 768, "GPT-2 XL": 1600, "GPT-3": 12_288}
for name, d_model in models.items():
    natural = d_model**-0.5  # at this size a sum is as large as its inputs
    print(f"{name:12} 1 / sqrt({d_model}) = {natural:.4f}, sums at 0.02: ", end="")
    print(f"{0.02 / natural:.2f} times the inputs")
n_layers = 12
print(f"GPT-2 small, behind its branches: {0.02 / (2 * n_layers) ** 0.5:.4f}")
