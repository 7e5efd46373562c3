"""PEFT shrinks what training keeps; answering needs the whole model as before."""

billions, share = 7, 0.002  # a 7B model of which 0.2 % are trained
weights = 2  # bytes for each parameter in 16 bits
training = 2 + 12  # more bytes: gradient, 32-bit copy, and Adam's two averages

print("GB for       training  answering  file of one task")
for name, trained in ("full", billions), ("PEFT", billions * share):
    added = trained if name == "PEFT" else 0  # new parameters beside the old ones
    train = (billions + added) * weights + trained * training
    answer = (billions + added) * weights
    print(f"{name:10} {train:10.1f} {answer:10.1f} {trained * weights:17.3f}")
