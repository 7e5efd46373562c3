"""Each inner neuron adds its own row to the output, times its activation."""

import torch

up = torch.tensor([[2.0, 0.0, -1.0, 1.0], [0.0, 3.0, 1.0, 1.0]])  # (d_model, d_ff)
rows = [[1.0, 0.0], [0.0, 1.0], [5.0, 5.0], [-1.0, 2.0]]
down = torch.tensor(rows)  # (d_ff, d_model)
x = torch.tensor([1.0, 0.5])  # one token   (d_model,)

activations = (x @ up).relu()  # (d_ff,)
total = torch.zeros(2)
print("activation  row of down   sum so far")
for activation, row in zip(activations, down):
    total = total + activation * row
    print(f"{activation:10.1f}  {row.tolist()!s:12}  {total.tolist()}")
print("as a product of matrices:", (activations @ down).tolist())
