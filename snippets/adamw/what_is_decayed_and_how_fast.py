"""Matrices are decayed and vectors are not; and one step of decay is tiny."""

import math

n_layers, d_model, vocab_size, context = 12, 768, 50_304, 1024  # nanoGPT's GPT-2 small
shapes = [(vocab_size, d_model), (context, d_model)]  # embeddings
for d_in, d_out in (
    (d_model, 3 * d_model),
    (d_model, d_model),
    (d_model, 4 * d_model),
    (4 * d_model, d_model),
):
    shapes += n_layers * [(d_in, d_out)]  # bias=False: no (d_out,) beside it
shapes += (2 * n_layers + 1) * [(d_model,)]  # norms: a gain and no shift
decayed = sum(math.prod(shape) for shape in shapes if len(shape) >= 2)
spared = sum(math.prod(shape) for shape in shapes if len(shape) < 2)
print(f"decayed {decayed:,}, spared {spared:,}, together {decayed + spared:,}")

print("training       a step takes  half is gone after   of steps in all")
for model, lr, weight_decay, steps in (
    ("nanoGPT", 6e-4, 0.1, 600_000),
    ("SmolLM2-135M", 3e-3, 0.01, 2_000_000),
):
    rate = lr * weight_decay  # at the highest learning rate, and with no gradient
    half = math.log(2) / -math.log1p(-rate)
    print(f"{model:14} {rate:11.0e} {half:14,.0f} steps {steps:15,}")
