"""Without softmax, attention needs no list of keys: one matrix of fixed size serves."""

import numpy as np

rng = np.random.default_rng(0)
seq_len = 6  # knob: 2 to 12
d_head, d_v = 3, 2
q, k = rng.normal(size=(2, seq_len, d_head))
v = rng.normal(size=(seq_len, d_v))


def attention(t, weights_of):  # of token t, over all keys and values up to it
    return weights_of(k[: t + 1] @ q[t]) @ v[: t + 1]


def softmax(scores):
    exps = np.exp(scores - scores.max())
    return exps / exps.sum()


state = np.zeros((d_head, d_v))
print("token  keys kept   no softmax    q @ state  numbers in the state      softmax")
for t in range(seq_len):
    state += np.outer(k[t], v[t])  # what the new token adds; its key is not kept
    rows = attention(t, lambda scores: scores), q[t] @ state, attention(t, softmax)
    plain, from_state, with_softmax = (f"{a:5.2f} {b:5.2f}" for a, b in rows)
    print(f"{t:5} {t + 1:10}  {plain}  {from_state}  {state.size:20}  {with_softmax}")
