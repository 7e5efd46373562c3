"""With noisy gradients a constant rate keeps trembling; a falling one settles."""

import numpy as np

rng = np.random.default_rng(0)
steps, runs = 400, 2000  # many runs at once, so that chance averages out
noise = rng.normal(size=(steps, runs))

falling = 0.3 * (1 + np.cos(np.pi * np.arange(steps) / steps)) / 2  # 0.3 to 0
schedules = {"constant 0.3": np.full(steps, 0.3), "constant 0.01": np.full(steps, 0.01)}
schedules["cosine from 0.3"] = falling
for name, rates in schedules.items():
    w = np.full(runs, 5.0)  # loss w w / 2, least at 0
    for step, lr in enumerate(rates):
        w = w - lr * (w + noise[step])  # its slope w, and noise
        if step == 19:
            early = (w**2).mean() / 2
    late = (w**2).mean() / 2
    print(f"{name:15}: loss {early:.2f} after 20 steps, {late:.3f} at the end")
