"""A constant added to all logits changes no probability, but what a penalty divides."""

import numpy as np


def softmax(logits):
    exps = np.exp(logits - logits.max())
    return exps / exps.sum()


logits = np.array([2.0, 1.0, 0.0, -1.0])  # (vocab_size,)
seen = np.array([True, False, True, False])  # tokens that have occurred
print("                probability of token 0")
print("  logits      none  repetition  presence")
for constant in (-10, -2, 0, 10, 20):
    z = logits + constant
    divided = np.where(z > 0, z / 1.2, z * 1.2)  # repetition penalty 1.2
    rules = z, np.where(seen, divided, z), z - 0.5 * seen  # presence penalty 0.5
    none, repetition, presence = (softmax(rule)[0] for rule in rules)
    print(f"{z[0]:4.0f} .. {z[-1]:3.0f}", end="")
    print(f" {none:6.2f} {repetition:11.2f} {presence:9.2f}")
