"""Labels shifted by hand and shifted again by the library teach to skip a token."""

import torch
from torch.nn import functional as F


def next_token_loss(logits, labels):  # as transformers has it: the shift is in here
    kept, wanted = logits[:, :-1], labels[:, 1:]  # place t is scored by token t + 1
    return F.cross_entropy(kept.flatten(0, 1), wanted.flatten(), ignore_index=-100)


vocab = ["one", "two", "three", "four", "five"]
ids = torch.arange(12)[None] % len(vocab)  # one two three four five one ...  (1, 12)
already = torch.cat([ids[:, 1:], torch.tensor([[-100]])], dim=1)  # shifted by hand
for name, labels in ("labels = ids", ids), ("labels shifted before", already):
    table = torch.zeros(len(vocab), len(vocab), dtype=torch.float64, requires_grad=True)
    for _ in range(20):
        loss = next_token_loss(table[ids], labels)
        (gradient,) = torch.autograd.grad(loss, table)
        table = (table - 5.0 * gradient).detach().requires_grad_()
    written = [0]
    while len(written) < 6:
        written.append(int(table[written[-1]].argmax()))
    print(f"{name:22}", " ".join(vocab[i] for i in written), f"(loss {loss:.2f})")
