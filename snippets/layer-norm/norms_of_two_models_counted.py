"""Two norms a block and one at the end: few of a model's parameters."""

for name, n_layers, d_model, each, total in (
    ("GPT-2 small, layer norm", 12, 768, 2, 124_439_808),  # gain and shift
    ("SmolLM2-135M, RMSNorm", 30, 576, 1, 134_515_008),  # gain only
):
    norms = 2 * n_layers + 1
    parameters = norms * each * d_model
    share = f"{parameters:,} of {total:,} parameters, {parameters / total:.2%}"
    print(f"{name:23} {norms} norms, {share}")
