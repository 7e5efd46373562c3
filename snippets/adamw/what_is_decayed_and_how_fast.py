"""Matrices and tables are decayed, vectors are not; and a step's pull is tiny."""

import math

n_layers, d_model, vocab_size, context = 12, 768, 50_257, 1024  # GPT-2 small
shapes = [(vocab_size, d_model), (context, d_model), (d_model,), (d_model,)]
for _ in range(n_layers):
    for d_in, d_out in ((768, 2304), (768, 768), (768, 3072), (3072, 768)):
        shapes += [(d_in, d_out), (d_out,)]  # a matrix and its bias
    shapes += [(d_model,)] * 4  # gain and shift of two norms
decayed = sum(math.prod(s) for s in shapes if len(s) >= 2)
spared = sum(math.prod(s) for s in shapes if len(s) < 2)
print(f"decayed {decayed:,}, spared {spared:,}, together {decayed + spared:,}")

for model, lr, weight_decay in ("nanoGPT", 6e-4, 0.1), ("SmolLM2-135M", 3e-3, 0.01):
    pull = lr * weight_decay  # share that one step takes away
    print(
        f"{model}: {pull:.0e} a step, half gone after {math.log(2) / pull:,.0f} steps"
    )
