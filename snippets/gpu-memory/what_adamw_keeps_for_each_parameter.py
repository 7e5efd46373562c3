"""AdamW in fp32 keeps 16 bytes for each trained parameter and 4 for a frozen one."""

import torch


def kept(frozen):  # bytes of the real tensors after one step
    layers = torch.nn.Linear(64, 200), torch.nn.GELU(), torch.nn.Linear(200, 64)
    model = torch.nn.Sequential(*layers)
    for layer in layers[:frozen]:
        layer.requires_grad_(False)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained)
    model(torch.ones(8, 64)).square().sum().backward()
    optimizer.step()
    averages = [t for s in optimizer.state.values() for t in s.values() if t.ndim]
    gradients = [p.grad for p in trained]
    groups = model.parameters(), gradients, averages
    return [sum(tensor.nbytes for tensor in group) for group in groups]


first, second = 64 * 200 + 200, 200 * 64 + 64  # parameters of the two layers
for name, frozen, formula in (
    ("both layers", 0, 16 * (first + second)),
    ("second only", 1, 16 * second + 4 * first),
):
    weights, gradients, averages = kept(frozen)
    print(f"trained {name}: {weights} + {gradients} + {averages} bytes", end=", ")
    print(f"as the rule says: {weights + gradients + averages == formula}")
