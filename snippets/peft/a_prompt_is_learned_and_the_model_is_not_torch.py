"""Prompt tuning: two rows before the text learn, and the model stays as it is."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
vocab_size, d_model, virtual = 5, 4, 2
embedding = torch.tensor(rng.normal(size=(vocab_size, d_model)))  # frozen
W = torch.tensor(rng.normal(size=(vocab_size, d_model)))  # frozen
before = embedding.clone(), W.clone()
prompt = torch.zeros(virtual, d_model, dtype=W.dtype, requires_grad=True)  # trained
tokens, wanted, lr = torch.tensor([3, 1, 4]), torch.tensor(2), 1.0

for step in range(201):
    rows = torch.cat([prompt, embedding[tokens]])  # (virtual + time, d_model)
    logits = W @ rows.mean(dim=0)  # (vocab_size,)
    if step in (0, 20, 200):
        share = logits.softmax(dim=0)[wanted]
        print(f"step {step:3}: probability of the wanted token {share:.2f}")
    loss = torch.nn.functional.cross_entropy(logits, wanted)
    (gradient,) = torch.autograd.grad(loss, prompt)
    prompt.data -= lr * gradient
same = torch.equal(before[0], embedding) and torch.equal(before[1], W)
print("model unchanged:", same)
print("places taken in the context:", len(rows), "for", len(tokens), "tokens")
