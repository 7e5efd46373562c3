"""DPO's loss can fall while both answers of the pair become less likely."""

import numpy as np

added = 0.2  # of the preferred answer's NLL; knob: 0.1 to 0.5 by 0.1
# answers of one token: "No" is preferred to "Never", and "Yes" is in no pair
shared = np.array([[1.0, 0.1], [1.0, -0.1], [-1.0, 1.0]])  # output layer, frozen
hidden, beta, lr = np.array([0.5, 0.0]), 0.1, 5.0  # hidden: what layers below compute


def log_softmax(logits):
    shifted = logits - logits.max()
    return shifted - np.log(np.exp(shifted).sum())


reference = log_softmax(shared @ hidden)
for name, W, x, nll in (  # W: (vocab_size, d_model), x: (d_model,)
    ("hidden vector", shared, hidden, 0.0),
    ("each logit by itself", np.eye(3), reference, 0.0),
    (f"hidden vector, {added} NLL added", shared, hidden, added),
):
    print(f"trained: {name}\nstep  loss  log P:  No   Never     Yes")
    for step in range(201):
        log_probs = log_softmax(W @ x)
        margin = beta * ((log_probs - reference) @ [1, -1, 0])
        if step in (0, 20, 200):
            shown = [f"{log_prob:7.2f}" for log_prob in log_probs]
            print(f"{step:4}  {np.log1p(np.exp(-margin)):.2f} ", *shown)
        pair = beta / (1 + np.exp(margin)) * (W[0] - W[1])  # -gradient of DPO's loss
        x = x + lr * (pair + nll * (W[0] - np.exp(log_probs) @ W))  # and of NLL's
