"""GPT-1, GPT-2 and GPT-3 have the same matrices in growing sizes."""

import math

gpts = {  # n_layers, d_model, vocab_size, context, norms after the last block
    "GPT-1 2018": (12, 768, 40_478, 512, 0),
    "GPT-2 2019": (48, 1_600, 50_257, 1_024, 1),
    "GPT-3 2020": (96, 12_288, 50_257, 2_048, 1),
}
for name, (n_layers, d_model, vocab_size, context, last_norms) in gpts.items():
    matrices = 4 * d_model**2 + 8 * d_model**2  # attention; the feed-forward layer
    biases = 4 * d_model + 5 * d_model
    norms = 2 * 2 * d_model  # two in a block, each with a gain and a bias
    embeddings = (vocab_size + context) * d_model  # for tokens, for positions
    count = n_layers * (matrices + biases + norms) + embeddings
    count += last_norms * 2 * d_model
    even = math.log(vocab_size)  # loss of a model that gives all tokens the same
    print(f"{name}: {count:15,} parameters, context {context:5,}, ", end="")
    print(f"loss of an even guess {even:.2f}")
