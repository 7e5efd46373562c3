"""PyTorch notices a change in place only if the backward pass needs the old value."""

import torch


def layer(x, in_place):
    residual = x  # another name for the same numbers
    if in_place:
        x -= x.mean()
    else:
        x = x - x.mean()
    return residual + 2 * x


print("x is       in place  gradient of the first output")
for made, step in (
    ("w + 1", lambda w: w + 1),
    ("w @ eye", lambda w: w @ torch.eye(3)),
    ("tanh(w)", torch.tanh),
    ("w itself", lambda w: w),
):
    for in_place in (False, True):
        w = torch.tensor([1.0, 2.0, 6.0], requires_grad=True)  # one token   (d_model,)
        try:
            layer(step(w), in_place)[0].backward()
            result = [round(n, 2) for n in w.grad.tolist()]
        except RuntimeError:
            result = "RuntimeError"
        print(f"{made:9}  {in_place!s:8}  {result}")
