"""A long text goes through a model in pieces, and each token is scored once."""

import torch
from torch.nn import functional as F


@torch.no_grad()
def strided_perplexity(model, ids, context, stride):  # (1, seq_len)
    total, count, done = 0.0, 0, 0
    for begin in range(0, max(1, ids.shape[1] - context + stride), stride):
        piece = ids[:, begin : begin + context]
        labels = piece[0, 1:].clone()  # the next tokens; the first has no context
        labels[: max(0, done - begin - 1)] = -100  # scored in the piece before
        logits = model(piece)[0, :-1].float()  # (positions, vocab_size)
        losses = F.cross_entropy(logits, labels, reduction="none")
        total += losses.double().sum().item()
        count += (labels != -100).sum().item()
        done = begin + piece.shape[1]
    return torch.tensor(total / count).exp().item() if count else float("nan")


def toy(ids):  # what came three positions ago comes again
    logits = F.one_hot(ids, num_classes=4).roll(2, dims=1) * 3.41
    return torch.where(torch.arange(ids.shape[1])[:, None] < 2, 0, logits)


text = "abcabcabc" * 3 + "adcadcadc" * 3 + "bdabdabda" * 3
ids = torch.tensor([["abcd".index(letter) for letter in text]])
for stride in (6, 5, 4, 3, 1):  # 6 lays the pieces side by side
    print(f"stride {stride}: {strided_perplexity(toy, ids, 6, stride):.2f}")
