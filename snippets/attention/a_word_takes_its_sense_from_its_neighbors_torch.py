"""Attention mixes what other tokens carry: one "bank" comes out with two senses."""

import torch

seeks = torch.tensor([1.0, -1.0])  # query of "bank": a topic, no small word  (d_head,)
offers = {"the": [0, 2], "river": [3, 0], "money": [3, 0], "bank": [1, 1]}  # keys
carries = {"the": [0, 0], "river": [1, 0], "money": [0, 1], "bank": [0.5, 0.5]}

print("                    weights           water  money")
for text in ("the river bank", "the money bank"):
    words = text.split()
    k = torch.tensor([offers[word] for word in words]).float()  # (time, d_head)
    v = torch.tensor([carries[word] for word in words]).float()  # (time, d_v)
    scores = k @ seeks / len(seeks) ** 0.5  # (time,)
    weights = scores.softmax(dim=0)  # (time,), adds up to 1
    mix = weights @ v  # (d_v,)
    print(text, *(f"{w:6.2f}" for w in weights), "   ", *(f"{m:6.2f}" for m in mix))
