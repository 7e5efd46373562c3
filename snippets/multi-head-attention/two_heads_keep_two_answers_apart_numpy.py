"""One head blends what it finds into one answer; two heads keep two answers apart."""

import numpy as np

words = {  # dog, man   (the first two of d_model numbers)
    "dog": [1.0, 0.0], "man": [0.0, 1.0], "bit": [0.0, 0.0], ".": [0.0, 0.0],
}  # fmt: skip
roles = [[1.0, 0.0], [0.0, 0.0], [0.0, 1.0], [0.0, 0.0]]  # first noun, second noun
W_v = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0], [0.0, 0.0]])
first, second = np.eye(4)[2:]  # keys: of the first noun, of the second
query = 4.0  # of the last token, which may look at all; knob: 0.0 to 8.0 by 0.5


def head(x, w_k):  # d_head is 1
    scores = query * (x @ w_k)  # (seq_len,)
    exps = np.exp(scores - scores.max())
    return exps / exps.sum() @ (x @ W_v)  # (d_v,)


print("               one head            head 1              head 2")
for text in ("dog bit man .", "man bit dog ."):
    x = np.array([words[w] + p for w, p in zip(text.split(), roles)])
    row = text
    for w_k in (first + second, first, second):  # one head has to look for both
        dog, man = head(x, w_k)
        row += f"  dog {dog:.2f} man {man:.2f}"
    print(row)
