"""Layer norm gives each token mean 0 and standard deviation 1, then gain and shift."""

import torch

x = torch.tensor([[2, 4, 6, 8], [-30, 10, 10, 10], [0.001, 0.002, 0.003, 0.004]])
gain = torch.tensor([1.0, 1.0, 1.0, 2.0])  # learned, begins as ones   (d_model,)
shift = torch.tensor([0.0, 0.0, 0.0, 5.0])  # learned, begins as zeros
eps = 1e-5

centered = x - x.mean(dim=-1, keepdim=True)  # x is (seq_len, d_model)
variance = (centered**2).mean(dim=-1, keepdim=True)  # (seq_len, 1)
normed = centered / (variance + eps).sqrt()  # (seq_len, d_model)
print("token                    normed                   std   with gain and shift")
for token, n, y in zip(x, normed, normed * gain + shift):
    print(f"{' '.join(f'{t:g}' for t in token):24}", end=" ")
    std = n.std(correction=0)
    print(*(f"{v:5.2f}" for v in n), f"{std:5.2f}  ", *(f"{v:5.2f}" for v in y))
