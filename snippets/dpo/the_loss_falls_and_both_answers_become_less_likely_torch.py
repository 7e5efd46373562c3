"""DPO's loss can fall while both answers of the pair become less likely."""

import torch
from torch.nn import functional as F

added = 0.2  # of the preferred answer's NLL
# answers of one token: "No" is preferred to "Never", and "Yes" is in no pair
shared = torch.tensor([[1.0, 0.1], [1.0, -0.1], [-1.0, 1.0]])  # output layer, frozen
hidden = torch.tensor([0.5, 0.0])  # what the layers below compute, and what is trained
beta, lr = 0.1, 5.0

reference = torch.log_softmax(shared @ hidden, dim=0)
for name, W, start, nll in (  # W: (vocab_size, d_model), start: (d_model,)
    ("hidden vector", shared, hidden, 0.0),
    ("each logit by itself", torch.eye(3), reference, 0.0),
    (f"hidden vector, {added} NLL added", shared, hidden, added),
):
    print(f"trained: {name}\nstep  loss  log P:  No   Never     Yes")
    x = start.clone().requires_grad_()
    optimizer = torch.optim.SGD([x], lr=lr)
    for step in range(201):
        log_probs = torch.log_softmax(W @ x, dim=0)
        moved = log_probs - reference
        dpo = -F.logsigmoid(beta * (moved[0] - moved[1]))
        if step in (0, 20, 200):
            shown = [f"{log_prob:7.2f}" for log_prob in log_probs.tolist()]
            print(f"{step:4}  {dpo.item():.2f} ", *shown)
        optimizer.zero_grad()
        (dpo - nll * log_probs[0]).backward()
        optimizer.step()
