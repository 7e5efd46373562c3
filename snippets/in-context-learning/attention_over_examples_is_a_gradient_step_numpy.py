"""Linear attention over examples predicts as after one training step on them."""

import numpy as np

x = np.array([[1.0, 2.0], [-1.0, 1.0], [2.0, 0.5], [0.5, -1.0]])  # (n_examples, d_in)
y = np.array([-1.0, -3.5, 3.25, 2.5])  # their answers, of an unknown rule
question = np.array([3.0, 1.0])  # (d_in,)
lr = 0.3  # knob: 0.1 to 1.0 by 0.1

print("examples  after a step  attention")
for n in range(1, len(x) + 1):
    weights = np.zeros(2)  # training: a linear model, one step of gradient descent
    gradient = (x[:n] @ weights - y[:n]) @ x[:n] / n  # of half the mean squared error
    trained = (weights - lr * gradient) @ question

    scores = x[:n] @ question  # prompt: keys are x, the query is the question  (n,)
    attended = lr / n * scores @ y[:n]  # values are y; no softmax, no training
    print(f"{n:8}  {trained:12.4f}  {attended:9.4f}")
