"""An optimizer keeps numbers for each trained parameter, and none for a frozen one."""

import torch


def bytes_each(optimizer, dtype=torch.float32, copy=False, frozen=0):
    layers = [torch.nn.Linear(200, 200, bias=False, dtype=dtype) for _ in range(2)]
    for layer in layers[:frozen]:
        layer.requires_grad_(False)
    model = torch.nn.Sequential(*layers)
    trained = [p for p in model.parameters() if p.requires_grad]
    copies = [p.detach().float() for p in trained] if copy else []  # master weights
    chosen = optimizer(copies or trained)
    model(torch.ones(8, 200, dtype=dtype)).square().sum().backward()
    for mine, p in zip(copies, trained):
        mine.grad = p.grad.float()  # for the step only, so not counted
    chosen.step()
    states = [t for s in chosen.state.values() for t in s.values() if t.ndim]
    kinds = model.parameters(), [p.grad for p in trained], copies, states
    return [sum(t.nbytes for t in kind) / (2 * 200**2) for kind in kinds]


print("bytes for each parameter   weights   gradients   fp32 copy   optimizer   sum")
adamw, bf16 = torch.optim.AdamW, torch.bfloat16
rows = {"AdamW, fp32": bytes_each(adamw), "  half frozen": bytes_each(adamw, frozen=1)}
rows["AdamW, bf16 + fp32 copy"] = bytes_each(adamw, bf16, copy=True)
rows["AdamW, bf16 only"] = bytes_each(adamw, bf16)
rows["Muon, fp32"] = bytes_each(torch.optim.Muon)
for name, parts in rows.items():
    print(f"{name:24}", *(f"{n:11.0f}" for n in parts), f"{sum(parts):5.0f}")
