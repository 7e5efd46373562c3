"""Our softmax equals torch's: over any axis, for huge scores, with masked scores."""

import torch


def softmax(scores, dim):
    exps = torch.exp(scores - scores.amax(dim=dim, keepdim=True))
    wide = torch.promote_types(exps.dtype, torch.float32)  # float16 is too narrow
    return (exps / exps.sum(dim=dim, keepdim=True, dtype=wide)).to(exps.dtype)


g = torch.Generator().manual_seed(0)
scores = 300 * torch.randn(2, 3, 5, generator=g, dtype=torch.float64)
scores[1, :2, 3:] = -torch.inf  # masked   (batch, seq_len, vocab_size)
masked = scores.isinf()
print(f"largest score: {scores.max():.1f}, masked scores: {masked.sum()}")
for dim, size in enumerate(scores.shape):
    same = torch.allclose(softmax(scores, dim), torch.softmax(scores, dim))
    print(f"over axis {dim} of {size}: equal {same}")
print("probability of what is masked:", float(softmax(scores, dim)[masked].sum()))
equal_scores = torch.zeros(128_256, dtype=torch.float16)  # as many as Llama 3 has
equal = torch.equal(softmax(equal_scores, 0), torch.softmax(equal_scores, dim=0))
print(f"{len(equal_scores):,} equal scores in float16: equal {equal}")
nothing = torch.tensor([-torch.inf, -torch.inf])
print(f"{nothing.numpy()} -> ours {softmax(nothing, 0).numpy()}, ", end="")
print("torch", torch.softmax(nothing, dim=0).numpy())
