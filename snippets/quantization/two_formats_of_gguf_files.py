"""Q8_0 and Q4_0 of GGUF files: blocks of 32 weights, each with a scale of 16 bits."""

import numpy as np


def q8_0(blocks):  # (n_blocks, 32) -> scales (n_blocks, 1), codes -127 to 127
    scale = np.abs(blocks).max(axis=1, keepdims=True) / np.float32(127)
    codes = np.round(blocks / scale).astype(np.int8)
    return scale.astype(np.float16), codes


def q4_0(blocks):  # codes 0 to 15; a code stands for (code - 8) times the scale
    largest = np.abs(blocks).argmax(axis=1, keepdims=True)
    scale = np.take_along_axis(blocks, largest, axis=1) / np.float32(-8)  # has a sign
    codes = np.floor(blocks / scale + np.float32(8.5)).clip(0, 15).astype(np.uint8)
    return scale.astype(np.float16), codes


weights = np.random.default_rng(0).normal(size=(1000, 32)).astype(np.float32)
for name, quantize, zero, stored in ("Q8_0", q8_0, 0, 32), ("Q4_0", q4_0, 8, 16):
    scale, codes = quantize(weights)
    off = scale.astype(float) * (codes.astype(float) - zero) - weights
    bits = 8 * (stored + scale[0].nbytes) / 32
    print(
        f"{name}: codes {codes.min()} to {codes.max()}, {bits} bits a weight", end=", "
    )
    print(f"{100 * np.linalg.norm(off) / np.linalg.norm(weights):.1f}% off", end=", ")
    print(f"at most {np.abs(off / scale).max():.1f} steps")
