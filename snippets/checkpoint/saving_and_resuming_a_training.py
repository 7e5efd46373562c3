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


model = torch.nn.Linear(4, 1)
optimizer = torch.optim.AdamW(model.parameters())
model(torch.ones(8, 4)).sum().backward()
optimizer.step()
file = io.BytesIO()  # stands for a path
save(file, step=1, model=model, optimizer=optimizer)
drawn = torch.rand(3)
file.seek(0)
print("step:", load(file, model=model, optimizer=optimizer))
print("the same random numbers follow:", torch.equal(drawn, torch.rand(3)))
