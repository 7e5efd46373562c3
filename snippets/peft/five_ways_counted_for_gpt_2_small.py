"""The same model, five ways: from a hundredth of a percent of its parameters to 2%."""


def prefix(virtual, d_model, n_layers):  # a key and a value for each row, in each layer
    return virtual * 2 * n_layers * d_model


def biases(d_model, n_layers):  # old numbers: of attention, and of the MLP
    return n_layers * (4 * d_model + 5 * d_model)


def lora(rank, d_model, n_layers):  # A and B beside the query and the value matrix
    return n_layers * 2 * rank * (d_model + d_model)


def adapter(bottleneck, d_model, n_layers):  # two in each layer
    return n_layers * 2 * (2 * d_model * bottleneck + bottleneck + d_model)


all_parameters, gpt_2 = 124_439_808, {"d_model": 768, "n_layers": 12}
for name, numbers in (
    ("prompt, 20 rows", 20 * 768),
    ("biases", biases(**gpt_2)),
    ("LoRA, rank 8", lora(rank=8, **gpt_2)),
    ("prefix, 20 rows", prefix(virtual=20, **gpt_2)),
    ("adapters of 64", adapter(bottleneck=64, **gpt_2)),
):
    print(f"{name:16} {numbers:9,}  {100 * numbers / all_parameters:5.2f}%")
