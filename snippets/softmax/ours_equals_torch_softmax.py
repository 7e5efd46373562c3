"""Our softmax equals torch's: over any axis, for huge scores, with masked positions."""

import torch


def softmax(scores, dim):
    exps = torch.exp(scores - scores.amax(dim=dim, keepdim=True))
    return exps / exps.sum(dim=dim, keepdim=True)


g = torch.Generator().manual_seed(0)
scores = 300 * torch.randn(2, 3, 5, generator=g, dtype=torch.float64)
scores[1, :2, 3:] = -torch.inf  # masked   (batch, seq_len, vocab_size)
masked = scores.isinf()
for dim, size in enumerate(scores.shape):
    same = torch.allclose(softmax(scores, dim), torch.softmax(scores, dim))
    print(f"over axis {dim} of {size}: equal {same}")
print("probability of what is masked:", float(softmax(scores, dim)[masked].sum()))
nothing = torch.tensor([-torch.inf, -torch.inf])
print(f"{nothing.numpy()} -> ours {softmax(nothing, 0).numpy()}, ", end="")
print("torch", torch.softmax(nothing, dim=0).numpy())
