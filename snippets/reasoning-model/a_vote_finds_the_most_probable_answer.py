"""Of many tries a check finds a right one, and a vote the most probable one."""

from itertools import product
from math import factorial, prod


def voted(probs, n):
    """Probability that answer 0 wins a vote of n tries; a tie is decided by lot."""
    won = 0.0
    for counts in product(range(n + 1), repeat=len(probs)):
        if sum(counts) == n and counts[0] == max(counts):
            orders = factorial(n) / prod(map(factorial, counts))
            each = prod(p**c for p, c in zip(probs, counts, strict=True))
            won += orders * each / counts.count(counts[0])
    return won


def judged(p, n, right=0.9, wrong=0.2):
    """Probability that the first try that a judge accepts, or the last, is right."""
    accepts = p * right + (1 - p) * wrong
    none = (1 - accepts) ** n
    return (1 - none) * p * right / accepts + none * p * (1 - right) / (1 - accepts)


questions = {"scattered": [0.3, 0.25, 0.25, 0.2], "the same": [0.3, 0.7]}
print("mistakes   tries checked  judged   voted")
for mistakes, probs in questions.items():
    for n in (1, 5, 25):
        columns = 1 - (1 - probs[0]) ** n, judged(probs[0], n), voted(probs, n)
        print(f"{mistakes:9}  {n:5}", *[f"{p:7.3f}" for p in columns])
