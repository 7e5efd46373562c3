"""A prompt changes no weight; it is evidence, from its first word to its last."""

import numpy as np

words = ["film", "grape", "slow", "dry"]
kind = np.array([0.5, 0.5])  # of text: reviews of films, of wines
word = np.array(  # probability of each word in a kind of text  (n_kinds, vocab_size)
    [[0.60, 0.04, 0.24, 0.12], [0.04, 0.60, 0.12, 0.24]]
)


def next_word(prompt):
    """P(kind | prompt), and from it the probabilities of the next word."""
    ids = [words.index(name) for name in prompt.split()]
    joint = kind * word[:, ids].prod(axis=1)  # P(kind and prompt)  (n_kinds,)
    posterior = joint / joint.sum()
    return posterior, posterior @ word


weights = word.copy()
prompts = ["", "film", "film film", "grape", "film grape", "film grape grape"]
print("prompt            P(film review)  P(slow)  P(dry)")
for prompt in prompts:
    posterior, probs = next_word(prompt)
    slow, dry = probs[words.index("slow")], probs[words.index("dry")]
    print(f"{prompt:16}  {posterior[0]:14.3f}  {slow:7.3f}  {dry:6.3f}")
print("weights changed:", not np.array_equal(weights, word))
