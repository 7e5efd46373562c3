"""PEFT shrinks what training keeps; answering needs the whole model as before."""

model, rest = 8.03, 1.05  # billions: Llama 3.1 8B; of it embedding and output layer
adapter = 0.042  # LoRA of rank 16 on all linear layers
packed = 4.127 / 8 * (model - rest)  # GB of the linear layers in NF4

print("GB, activations left out   training  answering  file of one task")
for name, in_training, in_use, trained in (
    ("all weights", 0, 0, model),  # 2 bytes, gradient 2, fp32 copy and averages 12
    ("LoRA", 2 * model, 2 * model, adapter),  # frozen in 16 bits
    ("QLoRA", packed + 4 * rest, packed + 2 * rest, adapter),  # rest: fp32, 16 bits
):
    training, file = in_training + 16 * trained, 2 * trained  # a file in 16 bits
    print(f"{name:25} {training:8.1f} {in_use + file:10.1f} {file:17.2f}")
