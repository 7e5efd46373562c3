"""Speed of the live GPT's JavaScript beside PyTorch's, on one core, in one run.

    python -m tools.bench.live

Both sides draw words of 16 tokens at temperature 0.8, and train a LoRA of rank 4 on 16 dinosaurs a
step, for a second in turn. Prints the medians and their ratio, ours over PyTorch's: above 1 the
page is faster. The JavaScript runs in the Node that Playwright brings, whose engine is Chromium's.
"""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import playwright
import torch
from glossary import ROOT
from live_gpt.model import CONTEXT, D_MODEL, END, GPT, N_HEADS, encoded
from live_gpt.train import ADAPTER_RATE, add_lora, improve, names_of
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional as F

TURNS = 5
CACHED, WHOLE = "tokens, with a KV cache", "tokens, without"
TRAINED = "steps of LoRA training"
NODE = next((Path(playwright.__file__).parent / "driver").glob("node*"))


def published() -> GPT:
    """The base of the weights that the page loads."""
    tensors = load_file(ROOT / "docs/assets/live/gpt.safetensors")
    model = GPT()
    base = {name: one.float() for name, one in tensors.items() if "lora_" not in name}
    model.load_state_dict(base)
    return model


def next_logits(model: GPT, token: int, cache: list[Tensor]) -> Tensor:
    """Logits after one more token; the keys and values of its layers are added to the cache."""
    at = cache[0].shape[2] if cache else 0
    x: Tensor = model.embedding.weight[token] + model.positions.weight[at]
    for layer, one in enumerate(model.blocks):
        block: Any = one
        qkv = block.qkv(block.norm_1(x)).view(3, N_HEADS, 1, D_MODEL // N_HEADS)
        if at:
            cache[layer] = torch.cat((cache[layer], qkv[1:]), 2)
        else:
            cache.append(qkv[1:])
        k, v = cache[layer]
        x = x + block.output(F.scaled_dot_product_attention(qkv[0], k, v).flatten())
        x = x + block.down(F.gelu(block.up(block.norm_2(x)), approximate="tanh"))
    logits: Tensor = model.norm(x) @ model.embedding.weight.T
    return logits


def drawn(logits: Tensor) -> int:
    """A token at temperature 0.8."""
    return int(torch.multinomial((logits / 0.8).softmax(-1), 1))


def in_pytorch() -> dict[str, Callable[[], int]]:
    """By what is measured: a function that does some of it, and says how much."""
    model = published()
    adapted = published()
    add_lora(adapted, 4, 8, torch.Generator().manual_seed(1))
    own = [one for one in adapted.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(own, lr=ADAPTER_RATE, weight_decay=0)
    rows = encoded(names_of(ROOT / "docs/assets/live/dinosaurs.txt"))

    @torch.inference_mode()
    def cached() -> int:
        cache: list[Tensor] = []
        token = END
        for _ in range(CONTEXT):
            token = drawn(next_logits(model, token, cache))
        return CONTEXT

    @torch.inference_mode()
    def whole() -> int:
        tokens = [END]
        for _ in range(CONTEXT):
            tokens.append(drawn(model(torch.tensor([tokens]))[0, -1]))
        return CONTEXT

    def trained() -> int:
        improve(adapted, optimizer, rows[torch.randint(len(rows), (16,))])
        return 1

    return {CACHED: cached, WHOLE: whole, TRAINED: trained}


def a_second(work: Callable[[], int]) -> float:
    """How much a second is done."""
    began = time.perf_counter()
    done = 0
    while time.perf_counter() < began + 1:
        done += work()
    return done / (time.perf_counter() - began)


def main() -> None:
    """Measure in turn, and print."""
    torch.set_num_threads(1)
    theirs = in_pytorch()
    ours_of: dict[str, list[float]] = {name: [] for name in theirs}
    theirs_of: dict[str, list[float]] = {name: [] for name in theirs}
    with subprocess.Popen(
        [NODE, ROOT / "tools/bench/live.mjs", ROOT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as node:
        assert node.stdin
        assert node.stdout
        for turn in range(TURNS + 1):  # the first warms both up
            for name, work in theirs.items():
                print(name, file=node.stdin, flush=True)
                ours = float(node.stdout.readline())
                other = a_second(work)
                if turn:
                    ours_of[name].append(ours)
                    theirs_of[name].append(other)
        node.stdin.close()
    print(f"{'a second':28}{'ours':>9}{'PyTorch':>9}{'ratio':>8}")
    for name in theirs:
        ours, other = statistics.median(ours_of[name]), statistics.median(theirs_of[name])
        ratio = statistics.median(
            a / b for a, b in zip(ours_of[name], theirs_of[name], strict=True)
        )
        print(f"{name:28}{ours:>9,.1f}{other:>9,.1f}{ratio:>8.2f}")


if __name__ == "__main__":
    main()
