"""Each inner number adds its own row to the output, as strongly as it was aroused."""

import torch

up = torch.tensor([[2.0, 0.0, -1.0, 1.0], [0.0, 3.0, 1.0, 1.0]])  # (d_model, d_ff)
down = torch.tensor(
    [[1.0, 0.0], [0.0, 1.0], [5.0, 5.0], [-1.0, 2.0]]
)  # (d_ff, d_model)
x = torch.tensor([1.0, 0.5])  # one token   (d_model,)

bent = (x @ up).relu()  # how strongly each of the inner neurons answers   (d_ff,)
total = torch.zeros(2)
for strength, row in zip(bent, down):
    total = total + strength * row
    print(f"{strength:.1f} times {row.tolist()}, sum so far {total.tolist()}")
print("as two products:", (bent @ down).tolist())
