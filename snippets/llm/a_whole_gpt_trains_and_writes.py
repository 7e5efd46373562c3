"""A whole GPT: it learns to predict the next letter of a small text, then writes."""

import torch
from torch.nn import functional as F

text = """the cat sat on the mat. the dog sat on the log.
the cat saw the dog. the dog saw the cat and ran.
the cat ran after the dog. the mat was red and the log was wet.
"""
vocab = sorted(set(text))  # here a token is a letter
context, d_model, n_heads, n_layers, steps, lr = 32, 32, 4, 2, 200, 5e-3
g = torch.Generator().manual_seed(0)


def matrix(rows, columns):  # weights begin as noise
    return torch.randn(rows, columns, generator=g).double().mul(0.08).requires_grad_()


token, position = matrix(len(vocab), d_model), matrix(context, d_model)
blocks = [
    {
        "qkv": matrix(d_model, 3 * d_model),  # query, key and value side by side
        "out": matrix(d_model, d_model),
        "up": matrix(d_model, 4 * d_model),
        "down": matrix(4 * d_model, d_model),
    }
    for _ in range(n_layers)
]
head = matrix(d_model, len(vocab))
weights = [token, position, head, *(w for block in blocks for w in block.values())]


def gpt(ids):  # (batch, time) -> logits (batch, time, vocab_size)
    batch, time = ids.shape
    future = torch.ones(time, time).triu(1).bool()  # what a position may not see
    x = token[ids] + position[:time]  # (batch, time, d_model)
    for block in blocks:
        qkv = F.layer_norm(x, [d_model]) @ block["qkv"]
        q, k, v = qkv.view(batch, time, 3, n_heads, -1).permute(2, 0, 3, 1, 4)
        scores = q @ k.mT / q.shape[-1] ** 0.5  # (batch, n_heads, time, time)
        attention = scores.masked_fill(future, -torch.inf).softmax(-1)
        x = x + (attention @ v).transpose(1, 2).flatten(2) @ block["out"]
        x = x + F.gelu(F.layer_norm(x, [d_model]) @ block["up"]) @ block["down"]
    return F.layer_norm(x, [d_model]) @ head


windows = torch.tensor([vocab.index(c) for c in text]).unfold(0, context + 1, 1)
optimizer = torch.optim.AdamW(weights, lr=lr)
for step in range(steps + 1):
    batch = windows[torch.randint(len(windows), (8,), generator=g)]
    loss = F.cross_entropy(gpt(batch[:, :-1]).mT, batch[:, 1:])
    if step in (0, 20, steps):
        print(f"step {step}: loss {loss:.2f}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
ids = windows[:1, :4]  # "the "
for _ in range(76):  # write: append the likeliest next letter, again and again
    ids = torch.cat([ids, gpt(ids[:, -context:])[:, -1:].argmax(-1)], dim=1)
print("".join(vocab[i] for i in ids[0]))
