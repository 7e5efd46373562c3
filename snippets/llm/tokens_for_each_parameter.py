"""Tokens in training for each parameter: from two to fifteen thousand."""

runs = {  # billions of parameters: all, used for each token; trillions of tokens
    "GPT-3 2020": (175.0, 175.0, 0.3),
    "Chinchilla 2022": (70.0, 70.0, 1.4),
    "Llama 3.1 405B 2024": (405.0, 405.0, 15.6),
    "SmolLM2-135M 2024": (0.135, 0.135, 2.0),
    "DeepSeek-V3 2024": (671.0, 37.0, 14.8),
    "GLM-5 2026": (744.0, 40.0, 28.5),
    "DeepSeek-V4-Pro 2026": (1600.0, 49.0, 32.0),
}
print(f"{'tokens for each parameter':25} {'of all':>9} {'of those used':>14}")
for name, (total, active, tokens) in runs.items():
    print(f"{name:25} {1000 * tokens / total:9,.1f} {1000 * tokens / active:14,.1f}")
