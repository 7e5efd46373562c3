"""The mean of the micro-batches' means depends on which texts share a micro-batch."""

import numpy as np

texts = {"A": [4.0], "B": 9 * [1.0], "C": 4 * [3.0], "D": 6 * [2.0]}  # a loss a token
tokens = sum(len(losses) for losses in texts.values())
splits = ("ABCD", "AB CD", "AC BD", "A B C D", "A BCD")

print("split    tokens   mean of means  A weighs")
for split in splits:
    micro_batches = [
        np.concatenate([texts[name] for name in names]) for names in split.split()
    ]
    counts = [len(losses) for losses in micro_batches]
    of_means = np.mean([losses.mean() for losses in micro_batches])
    weight = 1 / (len(counts) * counts[0])  # of the one token of text A
    shown = " ".join(str(n) for n in counts)
    print(f"{split:7}  {shown:8} {of_means:13.2f} {weight:9.2f}")
    total = sum(losses.sum() for losses in micro_batches)
print(f"sum of all losses / all tokens: {total / tokens:.2f}")
