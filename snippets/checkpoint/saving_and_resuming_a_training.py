"""Save and restore a training: weights, optimizer, step and random state."""

import io

import torch


def save(file, step, **parts):  # parts: model, optimizer, scheduler, by name
    states = {name: part.state_dict() for name, part in parts.items()}
    torch.save({"step": int(step), "random": torch.get_rng_state(), **states}, file)


def load(file, **parts):
    saved = torch.load(file, map_location="cpu", weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(saved[name])
    torch.set_rng_state(saved["random"])
    return saved["step"]


model, other = torch.nn.Linear(4, 1), torch.nn.Linear(4, 1)
optimizer, resumed = (torch.optim.AdamW(m.parameters()) for m in (model, other))
model(torch.ones(8, 4)).sum().backward()
optimizer.step()
file = io.BytesIO()  # stands for a path
save(file, step=1, model=model, optimizer=optimizer)
drawn = torch.rand(3)
file.seek(0)
print("step:", load(file, model=other, optimizer=resumed))
print("equal weights:", (other.weight == model.weight).sum().item())
print(f"optimizer's average: {resumed.state[other.weight]['exp_avg'].mean():.1f}")
print("equal random numbers:", (drawn == torch.rand(3)).sum().item())
