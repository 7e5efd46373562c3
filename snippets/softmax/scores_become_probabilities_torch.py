"""Softmax: raise e to each score, then divide by the sum."""

import torch


def softmax(scores, dim=-1):
    exps = torch.exp(scores - scores.amax(dim=dim, keepdim=True))  # the largest: 1
    wide = torch.promote_types(exps.dtype, torch.float32)  # float16 is too narrow
    return (exps / exps.sum(dim=dim, keepdim=True, dtype=wide)).to(exps.dtype)


logits = torch.tensor([  # (batch, vocab_size)
    [2.0, 1.0, 0.0, -1.0],
    [801.0, 800.0, 801.0, -torch.inf],
])  # fmt: skip
print("e to each of the first:", torch.exp(logits[0]).numpy().round(2))
for row, probs in zip(logits, softmax(logits)):
    print(f"{row.numpy()} -> {probs.numpy().round(3)}, sum {probs.sum():.3f}")
