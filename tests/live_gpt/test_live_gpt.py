"""The scripts of the live GPT compute what PyTorch does: logits, tokens, gradients; its files."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
from collections.abc import Iterator

import pytest
import torch
from safetensors.torch import load, save
from torch import Tensor, nn

from glossary import ROOT
from glossary.content.programs import digest
from live_gpt.model import CONTEXT, TARGETS, VOCAB_SIZE, encoded, loss_of, written
from live_gpt.train import (
    EVERY,
    LARGEST,
    STEPS,
    WORDS,
    WRITTEN,
    WithLoRA,
    add_lora,
    hash_of,
    names_of,
    train_base,
    words_of,
)
from tests.support.live_gpt import FOLDER, WEIGHTS, asked, published
from tests.support.samples import in_turn

FACTS = json.loads((FOLDER / "gpt.json").read_text("utf-8"))
SETS = ("dinosaurs", "elements", "moons")


def test_what_is_published_is_small_and_is_what_is_said_of_it():
    data = WEIGHTS.read_bytes()
    assert len(data) <= LARGEST
    assert hashlib.sha256(data).hexdigest() == FACTS["file"]
    model = published()
    assert hash_of(model.state_dict()) == FACTS["base"]
    assert sum(one.numel() for one in model.parameters()) == 150_656
    assert FACTS["steps"] == STEPS
    assert len(FACTS["losses"]) == STEPS // EVERY
    assert FACTS["losses"][-1] < 1.7 < 3.2 < FACTS["uniform"]


def test_the_program_is_the_one_that_ran():
    """Another model or training needs another run: python -m live_gpt."""
    assert digest(ROOT) == FACTS["program"]


def test_the_words_on_the_pages_are_those_that_it_writes():
    assert written(published(), *WRITTEN) == FACTS["writes"]["base"]
    assert written(published(1), *WRITTEN) == FACTS["writes"]["dinosaurs"]


def test_the_sets_are_names_that_can_be_trained_on():
    texts = [(FOLDER / f"{name}.txt").read_text("utf-8") for name in SETS]
    sources = (FOLDER / "words-license.txt").read_text("utf-8")
    for name, said in zip(SETS, asked("names", texts=texts), strict=True):
        names = names_of(FOLDER / f"{name}.txt")
        assert said == {"names": names, "complaints": []}
        assert len({*names}) == len(names)
        assert re.search(rf"^{name}\.txt: (all )?{len(names)} ", sources, re.MULTILINE)


@pytest.mark.parametrize(
    ("scale", "merged", "cache"),
    in_turn([(0, False, True), (1, False, True), (1.5, True, False)]),
)
def test_a_thousand_tokens_have_pytorchs_logits(scale, merged, cache):
    generator = torch.Generator().manual_seed(2)
    texts = torch.randint(VOCAB_SIZE, (63, CONTEXT), generator=generator)
    about = {"scale": scale, "merged": merged, "cache": cache, "mask": True}
    said = asked("logits", texts=texts.tolist(), **about)
    ours = torch.tensor([one["logits"] for one in said])
    with torch.no_grad():
        theirs = published(scale)(texts)
    assert ours.shape == theirs.shape == (63, 16, VOCAB_SIZE)
    torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=1e-5)


def mulberry32(seed: int) -> Iterator[float]:
    """The generator of gpt.js."""
    whole = 0xFFFFFFFF
    while True:
        seed = (seed + 0x6D2B79F5) & whole
        t = (seed ^ seed >> 15) * (1 | seed) & whole
        t ^= (t + ((t ^ t >> 7) * (61 | t) & whole)) & whole
        yield (t ^ t >> 14) / 2**32


def left_to_draw(
    logits: Tensor, temperature: float = 1, top_k: int = 27, top_p=1.0, min_p=0.0
) -> Tensor:
    """Probabilities after temperature, top-k, top-p and min-p, for rows of logits."""
    scores = (logits / temperature).sort(descending=True)
    kept = torch.arange(VOCAB_SIZE) < top_k
    chances = scores.values.masked_fill(~kept, -torch.inf).softmax(-1)
    kept = chances.cumsum(-1) - chances < top_p
    chances = chances * kept / (chances * kept).sum(-1, keepdim=True)
    kept = chances >= min_p * chances[..., :1]
    chances = chances * kept / (chances * kept).sum(-1, keepdim=True)
    return torch.zeros_like(logits).scatter(-1, scores.indices, chances)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sampling", "how"),
    in_turn([
        ({"temperature": 0.8}, {}),
        ({"temperature": 1.3, "topK": 5}, {"scale": 1}),
        ({"topP": 0.9}, {"scale": 0.5, "merged": True}),
        ({"temperature": 1.5, "minP": 0.1}, {"scale": 2, "cache": False}),
        ({"temperature": 1.2, "topK": 9, "topP": 0.8, "minP": 0.2}, {}),
    ]),
)  # fmt: skip
def test_a_thousand_tokens_are_drawn_as_from_pytorchs_logits(sampling, how):
    words = asked("words", tokens=1000, seed=4, sampling=sampling, **how)
    rows = torch.tensor([[0, *word, *[0] * (CONTEXT - len(word))] for word in words])
    with torch.no_grad():
        logits = published(how.get("scale", 0))(rows[:, :CONTEXT])
    names = {"topK": "top_k", "topP": "top_p", "minP": "min_p"}
    chances = left_to_draw(
        logits, **{names.get(key, key): one for key, one in sampling.items()}
    )
    # The likeliest comes first: what is drawn is where the sum passes the random number.
    order = logits.sort(descending=True).indices
    sums = chances.gather(-1, order).cumsum(-1)
    random = mulberry32(4)
    drawn = [
        [
            int(order[row, at, (sums[row, at] <= next(random)).sum()])
            for at in range(len(word))
        ]
        for row, word in enumerate(words)
    ]
    assert sum(map(len, words)) >= 1000
    assert len({*itertools.chain(*words)}) > 20
    assert drawn == words


def test_gradients_are_pytorchs():
    names = ["ab", "tyrannosaurus", "io", "abcdefghijklmno"]
    said = asked("gradients", names=names, rank=3, seed=5)
    model = published()
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
            torch.tensor(ours).view_as(weight), weight.grad, atol=1e-5, rtol=1e-5
        )


def test_training_is_pytorchs_adamw_and_leaves_the_base_alone():
    """Ten steps on all names at once: which are drawn at random plays no part then."""
    names = ["abab"] * 10
    said = asked("train", names=names, steps=10, rank=2)
    assert said["before"] == said["after"] == FACTS["base"]
    assert said["same"]
    assert said["kept"]
    model = published()
    add_lora(model, 2, 4, torch.Generator())
    own = {n: one for n, one in model.named_parameters() if one.requires_grad}
    for name, one in load(base64.b64decode(said["start"])).items():
        inner = name.removeprefix("base_model.model.").removesuffix(".weight")
        own[inner].data = one
    optimizer = torch.optim.AdamW(own.values(), lr=1e-2, weight_decay=0)
    losses = []
    for _ in range(10):
        loss = loss_of(model, encoded(names))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert said["losses"] == pytest.approx(losses, abs=1e-3)
    assert losses[-1] < losses[0] / 2


def test_at_a_temperature_near_nothing_the_likeliest_is_drawn():
    rows = [[float(token % 9) for token in range(27)]]
    settings = [{"temperature": one} for one in (1e-3, 1e-40, 5e-324)]
    for (chances,) in asked("sample", rows=rows, settings=settings):
        assert [token for token, one in enumerate(chances) if one] == [8, 17, 26]
        assert chances[8] == pytest.approx(1 / 3)


def test_without_the_mask_and_without_the_cache():
    texts = [[0, 4, 9, 14, 15]]
    about = {"texts": texts, "scale": 0, "merged": False}
    (cached,) = asked("logits", **about, cache=True, mask=True)
    (whole,) = asked("logits", **about, cache=False, mask=True)
    (open_,) = asked("logits", **about, cache=False, mask=False)
    torch.testing.assert_close(
        torch.tensor(cached["logits"]), torch.tensor(whole["logits"]), atol=1e-5, rtol=0
    )
    # 1 + 2 + 3 + 4 + 5 tokens instead of 5, but one row of logits each.
    assert whole["multiplications"]["all"] > 2.9 * cached["multiplications"]["all"]
    assert cached["attention"] == whole["attention"]
    assert [len(row) for row in whole["attention"][0][0]] == [1, 2, 3, 4, 5]
    assert [len(row) for row in open_["attention"][0][0]] == [5] * 5
    for row in itertools.chain(*whole["attention"][0], *open_["attention"][2]):
        assert sum(row) == pytest.approx(1, abs=1e-6)


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
    said = asked("names", texts=[text for _, _, text in BAD])
    for (_, line, _), one in zip(BAD, said, strict=True):
        assert line in one["complaints"]
    (good,) = asked("names", texts=["  Ab \r\n\r\nCD\r" + "x\n" * 10])
    assert good == {"names": ["ab", "cd", *["x"] * 10], "complaints": []}


def test_files_that_cannot_be_are_told_in_a_line():
    said = asked("train", names=["ab", "cd"], steps=1, rank=2)
    weights, config = said["weights"], json.loads(said["config"])
    tensors = load(base64.b64decode(weights))
    first = next(iter(tensors))

    def saved(change: dict) -> str:
        changed = tensors | change
        kept = {name: one for name, one in changed.items() if one is not None}
        return base64.b64encode(save(kept)).decode()

    def with_header(change: dict, name: str = first, end: bytes = b"") -> str:
        data = base64.b64decode(weights)
        length = int.from_bytes(data[:8], "little")
        header = json.loads(data[8 : 8 + length])
        header[name] = header.get(name, {}) | change
        text = json.dumps(header).encode()
        new = len(text).to_bytes(8, "little") + text + data[8 + length :] + end
        return base64.b64encode(new).decode()

    size = sum(4 * one.numel() for one in tensors.values())
    within = {"dtype": "F32", "shape": [2, 64], "data_offsets": [0, 512]}
    behind = within | {"data_offsets": [size, size + 512]}
    inf = torch.full_like(tensors[first], torch.inf)
    spoiled = {
        # Many tensors of the same bytes: a file of 1 MB would take gigabytes.
        "does not begin where the one before it ends": (with_header(within, "x"), {}),
        "it goes on after its last tensor": (with_header({}, end=b"1234"), {}),
        "is of type none": (with_header({"dtype": {"toString": 1}}), {}),
        '"__proto__", which is no part of': (
            with_header(behind, "__proto__", bytes(512)),
            {},
        ),
        "first eight bytes": (base64.b64encode(b"<!doctype html>").decode(), {}),
        "does not fit into the file ": (with_header({"data_offsets": [0, 8]}), {}),
        "has no shape": (with_header({"shape": [-1, 64]}), {}),
        "not finite ": (saved({first: inf.half()}), {}),
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
        "rank_pattern gives": (weights, {"rank_pattern": {"blocks.0.qkv": 2}}),
        "peft_type": (weights, {"peft_type": "IA3"}),
        "at most 1000000": (base64.b64encode(bytes(1_000_001)).decode(), {}),
    }
    files = [
        {"weights": one, "config": json.dumps(config | change)}
        for one, change in spoiled.values()
    ]
    in_halves = {name: one.half() for name, one in tensors.items()}
    files.append({"weights": saved(in_halves), "config": json.dumps(config)})
    files.append({"weights": weights, "config": "{"})
    files.append({"weights": weights, "config": json.dumps(config)})
    *lines, of_16_bits, no_json, good = asked("refused", files=files)
    for part, line in zip(spoiled, lines, strict=True):
        assert part.strip() in line
        assert "\n" not in line
    assert "is not JSON" in no_json
    assert of_16_bits == good == ""


@pytest.mark.slow
@pytest.mark.skipif(not WORDS.is_file(), reason=f"{WORDS} is not there")
def test_training_anew_begins_as_it_did():
    """In the first steps; later ones differ with the machine."""
    words = words_of()
    assert len(words) == FACTS["words"]["count"]
    _, losses = train_base(words, steps=2 * EVERY)
    assert losses == pytest.approx(FACTS["losses"][:2], abs=0.02)
