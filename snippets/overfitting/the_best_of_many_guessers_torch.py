"""The best of a thousand guessers looks skilled on the questions it was chosen by."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
answers = torch.tensor(rng.integers(2, size=100))  # used for choosing
fresh = torch.tensor(rng.integers(2, size=10_000))  # that nobody chose by

for models in (1, 10, 100, 1000):
    guesses = torch.tensor(rng.integers(2, size=(models, 100)))  # no skill at all
    scores = (guesses == answers).double().mean(dim=1)  # (models,)
    chosen = torch.tensor(rng.integers(2, size=10_000))  # it goes on guessing
    again = (chosen == fresh).double().mean()
    print(f"best of {models:4}: {scores.max():.0%}, on fresh questions {again:.0%}")
