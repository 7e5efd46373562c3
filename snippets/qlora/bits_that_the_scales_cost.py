"""Double quantization: 4.5 bits for each weight become 4.127."""

import numpy as np

n_weights = 64 * 256
codes = np.zeros(n_weights // 2, dtype=np.uint8)  # two of 4 bits in each byte
scales = np.ones(n_weights // 64, dtype=np.float32)  # one for each 64 weights
once = codes.nbytes + scales.nbytes

small = scales.astype(np.int8)  # the scales themselves in 8 bits
second = np.ones(len(scales) // 256, dtype=np.float32)  # and one for each 256
twice = codes.nbytes + small.nbytes + second.nbytes

for name, size in (
    ("16 bits", 2 * n_weights),
    ("4 bits, scales", once),
    ("twice", twice),
):
    bits = 8 * size / n_weights
    small, large = (billions * bits / 8 for billions in (7, 65))
    print(f"{name:14} {bits:6.3f} bits; 7B {small:5.2f} GB, 65B {large:6.1f} GB")
