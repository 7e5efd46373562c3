"""GPT-2's initialization as in nanoGPT, for a model of linear layers and embeddings."""

from torch import nn


def initialize(model, n_layers, std=0.02, ends=("c_proj", "o_proj", "down_proj")):
    kinds = (nn.Linear, nn.Embedding)
    layers = {n: m for n, m in model.named_modules() if isinstance(m, kinds)}
    for name, module in layers.items():
        scaled = std / (2 * n_layers) ** 0.5 if name.split(".")[-1] in ends else std
        nn.init.normal_(module.weight, std=scaled)
        if getattr(module, "bias", None) is not None:
            nn.init.zeros_(module.bias)
    for module in layers.values():  # last, because a tied output layer is drawn anew
        if getattr(module, "padding_idx", None) is not None:
            nn.init.zeros_(module.weight[module.padding_idx])
    return [name for name in layers if name.split(".")[-1] in ends]


d_model, d_ff, n_layers = 256, 1024, 12
model = nn.ModuleDict({"wte": nn.Embedding(5000, d_model, padding_idx=0)})
for block in range(n_layers):
    layers = {"c_fc": nn.Linear(d_model, d_ff), "c_proj": nn.Linear(d_ff, d_model)}
    model[f"h{block}"] = nn.ModuleDict(layers)
shown = model["wte"], *layers.values()
print("std of           wte    c_fc  c_proj")
print("PyTorch's   ", *(f"{layer.weight.std():7.2g}" for layer in shown))
found = initialize(model, n_layers)
print("initialized ", *(f"{layer.weight.std():7.2g}" for layer in shown))
zeros = layers["c_fc"].bias, model["wte"].weight[0]
print(f"found {len(found)} ends; bias and padding:", *(t.norm().item() for t in zeros))
