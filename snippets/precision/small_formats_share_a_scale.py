"""Numbers of four bits need a scale for each small block, or outliers ruin the rest."""

import numpy as np

E2M1 = np.array([0, 0.5, 1, 1.5, 2, 3, 4, 6])  # what four bits can say, without sign
power, fraction = np.divmod(np.arange(127), 8)  # E4M3 goes to 448; code 127 is nan
E4M3 = np.where(power == 0, fraction / 512, 2.0 ** (power - 7) * (1 + fraction / 8))


def nearest(x, levels):  # beyond the largest level: the largest
    return np.sign(x) * levels[np.searchsorted((levels[1:] + levels[:-1]) / 2, abs(x))]


def round_trip(x, levels, block, round_scale):
    blocks = x.reshape(-1, block)
    scale = abs(blocks).max(axis=1, keepdims=True) / levels[-1]
    scale = round_scale(np.where(scale == 0, 1, scale))  # zeros stay zeros
    return (nearest(blocks / scale, levels) * scale).reshape(x.shape)


x = np.random.default_rng(0).normal(size=2**16)
spoiled = np.where(np.arange(2**16) % 1024 == 5, 50 * x, x)  # 1 in 1,024 is an outlier
ways = {"FP8": (E4M3, 2**16, np.float32), "FP4": (E2M1, 2**16, np.float32)}
ways["MXFP4"] = E2M1, 32, lambda s: 2.0 ** np.floor(np.log2(1.5 * s))  # max below 8
ways["NVFP4"] = E2M1, 16, lambda s: nearest(s / s.max() * 448, E4M3) / 448 * s.max()
print("format   block   error   with outliers")
for name, way in ways.items():
    off = [(round_trip(z, *way) - z)[spoiled == x] for z in (x, spoiled)]
    usual = np.linalg.norm(x[spoiled == x])
    print(f"{name:6} {way[1]:7,}", *(f"{np.linalg.norm(o) / usual:11.1%}" for o in off))
