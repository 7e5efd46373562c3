"""The models of models/*.json: published configurations, with where each figure was read."""

from __future__ import annotations

import json
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
    if ("config_read_in" in entry) == ("config_from" in entry):
        raise ConfigError("give config_read_in (an address) or config_from (in words)")
    return entry, describe(entry["config"])


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
