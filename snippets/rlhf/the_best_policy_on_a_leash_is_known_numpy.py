"""With a KL penalty the best policy is known: reference * exp(reward / beta)."""

import numpy as np

reward = np.array([1.0, 0.8, 0.0])  # of three possible answers
reference = np.array([0.02, 0.38, 0.60])  # their probabilities before this stage


def train(beta, steps=500, lr=2.0):
    """Gradient ascent on the mean reward minus beta * KL, at the logits."""
    logits = np.log(reference)
    for _ in range(steps):
        probs = np.exp(logits - logits.max())
        probs /= probs.sum()
        score = reward - beta * np.log(probs / reference)  # of each answer
        logits = logits + lr * probs * (score - probs @ score)
    return probs


beta = 0.2  # knob: 0.2 to 1.0 by 0.1
print("beta  policy        A      B      C  reward     KL")
for leash in (1.0, beta):
    best = reference * np.exp(reward / leash)
    rows = {"trained": train(leash), "formula": best / best.sum()}
    for name, probs in {"reference": reference, **rows}.items():
        kl = (probs * np.log(probs / reference)).sum()
        shown = [f"{value:6.3f}" for value in (*probs, probs @ reward, kl)]
        print(f"{leash:4}  {name:9}", *shown)
