"""Temperature goes from greedy to an even choice; the order stays."""

import torch

logits = torch.tensor([3.0, 2.2, 1.5, 0.4, -1.0])  # most probable first   (vocab_size,)
print("temperature  probabilities                  sorted  entropy as")
for temperature in (0.05, 0.5, 1.0, 2.0, 100.0):
    choice = torch.distributions.Categorical(logits=logits / temperature)
    choices = choice.entropy().exp()  # as many equal choices
    ordered = bool((choice.probs[:-1] >= choice.probs[1:]).all())
    shown = " ".join(f"{p:5.2f}" for p in choice.probs)
    print(f"{temperature:11} {shown}   {ordered}   {choices:.2f} equal choices")
