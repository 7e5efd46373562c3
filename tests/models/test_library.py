"""The files in models/: each has its sources, and no figure stands there without one."""

from __future__ import annotations

import datetime
import json
import re

import pytest

from glossary import ROOT
from glossary.models import ConfigError
from glossary.models.library import as_json, load, models

FILES = sorted((ROOT / "models").glob("*.json"))
WANTED = {
    "gpt2", "gpt2-xl", "llama-2-7b", "llama-3.1-8b", "llama-3.1-70b", "mistral-7b-v0.1",
    "mixtral-8x7b", "gemma-3-1b", "gemma-3-27b", "qwen3-0.6b", "qwen3-8b", "qwen3-30b-a3b",
    "gpt-oss-20b", "gpt-oss-120b", "deepseek-v3", "olmo-2-1b", "phi-4", "smollm2-135m",
    "smollm3-3b",
}  # fmt: skip


PUBLISHED = {"what": "total", "figure": 5, "source": "https://x.org/ p. 2", "seen": "5"}


def test_those_that_people_meet_are_there():
    assert {path.stem for path in FILES} >= WANTED
    assert list(models(ROOT / "models")) == [path.stem for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file(path):
    entry = load(path)
    assert path.read_text("utf-8") == as_json(entry)
    assert re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", path.stem)
    datetime.date.fromisoformat(entry["read"])
    if "released" in entry:
        assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])(-[0-3]\d)?", entry["released"])
        assert entry["released"] < entry["read"]
    addresses = [
        entry[field]
        for field in (
            "card", "paper", "config_address", "config_read_in", "released_from", "license_from",
        )
        if field in entry
    ]  # fmt: skip
    for one in entry.get("published", ()):
        addresses.append(one["source"].split(" ")[0])
        assert one["seen"]
    for address in addresses:
        assert re.fullmatch(r"https://[a-z0-9.]+/[^\s]+", address)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"maker": None}, "maker is missing"),
        ({"stars": 5}, "'stars' is not a field"),
        (
            {"license": "MIT", "license_from": None},
            "license and license_from belong together",
        ),
        (
            {"released_from": None},
            "released and released_from belong",
        ),
        ({"config_read_in": None}, "give config_read_in"),
        ({"config": {"model_type": "bert"}}, "is not known here"),
        ({"maker": "A | B"}, "maker is not as pages show it"),
        ({"name": "[x](javascript:x)"}, "name is not as pages show it"),
        (
            {"license": "<b>MIT</b>", "license_from": "https://x.org/"},
            "license is not as pages show it",
        ),
        ({"maker": "a\nb"}, "maker is not as pages show it"),
        ({"name": {"a": 1}}, "name is no text"),
        ({"released": 2025}, "released is no text"),
        ({"released": "soon"}, "released is not as pages show it"),
        ({"released": "2025-02-30"}, "released is no day"),
        ({"read": "2026-13-01"}, "read is no day"),
        ({"card": "javascript:alert(1)"}, "card is no address"),
        (
            {"license": "MIT", "license_from": "https://x.org/ y"},
            "license_from is no address",
        ),
        ({"published": [{"figure": 5}]}, "published is a list of objects"),
        (
            {"published": [PUBLISHED | {"source": "javascript:x (y)"}]},
            "published: each source begins with an address",
        ),
    ],
)
def test_a_file_that_is_wrong_is_told_so(tmp_path, change, said):
    entry = json.loads((ROOT / "models/gemma-3-1b.json").read_text("utf-8"))
    entry = {k: v for k, v in {**entry, **change}.items() if v is not None}
    (tmp_path / "wrong.json").write_text(as_json(entry))
    with pytest.raises(ConfigError, match=r"wrong\.json: ") as caught:
        models(tmp_path)
    assert said in str(caught.value)
