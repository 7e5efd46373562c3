"""The scripts of the live GPT compute what PyTorch does: logits, sampling, gradients, PEFT's files."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from typing import Any

import pytest
import torch
from safetensors.torch import load, load_file, save
from torch import nn

from glossary import ROOT
from live_gpt.model import (
    CONTEXT,
    END,
    GPT,
    TARGETS,
    VOCAB_SIZE,
    encoded,
    loss_of,
    written,
)
from live_gpt.train import (
    ALPHA,
    EVERY,
    LARGEST,
    RANK,
    WRITTEN,
    WithLoRA,
    add_lora,
    hash_of,
    names_of,
    train_base,
    wear,
    words_of,
)

FOLDER = ROOT / "docs/assets/live"
WEIGHTS = FOLDER / "gpt.safetensors"
FACTS = json.loads((FOLDER / "gpt.json").read_text("utf-8"))
SETS = ("dinosaurs", "elements", "moons")
HERE = ROOT / "tests/live_gpt/in_node.mjs"

pytestmark = pytest.mark.skipif(
    not shutil.which("node"), reason="needs node, as CI has"
)


def in_node(do: str, **about) -> Any:
    """What a function of in_node.mjs answers."""
    folder = ROOT / "docs/assets/javascripts/live"
    done = subprocess.run(
        ["node", "--no-warnings", HERE, folder, WEIGHTS],
        input=json.dumps({"do": do, **about}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def model() -> GPT:
    """The published base in PyTorch."""
    tensors = load_file(WEIGHTS)
    made = GPT()
    base = {name: one.float() for name, one in tensors.items() if "lora_" not in name}
    made.load_state_dict(base)
    return made


def dressed(model: GPT, adapter: dict[str, torch.Tensor], rank: int, alpha: float):
    """The model with an adapter by its names in PEFT's files."""
    add_lora(model, rank, alpha, torch.Generator())
    wear(model, adapter)
    return model


def test_what_is_published_is_small_and_is_what_is_said_of_it(model):
    import hashlib

    data = WEIGHTS.read_bytes()
    assert len(data) <= LARGEST
    assert hashlib.sha256(data).hexdigest() == FACTS["file"]
    assert hash_of(model.state_dict()) == FACTS["base"]
    assert sum(one.numel() for one in model.parameters()) == 150_656
    assert FACTS["losses"][-1] < 1.9 < 3.2 < FACTS["uniform"]


def test_the_words_on_the_pages_are_those_that_it_writes(model):
    assert written(model, *WRITTEN) == FACTS["writes"]["base"]
    tensors = load_file(WEIGHTS)
    adapter = {name: one for name, one in tensors.items() if "lora_" in name}
    dressed(model, adapter, RANK, ALPHA)
    assert written(model, *WRITTEN) == FACTS["writes"]["dinosaurs"]


@pytest.mark.parametrize("name", SETS)
def test_the_sets_are_names_that_can_be_trained_on(name):
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    (said,) = in_node("names", texts=[text])
    assert said == {"names": names_of(FOLDER / f"{name}.txt"), "complaints": []}


@pytest.mark.parametrize(
    ("scale", "merged", "cache"),
    [(0, False, True), (1, False, True), (1.5, True, False)],
)
def test_a_thousand_tokens_have_pytorchs_logits(model, scale, merged, cache):
    generator = torch.Generator().manual_seed(2)
    texts = torch.randint(VOCAB_SIZE, (63, CONTEXT), generator=generator)
    if scale:
        tensors = load_file(WEIGHTS)
        adapter = {name: one for name, one in tensors.items() if "lora_" in name}
        dressed(model, adapter, RANK, ALPHA * scale)
    said = in_node(
        "logits",
        texts=texts.tolist(),
        scale=scale,
        merged=merged,
        cache=cache,
        mask=True,
    )
    ours = torch.tensor([one["logits"] for one in said])
    with torch.no_grad():
        theirs = model(texts)
    assert ours.shape == theirs.shape == (63, 16, VOCAB_SIZE)
    torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=1e-4)


def test_sampling_cuts_as_transformers_does():
    from transformers.generation.logits_process import (
        MinPLogitsWarper,
        TemperatureLogitsWarper,
        TopKLogitsWarper,
        TopPLogitsWarper,
    )

    generator = torch.Generator().manual_seed(3)
    logits = 2 * torch.randn(VOCAB_SIZE, generator=generator)
    settings = [
        {"temperature": 0.8},
        {"temperature": 1.5, "topK": 5},
        {"topP": 0.7},
        {"temperature": 0.5, "minP": 0.1},
        {"temperature": 1.2, "topK": 9, "topP": 0.8, "minP": 0.2},
    ]
    said = in_node("sample", logits=logits.tolist(), settings=settings, draws=4000)
    for one, made in zip(settings, said["made"], strict=True):
        scores = logits[None]
        for warper, key in (
            (TemperatureLogitsWarper, "temperature"),
            (TopKLogitsWarper, "topK"),
            (TopPLogitsWarper, "topP"),
            (MinPLogitsWarper, "minP"),
        ):
            if key in one:
                scores = warper(one[key])(None, scores)
        torch.testing.assert_close(
            torch.tensor(made), scores.softmax(-1)[0], atol=1e-6, rtol=1e-5
        )
    drawn = torch.bincount(torch.tensor(said["tokens"]), minlength=VOCAB_SIZE) / 4000
    assert (drawn - torch.tensor(said["made"][0])).abs().max() < 0.03


def test_gradients_are_pytorchs(model):
    names = ["ab", "tyrannosaurus", "io", "abcdefghijklmno"]
    said = in_node("gradients", names=names, rank=3, seed=5)
    add_lora(model, 3, 3, torch.Generator())
    own = []
    for layer, block in zip(said["adapter"]["layers"], model.blocks, strict=True):
        for name in TARGETS:
            one: WithLoRA = getattr(block, name)
            for half in "AB":
                weight: nn.Parameter = getattr(one, f"lora_{half}")
                weight.data = torch.tensor(layer[name][half]).view_as(weight)
                own.append(weight)
    loss = loss_of(model, encoded(names))
    loss.backward()
    assert said["loss"] == pytest.approx(loss.item(), abs=1e-5)
    assert len(said["gradients"]) == len(own) == 24
    for ours, weight in zip(said["gradients"], own, strict=True):
        assert weight.grad.abs().max() > 1e-4
        torch.testing.assert_close(
            torch.tensor(ours).view_as(weight), weight.grad, atol=1e-5, rtol=1e-4
        )


def test_an_adapter_trained_here_is_one_for_peft(model, tmp_path):
    from peft import PeftModel

    names = names_of(FOLDER / "elements.txt")
    said = in_node("train", names=names, steps=12, rank=4)
    assert said["before"] == said["after"] == FACTS["base"]
    assert said["losses"][-1] < said["losses"][0] - 0.5
    assert said["same"]
    (tmp_path / "adapter_model.safetensors").write_bytes(
        base64.b64decode(said["weights"])
    )
    (tmp_path / "adapter_config.json").write_text(said["config"], "utf-8")
    tokens = torch.tensor([[END, 3, 15, 18]])
    with torch.no_grad():
        plain = model(tokens)[0]
        theirs = PeftModel.from_pretrained(model, str(tmp_path))(tokens)[0]
    ours = torch.tensor(said["logits"])
    torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=1e-4)
    assert (plain - theirs).abs().max() > 0.1


def test_without_the_mask_and_without_the_cache():
    texts = [[0, 4, 9, 14, 15]]
    about = {"texts": texts, "scale": 0, "merged": False}
    (cached,) = in_node("logits", **about, cache=True, mask=True)
    (whole,) = in_node("logits", **about, cache=False, mask=True)
    (open_,) = in_node("logits", **about, cache=False, mask=False)
    torch.testing.assert_close(
        torch.tensor(cached["logits"]), torch.tensor(whole["logits"]), atol=1e-5, rtol=0
    )
    assert whole["multiplications"]["all"] > 2.9 * cached["multiplications"]["all"]
    rows = [len(row) for row in open_["attention"][0][0]]
    assert rows == [5] * 5
    assert [len(row) for row in whole["attention"][0][0]] == [1, 2, 3, 4, 5]


BAD = [
    ("a", "line 1: \"a1\" has characters other than a to z", "a1"),
    ("markup", "line 1: \"<b>x</b>\" has characters other than a to z", "<b>x</b>"),
    ("script", 'line 1: "Ω" has characters other than a to z', "Ω"),
    ("control", 'line 1: "a\\u0000b" has characters other than a to z', "a\0b"),
    ("long", 'line 1: "abcdefghijklmnop" has 16 letters, and at most 15 fit', "abcdefghijklmnop"),
    ("few", "1 names are too few: give at least 10", "ab"),
    ("many", "201 names are too many: give at most 200", "ab\n" * 201),
    ("empty", "0 names are too few: give at least 10", ""),
]  # fmt: skip


def test_names_that_cannot_be_are_told_by_their_line():
    said = in_node("names", texts=[text for _, _, text in BAD])
    for (_, line, _), one in zip(BAD, said, strict=True):
        assert line in one["complaints"]
    (good,) = in_node("names", texts=["  Ab \r\n\r\nCD\r" + "x\n" * 10])
    assert good == {"names": ["ab", "cd", *["x"] * 10], "complaints": []}


def test_files_that_cannot_be_are_told_in_a_line():
    said = in_node("train", names=["ab", "cd"], steps=1, rank=2)
    weights, config = said["weights"], json.loads(said["config"])
    tensors = load(base64.b64decode(weights))
    first = next(iter(tensors))

    def saved(change: dict) -> str:
        changed = tensors | change
        kept = {name: one for name, one in changed.items() if one is not None}
        return base64.b64encode(save(kept)).decode()

    spoiled = {
        "first eight bytes": (base64.b64encode(b"<!doctype html>").decode(), {}),
        "does not fit into the file": (
            base64.b64encode(base64.b64decode(weights)[:-9]).decode(),
            {},
        ),
        "would fit": (saved({first: torch.zeros(2, 3)}), {}),
        "not finite": (saved({first: tensors[first] * float("nan")}), {}),
        "is it an adapter of this GPT?": (saved({first: None}), {}),
        "which is no part of": (saved({"x": torch.zeros(1)}), {}),
        "only F16 and F32": (saved({first: tensors[first].double()}), {}),
        "r is no whole number": (weights, {"r": 0}),
        "would fit ": (weights, {"r": 3}),
        "lora_alpha": (weights, {"lora_alpha": "8"}),
        "target_modules must be": (weights, {"target_modules": ["qkv"]}),
        "use_dora is on": (weights, {"use_dora": True}),
        "peft_type": (weights, {"peft_type": "IA3"}),
        "at most 1000000": (base64.b64encode(bytes(1_000_001)).decode(), {}),
    }
    files = [
        {"weights": one, "config": json.dumps(config | change)}
        for one, change in spoiled.values()
    ]
    files.append({"weights": weights, "config": "{"})
    files.append({"weights": weights, "config": json.dumps(config)})
    *lines, no_json, good = in_node("refused", files=files)
    for part, line in zip(spoiled, lines, strict=True):
        assert part.strip() in line
        assert "\n" not in line
    assert "is not JSON" in no_json
    assert good == ""


@pytest.mark.slow
def test_training_anew_begins_as_it_did():
    """In the first steps; later ones differ with the machine."""
    try:
        words = words_of()
    except SystemExit:
        pytest.skip("needs Debian's word list: apt-get install wamerican")
    assert len(words) == FACTS["words"]["count"]
    _, losses = train_base(words, steps=2 * EVERY)
    assert losses == pytest.approx(FACTS["losses"][:2], abs=0.02)
