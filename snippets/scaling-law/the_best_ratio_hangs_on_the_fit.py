"""Three fits to the same trainings name 20, 80 or more tokens for each parameter."""

import numpy as np

fits = {  # of L = E + A / N**alpha + B / D**beta
    "Chinchilla, as printed": (1.69, 406.4, 410.7, 0.34, 0.28),
    "Chinchilla, unrounded": (1.6934, 406.4, 410.7, 0.3392, 0.2849),
    "fitted again, 2024": (1.8172, 482.01, 2085.43, 0.3478, 0.3658),
}
N = np.geomspace(1e8, 1e13, 200_001)  # parameters
print("                         D / N at a compute of")
print("fit                      1e21  5.76e23  1e26")
for name, (E, A, B, alpha, beta) in fits.items():
    ratios = []
    for C in (1e21, 5.76e23, 1e26):
        D = C / (6 * N)  # tokens
        best = np.argmin(E + A / N**alpha + B / D**beta)
        ratios.append(D[best] / N[best])
    print(f"{name:24} {ratios[0]:4.0f} {ratios[1]:8.0f} {ratios[2]:5.0f}")
