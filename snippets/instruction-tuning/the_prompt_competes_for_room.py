"""Scoring the prompt costs answers where the model is too small for both."""

import torch
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)
words = 32
follows, answer = torch.randperm(words, generator=g), torch.randperm(words, generator=g)
inputs = torch.arange(words).repeat(2)  # each word: what follows it, what answers it
role = torch.arange(2).repeat_interleave(words)  # 0 inside a prompt, 1 at its end
targets = torch.cat([follows, answer])
print("d_model  scored    loss  loss of answers  right of 32")
for d_model in (3, 16):
    start = [torch.randn(n, d_model, generator=g) for n in (words, 2, d_model, words)]
    for scored, prompt_share in (("all", 0.9), ("answers", 0.0)):
        weights = [w.clone().requires_grad_() for w in start]
        optimizer = torch.optim.Adam(weights, lr=0.05)
        share = torch.where(role == 0, prompt_share, 1 - prompt_share) / words
        for _ in range(400):
            E, R, W, out = weights
            logits = torch.tanh((E[inputs] + R[role]) @ W.T) @ out.T
            per_token = F.cross_entropy(logits, targets, reduction="none")
            loss = (share * per_token).sum()  # nine tokens of ten are the prompt's
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        right = (logits.argmax(dim=1) == targets)[role == 1].sum()
        print(f"{d_model:7}  {scored:7} {loss:6.2f}", end="")
        print(f" {per_token[role == 1].mean():16.2f} {right:12}")
