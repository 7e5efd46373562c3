"""Adapter stands behind any layer: the layer is frozen, two small ones train."""

from torch import Generator, linspace, nn, optim


class Adapter(nn.Module):
    def __init__(self, d_model, bottleneck, activation=nn.functional.gelu):
        super().__init__()
        self.down, self.activation = nn.Linear(d_model, bottleneck), activation
        self.up = nn.Linear(bottleneck, d_model)
        nn.init.zeros_(self.up.weight)  # starts as a step that changes nothing
        nn.init.zeros_(self.up.bias)

    def forward(self, h):  # (..., d_model) -> (..., d_model)
        added = self.up(self.activation(self.down(h.to(self.up.weight.dtype))))
        return (h + added).to(h.dtype)  # beside bf16 the adapter may be fp32


g = Generator().manual_seed(0)
frozen, adapter = nn.Linear(6, 3).requires_grad_(False), Adapter(3, 2)
for p in [*frozen.parameters(), *adapter.down.parameters()]:
    nn.init.normal_(p, generator=g)
x = linspace(-1, 2, 24).view(4, 6)  # (batch, d_in)
print("frozen layer:", *(f"{h:5.2f}" for h in frozen(x)[1]))
print("at the start:", *(f"{h:5.2f}" for h in adapter(frozen(x))[1]))
optimizer = optim.AdamW(adapter.parameters(), lr=0.1)
for _ in range(10):  # toward zeros
    optimizer.zero_grad()
    adapter(frozen(x)).square().mean().backward()
    optimizer.step()
print("10 steps on: ", *(f"{h:5.2f}" for h in adapter(frozen(x))[1]))
