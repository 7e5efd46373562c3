"""GPT-1, GPT-2 and GPT-3 are one plan in growing sizes."""

import math

plans = {  # n_layers, d_model, vocab_size, context, norms after the last block
    "GPT-1 2018": (12, 768, 40_478, 512, 0),
    "GPT-2 2019": (48, 1_600, 50_257, 1_024, 1),
    "GPT-3 2020": (96, 12_288, 50_257, 2_048, 1),
}
for name, (n_layers, d_model, vocab_size, context, last_norms) in plans.items():
    matrices = 4 * d_model**2 + 8 * d_model**2  # attention, then the two of the MLP
    biases = 4 * d_model + 5 * d_model
    norms = 2 * 2 * d_model  # two in a block, each with a gain and a shift
    tables = (vocab_size + context) * d_model  # a row for each token and each place
    count = n_layers * (matrices + biases + norms) + tables + last_norms * 2 * d_model
    print(f"{name}: {count:15,} parameters, {n_layers} blocks", end=", ")
    print(f"loss by guessing {math.log(vocab_size):.2f}")
