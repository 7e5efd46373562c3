"""Temperature goes from greedy to an even choice; the order stays."""

import torch

logits = torch.tensor([3.0, 2.2, 1.5, 0.4, -1.0])  # most probable first   (vocab_size,)
print("   T  probabilities                 odds  choices")
for temperature in (0.1, 0.5, 1.0, 2.0, 100.0):
    choice = torch.distributions.Categorical(logits=logits / temperature)
    odds = choice.probs[0] / choice.probs[1]  # of the first to the second
    choices = choice.entropy().exp()  # as many equal choices
    shown = " ".join(f"{p:.2f}" for p in choice.probs)
    print(f"{temperature:5} {shown} {odds:8.2f}  {choices:.2f}")
