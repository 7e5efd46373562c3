"""With noisy gradients a constant rate keeps trembling; one that falls settles."""

import numpy as np

rng = np.random.default_rng(0)
steps, runs = 400, 2000  # many runs at once, so that chance averages out
most = 0.3  # knob: 0.1 to 0.9 by 0.1
noise = rng.normal(size=(steps, runs))

done = np.arange(steps) / steps  # from 0 to 1
cosine = (1 + np.cos(np.pi * done)) / 2
schedules = {
    "constant": np.full(steps, most),
    "constant, 30 times smaller": np.full(steps, most / 30),
    "cosine to a tenth": most * (0.1 + 0.9 * cosine),
    "cosine planned for 800 steps": most * (1 + np.cos(np.pi * done / 2)) / 2,
    "cosine to 0": most * cosine,
    "straight to 0": most * (1 - done),
    "stable, then 20% decay to 0": most * np.minimum(1, (1 - done) / 0.2),
}
print("schedule                      loss after 20 steps  after 400")
for name, rates in schedules.items():
    w, losses = np.full(runs, 5.0), []  # loss w**2 / 2, least at 0
    for step, lr in enumerate(rates):
        w = w - lr * (w + noise[step])  # its derivative w, and noise
        losses.append((w**2).mean() / 2)
    print(f"{name:29} {losses[19]:19.2f} {losses[-1]:10.4f}")
