"""To go on exactly as before takes weights, optimizer, step and generator."""

import copy

import numpy as np
import torch

data, target = torch.tensor(np.random.default_rng(1).normal(size=(100, 4))).split(3, 1)


def train(state, steps):
    state = copy.deepcopy(state)
    w = torch.nn.Parameter(state["weights"])  # (d_in, 1)
    optimizer = torch.optim.SGD([w], lr=0.02, momentum=0.9)
    optimizer.load_state_dict(state["momentum"] or optimizer.state_dict())
    for _ in range(steps):
        rows = state["generator"].integers(100, size=8)  # the next batch
        w.grad = 2 * data[rows].T @ (data[rows] @ w.data - target[rows]) / 8
        optimizer.param_groups[0]["lr"] = 0.02 / (1 + state["step"]) ** 0.5
        optimizer.step()
        state["step"] += 1
    return state | {"weights": w.data, "momentum": optimizer.state_dict()}


fresh = {"weights": torch.ones(3, 1).double(), "momentum": None, "step": 0}
fresh["generator"] = np.random.default_rng(0)
saved, goal = train(fresh, 30), train(fresh, 50)["weights"]  # goal: never stopped
for lost in ("nothing", "momentum", "step", "generator"):
    off = abs(train(saved | {lost: fresh.get(lost)}, 20)["weights"] - goal).max()
    print(f"{lost:9} lost: weights off by {off:.2f}, exact {off.item() == 0}")
