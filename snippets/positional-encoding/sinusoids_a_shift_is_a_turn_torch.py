"""In the sinusoidal table, going k places on is the same turn everywhere."""

import torch

context, d_model, k = 512, 8, 3
evens = torch.arange(0, d_model, 2, dtype=torch.float64)
frequencies = 10_000.0 ** (-evens / d_model)  # (d_model / 2,)
angles = torch.arange(context)[:, None] * frequencies  # (context, d_model / 2)
table = torch.stack([angles.sin(), angles.cos()], dim=-1).flatten(
    1
)  # (context, d_model)
print("place 1:", table[1].numpy().round(2))

cos, sin = (k * frequencies).cos(), (k * frequencies).sin()
turn = torch.stack([torch.stack([cos, sin]), torch.stack([-sin, cos])])  # (2, 2, pairs)
pairs = table[:-k].unflatten(1, (-1, 2))  # (context - k, d_model / 2, 2)
turned = torch.einsum("ijp,tpj->tpi", turn, pairs).flatten(1)
print("each row, turned, is the row 3 places on:", torch.allclose(turned, table[k:]))
for offset in 0, 1, 3, 10:
    likeness = (table[: context - offset] * table[offset:]).sum(dim=1)
    change = likeness.max() - likeness.min()
    print(f"{offset:2} apart: product {likeness[0]:.2f}, {change:.2f} of change")
