"""Temperature goes from greedy to an even choice; the order stays."""

import numpy as np

logits = np.array([3.0, 2.2, 1.5, 0.4, -1.0])  # most probable first   (vocab_size,)
temperature = 1.0  # knob: 0.1 to 3.0 by 0.1
print("   T  probabilities                 odds  choices")
for T in (0.1, 0.5, temperature, 2.0, 100.0):
    scores = logits / T
    exps = np.exp(scores - scores.max())
    probs = exps / exps.sum()  # (vocab_size,)
    odds = probs[0] / probs[1]  # of the first to the second
    kept = probs[probs > 0]
    choices = np.exp(-(kept * np.log(kept)).sum())  # as many equal choices
    shown = " ".join(f"{p:.2f}" for p in probs)
    print(f"{T:5} {shown} {odds:8.2f}  {choices:.2f}")
