"""The models of models/*.json: published configurations, with where each figure was read."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

from .config import ConfigError, Fields, parse
from .families import describe

# What a file may hold; those that every file holds come first.
NEEDED = ("name", "maker", "card", "config_address", "read", "config")
OPTIONAL = (
    "released",
    "released_from",
    "license",
    "license_from",
    "paper",
    "config_from",
    "config_read_in",
    "config_note",
    "published",
)
ADDRESSES = (
    "card",
    "config_address",
    "config_read_in",
    "license_from",
    "paper",
    "released_from",
)
ADDRESS = re.compile(r"https://[a-z0-9.-]+/[^\s<>\"]*")
PLAIN = {
    "name": re.compile(r"[^\x00-\x1f\[\]<>|*`{}\\$&]+"),
    "released": re.compile(r"\d{4}-(0[1-9]|1[0-2])(-\d\d)?"),
    "read": re.compile(r"\d{4}-\d\d-\d\d"),
}
PLAIN |= dict.fromkeys(("maker", "license"), PLAIN["name"])
"""Fields that pages show as they are, in tables and in links: no markup is let in."""


def load(path: Path) -> Fields:
    """The entry in a file of models/.

    Raises:
        ConfigError: it cannot be read, a field is missing, unknown, or without its source.
    """
    return load_and_describe(path)[0]


def load_and_describe(path: Path) -> tuple[Fields, Fields]:
    """The entry in a file of models/, and the model that its configuration describes.

    Raises:
        ConfigError: as `load`.
    """
    try:
        entry = parse(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise ConfigError("not UTF-8 text") from None
    for field in NEEDED:
        if not entry.get(field):
            raise ConfigError(f"{field} is missing")
    for field in entry:
        if field not in NEEDED + OPTIONAL:
            raise ConfigError(f"{field!r} is not a field of a model's file")
    for field in ("released", "license"):
        if (field in entry) != (f"{field}_from" in entry):
            raise ConfigError(f"{field} and {field}_from belong together")
    for field in ADDRESSES:
        if field in entry and not ADDRESS.fullmatch(text_in(entry, field)):
            raise ConfigError(f"{field} is no address: write https://...")
    for field, form in PLAIN.items():
        if field in entry and not form.fullmatch(text_in(entry, field)):
            raise ConfigError(f"{field} is not as pages show it: write plain text, days as digits")
    for field in ("released", "read"):
        try:
            datetime.date.fromisoformat(f"{entry.get(field, '2026')}-01-01"[:10])
        except ValueError:
            raise ConfigError(f"{field} is no day: {entry[field]}") from None
    for one in published_in(entry):
        if not ADDRESS.fullmatch(one["source"].partition(" ")[0]):
            raise ConfigError("published: each source begins with an address, https://...")
    if ("config_read_in" in entry) == ("config_from" in entry):
        raise ConfigError("give config_read_in (an address) or config_from (in words)")
    return entry, describe(entry["config"])


def published_in(entry: Fields) -> list[Fields]:
    """The figures that the maker has published.

    Raises:
        ConfigError: for one that is not of the form.
    """
    figures = entry.get("published", [])
    if not isinstance(figures, list) or not all(
        isinstance(one, dict)
        and all(isinstance(one.get(key), str) for key in ("what", "source", "seen"))
        and type(one.get("figure")) in (int, float)
        for one in figures
    ):
        raise ConfigError("published is a list of objects with what, figure, source and seen")
    return figures


def text_in(entry: Fields, field: str) -> str:
    """A text of an entry.

    Raises:
        ConfigError: if it is none.
    """
    if not isinstance(entry[field], str):
        raise ConfigError(f"{field} is no text: put it in quotes")
    return str(entry[field])


def models(folder: Path) -> Fields:
    """{file's stem: entry} of all files in `folder`, by name.

    Raises:
        ConfigError: as `load`, with the file's name.
    """
    entries = {}
    for path in sorted(folder.glob("*.json")):
        try:
            entries[path.stem] = load(path)
        except ConfigError as error:
            raise ConfigError(f"{path.name}: {error}") from None
    return entries


def is_entry(content: Fields) -> bool:
    """Whether an object is one of our files and not a config.json itself."""
    return isinstance(content.get("config"), dict) and "model_type" not in content


def as_json(entry: Fields) -> str:
    """The text of an entry's file."""
    return json.dumps(entry, indent=2, ensure_ascii=False) + "\n"
