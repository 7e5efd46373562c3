"""The worker of the live GPT: what it answers to each message, and to what cannot be done."""

from __future__ import annotations

import json

from live_gpt.train import names_of
from tests.live_gpt.test_live_gpt import FACTS
from tests.support.live_gpt import FOLDER, SCRIPTS, WEIGHTS
from tests.support.node import in_node

HERE = FOLDER.parents[2] / "tests/live_gpt/worker_in_node.mjs"
ALONE = {"adapter": None, "scale": 1, "merged": False}
DINOSAURS = {**ALONE, "adapter": "dinosaurs"}
YOURS = {**ALONE, "adapter": "yours"}
SAMPLING = {"temperature": 0.8, "topK": 5, "topP": 1, "minP": 0}
NAMES = names_of(FOLDER / "moons.txt")[:30]


def following(text: str, cache: bool = True, **about) -> dict:
    setting = {**ALONE, "cache": cache, "sampling": SAMPLING, **about}
    return {"do": "next", "text": text, **setting}


def look(text: str, mask: bool = True) -> dict:
    return {"do": "look", "text": text, "mask": mask, "layer": 1, "head": 2, **ALONE}


def train(steps: int, goes_on: bool = False, names=NAMES, meanwhile=()) -> dict:
    about = {"names": names, "rank": 2, "steps": steps, "goesOn": goes_on}
    return {"do": "train", **about, "meanwhile": meanwhile}


def test_each_message_has_its_answer():
    stop = {"at": 3, "do": "stop"}
    second = {"at": 2, **train(5)}
    word = {"at": 2, **following("tri", **DINOSAURS)}
    messages = [
        {"do": "load"},
        following(""),
        following("tri"),
        following("tric"),
        following("tric", cache=False),
        following("trice", cache=False),
        following("tri", **DINOSAURS),
        following("tri", **{**DINOSAURS, "merged": True}),
        following("tri", **{**DINOSAURS, "scale": 0}),
        look("abc"),
        look("abc", mask=False),
        train(20, meanwhile=[word, second, stop]),
        following("tr", **YOURS),
        train(4, goes_on=True),
        following("tri", **YOURS),
        {"do": "adapter", "name": "again", "of": 14},
        following("tri", **{**YOURS, "adapter": "again"}),
        {"do": "set", "name": "moons"},
        {"do": "names", "text": "Io\n<b>"},
    ]  # fmt: skip
    all_said = in_node(HERE, SCRIPTS, WEIGHTS, given=messages)
    said = [one[-1] for one in all_said]
    assert not any("error" in one for one in said), said
    loaded, first, tri, tric, anew, more, worn, merged, off = said[:9]
    rows, open_rows = said[9:11]
    assert loaded["hash"] == FACTS["base"]
    assert loaded["adapters"][0]["names"] == names_of(FOLDER / "dinosaurs.txt")
    assert len(first["own"]) == len(first["chances"]) == 27
    assert sum(chance > 0 for chance in first["chances"]) == 5
    # Three tokens beside the sign before them, then one with the cache, five without it.
    assert tri["multiplications"] > 2.9 * tric["multiplications"]
    assert anew["multiplications"] > 4.5 * tric["multiplications"]
    assert 5.4 < more["multiplications"] / tric["multiplications"] < 6.1
    assert max_apart(anew["own"], tric["own"]) < 1e-6
    assert max_apart(worn["own"], tri["own"]) > 0.1
    assert max_apart(worn["own"], merged["own"]) < 1e-5
    assert worn["multiplications"] > merged["multiplications"] == off["multiplications"]
    assert max_apart(off["own"], tri["own"]) < 1e-6
    assert [len(row) for row in rows["weights"]] == [1, 2, 3, 4]
    assert [len(row) for row in open_rows["weights"]] == [4] * 4

    training, _, goes_on, yours, _, again, moons, names = all_said[11:]
    by_id = {one["id"]: one for one in training if "progress" not in one}
    assert by_id["12, at 2"]["error"] == "a training is running: stop it first"
    steps = [one["progress"]["step"] for one in training if "loss" in str(one)]
    assert 3 <= steps[-1] < 20
    assert training[0]["progress"]["step"] == 0
    assert len(training[0]["progress"]["words"]) == 6
    later = [one["progress"]["step"] for one in goes_on if "progress" in one]
    assert later[0] == steps[-1] + 1
    assert goes_on[-1]["hash"] == FACTS["base"]
    assert json.loads(goes_on[-1]["files"]["adapter_config.json"])["r"] == 2
    assert max_apart(yours[-1]["own"], tri["own"]) > 0.01
    assert yours[-1]["own"] == again[-1]["own"]
    assert moons[-1]["text"].split() == names_of(FOLDER / "moons.txt")
    assert names[-1]["complaints"]


def max_apart(ours: list[float], theirs: list[float]) -> float:
    return max(abs(a - b) for a, b in zip(ours, theirs, strict=True))


TOO_LARGE = (
    "With this adapter the numbers become too large to compute with: lower Alpha, "
    "or switch it off."
)


def test_an_adapter_whose_numbers_overflow_is_told_of_and_can_be_switched_off():
    config = {"peft_type": "LORA", "r": 2, "lora_alpha": 1e308}
    config["target_modules"] = ["qkv", "output", "up", "down"]
    files = {"adapter_config.json": json.dumps(config)}
    huge = {**ALONE, "adapter": "huge"}
    messages = [
        {"do": "load"},
        train(1),
        {"do": "adapter", "name": "huge", "of": 2, "files": files},
        following("tri", **huge),
        {**look("tri"), **huge},
        following("tri", **{**huge, "merged": True}),
        following("tri"),
    ]
    said = [one[-1] for one in in_node(HERE, SCRIPTS, WEIGHTS, given=messages)]
    told = [one.get("error") for one in said]
    assert told == [None] * 3 + [TOO_LARGE] * 3 + [None]


NO_MEMORY = (
    "The browser gave the GPT no memory for this. Close other tabs, and try again: "
    "nothing is lost."
)


def test_what_cannot_be_done_is_told_in_a_line_and_nothing_is_lost():
    messages = [
        {"do": "load"},
        following("a1"),
        following("a" * 16),
        look("Ω"),
        following("a", **{**ALONE, "adapter": "nope"}),
        train(3, names=["ab"] * 9),
        train(3, names=["ab"] * 201),
        {**following("tri"), "poor": True},
        {**look("tri"), "poor": True},
        {**train(3), "poor": True},
        {"do": "set", "name": "moons"},
        following("a"),
        train(1),
    ]
    said = [one[-1] for one in in_node(HERE, SCRIPTS, WEIGHTS, given=messages)]
    assert [one.get("error") for one in said] == [
        None,
        "a word has at most 15 letters, from a to z",
        "a word has at most 15 letters, from a to z",
        "a word has at most 15 letters, from a to z",
        'there is no adapter "nope"',
        "9 names are too few: give at least 10",
        "201 names are too many: give at most 200",
        NO_MEMORY,
        NO_MEMORY,
        NO_MEMORY,
        None,
        None,
        None,
    ]
