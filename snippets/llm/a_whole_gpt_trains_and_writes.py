"""A whole GPT: it learns to predict the next letter of a small text, then writes."""

import torch
from torch.nn import functional as F

text = """the cat sat on the mat. the dog sat on the log.
the cat saw the dog. the dog saw the cat and ran.
the cat ran after the dog. the mat was red and the log was wet.
"""
vocab = sorted(set(text))  # here a token is a letter
context, d_model, n_heads, n_layers, steps, lr = 32, 32, 4, 2, 200, 5e-3
g = torch.Generator().manual_seed(3)


def matrix(*shape):  # weights begin as noise
    noise = torch.randn(shape, generator=g, dtype=torch.float64)
    return (0.08 * noise).requires_grad_()


token, position = matrix(len(vocab), d_model), matrix(context, d_model)
blocks = [
    [matrix(d_model, columns) for columns in (3 * d_model, d_model, 4 * d_model)]
    + [matrix(4 * d_model, d_model)]
    for _ in range(n_layers)
]
head = matrix(d_model, len(vocab))
weights = [token, position, head, *(w for block in blocks for w in block)]


def gpt(ids):  # (batch, time) -> logits (batch, time, vocab_size)
    batch, time = ids.shape
    future = torch.ones(time, time).triu(1).bool()  # what a place may not see
    x = token[ids] + position[:time]  # (batch, time, d_model)
    for qkv, out, up, down in blocks:
        parts = F.layer_norm(x, [d_model]) @ qkv  # query, key, value side by side
        q, k, v = parts.view(batch, time, 3, n_heads, -1).permute(2, 0, 3, 1, 4)
        scores = q @ k.mT / q.shape[-1] ** 0.5  # (batch, n_heads, time, time)
        attention = scores.masked_fill(future, -torch.inf).softmax(-1)
        x = x + (attention @ v).transpose(1, 2).flatten(2) @ out
        x = x + F.gelu(F.layer_norm(x, [d_model]) @ up) @ down
    return F.layer_norm(x, [d_model]) @ head


ids = torch.tensor([vocab.index(letter) for letter in text])
windows = ids.unfold(0, context + 1, 1)  # (windows, context + 1)
optimizer = torch.optim.AdamW(weights, lr=lr)
print(f"guessing among {len(vocab)}: loss {torch.tensor(len(vocab)).log():.2f}")
for step in range(steps + 1):
    batch = windows[torch.randint(len(windows), (8,), generator=g)]
    loss = F.cross_entropy(gpt(batch[:, :-1]).mT, batch[:, 1:])
    if step in (0, 20, steps):
        print(f"step {step}: loss {loss:.2f}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
ids = ids[None, :4]  # "the "
for _ in range(84):  # write: append the likeliest next letter, again and again
    ids = torch.cat([ids, gpt(ids[:, -context:])[:, -1:].argmax(-1)], dim=1)
print("".join(vocab[i] for i in ids[0]))
