"""Each step multiplies the distance by 1 - lr x curvature."""

import numpy as np

curvature = 4.0  # loss 2 w w: slope 4 w
print("  lr  factor  distance after 1, 2, 20 steps")
for lr in (0.01, 0.1, 0.25, 0.4, 0.5, 0.55):
    w, distances = 1.0, []
    for _ in range(20):
        w -= lr * curvature * w  # the slope times lr
        distances.append(abs(w))
    shown = " ".join(f"{distances[k]:8.3f}" for k in (0, 1, 19))
    print(f"{lr:4} {1 - lr * curvature:7.2f}  {shown}")

curvatures = np.array([4.0, 0.04])  # two parameters, one lr for both
for lr in (0.1, 0.49):
    w = np.array([1.0, 1.0])
    for _ in range(100):
        w = w - lr * curvatures * w
    print(f"steep and flat, lr {lr:4}, 100 steps: {abs(w[0]):.3f}, {abs(w[1]):.3f}")
