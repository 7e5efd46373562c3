"""At one budget, fits to the same trainings name 18 to 93 tokens a parameter."""

import numpy as np

fits = {  # of L = E + A / N**alpha + B / D**beta
    "2022, as printed": (1.69, 406.4, 410.7, 0.34, 0.28),
    "2022, unrounded": (1.6934, 406.4, 410.7, 0.3392, 0.2849),
    "2024, again": (1.8172, 482.01, 2085.43, 0.3478, 0.3658),
}
N = np.geomspace(1e8, 1e13, 200_001)  # parameters
print("                  D / N at a compute of")
print("fit               1e21 5.76e23  1e26  loss")
for name, (E, A, B, alpha, beta) in fits.items():
    ratios = []
    for C in (1e21, 5.76e23, 1e26):
        D = C / (6 * N)  # tokens
        law = E + A / N**alpha + B / D**beta
        best = np.argmin(law)
        ratios.append(D[best] / N[best])
    print(
        f"{name:17} {ratios[0]:4.0f} {ratios[1]:7.0f} {ratios[2]:5.0f}  {law[best]:.2f}"
    )
