"""Memory for weights is their count times the bytes of each; training takes more."""

models = {"GPT-2 small": 124_439_808, "7 billion": 7e9, "GPT-3": 174_604_259_328}
storing = {"fp32": 4, "fp16": 2, "int8": 1, "int4": 0.5}  # bytes for each weight
adam = 2 + 2 + 4 + 4 + 4  # fp16 weight and gradient; fp32 copy and two averages

print(f"{'GB':12}", *(f"{name:>7}" for name in storing), "  training")
for name, count in models.items():
    sizes = [count * size / 1e9 for size in storing.values()]
    shown = [f"{size:7.2f}" for size in sizes]
    print(f"{name:12}", *shown, f"{count * adam / 1e9:9.1f}")
