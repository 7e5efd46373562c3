"""Memory for weights is their count times the bytes of each; training takes more."""

models = {
    "GPT-2 small": 124_439_808,
    "Llama 2 7B": 6_738_415_616,
    "Qwen3 30B-A3B": 30_532_122_624,
    "GPT-3": 174_604_259_328,
}
formats = {"fp32": 4, "bf16": 2, "int8": 1, "int4": 0.5}  # bytes for each weight
training = 2 + 2 + 4 + 4 + 4  # 16-bit weight and gradient; fp32 copy, two averages

print(f"{'GB':14}", *(f"{name:>7}" for name in formats), "  training")
for name, count in models.items():
    sizes = [f"{count * size / 1e9:7.2f}" for size in formats.values()]
    print(f"{name:14}", *sizes, f"{count * training / 1e9:10.1f}")
