"""e to a large score is too large a number; subtracting the largest helps."""

import torch

for dtype in (torch.float16, torch.float32, torch.float64):
    fits = torch.arange(1000, dtype=dtype).exp().isfinite()
    name = str(dtype).removeprefix("torch.")
    print(f"{name}: e to the {int(fits.sum()) - 1} still fits")

logits = torch.tensor([90.0, 89.0, 87.0])  # float32   (vocab_size,)
exps = torch.exp(logits)
print("as they are:       ", (exps / exps.sum()).numpy())
exps = torch.exp(logits - logits.max())
print("largest subtracted:", (exps / exps.sum()).numpy().round(3))
