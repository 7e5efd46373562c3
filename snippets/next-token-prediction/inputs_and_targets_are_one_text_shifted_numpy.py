"""The targets are the inputs, one position further on: nobody has to label anything."""

import numpy as np

vocab = ["the", "cat", "sat", "on", "mat", "."]
text = ["the", "cat", "sat", "on", "the", "mat", "."]
ids = np.array([vocab.index(word) for word in text])  # (7,)

inputs, targets = ids[:-1], ids[1:]  # (seq_len,) each: one text gives 6 examples
print("inputs ", inputs)
print("targets", targets)
for at in range(len(inputs)):
    seen = " ".join(vocab[i] for i in inputs[: at + 1])
    print(f"after '{seen}' comes '{vocab[targets[at]]}'")
