"""The best of a thousand guessers looks skilled on the questions it was chosen by."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
answers = torch.tensor(rng.integers(2, size=2100))
chosen_by, fresh = slice(0, 100), slice(100, None)

print("models  best score where chosen  its score on 2,000 fresh questions")
for models in (1, 10, 100, 1000):
    guesses = torch.tensor(rng.integers(2, size=(models, 2100)))  # no skill at all
    right = (guesses == answers).double()  # (models, questions)
    best = right[:, chosen_by].mean(dim=1).argmax()
    print(f"{models:6} {right[best, chosen_by].mean():24.0%}", end="")
    print(f"{right[best, fresh].mean():37.0%}")
