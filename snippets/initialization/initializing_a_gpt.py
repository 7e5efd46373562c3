"""GPT-2's initialization for a model of linear layers and embeddings."""

from torch import nn


def initialize(model, n_layers, std=0.02, ends=("c_proj", "o_proj", "down_proj")):
    for name, module in model.named_modules():
        if isinstance(module, (nn.Linear, nn.Embedding)):
            ends_a_branch = name.split(".")[-1] in ends
            scaled = std / (2 * n_layers) ** 0.5 if ends_a_branch else std
            nn.init.normal_(module.weight, mean=0.0, std=scaled)
            if getattr(module, "bias", None) is not None:
                nn.init.zeros_(module.bias)


d_model, d_ff, n_layers = 256, 1024, 12
model = nn.ModuleDict({"wte": nn.Embedding(5000, d_model), "h": nn.ModuleList()})
for _ in range(n_layers):
    layers = {"c_fc": nn.Linear(d_model, d_ff), "c_proj": nn.Linear(d_ff, d_model)}
    model["h"].append(nn.ModuleDict(layers))

print("std of           wte    c_fc  c_proj")
for when in ("PyTorch's", "initialized"):
    if when == "initialized":
        initialize(model, n_layers)
    shown = model["wte"], *model["h"][0].values()
    print(f"{when:12}", *(f"{layer.weight.std():7.2g}" for layer in shown))
