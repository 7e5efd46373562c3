"""A new token whose row is zeros can take all the probability; the mean row cannot."""

import torch

h = torch.tensor([3.0, -2.0, 1.0])  # final hidden state at one position   (d_model,)
unembedding = torch.tensor(  # one row for each of four tokens   (vocab_size, d_model)
    [[-6.0, 2.0, 1.0], [-5.0, 3.0, -1.0], [-7.0, 1.0, -1.0], [-6.0, 1.0, -3.0]]
)

print("logits:", (unembedding @ h).numpy())
print("probabilities before:", (unembedding @ h).softmax(dim=-1).numpy().round(3))
for name, row in ("zeros", torch.zeros(3)), ("mean", unembedding.mean(dim=0)):
    probs = (torch.vstack([unembedding, row]) @ h).softmax(dim=-1)  # (vocab_size + 1,)
    rest = (probs[:-1] / probs[:-1].sum()).numpy().round(3)
    print(f"new row of {name}: {probs[-1]:.3f} for it, among the others", rest)
