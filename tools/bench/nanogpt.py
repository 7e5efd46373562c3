"""Training speed of lab 4's model beside nanoGPT's, at the same configuration, in one run.

    python -m tools.bench.nanogpt PATH-OF-NANOGPT/model.py

Prints the medians of five turns and their ratio, ours over nanoGPT's, in tokens a second. Our model
is read out of the notebook, so that what is measured is what is shown. nanoGPT has the MIT license
and is not part of this repository: clone https://github.com/karpathy/nanoGPT, name its model.py.
"""

import ast
import importlib.util
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import torch
from glossary import ROOT
from torch import nn
from torch.nn import functional as F

NOTEBOOK = ROOT / "docs/labs/pretrain-a-small-gpt.ipynb"
VOCAB_SIZE, CONTEXT, D_MODEL, N_LAYERS, N_HEADS = 4096, 128, 192, 4, 6
BATCH, STEPS, TURNS = 16, 15, 5


def our_model() -> nn.Module:
    """The GPT of the notebook, from the text of its cells."""
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    place: dict[str, Any] = {
        "nn": nn,
        "F": F,
        "torch": torch,
        "math": __import__("math"),
    }
    for cell in cells:
        if cell["cell_type"] == "code":
            for node in ast.parse("".join(cell["source"])).body:
                if isinstance(node, ast.ClassDef) and node.name != "LoRALinear":
                    exec(ast.unparse(node), place)
    model: nn.Module = place["GPT"](VOCAB_SIZE, CONTEXT, D_MODEL, N_LAYERS, N_HEADS)
    return model


def nano_model(path: Path) -> nn.Module:
    """nanoGPT's GPT, from its model.py."""
    spec: Any = importlib.util.spec_from_file_location("nanogpt_model", path)
    module: Any = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    model: nn.Module = module.GPT(
        module.GPTConfig(
            block_size=CONTEXT,
            vocab_size=VOCAB_SIZE,
            n_layer=N_LAYERS,
            n_head=N_HEADS,
            n_embd=D_MODEL,
            dropout=0.0,
            bias=True,
        )
    )
    return model


def tokens_per_second(loss_of: Any, model: nn.Module, optimizer: Any, windows: Any) -> float:
    """Tokens a second over some training steps."""
    began = time.perf_counter()
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss_of(model, windows).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    return STEPS * BATCH * CONTEXT / (time.perf_counter() - began)


def our_loss(model: nn.Module, windows: torch.Tensor) -> torch.Tensor:
    """Cross-entropy as the notebook computes it."""
    logits = model(windows[:, :-1])
    return F.cross_entropy(logits.flatten(0, 1), windows[:, 1:].flatten())


def nano_loss(model: nn.Module, windows: torch.Tensor) -> torch.Tensor:
    """Cross-entropy as nanoGPT computes it."""
    loss: torch.Tensor = model(windows[:, :-1].contiguous(), windows[:, 1:].contiguous())[1]
    return loss


def main() -> None:
    """Measure both in turn."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        sys.exit(
            "nanogpt: name nanoGPT's model.py: git clone "
            "https://github.com/karpathy/nanoGPT, then "
            "`python -m tools.bench.nanogpt nanoGPT/model.py`"
        )
    generator = torch.Generator().manual_seed(0)
    size = (BATCH, CONTEXT + 1)
    windows = torch.randint(VOCAB_SIZE, size, generator=generator)
    models = {
        "ours": (our_loss, our_model()),
        "nanoGPT": (nano_loss, nano_model(Path(sys.argv[1]))),
    }
    counts = {name: sum(p.numel() for p in m.parameters()) for name, (_, m) in models.items()}
    if len(set(counts.values())) != 1:
        sys.exit(f"nanogpt: the models are not of one size: {counts}")
    optimizers = {
        name: torch.optim.AdamW(model.parameters(), lr=1e-3) for name, (_, model) in models.items()
    }
    speeds: dict[str, list[float]] = {name: [] for name in models}
    for turn in range(TURNS + 1):
        for name, (loss_of, model) in models.items():
            speed = tokens_per_second(loss_of, model, optimizers[name], windows)
            if turn:  # the first turn warms up
                speeds[name].append(speed)
    median = {name: statistics.median(found) for name, found in speeds.items()}
    print(f"{counts['ours']:,} weights, fp32, {torch.get_num_threads()} threads")
    for name, value in median.items():
        print(f"{name:<8} {value:>9,.0f} tokens a second, median of {TURNS}")
    print(f"ratio {median['ours'] / median['nanoGPT']:.3f}")


if __name__ == "__main__":
    main()
