"""Rounded to int8 by absmax, no number is off by more than half a step."""

import torch


def quantize(W):  # one scale for each vector along the last axis
    W = W.detach().float()
    largest = W.abs().amax(dim=-1, keepdim=True)
    scale = largest / 127
    scale = torch.where(scale < torch.finfo(torch.float32).tiny, 1.0, scale)
    return torch.round(W / scale).to(torch.int8), scale


def dequantize(codes, scale):  # inf or nan made the whole row nan
    return codes * scale


W = torch.tensor([[0.31, -1.27, 0.004, 0.9], [-0.086, 0.515, 0, 0.02]])
for name, rows in ("one scale for all", W.reshape(1, -1)), ("a scale for each row", W):
    codes, scale = quantize(rows)
    off = (dequantize(codes, scale) - rows).abs()
    print(f"{name}:", *(f"{s:.5f}" for s in scale.ravel().tolist()))
    print("  weights", *(f"{w:7.3f}" for w in rows.ravel().tolist()))
    print("  codes  ", *(f"{c:7}" for c in codes.ravel().tolist()))
    print("  off by ", *(f"{o:7.4f}" for o in off.ravel().tolist()))
    held = f"{codes.nbytes} bytes of codes, {scale.nbytes} of scales"
    print(f"  at most {(off / scale).max():.2f} steps; {held}")
print("a row of zeros:", *(part.tolist() for part in quantize(torch.zeros(4))))
