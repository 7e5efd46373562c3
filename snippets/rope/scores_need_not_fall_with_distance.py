"""With RoPE, a score may fall with the distance, rise with it, or stay the same."""

import numpy as np

d_head = 64
theta = 10_000.0  # knob: 100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0
frequencies = theta ** (-np.arange(0, d_head, 2) / d_head)  # (d_head / 2,)
offsets = np.array([0, 10, 100, 1000, 4000])  # tokens from the key to the query


def scores(q, k, frequencies):  # each pair of numbers as one complex number
    turned = np.exp(-1j * offsets[:, None] * frequencies)  # (offsets, d_head / 2)
    products = (q.conj() * k * turned).real.sum(axis=-1)
    return products / (np.linalg.norm(q) * np.linalg.norm(k))


alike = np.ones(d_head // 2, dtype=complex)
slow = np.arange(d_head // 2) >= 24  # the slowest quarter of the pairs
rows = {
    "query equals key": (alike, alike, frequencies),
    "query is opposite": (-alike, alike, frequencies),
    "looks 100 back": (alike * np.exp(-100j * frequencies), alike, frequencies),
    "slow pairs only": (alike * slow, alike * slow, frequencies),
    "pairs that stay": (alike * slow, alike * slow, frequencies * ~slow),  # partial
}
print("offset           ", *[f"{offset:5}" for offset in offsets])
for name, (q, k, used) in rows.items():
    print(f"{name:17}", *[f"{score:5.2f}" for score in scores(q, k, used)])
