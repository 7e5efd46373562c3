"""Each step multiplies the distance from the minimum by 1 - lr x curvature."""

import numpy as np

curvature = 4.0  # loss curvature * w**2 / 2, least at 0; knob: 1.0 to 5.0 by 0.5
print("  lr  factor  distance after 1, 2, 20 steps")
for lr in (0.01, 0.1, 0.25, 0.4, 0.5, 0.55):
    w, distances = 1.0, []
    for _ in range(20):
        w -= lr * curvature * w  # the derivative times lr
        distances.append(abs(w))
    shown = " ".join(f"{distances[k]:8.3f}" for k in (0, 1, 19))
    print(f"{lr:4} {1 - lr * curvature:7.2f}  {shown}")

curvatures = np.array([4.0, 0.04])  # a steep and a flat parameter, one lr for both
print("  lr  distance after 100 steps, in the steep and in the flat direction")
for lr in (0.1, 0.49, 0.51):
    w = np.array([1.0, 1.0])
    for _ in range(100):
        w = w - lr * curvatures * w
    print(f"{lr:4} {abs(w[0]):8.3f} {abs(w[1]):8.3f}")
