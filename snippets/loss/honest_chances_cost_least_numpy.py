"""Where chance decides, the honest probability costs least, and more than 0."""

import numpy as np

happened = np.array([1, 1, 1, 0, 1, 1, 0, 1, 0, 1])  # rain on 7 of 10 days   (days,)

for said in (0.01, 0.5, 0.6, 0.7, 0.8, 0.99):
    given = np.where(happened == 1, said, 1 - said)  # to what came   (days,)
    print(f"says {said:4} every day: loss {-np.log(given).mean():.3f}")
