"""LoRA on layers chosen by name: add it, save A and B alone, load them, merge once."""

import copy
import io

import torch
from torch import nn


class LoRALinear(nn.Module):  # around nn.Linear, or GPT-2's Conv1D, which is transposed
    def __init__(self, base, rank, alpha, dropout=0.0):
        super().__init__()
        self.transposed = type(base).__name__ == "Conv1D"
        if not (isinstance(base, nn.Linear) or self.transposed):
            raise TypeError(f"LoRALinear cannot adapt {type(base).__name__}")
        self.base = base.requires_grad_(False)
        self.scale, self.merged = alpha / rank, False
        W = base.weight.T if self.transposed else base.weight  # (d_out, d_in)
        dtype = torch.promote_types(W.dtype, torch.float32)  # beside bf16 they are fp32
        self.A = nn.Parameter(W.new_empty(rank, W.shape[1], dtype=dtype))
        self.B = nn.Parameter(W.new_zeros(W.shape[0], rank, dtype=dtype))
        nn.init.kaiming_uniform_(self.A, a=5**0.5)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):  # (..., d_in) -> (..., d_out)
        h = self.base(x)
        if self.merged:
            return h
        update = self.dropout(x).to(self.A.dtype) @ self.A.T @ self.B.T
        return (h + self.scale * update).to(h.dtype)

    @torch.no_grad()
    def merge(self, undo=False):  # into the weights, or out; a second call does nothing
        if self.merged == undo:
            update = (-self.scale if undo else self.scale) * self.B @ self.A
            W = self.base.weight + (update.T if self.transposed else update)
            # A new tensor: an embedding that is tied to this layer keeps its own.
            W = W.to(self.base.weight.dtype)
            self.base.weight = nn.Parameter(W, requires_grad=False)
            self.merged = not undo
        return self.base


def add_lora(model, r, lora_alpha, target_modules, use_rslora=False):  # PEFT's names
    names = [name for name, _ in model.named_modules() if name]
    names = [name for name in names if name.split(".")[-1] in target_modules]
    missing = set(target_modules) - {name.split(".")[-1] for name in names}
    if missing or not names:
        raise ValueError(f"the model has no layer called {sorted(missing)}")
    alpha = lora_alpha * r**0.5 if use_rslora else lora_alpha
    model.requires_grad_(False)
    for name in names:
        model.set_submodule(name, LoRALinear(model.get_submodule(name), r, alpha))


def adapter_of(model):  # what is saved for one task
    tensors = model.state_dict().items()
    return {name: t for name, t in tensors if name.split(".")[-1] in ("A", "B")}


def load_adapter(model, config, tensors):  # an option that add_lora lacks is an error
    add_lora(model, **config)
    wrong = set(tensors) ^ set(adapter_of(model))
    if wrong:
        raise ValueError(f"file and model differ in {sorted(wrong)}")
    model.load_state_dict(tensors, strict=False)


g = torch.Generator().manual_seed(0)
base = nn.Sequential(nn.Linear(10, 6), nn.SiLU(), nn.Linear(6, 3))
for tensor in base.state_dict().values():
    nn.init.normal_(tensor, generator=g)  # a base, as if trained
x = torch.randn(4, 10, generator=g)  # (batch, d_in)
model, fresh = copy.deepcopy(base), copy.deepcopy(base)
config = {"r": 2, "lora_alpha": 8, "target_modules": ["0", "2"]}
add_lora(model, **config)
for tensor in adapter_of(model).values():
    nn.init.normal_(tensor, generator=g)  # an adapter, as if trained
beside = model(x)
print("trained:", *(name for name, p in model.named_parameters() if p.requires_grad))
file = io.BytesIO()  # or a path
torch.save({"config": config, "tensors": adapter_of(model)}, file)
file.seek(0)
load_adapter(fresh, **torch.load(file, weights_only=True))
print("on a fresh base, same outputs:", torch.equal(fresh(x), beside))
for layer in (model[0], model[2], model[0], model[2]):
    layer.merge()
same = torch.allclose(model(x), beside, rtol=1e-4, atol=1e-3)
print("merged twice, same outputs:", same)
