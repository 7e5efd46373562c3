"""A whole GPT: it learns to predict the next character of a text, then continues it."""

import torch
from torch.nn import functional as F

text = """the cat sat on the mat. the dog sat on the log.
the cat saw the dog. the dog saw the cat and ran.
the cat ran after the dog. the mat was red and the log was wet.\n"""
vocab = sorted(set(text))  # here a token is a character
context, d_model, n_heads, n_layers, steps, lr = 32, 32, 4, 2, 200, 5e-3
g = torch.Generator().manual_seed(3)


def matrix(rows, columns):  # weights begin as noise
    noise = torch.randn(rows, columns, generator=g, dtype=torch.float64)
    return (0.08 * noise).requires_grad_()


token_embedding = matrix(len(vocab), d_model)
position_embedding = matrix(context, d_model)
blocks = []
for _ in range(n_layers):
    qkv, out = matrix(d_model, 3 * d_model), matrix(d_model, d_model)
    up, down = matrix(d_model, 4 * d_model), matrix(4 * d_model, d_model)
    blocks.append([qkv, out, up, down])
unembedding = matrix(d_model, len(vocab))
weights = [token_embedding, position_embedding, *sum(blocks, []), unembedding]


def gpt(ids):  # (batch, seq_len) -> logits (batch, seq_len, vocab_size)
    batch, seq_len = ids.shape
    future = torch.ones(seq_len, seq_len).triu(1).bool()  # the causal mask
    x = token_embedding[ids] + position_embedding[:seq_len]  # (batch, seq_len, d_model)
    for qkv, out, up, down in blocks:
        parts = F.layer_norm(x, [d_model]) @ qkv  # query, key, value side by side
        q, k, v = parts.view(batch, seq_len, 3, n_heads, -1).permute(2, 0, 3, 1, 4)
        scores = q @ k.mT / q.shape[-1] ** 0.5  # (batch, n_heads, seq_len, seq_len)
        probs = scores.masked_fill(future, -torch.inf).softmax(dim=-1)
        x = x + (probs @ v).transpose(1, 2).flatten(2) @ out
        x = x + F.gelu(F.layer_norm(x, [d_model]) @ up) @ down
    return F.layer_norm(x, [d_model]) @ unembedding


ids = torch.tensor([vocab.index(character) for character in text])
windows = ids.unfold(0, context + 1, 1)  # (windows, context + 1)
optimizer = torch.optim.AdamW(weights, lr=lr)
print(f"even guess among {len(vocab)}: loss {torch.tensor(len(vocab)).log():.2f}")
for step in range(steps + 1):
    batch = windows[torch.randint(len(windows), (8,), generator=g)]
    loss = F.cross_entropy(gpt(batch[:, :-1]).mT, batch[:, 1:])
    if step in (0, 20, steps):
        print(f"step {step}: loss {loss:.2f}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
with torch.no_grad():
    ids = ids[None, :4]  # the prompt: "the "
    for _ in range(84):  # append the most probable next character, again and again
        ids = torch.cat([ids, gpt(ids[:, -context:])[:, -1:].argmax(dim=-1)], dim=1)
print("".join(vocab[i] for i in ids[0]))
