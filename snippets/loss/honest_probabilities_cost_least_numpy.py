"""Where chance decides, the honest probability costs least, and more than 0."""

import numpy as np

rain = np.array([1, 1, 1, 0, 1, 1, 0, 1, 0, 1])  # on 7 of 10 days   (days,)

print("said every day  mean loss")
for said in (0.01, 0.5, 0.6, 0.7, 0.8, 0.99):
    given = np.where(rain == 1, said, 1 - said)  # to what came   (days,)
    print(f"{said:14} {-np.log(given).mean():10.3f}")
