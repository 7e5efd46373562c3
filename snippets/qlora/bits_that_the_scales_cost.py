"""Double quantization: 4.5 bits for each weight become 4.127."""

import numpy as np

block = 64  # weights with one scale; knob: 16, 32, 64, 128, 256
second_block = 256  # scales with one scale
n_weights = block * second_block
codes = np.zeros(n_weights // 2, dtype=np.uint8)  # two codes of 4 bits in each byte
scales = np.ones(n_weights // block, dtype=np.float32)
once = codes.nbytes + scales.nbytes

small = scales.astype(np.int8)  # the scales themselves in 8 bits
second = np.ones(len(scales) // second_block, dtype=np.float32)
twice = codes.nbytes + small.nbytes + second.nbytes

print("stored as                      bits a weight")
print(f"16-bit numbers                 {16:.3f}")
print(f"4-bit codes, 32-bit scales     {8 * once / n_weights:.3f}")
print(f"4-bit codes, 8-bit scales      {8 * twice / n_weights:.3f}")
