"""The logarithm of a probability rounded to 0 is lost; log-softmax keeps it."""

import torch

logits = torch.tensor([120.0, 119.0, 0.0])  # float32   (vocab_size,)
afterwards = torch.softmax(logits, dim=0).log()  # softmax, then the logarithm
at_once = torch.log_softmax(logits, dim=0)  # log-softmax
for name, row in ("softmax, then log", afterwards), ("log-softmax", at_once):
    print(f"{name:17}", *(f"{x:8.2f}" for x in row))
