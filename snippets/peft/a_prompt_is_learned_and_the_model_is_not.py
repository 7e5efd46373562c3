"""Prompt tuning: two vectors before the text learn, and the model stays as it is."""

import torch

g = torch.Generator().manual_seed(0)
vocab_size, d_model, virtual = 12, 16, 2
rows = {"embedding": vocab_size, "query": d_model, "key": d_model, "value": d_model}
frozen = {n: torch.randn(r, d_model, generator=g) / 4 for n, r in rows.items()}
before = {name: W.clone() for name, W in frozen.items()}
prompt = (torch.randn(virtual, d_model, generator=g) / 4).requires_grad_()
tokens, wanted = torch.tensor([3, 1, 4]), torch.tensor(7)


def predict(prompt):  # one attention head, then the embedding as output layer
    x = torch.cat([prompt, frozen["embedding"][tokens]])  # (virtual + seq_len, d_model)
    q, k, v = (x @ frozen[name].T for name in ("query", "key", "value"))
    weights = torch.softmax(q[-1] @ k.T / d_model**0.5, dim=-1)  # of the last token
    return weights[:virtual].sum(), (x[-1] + weights @ v) @ frozen["embedding"].T


optimizer = torch.optim.Adam([prompt], lr=0.1)
print("step  probability of the wanted token  attention to the prompt")
for step in range(201):
    seen, logits = predict(prompt)
    if step in (0, 20, 200):
        print(f"{step:4} {torch.softmax(logits, -1)[wanted]:15.2f} {seen:26.2f}")
    optimizer.zero_grad()
    torch.nn.functional.cross_entropy(logits, wanted).backward()
    optimizer.step()
print("model unchanged:", all(torch.equal(W, before[n]) for n, W in frozen.items()))
