# many.py, part 1: what it is, and where this process stands
#
# Lab 1's LoRA training by one process or by many: the same losses, other bytes.
#
#     torchrun --nproc-per-node 1 many.py one  MODEL DATA
#     torchrun --nproc-per-node 2 many.py ddp  MODEL DATA
#     torchrun --nproc-per-node 2 many.py fsdp MODEL DATA
#
# MODEL is a folder with a Llama, as `save_pretrained` writes it. DATA is a JSON file: `prompts`
# (token ids of each), `labels` (0 or 1 for each) and `answers` (the tokens of answers 0 and 1).

import argparse
import json
import math
import os
from pathlib import Path

import torch
import torch.distributed as dist
from safetensors.torch import save_file
from torch import nn
from torch.distributed.fsdp import fully_shard
from torch.distributed.tensor import DTensor
from torch.nn import functional as F
from torch.nn.parallel import DistributedDataParallel
from transformers import AutoModelForCausalLM
from transformers.utils import logging

# torchrun tells each process its number on this machine: process 1 takes GPU 1.
LOCAL_RANK = int(os.environ.get("LOCAL_RANK", "0"))
DEVICE = f"cuda:{LOCAL_RANK}" if torch.cuda.is_available() else "cpu"


# many.py, part 2: LoRA, as in lab 1
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


# many.py, part 3: batches and logits, as in lab 1
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


def shuffled_batches(prompts, size, generator):
    """Batches of indices in random order, those of like length together."""
    order = torch.randperm(len(prompts), generator=generator).tolist()
    window = 8 * size  # sorted only within this many: the order stays random
    for start in range(0, len(order), window):
        some = sorted(order[start : start + window], key=lambda i: len(prompts[i]))
        batches = [some[i : i + size] for i in range(0, len(some), size)]
        for i in torch.randperm(len(batches), generator=generator):
            yield batches[i]


# many.py, part 4: one copy each, or a part each
def distribute(model, way):
    """The model as this process calls it; all processes come with equal weights."""
    if way == "ddp":
        # A whole copy in each process. backward() leaves the mean of all processes' gradients.
        return DistributedDataParallel(model)
    if way == "fsdp":
        # Of each parameter some rows in each process, as a DTensor. A layer is put together
        # just before it computes and taken apart after; backward() leaves the same mean, in parts.
        for block in model.model.layers:
            fully_shard(block)
        fully_shard(model)  # what is in no layer: embedding matrix and last norm
    return model


# many.py, part 5: sums over the processes, and bytes in this one
def total(number):
    """Sum of a number over all processes. All must call it, or the others wait."""
    number = torch.tensor(number, dtype=torch.float64, device=DEVICE)
    dist.all_reduce(number)
    return number.item()


def whole(tensor):
    """A tensor put together from all processes' parts. All must call it."""
    return tensor.full_tensor() if isinstance(tensor, DTensor) else tensor


def held(tensors):
    """Bytes of tensors in this process; of a DTensor only its own part counts."""
    own = [t.to_local() if isinstance(t, DTensor) else t for t in tensors]
    return sum(t.numel() * t.element_size() for t in own)


def bytes_of(model, optimizer):
    """Bytes that this process holds between backward() and zero_grad()."""
    gradients = [p.grad for p in model.parameters() if p.grad is not None]
    state = [t for kept in optimizer.state.values() for t in kept.values()]
    return {
        "parameters": held(model.parameters()),
        "gradients": held(gradients),
        "optimizer state": held(state),
    }


# many.py, part 6: the loop of lab 1, each batch shared by all processes
def train(model, way, prompts, labels, answers, lr, steps, seed, size):
    """Train by cross-entropy on the two answers.

    Returns:
        For each step its loss, the norm of its gradient, and the plain mean of the processes'
        means, which is another number; and the bytes that this process holds.
    """
    rank, world = dist.get_rank(), dist.get_world_size()
    generator = torch.Generator().manual_seed(seed)  # of all: the same batches
    called = distribute(model, way)
    # Only now: fully_shard() has put new parameters in the place of the old ones.
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=lr, weight_decay=0.0)
    ramp = lambda k: min((k + 1) / (0.1 * steps), 1.0) * (1 - k / steps)  # noqa: E731
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, ramp)
    log = []
    while len(log) < steps:
        for chosen in shuffled_batches(prompts, size, generator):
            mine = chosen[rank::world]  # every world-th review of the batch
            logits = label_logits(called, [prompts[i] for i in mine], answers)
            targets = torch.tensor([labels[i] for i in mine], device=DEVICE)
            own_sum = F.cross_entropy(logits, targets, reduction="sum")
            # Divide by the count of all, not by one's own. Times `world`, since DDP and FSDP
            # divide the sum of the gradients by it.
            count = total(len(mine))
            (own_sum * world / count).backward()
            norm = whole(nn.utils.clip_grad_norm_(parameters, 1.0)).item()
            loss = total(own_sum.item()) / count
            mean_of_means = total(own_sum.item() / len(mine)) / world
            log.append({"loss": loss, "norm": norm, "mean of means": mean_of_means})
            if rank == 0:
                print(f"step {len(log)}  loss {loss:.6f}  gradient {norm:.6f}")
            optimizer.step()
            schedule.step()
            holds = bytes_of(model, optimizer)
            optimizer.zero_grad()
            if len(log) == steps:
                return log, holds


# many.py, part 7: start, train, save
def arguments():
    """What the command line says, once it fits the number of processes."""
    parser = argparse.ArgumentParser(description="LoRA training in many processes.")
    parser.add_argument("way", choices=("one", "ddp", "fsdp"))
    parser.add_argument("model", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path("many"))
    parser.add_argument("--steps", type=int, default=64)
    parser.add_argument("--size", type=int, default=8, help="of a batch, all processes")
    parser.add_argument("--lr", type=float, default=3e-4)
    given = parser.parse_args()
    given.data = json.loads(given.data.read_text("utf-8"))
    if "WORLD_SIZE" not in os.environ:
        parser.error("start it by torchrun: torchrun --nproc-per-node 2 many.py ...")
    world = int(os.environ["WORLD_SIZE"])
    if given.way == "one" and world > 1:
        parser.error(f"one is not for {world} processes: nothing would join them")
    if (least := len(given.data["prompts"]) % given.size or given.size) < world:
        parser.error(f"--size {given.size}: {least} reviews for {world} processes")
    return given


def main():
    """Train as the command line says; process 0 prints and writes."""
    given = arguments()
    logging.disable_progress_bar()
    if torch.cuda.is_available():
        torch.cuda.set_device(LOCAL_RANK)
    # torchrun has put into the environment where process 0 is, and which this one is.
    dist.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    model = AutoModelForCausalLM.from_pretrained(given.model, dtype=torch.float32)
    model = model.to(DEVICE).eval()  # eval: no dropout, as in lab 1
    add_lora(model, rank=8, alpha=16, seed=0)
    settings = {"lr": given.lr, "steps": given.steps, "seed": 0, "size": given.size}
    log, holds = train(model, given.way, **given.data, **settings)
    trained = {n: p.detach() for n, p in model.named_parameters() if p.requires_grad}
    adapter = {n: whole(p) for n, p in trained.items()}  # all join in; one writes
    everyone = [None] * dist.get_world_size()
    dist.all_gather_object(everyone, holds)
    if dist.get_rank() == 0:
        for rank, kinds in enumerate(everyone):
            shown = ", ".join(f"{kind} {n:,}" for kind, n in kinds.items())
            print(f"process {rank} holds in bytes: {shown}")
        given.out.mkdir(parents=True, exist_ok=True)
        save_file(adapter, given.out / "adapter.safetensors")
        logged = json.dumps({"steps": log, "held": everyone})
        Path(given.out, "log.json").write_text(logged, "utf-8")
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
