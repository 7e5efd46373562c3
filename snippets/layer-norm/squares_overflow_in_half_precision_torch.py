"""In fp16 the squares inside a norm overflow, and the answer becomes zero."""

import torch

x = torch.tensor([300.0, 200.0, 100.0, 50.0])  # (d_model,)
for dtype in (torch.float32, torch.float16):
    squares = x.to(dtype) ** 2
    normed = x.to(dtype) / squares.mean().sqrt()
    print(
        f"largest square {squares.max():.0f}, normed:", *(f"{n:5.2f}" for n in normed)
    )
