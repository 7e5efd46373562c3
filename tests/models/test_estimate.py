"""A setting of the calculator: its parts, its formula and its script say the same as the report."""

from __future__ import annotations

import contextlib
import io
import json
import re
from argparse import ArgumentTypeError
from fractions import Fraction

import pytest

from glossary import ROOT
from glossary.models import ConfigError, describe, report
from glossary.models.__main__ import _targets, _whole
from glossary.models.adapters import ALL_LINEAR
from glossary.models.cache import TYPES, fits
from glossary.models.estimate import LIMITS, estimate, number, script
from glossary.models.weights import FORMATS, total
from glossary.site.calculator.form import FIRST, SCRIPT, TEXTS
from tests.support.pages import MODELS
from tests.support.samples import in_turn

NAMES = in_turn(MODELS, a_day=10)
SETTING = {
    "use": "inference",
    "format": "bf16",
    "cache": "bf16",
    "context": 8192,
    "batch": 1,
    "rank": 16,
    "targets": ALL_LINEAR,
    "checkpointing": False,
}
LONG = 20_000  # tokens: more than each window, and no multiple of a thing


def counts(model: dict, **setting) -> dict[str, int]:
    parts = estimate(model, {**SETTING, **setting})
    return {one["name"]: one["count"] for one in parts}


def settings_of(model: dict) -> list[dict]:
    """Settings that take each use, each format and each cache type once."""
    made = [
        {"use": "weights", "format": form}
        for form in FORMATS
        if total(model, form) is not None
    ]
    made += [
        {"use": "cache", "cache": kind, "context": LONG, "batch": 3}
        for kind in TYPES
        if fits(model, kind)
    ]
    made.append({"use": "inference", "context": 100})
    made.append({"use": "full", "batch": 2})
    made.append({"use": "lora", "targets": "", "context": 0})
    made.append({"use": "qlora", "batch": 2, "rank": 8})
    return [{**SETTING, **one} for one in made]


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_are_those_of_the_report(model, name):
    config = json.loads((ROOT / f"models/{name}.json").read_text("utf-8"))["config"]
    made = report(config, context=4096, batch=2, rank=8, targets=ALL_LINEAR)
    given = {"context": 4096, "batch": 2, "rank": 8}
    assert counts(model(name), use="parameters") == {
        part: count for part, count in made["by_part"].items() if count
    }
    for form, size in made["weights"].items():
        if size is None:
            with pytest.raises(ConfigError, match=f"{form} does not fit"):
                counts(model(name), use="weights", format=form)
        else:
            assert counts(model(name), use="weights", format=form) == {"weights": size}
    for kind in TYPES:
        if kind in made["cache"]["by_type"]:
            size = made["cache"]["by_type"][kind]["total"]
            assert counts(model(name), **given, use="cache", cache=kind) == {
                "KV cache": size
            }
        else:
            with pytest.raises(ConfigError, match=f"{kind} does not fit"):
                counts(model(name), use="cache", cache=kind)
    trained = made["training"]
    left = list(trained["activations_estimate"].values())
    again = list(trained["activations_estimate_with_checkpointing"].values())
    recipe = list(trained["activations_estimate_of_qlora"].values())
    for use in ("full", "lora", "qlora"):
        states = list(trained[use].values())
        one, other = (left, again) if use != "qlora" else (recipe, recipe)
        assert list(counts(model(name), **given, use=use).values()) == states + one
        found = counts(model(name), **given, use=use, checkpointing=True)
        assert list(found.values()) == states + other


def test_qlora_is_the_usual_recipe_and_fits_where_that_fits(model):
    """One line turns the rest into fp32 and checkpointing on: both are counted, or neither."""
    found = counts(model(FIRST), use="qlora")
    what = "activations with gradient checkpointing, estimated"
    layer = 4 * 4096 + 2 * 4096 + 2 * 1024 + 3 * 14_336
    assert found[what] == 8192 * (4 * 32 * 4096 + 2 * layer)
    assert sum(found.values()) < 24 * 2**30
    assert "checkpointing" not in " ".join(counts(model(FIRST), use="lora"))


def printed(code: str) -> list[str]:
    """What a program prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "script", "exec"), {})
    return out.getvalue().splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_the_script_prints_the_same(model, name):
    for setting in settings_of(model(name)):
        parts = estimate(model(name), setting)
        wanted = [f"{one['name']}: {one['count']:,} bytes" for one in parts]
        sum_of = sum(one["count"] for one in parts) / 2**30
        code = script("a model", model(name), setting)
        assert printed(code) == [*wanted, f"in all: {sum_of:.2f} GiB"], setting
        assert max(map(len, code.split("\n"))) <= 120, setting
    parameters = sum(counts(model(name), use="parameters").values())
    code = script("a model", model(name), {**SETTING, "use": "parameters"})
    assert printed(code) == [f"parameters: {parameters:,}"]


def value_of(how: str) -> Fraction:
    """A formula, computed: words are taken out, and a fraction stays one."""
    bare = re.sub(r"(?<=\d),(?=\d)", "", how)
    bare = re.sub(r"[a-zA-Z]+", "", bare).replace("×", "*")
    bare = re.sub(r"\d+", lambda digits: f"Fraction({digits[0]})", bare)
    return eval(bare, {"Fraction": Fraction})


@pytest.mark.parametrize("name", NAMES)
def test_the_formula_gives_the_count(model, name):
    for setting in settings_of(model(name)):
        for part in estimate(model(name), setting):
            made = value_of(part["how"].replace("NF4", ""))
            # Formats with blocks round up where a tensor is not cut evenly.
            slack = 0 if setting["format"] == "bf16" else part["count"] * 1e-5
            if setting["use"] == "qlora":
                slack = part["count"] * 1e-5
            assert abs(made - part["count"]) <= slack, (setting, part)


def test_the_page_begins_with_the_tested_script(model):
    path = ROOT / "snippets/calculator" / f"{SCRIPT}.py"
    first = {
        **SETTING,
        "context": int(TEXTS["context"][1]),
        "batch": int(TEXTS["batch"][1]),
        "rank": int(TEXTS["rank"][1]),
        "targets": TEXTS["targets"][1],
    }
    name = json.loads((ROOT / f"models/{FIRST}.json").read_text("utf-8"))["name"]
    assert path.read_text("utf-8") == script(name, model(FIRST), first)


@pytest.mark.parametrize(
    "word",
    ["", "0", "-3", "1e9", "9" * 5000, "²", "eight", "1.5", " 8", "'", "\x1b[2J\n"],
)
@pytest.mark.parametrize("name", ["context", "batch", "rank"])
def test_a_number_that_cannot_be_gets_the_commands_line(name, word):
    with pytest.raises(ArgumentTypeError) as of_command:
        _whole(LIMITS[name])(word)
    with pytest.raises(ConfigError) as caught:
        number(word, name)
    assert str(caught.value) == f"{name}: {of_command.value}"
    assert str(caught.value).isprintable()


def test_numbers_and_targets_are_those_of_the_command(model):
    for name, high in LIMITS.items():
        assert number("1", name) == 1
        assert number(str(high), name) == high
        with pytest.raises(ConfigError):
            number(str(high + 1), name)
    from glossary.models.estimate import targets_in

    for word in ("all-linear", "q_proj,v_proj", "a,,b"):
        assert targets_in(model(FIRST), word) == _targets(word)
    assert targets_in(model(FIRST), "") == ["q_proj", "v_proj"]
    with pytest.raises(ConfigError, match="'nope' is no linear layer of llama"):
        counts(model(FIRST), use="lora", targets="nope")


def test_what_was_found_by_hand():
    """Llama 3.1 8B, as sources say: weights, cache of 128 KiB a token, QLoRA's half a byte."""
    config = json.loads((ROOT / "models/llama-3.1-8b.json").read_text("utf-8"))[
        "config"
    ]
    model = describe(config)
    assert counts(model, context=131_072) == {
        "weights": 16_060_522_496,
        "KV cache": 2**34,
    }
    parts = estimate(model, SETTING)
    assert parts[1]["how"] == ("32 layers × 2,048 numbers × 8,192 positions × 2 bytes")
