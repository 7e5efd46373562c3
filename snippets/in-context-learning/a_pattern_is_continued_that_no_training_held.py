"""Two attention heads, the second a layer later, continue a pattern never learned."""

import numpy as np


def softmax(scores):
    exp = np.exp(scores - scores.max())
    return exp / exp.sum()


def next_probs(ids, vocab_size, sharpness=4.0):
    """Probabilities of the next token, copied from where this one stood before."""
    x = np.eye(vocab_size)[ids]  # one-hot embeddings  (seq_len, vocab_size)
    before = np.eye(len(ids), k=-1)  # head 1, layer 1: attends to the token before
    came_before = before @ x  # what it writes         (seq_len, vocab_size)
    scores = sharpness * came_before @ x[-1]  # head 2, layer 2; keys: what came before
    return softmax(scores) @ x  # its values are the tokens  (vocab_size,)


prompts = ["wug dax fep wug", "wug fep dax wug", "wug dax wug fep wug", "dax fep wug"]
words = ["dax", "fep", "wug"]
print("prompt               " + "   ".join(words))
for prompt in prompts:
    probs = next_probs([words.index(word) for word in prompt.split()], len(words))
    print(f"{prompt:19}", *[f"{p:5.2f}" for p in probs])
