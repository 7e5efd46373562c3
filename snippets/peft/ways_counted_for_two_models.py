"""One model, seven ways: from a hundredth of a percent of its parameters to 2%."""

n_layers, d_model, d_ff, total = 12, 768, 3072, 124_439_808  # GPT-2 small
d_kv = d_model  # keys of one token: smaller with grouped heads
query, value, out, key = [(d_model, d_model), (d_model, d_kv)] * 2  # (d_in, d_out)
linear = [query, key, value, out, (d_model, d_ff), (d_ff, d_model)]


def lora(rank, matrices):  # A and B beside each
    return n_layers * sum(rank * (d_in + d_out) for d_in, d_out in matrices)


def biases():  # of the linear layers, of two norms a layer, and of the last norm
    return n_layers * (sum(d_out for _, d_out in linear) + 2 * d_model) + d_model


def adapter(bottleneck):  # two in each layer, each down and up with biases
    return n_layers * 2 * (2 * d_model * bottleneck + bottleneck + d_model)


for name, count in {
    "prompt, 20 vectors": 20 * d_model,
    "IA3": n_layers * (2 * d_kv + d_ff),  # factors of keys, values, hidden neurons
    "BitFit: all biases": biases(),
    "LoRA 8, query and value": lora(8, [query, value]),
    "prefix, 20 vectors": 20 * n_layers * 2 * d_kv,  # keys and values in each layer
    "LoRA 8, all linear": lora(8, linear),
    "adapters of 64": adapter(64),
}.items():
    print(f"{name:24} {count:9,} {count / total:7.2%}")
