"""Temperature goes from the favorite alone to an even choice; the order stays."""

import torch

logits = torch.tensor([3.0, 2.2, 1.5, 0.4, -1.0])  # likeliest first   (vocab_size,)
print("temperature  probabilities                  sorted  as unsure as")
for temperature in (0.05, 0.5, 1.0, 2.0, 100.0):
    draw = torch.distributions.Categorical(logits=logits / temperature)
    choices = draw.entropy().exp()  # as many equal choices
    ordered = bool((draw.probs[:-1] >= draw.probs[1:]).all())
    shown = " ".join(f"{p:5.2f}" for p in draw.probs)
    print(f"{temperature:11} {shown}   {ordered}   {choices:.2f} equal choices")
