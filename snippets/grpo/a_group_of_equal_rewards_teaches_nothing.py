"""A group of equal rewards has advantages of 0; a lone exception has the largest."""

import numpy as np


def advantages(rewards, scale):
    """Of one group, as in TRL: distances from the mean, in standard deviations."""
    centered = rewards - rewards.mean()
    return centered / (rewards.std(ddof=1) + 1e-4) if scale else centered


group = 8  # knob: 4 to 32 by 4
print("            scaled           centered")
print(f"right of {group:<2} right   wrong    right   wrong  P(right)  P(all equal)")
for right in (0, 1, group // 2, group - 1, group):
    rewards = (np.arange(group) < right).astype(float)
    columns = []
    for scale in (True, False):
        found = advantages(rewards, scale)
        sides = found[rewards == 1], found[rewards == 0]
        columns += [f"{side[0]:6.2f}" if side.size else "     -" for side in sides]
    p = right / group
    equal = p**group + (1 - p) ** group
    print(f"{right:10} {'  '.join(columns)} {p:9.3f} {equal:13.2f}")
