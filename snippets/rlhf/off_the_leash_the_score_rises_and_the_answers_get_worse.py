"""A weaker leash raises the learned reward; the true one rises and then falls."""

import numpy as np

length = np.arange(1, 9)  # eight answers, in sentences
quality = length - length**2 / 8  # what people want: best at 4
reference = np.exp(-((length - 2.5) ** 2))  # mostly 2 or 3 sentences
reference /= reference.sum()


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# a reward model, w * length, is fitted to comparisons of the reference's own answers
pairs = reference[:, None] * reference  # how often two answers meet
longer = length[:, None] - length
w = 0.0
for _ in range(2000):
    error = sigmoid(quality[:, None] - quality) - sigmoid(w * longer)
    w += (pairs * error * longer).sum()
learned = w * length
print(f"learned reward: {w:.2f} a sentence")
print(" beta     KL  learned  true  likeliest length")
for beta in (10.0, 1.0, 0.3, 0.1, 0.03):
    policy = reference * np.exp((learned - learned.max()) / beta)  # best for this beta
    policy /= policy.sum()
    kl = (policy * np.log(policy / reference)).sum()
    figures = [f"{kl:6.2f}", f"{policy @ learned:8.2f}", f"{policy @ quality:5.2f}"]
    print(f"{beta:5}", *figures, f"{length[policy.argmax()]:17}")
