"""Where chance decides, the honest probability costs least, and more than 0."""

import numpy as np

rain = np.array([1, 1, 1, 0, 1, 1, 0, 1, 0, 1])  # on 7 of 10 days   (days,)

print("said every day  cross-entropy  squared error")
for said in (0.01, 0.5, 0.6, 0.7, 0.8, 0.99):
    given = np.where(rain == 1, said, 1 - said)  # to what came   (days,)
    cross_entropy = -np.log(given).mean()
    squared = np.square(1 - given).mean()
    print(f"{said:14} {cross_entropy:14.3f} {squared:14.3f}")
