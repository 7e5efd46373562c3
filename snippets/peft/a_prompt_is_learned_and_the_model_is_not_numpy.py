"""Prompt tuning: two rows before the text learn, and the model stays as it is."""

import numpy as np

rng = np.random.default_rng(0)
vocab_size, d_model, virtual = 5, 4, 2
embedding = rng.normal(size=(vocab_size, d_model))  # frozen   (vocab_size, d_model)
W = rng.normal(size=(vocab_size, d_model))  # frozen   (vocab_size, d_model)
before = embedding.copy(), W.copy()
prompt = np.zeros((virtual, d_model))  # trained   (virtual, d_model)
tokens, wanted, lr = np.array([3, 1, 4]), 2, 1.0

for step in range(201):
    rows = np.concatenate([prompt, embedding[tokens]])  # (virtual + time, d_model)
    exps = np.exp(W @ rows.mean(axis=0))
    probs = exps / exps.sum()  # (vocab_size,)
    if step in (0, 20, 200):
        print(f"step {step:3}: probability of the wanted token {probs[wanted]:.2f}")
    error = probs - np.eye(vocab_size)[wanted]  # gradient of the loss at the logits
    prompt -= lr * W.T @ error / len(rows)  # one row of gradient for each row
same = np.array_equal(before[0], embedding) and np.array_equal(before[1], W)
print("model unchanged:", same)
print("places taken in the context:", len(rows), "for", len(tokens), "tokens")
