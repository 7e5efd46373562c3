"""Which division keeps the first step at all ranks depends on the optimizer."""

import numpy as np

rng = np.random.default_rng(0)
d_out, d_in, lr = 200, 300, 0.001
alpha = 16  # knob: 4, 8, 16, 32, 64
G = rng.normal(size=(d_out, d_in))  # gradient of the loss at the weights
starts = {rank: rng.normal(size=(rank, d_in)) / d_in**0.5 for rank in (4, 16, 64)}

print("how far the loss falls in the first step")
print("optimizer  alpha over ", *(f"rank {rank:2}" for rank in starts))
for name, step in ("AdamW", np.sign), ("SGD", lambda gradient: gradient):
    for divisor, power in ("rank", 1), ("sqrt(rank)", 0.5):
        falls = []
        for rank, A in starts.items():  # A: (rank, d_in)
            scale = alpha / rank**power
            B = -lr * step(scale * G @ A.T)  # B was zero   (d_out, rank)
            falls.append(-(G * (scale * B @ A)).sum())  # of the loss
        print(f"{name:9}  {divisor:10} ", *(f"{fall:7.1f}" for fall in falls))
