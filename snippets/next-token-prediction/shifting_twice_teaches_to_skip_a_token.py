"""Labels shifted by hand and again by the library teach to skip a token."""

import torch
from torch.nn import functional as F


def next_token_loss(logits, labels):  # as transformers has it: the shift is in here
    kept, wanted = logits[:, :-1], labels[:, 1:]  # position t is scored by token t + 1
    return F.cross_entropy(kept.flatten(0, 1), wanted.flatten(), ignore_index=-100)


rhyme = "one two three four five ".split() * 4
prose = list(
    "the cat sat on the mat and the dog ran to the red hat that the man had on"
)
for name, text in ("a counting rhyme", rhyme), ("English letters", prose):
    vocab = sorted(set(text))
    ids = torch.tensor([[vocab.index(token) for token in text]])  # (1, seq_len)
    shifted = torch.cat([ids[:, 1:], torch.tensor([[-100]])], dim=1)  # by hand
    for labels in ids, shifted:
        counted = labels[0, 1:] != -100
        pairs = ids[0, :-1][counted], labels[0, 1:][counted]
        table = torch.zeros(len(vocab), len(vocab))  # the best model of one token
        table.index_put_(pairs, torch.tensor(1.0), accumulate=True)
        loss = next_token_loss((table + 1e-9).log()[ids], labels)
        output = [int(ids[0, 0])]
        while len(output) < 5:
            output.append(int(table[output[-1]].argmax()))
        how = "labels = ids" if labels is ids else "shifted twice"
        print(f"{name}, {how:13}: loss {loss:.2f},", [vocab[i] for i in output])
