"""The training of lab 6, by two processes, beside the training of lab 1, by one."""

from __future__ import annotations

import ast
import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import torch
import torch.distributed as dist
import transformers
from safetensors.torch import load_file

from glossary import ROOT
from labs import many, sentiment

FILE = ROOT / "labs/many.py"
SIZE, STEPS, LR = 7, 6, 0.01  # seven: two processes cannot have the same number
NEAR = {"rtol": 1e-5, "atol": 0.0}  # float32 on both sides, sums in another order
PATIENCE = 120  # seconds; 7 on two free cores
WAYS = ("one", "ddp", "fsdp")


def small_llama() -> transformers.LlamaForCausalLM:
    """Three layers with grouped heads, and weights large enough for losses that move."""
    transformers.set_seed(0)
    settings = transformers.LlamaConfig(
        vocab_size=61,
        hidden_size=24,
        intermediate_size=40,
        num_hidden_layers=3,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=64,
        tie_word_embeddings=True,
        initializer_range=0.2,
    )
    return transformers.LlamaForCausalLM(settings).eval()


def data() -> dict[str, list]:
    """Prompts of 3 to 19 tokens. The last batch of 23 in sevens has two."""
    g = torch.Generator().manual_seed(0)
    lengths = torch.randint(3, 20, (23,), generator=g).tolist()
    prompts = [torch.randint(1, 61, (n,), generator=g).tolist() for n in lengths]
    return {"prompts": prompts, "labels": [n % 2 for n in lengths], "answers": [5, 9]}


def command(way: str, folder: Path, *more: str) -> list[str]:
    """The file's own command line."""
    return [
        *(str(FILE), way, str(folder / "model"), str(folder / "data.json")),
        *("--out", str(folder / way), "--steps", str(STEPS)),
        *("--size", str(SIZE), "--lr", str(LR), *more),
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with the small model and its data."""
    folder = tmp_path_factory.mktemp("many")
    small_llama().save_pretrained(folder / "model")
    (folder / "data.json").write_text(json.dumps(data()), "utf-8")
    return folder


TWICE = """
import json, runpy, sys
import torch.distributed as dist
# One group for both runs: a second one can meet addresses that the first left with torchrun.
dist.init_process_group("gloo")
dist.init_process_group = dist.destroy_process_group = lambda *_: None
gathered, gather = [], dist.all_gather_single  # what FSDP2 calls

def counted(output_tensor, *more, **named):
    gathered.append(output_tensor.numel() * output_tensor.element_size())
    return gather(output_tensor, *more, **named)

dist.all_gather_single = counted
for sys.argv in json.loads(sys.argv[1]):
    runpy.run_path(sys.argv[0], run_name="__main__")
    print("gathered", sys.argv[1], json.dumps(gathered), flush=True)
"""


@pytest.fixture(scope="module")
def runs(folder) -> dict[str, tuple[dict, dict]]:
    """What each way logged, and its adapter: one in this process, the others by torchrun.

    Both of these in the same two processes, one after the other: most of the time is importing.
    """
    dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)
    model = small_llama()
    many.add_lora(model, rank=8, alpha=16, seed=0)
    settings = {"lr": LR, "steps": STEPS, "seed": 0, "size": SIZE}
    with cpu(many):
        steps, held = many.train(model, "one", **data(), **settings)
    dist.destroy_process_group()
    adapter = {n: p.detach() for n, p in model.named_parameters() if p.requires_grad}
    found = {"one": ({"steps": steps, "held": [held]}, adapter)}
    others = [command(way, folder) for way in ("ddp", "fsdp")]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "torch.distributed.run", "--standalone"),
            *("--nproc-per-node", "2", "--no-python"),
            *(sys.executable, "-c", TWICE, json.dumps(others)),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""},
    )
    try:
        said, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        for waiting in psutil.Process(process.pid).children(recursive=True):
            waiting.kill()  # one of them has failed, or they do not call the same
        process.kill()
        raise
    assert process.returncode == 0, said
    for way in ("ddp", "fsdp"):
        log = json.loads((folder / way / "log.json").read_text("utf-8"))
        assert f"step {STEPS}  loss {log['steps'][-1]['loss']:.6f}" in said
        # Of two processes, which say the same.
        (lists,) = set(re.findall(rf"gathered {way} (\[.*?\])", said))
        log["gathered"] = json.loads(lists)
        found[way] = (log, load_file(folder / way / "adapter.safetensors"))
    return found


@contextlib.contextmanager
def cpu(module) -> Iterator[None]:
    """The module computes on the CPU, as gloo does."""
    device, module.DEVICE = module.DEVICE, "cpu"
    yield
    module.DEVICE = device


@pytest.fixture(scope="module")
def lab_1() -> tuple[list[float], dict[str, torch.Tensor]]:
    """Losses and adapter of the function that lab 1 shows."""
    model = small_llama()
    parameters = sentiment.add_lora(model, rank=8, alpha=16, seed=0)
    settings = {"lr": LR, "steps": STEPS, "seed": 0, "size": SIZE}
    with cpu(sentiment):
        losses = sentiment.train(model, parameters, **data(), **settings)
    adapter = {n: p.detach() for n, p in model.named_parameters() if p.requires_grad}
    return losses, adapter


@pytest.mark.parametrize("way", WAYS)
def test_losses_are_those_of_lab_1(way, runs, lab_1):
    log, _ = runs[way]
    ours = torch.tensor([step["loss"] for step in log["steps"]])
    torch.testing.assert_close(ours, torch.tensor(lab_1[0]), **NEAR)
    assert ours.max() - ours.min() > 0.5  # a training that moves


@pytest.mark.parametrize("way", ["ddp", "fsdp"])
def test_gradients_have_the_norm_of_one_process(way, runs):
    one, two = (
        torch.tensor([step["norm"] for step in runs[name][0]["steps"]])
        for name in ("one", way)
    )
    torch.testing.assert_close(two, one, **NEAR)
    assert one.min() > 1.0  # so it is clipped, by the norm of the whole


@pytest.mark.parametrize("way", WAYS)
def test_the_adapter_is_that_of_lab_1(way, runs, lab_1):
    """AdamW divides by the gradient's size: where it is tiny, rounding is a larger part."""
    _, adapter = runs[way]
    assert adapter.keys() == lab_1[1].keys()
    for name, tensor in adapter.items():
        torch.testing.assert_close(tensor, lab_1[1][name], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("way", ["ddp", "fsdp"])
def test_the_mean_of_the_processes_means_is_another_number(way, runs):
    steps = runs[way][0]["steps"]
    apart = [abs(step["loss"] - step["mean of means"]) for step in steps]
    assert max(apart) > 0.01
    assert min(apart) < 1e-6  # the batch of two: one each


def test_bytes_are_copied_by_ddp_and_shared_by_fsdp(runs):
    (one,) = runs["one"][0]["held"]
    model = small_llama()
    count = sum(p.numel() for p in model.parameters())
    trained = sum(p.numel() for p in sentiment.add_lora(model, 8, 16, 0))
    tensors = sum(p.requires_grad for p in model.parameters())
    assert one == {
        "parameters": 4 * (count + trained),
        "gradients": 4 * trained,
        "optimizer state": 4 * (2 * trained + tensors),  # and a count of steps for each
    }
    assert runs["ddp"][0]["held"] == [one, one]
    first, second = runs["fsdp"][0]["held"]
    for kind in ("parameters", "gradients"):
        assert first[kind] + second[kind] == one[kind]
        assert abs(first[kind] - second[kind]) < 0.01 * one[kind]  # an odd row
    both = first["optimizer state"] + second["optimizer state"]
    assert both == one["optimizer state"] + 4 * tensors  # that count is in both


def test_fsdp_gathers_layers_twice_in_a_step_and_the_rest_once(runs):
    """DDP gathers nothing."""
    assert runs["ddp"][0]["gathered"] == []
    model = small_llama()
    sentiment.add_lora(model, 8, 16, 0)
    (all_bytes,) = (held["parameters"] for held in runs["one"][0]["held"])
    in_layers = sum(4 * p.numel() for p in model.model.layers.parameters())
    gathered = runs["fsdp"][0]["gathered"]
    assert len(gathered) == STEPS * (2 * len(model.model.layers) + 1)
    expected = STEPS * (2 * in_layers + all_bytes - in_layers)
    assert expected <= sum(gathered) < 1.01 * expected  # an odd row is filled up


REFUSED = {
    "one, by two": (("one",), "2", "one is not for 2 processes"),
    "too few": (("ddp", "--size", "11"), "2", "--size 11: 1 reviews for 2 processes"),
    "without torchrun": (("ddp",), None, "start it by torchrun"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_train_wrongly_or_hang_is_refused(name, folder, monkeypatch, capsys):
    (way, *more), processes, message = REFUSED[name]
    monkeypatch.setattr(sys, "argv", command(way, folder, *more))
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    if processes:
        monkeypatch.setenv("WORLD_SIZE", processes)
    with pytest.raises(SystemExit):
        many.arguments()
    assert message in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", command("ddp", folder))
    monkeypatch.setenv("WORLD_SIZE", "2")
    assert many.arguments().size == SIZE


def test_functions_of_lab_1_are_as_in_lab_1():
    ours, theirs = (
        {
            node.name: ast.get_source_segment(source, node)
            for node in ast.parse(source).body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
        }
        for source in (
            FILE.read_text("utf-8"),
            Path(sentiment.__file__).read_text("utf-8"),
        )
    )
    both = ours.keys() & theirs.keys() - {"train"}
    assert len(both) == 5
    for name in both:
        assert ours[name] == theirs[name], name
