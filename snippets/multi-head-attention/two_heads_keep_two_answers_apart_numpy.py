"""One head blends what it finds into one answer; two heads keep two answers apart."""

import numpy as np

names = {"dog": [1, 0], "bit": [0, 0], "man": [0, 1]}  # what each carries  (d_v,)


def mix(scores, v):
    exps = np.exp(scores)
    return exps / exps.sum() @ v


for words in (["dog", "bit", "man"], ["man", "bit", "dog"]):
    v = np.array([names[word] for word in words], dtype=float)  # (time, d_v)
    # The query of "bit" scores the three places; it wants to know who and whom.
    both = mix(np.array([4.0, 0.0, 4.0]), v)  # one head has to seek both
    who = mix(np.array([4.0, 0.0, 0.0]), v)  # head 1 seeks what comes before
    whom = mix(np.array([0.0, 0.0, 4.0]), v)  # head 2 seeks what comes after
    heads = np.concatenate([who, whom])  # (n_heads * d_v,)
    print(*words, " one head:", *(f"{b:.2f}" for b in both), end="   ")
    print("two heads:", *(f"{h:.2f}" for h in heads))
