"""The largest score and the sum can be found in one pass, as the scores come in."""

import math

logits = [-math.inf, 3.0, 1.0, 1004.0, 1003.0, -5.0]  # the first is masked
largest, total = -math.inf, 0.0
print(" score  largest  sum")
for z in logits:
    if z == -math.inf:
        continue  # masked: adds nothing
    if z > largest:  # what was summed so far was measured against a smaller one
        total *= math.exp(largest - z)
        largest = z
    total += math.exp(z - largest)
    print(f"{z:6} {largest:8} {total:.3f}")
print("softmax:", *(f"{math.exp(z - largest) / total:.3f}" for z in logits))
