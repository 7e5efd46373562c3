"""Writing is one step repeated: probabilities, choose a token, append it."""

import torch

vocab = ["the", "cat", "dog", "sat", "ran", "."]
probs = torch.tensor([
    [0.0, 0.6, 0.4, 0.0, 0.0, 0.0],  # after "the"
    [0.0, 0.0, 0.0, 0.6, 0.3, 0.1],  # after "cat"
    [0.0, 0.0, 0.0, 0.1, 0.7, 0.2],  # after "dog"
    [0.0, 0.0, 0.0, 0.0, 0.1, 0.9],  # after "sat"
    [0.2, 0.0, 0.0, 0.0, 0.0, 0.8],  # after "ran"
])  # fmt: skip
for name, dice in ("likeliest", None), ("drawn", [0.85, 0.45, 0.35]):
    print(f"{name}:")
    ids = [vocab.index("the")]
    while vocab[ids[-1]] != ".":
        row = probs[ids[-1]]  # one pass through the model  (vocab_size,)
        if dice is None:
            chosen = int(row.argmax())
        else:  # dice: numbers between 0 and 1
            chosen = int(torch.searchsorted(row.cumsum(0), dice[len(ids) - 1]))
        text = " ".join(vocab[i] for i in ids)
        choice = ", ".join(f"{word} {p:.1f}" for word, p in zip(vocab, row) if p)
        print(f"  {text:11} ({choice}) -> {vocab[chosen]}")
        ids.append(chosen)
