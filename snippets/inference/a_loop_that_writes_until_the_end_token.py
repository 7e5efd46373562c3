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
        logits = F.one_hot(torch.tensor([[ids.shape[1]]]), num_classes=9).float()
        return F.dropout(logits, p=1.0, training=self.training)


model, prompt = TokenCounter(), torch.tensor([7, 7])
print("ends with 5:     ", write(model, prompt, 6, context=8, end=5).tolist())
print("6 tokens, no end:", write(model, prompt, 6, context=4, end=5).tolist())
print("training mode restored:", model.training)
