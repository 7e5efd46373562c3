"""Norms hold few of a model's parameters, whatever their kind."""


def row(name, n_layers, d_model, vectors, total, qk_norm=0):
    norms = n_layers * (4 if qk_norm else 2) + 1  # in each block, and one at the end
    parameters = (2 * n_layers + 1) * vectors * d_model + 2 * n_layers * qk_norm
    print(f"{name:13} {norms:5} {parameters:11,} {total:15,} {parameters / total:7.3%}")


print("model         norms  parameters        of total   share")
row("GPT-2 small", 12, 768, 2, 124_439_808)  # layer norm: gain and shift
row("SmolLM2 135M", 30, 576, 1, 134_515_008)  # RMSNorm: gain only
row("Qwen3 8B", 36, 4096, 1, 8_190_735_360, qk_norm=128)  # a gain of d_head entries
