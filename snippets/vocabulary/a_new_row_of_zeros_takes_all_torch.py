"""A new token whose row is zeros can take all the probability; the mean row cannot."""

import torch

x = torch.tensor([3.0, -2.0, 1.0])  # what a model computed for one place   (d_model,)
table = torch.tensor(  # one row for each of four tokens   (vocab_size, d_model)
    [[-6.0, 2.0, 1.0], [-5.0, 3.0, -1.0], [-7.0, 1.0, -1.0], [-6.0, 1.0, -3.0]]
)

print("logits:", (table @ x).numpy())
before = (table @ x).softmax(dim=-1)
print("before:", before.numpy().round(3))
for name, row in ("zeros", torch.zeros(3)), ("mean", table.mean(dim=0)):
    probs = (torch.vstack([table, row]) @ x).softmax(dim=-1)  # (vocab_size + 1,)
    shares = (probs[:-1] / probs[:-1].sum()).numpy()
    print(
        f"{name}: the new one gets {probs[-1]:.3f}, shares of the rest", shares.round(3)
    )
