"""A loop to copy: read the prompt, write greedily, stop at the end token."""

import torch
from torch import nn
from torch.nn import functional as F


@torch.inference_mode()  # notes nothing down for a backward pass
def write(model, ids, new_tokens, context, end):
    was_training = model.training
    model.eval()  # no dropout
    for _ in range(new_tokens):
        logits = model(ids[None, -context:])  # (1, time, vocab_size)
        ids = torch.cat([ids, logits[0, -1].argmax()[None]])
        if ids[-1] == end:
            break
    model.train(was_training)
    return ids


class TokenCounter(nn.Module):  # a stand-in: its next token is how many tokens it sees
    def forward(self, ids):
        logits = torch.eye(9)[None, None, ids.shape[1]]  # (1, 1, vocab_size)
        return F.dropout(logits, 1.0, self.training)


model, prompt = TokenCounter(), torch.tensor([7, 7])
for context in (5, 4):
    written = write(model, prompt, 6, context, end=5)
    print(f"context {context}: {written.tolist()}, training mode {model.training}")
