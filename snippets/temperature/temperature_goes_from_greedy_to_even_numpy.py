"""Temperature goes from greedy to an even choice; the order stays."""

import numpy as np

logits = np.array([3.0, 2.2, 1.5, 0.4, -1.0])  # most probable first   (vocab_size,)
print("   T  probabilities                 odds  as")
for temperature in (0.1, 0.5, 1.0, 2.0, 100.0):
    scores = logits / temperature
    exps = np.exp(scores - scores.max())
    probs = exps / exps.sum()  # (vocab_size,)
    odds = probs[0] / probs[1]  # of the first to the second
    kept = probs[probs > 0]
    choices = np.exp(-(kept * np.log(kept)).sum())  # as many equal choices
    shown = " ".join(f"{p:.2f}" for p in probs)
    print(f"{temperature:5} {shown} {odds:8.2f}  {choices:.2f}")
