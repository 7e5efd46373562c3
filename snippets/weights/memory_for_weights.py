"""Memory for weights is their count times the bytes of each; training takes more."""

models = {
    "GPT-2 small": 0.124439808e9,
    "Llama 2 7B": 6.738415616e9,
    "Qwen3 30B-A3B": 30.532122624e9,
    "GPT-3": 174.604259328e9,
}
formats = {"fp32": 4, "bf16": 2, "int8": 1, "int4": 0.5}  # bytes for each weight
training = 2 + 2 + 4 + 4 + 4  # 16-bit weight and gradient; fp32 copy, two averages

print(f"{'GB':14}", *(f"{name:>7}" for name in formats), "  training")
for name, count in models.items():
    sizes = [f"{count * size / 1e9:7.2f}" for size in formats.values()]
    print(f"{name:14}", *sizes, f"{count * training / 1e9:10.1f}")
