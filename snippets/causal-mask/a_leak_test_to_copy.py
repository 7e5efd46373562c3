"""A leak test to copy: no output may change when a later token does."""

import torch


def leaks(model, ids, vocab_size, tolerance=1e-4):
    """How far each position moves an earlier output of ids -> (batch, seq_len, any)."""
    found = {}
    with torch.no_grad():
        before = model(ids)
        for t in range(1, ids.shape[1]):
            changed = ids.clone()
            changed[:, t] = (ids[:, t] + 1) % vocab_size  # another token at t
            moved = (model(changed) - before)[:, :t].abs()  # of all outputs before t
            if not moved.max() <= tolerance * before.abs().max():  # so is nan
                found[t] = round(moved.max().item(), 2)
    return found


g = torch.Generator().manual_seed(0)
E = torch.randn(7, 4, generator=g) / 2  # a model of one attention, vocabulary of 7
ids = torch.randint(7, (2, 5), generator=g)
for name, diagonal in ("right mask", 1), ("off by one", 2), ("no mask", 5):
    hidden = torch.ones(5, 5).triu(diagonal).bool()

    def model(ids, hidden=hidden):
        scores = (E[ids] @ E[ids].mT).masked_fill(hidden, -torch.inf)
        return E[ids] + scores.softmax(dim=-1) @ E[ids]

    print(f"{name:10} leaks from positions: {leaks(model, ids, vocab_size=7)}")
