"""LoRA on layers chosen by name: add it, save A and B alone, load them, merge them."""

import copy
import io
import math

import torch
from torch import nn


class LoRALinear(nn.Module):  # around nn.Linear, or GPT-2's Conv1D, which is transposed
    def __init__(self, base, rank, alpha, dropout=0.0):
        super().__init__()
        self.transposed = type(base).__name__ == "Conv1D"
        if not (type(base) is nn.Linear or self.transposed):  # Linear4bit packs its own
            raise TypeError(f"LoRALinear cannot adapt {type(base).__name__}")
        self.base, self.scale = base.requires_grad_(False), alpha / rank
        self.dropout = nn.Dropout(dropout)
        W = base.weight.T if self.transposed else base.weight  # (d_out, d_in)
        dtype = torch.promote_types(W.dtype, torch.float32)  # beside bf16 they are fp32
        self.A = nn.Parameter(W.new_empty(rank, W.shape[1], dtype=dtype))
        self.B = nn.Parameter(W.new_zeros(W.shape[0], rank, dtype=dtype))
        nn.init.kaiming_uniform_(self.A, a=math.sqrt(5))

    def forward(self, x):  # (..., d_in) -> (..., d_out)
        h = self.base(x)
        update = self.dropout(x).to(self.A.dtype) @ self.A.T @ self.B.T
        return (h + self.scale * update).to(h.dtype)

    @torch.no_grad()
    def merge(self):  # a new plain layer that holds the update; this one stays as it is
        update = self.scale * self.B @ self.A  # (d_out, d_in)
        merged = copy.deepcopy(self.base)
        merged.weight += update.T if self.transposed else update
        return merged


def add_lora(model, r, lora_alpha, target_modules, lora_dropout=0.0, use_rslora=False):
    if isinstance(target_modules, str):  # PEFT's "all-linear", or a pattern
        raise ValueError(f"give a list of names, not {target_modules!r}")
    layers = dict(model.named_modules())
    names = [name for name in layers if name.split(".")[-1] in target_modules]
    missing = set(target_modules) - {name.split(".")[-1] for name in names}
    if missing or not names:
        raise ValueError(f"the model has no layer called {sorted(missing)}")
    alpha = lora_alpha * math.sqrt(r) if use_rslora else lora_alpha
    adapted = {name: LoRALinear(layers[name], r, alpha, lora_dropout) for name in names}
    model.requires_grad_(False)
    for name, layer in adapted.items():  # in train or eval mode as the base
        model.set_submodule(name, layer.train(layer.base.training))


def adapter_of(model):  # what is saved for one task
    return {n: t for n, t in model.state_dict().items() if n.endswith((".A", ".B"))}


def load_adapter(model, config, tensors):  # an option that add_lora lacks is an error
    add_lora(model, **config)
    wrong = set(tensors) ^ set(adapter_of(model))
    if wrong:
        raise ValueError(f"file and model differ in {sorted(wrong)}")
    model.load_state_dict(tensors, strict=False)


def merge_and_unload(model):  # a plain model again, whose weights hold the update
    for name, layer in list(model.named_modules()):
        if isinstance(layer, LoRALinear):
            model.set_submodule(name, layer.merge())


g = torch.Generator().manual_seed(0)
model = nn.Sequential(nn.Linear(10, 6), nn.SiLU(), nn.Linear(6, 3))
config = {"r": 2, "lora_alpha": 8, "target_modules": ["0"]}
add_lora(model, **config)
for tensor in model.state_dict().values():
    nn.init.normal_(tensor, generator=g)  # as if trained
base = nn.Sequential(model[0].base, *model[1:])
print("trained:", *(name for name, p in model.named_parameters() if p.requires_grad))
file = io.BytesIO()  # or a path
torch.save({"config": config, "tensors": adapter_of(model)}, file)
file.seek(0)
load_adapter(base, **torch.load(file, weights_only=True))
merge_and_unload(base)
print("beside, merged:", *(f"{net(torch.ones(10)).sum():.2f}" for net in (model, base)))
print("names:", *base.state_dict())
for names in "all-linear", ["0", "q_proj"], ["1"], ["0"]:
    try:
        load_adapter(base, config | {"target_modules": names}, {})
    except (TypeError, ValueError) as error:
        print(error)
