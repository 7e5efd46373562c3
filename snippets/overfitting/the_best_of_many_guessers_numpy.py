"""The best of a thousand guessers looks skilled on the questions it was chosen by."""

import numpy as np

rng = np.random.default_rng(0)
answers = rng.integers(2, size=100)  # the questions used for choosing
fresh = rng.integers(2, size=10_000)  # questions that nobody chose by

for models in (1, 10, 100, 1000):
    guesses = rng.integers(2, size=(models, 100))  # coins, no skill at all
    scores = (guesses == answers).mean(axis=1)  # (models,)
    chosen = rng.integers(2, size=10_000)  # the winner goes on guessing
    again = (chosen == fresh).mean()
    print(f"best of {models:4}: {scores.max():.0%}, on fresh questions {again:.0%}")
