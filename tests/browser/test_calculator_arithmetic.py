"""The page computes what Python computes: all models, 1,000 random configs, in a real browser."""

from __future__ import annotations

import copy
import json
import random
import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from glossary import ROOT
from glossary.models import ConfigError, describe, parameters, parse
from glossary.models.cache import TYPES
from glossary.models.config import LONGEST
from glossary.models.estimate import LIMITS, estimate, number, script
from glossary.models.library import is_entry
from glossary.models.report import size
from glossary.models.weights import FORMATS

FILES = sorted((ROOT / "models").glob("*.json"))
RANDOM = 1_000
AT_ONCE = 20
FOLDER = "assets/javascripts/calculator"

USES = ("inference", "lora", "qlora", "full", "parameters", "weights", "cache")
CONTEXTS = (1, 100, 4096, 8191, 131_072, 10**6)
TARGETS = (
    "",
    "all-linear",
    "q_proj,v_proj",
    "c_attn",
    "gate,w1",
    "nope",
    "constructor",
    "a,,b",
)
ODD = [
    0, -1, 1, 2, 3, 7, 4096.0, 1e30, -0.0, 1e-5, 1e16, 0.0001, 123456789.125, 5e-324, True, False,
    None, "x", "é\n", [], [1, 2], {}, {"a": 1.5}, 10**30, 10**7, 10**7 + 1, 2**53 + 1,
    ["full_attention"], "full_attention",
]  # fmt: skip
SPOILS = [
    '"',
    ",",
    "}",
    "{",
    "[",
    "]",
    ":",
    "\\",
    "\n",
    "1",
    "NaN",
    "-",
    "e",
    ".",
    "😀",
    "\\u12",
    "\x01",
]


class Random:
    """Configs and settings from a seed."""

    def __init__(self, seed: int):
        self.rng = random.Random(seed)
        self.configs = [json.loads(path.read_text("utf-8"))["config"] for path in FILES]

    def config(self) -> dict:
        """A published config with some fields doubled, other, odd, null or gone."""
        made = copy.deepcopy(self.rng.choice(self.configs))
        outer = self.rng.random() < 0.1
        fields = made if outer else made.get("text_config", made)
        for name in self.rng.sample(sorted(fields), self.rng.choice([0, 1, 1, 2, 3])):
            value, chance = fields[name], self.rng.random()
            if isinstance(value, int) and not isinstance(value, bool) and chance < 0.75:
                others = [2 * value, 3 * value, value + 1, max(1, value // 2)]
                fields[name] = self.rng.choice([*others, self.rng.randrange(1, 20_000)])
            elif chance < 0.82:
                del fields[name]
            elif chance < 0.94:
                fields[name] = self.rng.choice(ODD)
            else:
                fields[name] = None
        return made

    def text(self) -> str:
        """A config as a file, one in eight with something cut out of it or put into it."""
        made = json.dumps(self.config(), indent=self.rng.choice([None, 2]))
        at, chance = self.rng.randrange(len(made)), self.rng.random()
        if chance < 0.04:
            return made[:at]
        if chance < 0.08:
            return made[:at] + made[at + self.rng.randrange(1, 4) :]
        if chance < 0.125:
            return made[:at] + self.rng.choice(SPOILS) + made[at:]
        return made

    def setting(self) -> dict:
        use = self.rng.choice(USES)
        trains = use in ("lora", "qlora", "full")
        return {
            "use": use,
            "format": self.rng.choice(FORMATS),
            "cache": self.rng.choice(list(TYPES)),
            "context": self.rng.choice([0, *CONTEXTS] if trains else CONTEXTS),
            "batch": self.rng.choice([1, 2, 7, 64]),
            "rank": self.rng.choice([1, 8, 16, 256]),
            "targets": self.rng.choice(TARGETS),
            "checkpointing": self.rng.random() < 0.5,
        }


def said(call, *arguments) -> Any:
    """What a call returns, or the line that it raises."""
    try:
        return call(*arguments)
    except ConfigError as error:
        return {"line": str(error)}


def read(text: str) -> dict:
    """What the command makes of a file."""
    config = parse(text)
    return describe(config["config"] if is_entry(config) else config)


def in_python(text: str, settings: list[dict]) -> Any:
    model = said(read, text)
    if "line" in model:
        return model
    return {
        "model": short(model),
        "active": parameters.active(model),
        "parts": [said(estimate, model, one) for one in settings],
        "scripts": [said(script, "a model", model, one) for one in settings],
    }


ENDS = 60


def short(model: dict) -> dict:
    """A model with the first and the last of its tensors and layers, and how many there are."""
    made = dict(model)
    for name in ("tensors", "buffers", "layers"):
        many = model[name]
        made[name] = [len(many), many[:ENDS], many[-ENDS:]]
    return made


IN_PAGE = """async ([folder, cases]) => {
    const of = await import(folder + "/arithmetic.js");
    const { read } = await import(folder + "/config.js");
    const said = (call, ...given) => {
        try {
            return call(...given);
        } catch (error) {
            if (!(error instanceof of.ConfigError)) throw error;
            return { line: error.message };
        }
    };
    const ends = (many) => [many.length, many.slice(0, ENDS), many.slice(-ENDS)];
    const short = ({ tensors, buffers, layers, ...rest }) =>
        ({ ...rest, tensors: ends(tensors), buffers: ends(buffers), layers: ends(layers) });
    const made = cases.map(([text, settings]) => {
        const model = said(read, text);
        if (model.line) return model;
        return {
            model: short(model),
            active: of.active(model),
            parts: settings.map((one) => said(of.estimate, model, one)),
            scripts: settings.map((one) => said(of.script, "a model", model, one)),
        };
    });
    return JSON.stringify(made, (_, x) => (typeof x === "bigint" ? Number(x) : x));
}""".replace("ENDS", str(ENDS))


@pytest.fixture(scope="module")
def quiet(chromium, address) -> Iterator[tuple[Page, str]]:
    """A page of the site, under its policy, and where the scripts are."""
    page = chromium.new_page()
    page.goto(address + "404.html")
    yield page, f"{address}{FOLDER}"
    page.close()


def in_page(quiet: tuple[Page, str], cases: list) -> list:
    page, folder = quiet
    return json.loads(page.evaluate(IN_PAGE, [folder, cases]))


def differences(ours: Any, theirs: Any, where: str = "") -> Iterator[str]:
    """Where two results differ: whole numbers up to 2 ** 53 not at all, others by 1e-12."""
    if isinstance(ours, tuple):
        ours = list(ours)
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted({*ours, *theirs}):
            if key not in ours or key not in theirs:
                yield f"{where}.{key} is there once"
            else:
                yield from differences(ours[key], theirs[key], f"{where}.{key}")
    elif (
        isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs)
    ):
        for i, pair in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(*pair, f"{where}[{i}]")
    elif (
        isinstance(ours, int) and abs(ours) > 2**53 and isinstance(theirs, int | float)
    ):
        if abs(theirs - ours) > 1e-12 * abs(ours):
            yield f"{where}: {ours} and {theirs}"
    elif ours != theirs or isinstance(ours, bool) != isinstance(theirs, bool):
        yield f"{where}: {ours!r} | {theirs!r}"


def is_of_version(line: str) -> bool:
    """Whether Python says it otherwise from 3.13 on: a comma before the end of a list."""
    return sys.version_info >= (3, 13) and "trailing comma" in line


def compare(quiet: tuple[Page, str], cases: list) -> dict[str, int]:
    """Compute all in both languages; how many were counted, and how many refused."""
    count = {"counted": 0, "refused": 0}
    for first in range(0, len(cases), AT_ONCE):
        some = cases[first : first + AT_ONCE]
        for (text, settings), theirs in zip(some, in_page(quiet, some), strict=True):
            ours = in_python(text, settings)
            count["refused" if "line" in ours else "counted"] += 1
            if "line" in ours and is_of_version(ours["line"]):
                assert "not JSON" in theirs["line"]
                continue
            # Digits past 2 ** 53, and formulas with such, are rounded in JavaScript.
            found = [one for one in differences(ours, theirs) if not beyond(one)]
            assert not found, (found[0][:1000], text)
    return count


def numbers(text: str) -> list[int]:
    """The whole numbers of a text, in order."""
    return [int(re.sub("[,_]", "", one)) for one in re.findall(r"\d[\d,_]*", text)]


def beyond(difference: str) -> bool:
    """Whether two texts differ in the digits of numbers past 2 ** 53 alone."""
    one, _, other = difference.partition(": ")[2].partition(" | ")
    pairs = list(zip(numbers(one), numbers(other), strict=False))
    words = re.sub(r"\d[\d,_]*", "#", one), re.sub(r"\d[\d,_]*", "#", other)
    far = [(a, b) for a, b in pairs if a != b]
    return words[0] == words[1] and all(
        a > 2**53 and abs(a - b) <= 1e-12 * a for a, b in far
    )


@pytest.mark.slow
def test_all_models_in_all_uses(quiet):
    """Each model in each use, number format and cache type."""
    base = Random(1).setting()
    settings = [{**base, "use": use, "targets": "all-linear"} for use in USES]
    settings += [{**base, "use": "weights", "format": form} for form in FORMATS]
    settings += [
        {**base, "use": "cache", "cache": kind, "context": 20_001} for kind in TYPES
    ]
    cases = [[path.read_text("utf-8"), settings] for path in FILES]
    assert compare(quiet, cases) == {"counted": len(FILES), "refused": 0}


@pytest.mark.slow
def test_the_models_that_the_page_loads_are_those(quiet):
    """Written at build by Python, with what layers share once, and unpacked by the page."""
    page, folder = quiet
    made = page.evaluate(
        """async (folder) => {
            const { unpack } = await import(folder + "/arithmetic.js");
            const models = await (await fetch(folder + "/models.json")).json();
            return JSON.stringify(Object.entries(models).map(([name, one]) => [name, unpack(one)]));
        }""",
        folder,
    )
    models = dict(json.loads(made))
    assert list(models) == [path.stem for path in FILES]
    for path in FILES:
        entry = json.loads(path.read_text("utf-8"))
        ours = {**describe(entry["config"]), "name": entry["name"]}
        del ours["buffers"]
        assert models[path.stem] == ours, path.stem


@pytest.mark.slow
def test_random_configs(quiet):
    """Configs with other numbers and with faults, in four settings each; texts that are no JSON."""
    one = Random(15)
    cases = [[one.text(), [one.setting() for _ in range(4)]] for _ in range(RANDOM)]
    count = compare(quiet, cases)
    assert min(count.values()) > RANDOM / 4, count


@pytest.mark.slow
def test_some_random_configs(quiet):
    one = Random(16)
    cases = [[one.text(), [one.setting() for _ in range(2)]] for _ in range(60)]
    count = compare(quiet, cases)
    assert min(count.values()) > 10, count


TEXTS = [
    "",
    "  \n ",
    "model_type: llama",
    "[1, 2]",
    "null",
    '"llama"',
    "7",
    "7.5",
    "true",
    "[",
    "{",
    '{"a": NaN}',
    '{"a": -Infinity}',
    '{"a": 1, "a": 2}',
    "[" * 100_000,
    "{" * 3,
    '{"a": ' + "9" * 5000 + "}",
    "\ufeff{}",
    "x" * 1_000_000,
    '{"a": "' + "x" * LONGEST + '"}',
    '{"a": "' + "😀" * (LONGEST - 10) + '"}',
    '{"a" 1}',
    '{"a": "\t"}',
    '{"a": "\\x"}',
    '{"a": "\\u12"}',
    '{"a": "x',
    "{1: 2}",
    '{"a": 1 "b"}',
    '{"a": 1}x',
    "-",
    "01",
    "1.",
    "{}",
    '{"model_type": 7}',
    '{"model_type": "bert"}',
    '{"model_type": "x\\u001b[2J\\n\'\\"é\\u200b"}',
    '{"model_type": "constructor"}',
    '{"model_type": "__proto__"}',
    '{"model_type": "llama", "__proto__": 1}',
    '{"model_type": "llava", "text_config": {}}',
    '{"model_type": "llava", "text_config": {"model_type": "bert"}}',
    '{"model_type": "gemma3"}',
    '{"config": {"model_type": "gpt2"}}',
    '{"config": 7}',
    '{"model_type": "llama", "num_hidden_layers": 1e999}',
    '{"model_type": "llama", "num_hidden_layers": "é\\n"}',
    '{"model_type": "llama", "num_hidden_layers": {"a": [1.0, 2, null, true]}}',
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_is_no_config_gets_the_commands_line(quiet, text):
    (theirs,) = in_page(quiet, [[text, []]])
    assert theirs == said(read, text)
    assert "\n" not in theirs["line"]


def test_numbers_in_fields_and_sizes_in_words(quiet):
    page, folder = quiet
    words = [
        "",
        "0",
        "-3",
        "1e9",
        "9" * 5000,
        "²",
        "eight",
        "1.5",
        "'",
        "\x1b[2J\n",
        "7",
        "1000001",
    ]
    asked = [[word, name] for name in LIMITS for word in words]
    one = random.Random(0)
    sizes = [one.randrange(10 ** one.randrange(1, 16)) for _ in range(2000)]
    sizes += [k * 2**power for k in (1, 3, 5, 129) for power in range(0, 42)]
    sizes += [999, 1000, 999_999, 10**6, 10**9, 10**12, 2**53]
    made = page.evaluate(
        """async ([folder, asked, sizes]) => {
            const of = await import(folder + "/arithmetic.js");
            const line = (one) => {
                try { return of.number(...one); } catch (error) { return { line: error.message }; }
            };
            return [asked.map(line), sizes.map(of.size)];
        }""",
        [folder, asked, sizes],
    )
    assert made[0] == [said(number, *one) for one in asked]
    assert made[1] == [size(one) for one in sizes]
