"""Q8_0 and Q4_0 of GGUF files: blocks of 32 weights, each with a scale of 16 bits."""

import numpy as np


def q8_0(blocks):  # float32 (n_blocks, 32) -> scales (n_blocks, 1), codes -127 to 127
    scale = np.abs(blocks).max(axis=1, keepdims=True) / np.float32(127)
    steps = blocks * np.divide(1, scale, where=scale != 0, out=np.zeros_like(scale))
    codes = np.sign(steps) * np.floor(np.abs(steps) + np.float32(0.5))
    return scale.astype(np.float16), codes.astype(np.int8)


def q4_0(blocks):  # codes 0 to 15; a code stands for (code - 8) times the scale
    largest = np.abs(blocks).argmax(axis=1, keepdims=True)
    scale = np.take_along_axis(blocks, largest, 1) / np.float32(-8)  # has a sign
    steps = blocks * np.divide(1, scale, where=scale != 0, out=np.zeros_like(scale))
    codes = np.floor(steps + np.float32(8.5)).clip(0, 15)
    return scale.astype(np.float16), codes.astype(np.uint8)


weights = np.random.default_rng(0).normal(size=32_000).astype(np.float32)
blocks = weights.reshape(-1, 32)  # (n_blocks, 32)
print("format  codes         bits a weight   error   in steps at most")
for name, quantize, zero, code_bits in ("Q8_0", q8_0, 0, 8), ("Q4_0", q4_0, 8, 4):
    scale, codes = quantize(blocks)
    back = scale.astype(np.float32) * (codes.astype(np.float32) - zero)
    error = np.linalg.norm(back - blocks) / np.linalg.norm(blocks)
    steps = np.abs((back - blocks) / scale).max()
    print(f"{name}    {codes.min():4} to {codes.max():3}", end="")
    print(f" {code_bits + 16 / 32:16} {error:7.1%} {steps:18.1f}")
