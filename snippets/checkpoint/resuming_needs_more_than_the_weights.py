"""This training goes on exactly as before with four things saved, not with three."""

import copy

import numpy as np

data, target = np.split(np.random.default_rng(1).normal(size=(100, 4)), [3], axis=1)


def train(state, steps):
    state = copy.deepcopy(state)
    for _ in range(steps):
        rows = state["generator"].integers(100, size=8)  # the next batch
        x, error = data[rows], data[rows] @ state["weights"] - target[rows]
        state["momentum"] = 0.9 * state["momentum"] + 2 * x.T @ error / 8
        lr = 0.02 / (1 + state["step"]) ** 0.5  # a schedule
        state["weights"] = state["weights"] - lr * state["momentum"]  # (d_in, 1)
        state["step"] += 1
    return state


fresh = {"weights": np.ones((3, 1)), "momentum": np.zeros((3, 1)), "step": 0}
fresh["generator"] = np.random.default_rng(0)
saved, goal = train(fresh, 30), train(fresh, 50)["weights"]  # goal: never stopped
print("not restored  weights off by  exact")
for lost in ("nothing", "weights", "momentum", "step", "generator"):
    off = abs(train(saved | {lost: fresh.get(lost)}, 20)["weights"] - goal).max()
    print(f"{lost:12} {off:15.2f}  {off == 0}")
