"""Temperature goes from greedy to an even choice; the order stays."""

import numpy as np

logits = np.array([3.0, 2.2, 1.5, 0.4, -1.0])  # most probable first   (vocab_size,)
print("temperature  probabilities                  sorted  entropy as")
for temperature in (0.05, 0.5, 1.0, 2.0, 100.0):
    scores = logits / temperature
    exps = np.exp(scores - scores.max())
    probs = exps / exps.sum()  # (vocab_size,)
    kept = probs[probs > 0]
    choices = np.exp(-(kept * np.log(kept)).sum())  # as many equal choices
    ordered = (probs[:-1] >= probs[1:]).all()
    shown = " ".join(f"{p:5.2f}" for p in probs)
    print(f"{temperature:11} {shown}   {ordered}   {choices:.2f} equal choices")
