"""The best of a thousand guessers looks skilled on the questions it was chosen by."""

import numpy as np

rng = np.random.default_rng(0)
answers = rng.integers(2, size=2100)  # right answers to yes-or-no questions
chosen_by, fresh = slice(0, 100), slice(100, None)

print("models  best score where chosen  its score on 2,000 fresh questions")
for models in (1, 10, 100, 1000):
    guesses = rng.integers(2, size=(models, 2100))  # coins, no skill at all
    right = guesses == answers  # (models, questions)
    best = right[:, chosen_by].mean(axis=1).argmax()
    print(f"{models:6} {right[best, chosen_by].mean():24.0%}", end="")
    print(f"{right[best, fresh].mean():37.0%}")
