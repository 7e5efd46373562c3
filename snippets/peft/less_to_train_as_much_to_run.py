"""PEFT shrinks what training keeps; answering needs the whole model as before."""

model, adapter = (
    8.03,
    0.042,
)  # billions: Llama 3.1 8B; LoRA of rank 16, all linear layers

print("GB, activations left out   training  answering  file of one task")
for name, base, trained in (
    ("all weights", 0, model),  # 2 bytes, gradient 2, 32-bit copy and averages 12
    ("LoRA", 2 * model, adapter),  # frozen in 16 bits; A and B with 16 bytes
    ("QLoRA", 0.52 * model, adapter),  # frozen in about 4.1 bits, if all layers were
):
    file = 2 * trained  # in 16 bits
    answering = 2 * model if name == "all weights" else base + file
    print(f"{name:25} {base + 16 * trained:8.1f} {answering:10.1f} {file:17.2f}")
