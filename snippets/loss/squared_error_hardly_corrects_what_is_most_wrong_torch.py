"""On probabilities, squared error has almost no gradient where the answer is worst."""

import torch

print("logit of the   its          gradient for the logit")
print("right answer   probability  cross-entropy  squared error")
for start in (-8.0, -4.0, 0.0, 4.0):  # two answers, the other one has logit 0
    z = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    p = torch.sigmoid(z)
    (to_cross_entropy,) = torch.autograd.grad(-p.log(), z, retain_graph=True)
    (to_squared_error,) = torch.autograd.grad((1 - p) ** 2, z)
    print(f"{start:12} {p:13.4f} {to_cross_entropy:14.4f} {to_squared_error:14.4f}")
