"""e to a large score is too large a number; subtracting the largest helps."""

import numpy as np

logits = np.array([90.0, 89.0, 87.0], dtype=np.float32)  # (vocab_size,)
with np.errstate(all="ignore"):  # without warnings
    for dtype in (np.float16, np.float32, np.float64):
        fits = np.isfinite(np.exp(np.arange(1000, dtype=dtype)))
        print(f"{np.dtype(dtype).name}: e to the {fits.sum() - 1} still fits")
    exps = np.exp(logits)
    print("as they are:       ", exps / exps.sum())
exps = np.exp(logits - logits.max())
print("largest subtracted:", (exps / exps.sum()).round(3))
