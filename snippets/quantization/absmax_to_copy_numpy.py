"""Rounded to int8 by absmax, no number is off by more than half a step."""

import numpy as np


def quantize(W):  # one scale for each vector along the last axis
    W = np.asarray(W, dtype=np.float32)
    largest = np.abs(W).max(axis=-1, keepdims=True, initial=0)
    scale = largest / np.float32(127)
    scale = np.where(scale < np.finfo(np.float32).tiny, np.float32(1), scale)
    return np.round(W / scale).astype(np.int8), scale


def dequantize(codes, scale):  # inf or nan made the whole row nan
    return codes * scale


W = np.array([[0.31, -1.27, 0.004, 0.9], [-0.086, 0.515, 0, 0.02]])
for name, rows in ("one scale for all", W.reshape(1, -1)), ("a scale for each row", W):
    codes, scale = quantize(rows)
    off = np.abs(dequantize(codes, scale) - rows)
    print(f"{name}:", *(f"{s:.5f}" for s in scale.ravel()))
    print("  weights", *(f"{w:7.3f}" for w in rows.ravel()))
    print("  codes  ", *(f"{c:7}" for c in codes.ravel()))
    print("  off by ", *(f"{o:7.4f}" for o in off.ravel()))
    held = f"{codes.nbytes} bytes of codes, {scale.nbytes} of scales"
    print(f"  at most {(off / scale).max():.2f} steps; {held}")
print("a row of zeros:", *(part.tolist() for part in quantize(np.zeros(4))))
