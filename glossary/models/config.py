"""Reading a config.json. Whatever is wrong with it is one line that names the field."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

Fields = dict[str, Any]
"""A JSON object: a config.json, or the numbers of a model, a layer, a tensor."""

# A config.json has a few kilobytes; the longest published ones, with a list for each layer, have
# 20. What is far longer is something else, and is not read.
LONGEST = 200_000

# Larger numbers are typing errors, and the sums of larger ones would not be exact in JavaScript.
LARGEST = 10_000_000
LARGEST_CONTEXT = 1_000_000_000
MOST_LAYERS = 1_000
MOST_PARAMETERS = 10**15


class ConfigError(ValueError):
    """What is wrong with a config.json: one line that names the field and the mend."""


def parse(text: str) -> Fields:
    """The JSON object in `text`.

    Raises:
        ConfigError: it is too long, not JSON, or not an object.
    """
    if len(text) > LONGEST:
        raise ConfigError(
            f"{len(text):,} characters: a config.json has at most {LONGEST:,}; give that file and "
            "not the weights, the tokenizer or a log"
        )
    if not text.strip():
        raise ConfigError("it is empty: give the text of a config.json")
    try:
        config = json.loads(text, parse_constant=_refuse, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise ConfigError(
            f"line {error.lineno}, column {error.colno}: not JSON ({error.msg})"
        ) from None
    except RecursionError:
        raise ConfigError("nested too deep for a config.json") from None
    except ValueError as error:  # an integer of thousands of digits, or raised below
        raise ConfigError(str(error).splitlines()[0]) from None
    if not isinstance(config, dict):
        raise ConfigError(f"it is {_kind(config)}: a config.json is an object, {{...}}")
    return config


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON: give a number")


def _unique(pairs: list[tuple[str, Any]]) -> Fields:
    """The object, if no field stands in it twice: which of the two holds cannot be known."""
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{_shown(twice[0])} stands there twice: take one out")
    return dict(pairs)


def _kind(value: Any) -> str:
    kinds = {list: "a list", str: "a text", bool: "true or false", dict: "an object"}
    return "null" if value is None else kinds.get(type(value), "a number")


def _shown(value: Any) -> str:
    """A value from the file on one line, short, and without control characters."""
    text = re.sub(r"[^ -~]", "?", json.dumps(value))
    return text if len(text) <= 40 else text[:37] + "..."


def whole(
    config: Fields,
    name: str,
    default: int | None = None,
    low: int = 1,
    high: int = LARGEST,
) -> int:
    """A whole number of the config; `default` where the field is missing or null.

    Raises:
        ConfigError: missing without a default, not a whole number, or out of range.
    """
    value = config.get(name)
    if value is None:
        if default is None:
            raise ConfigError(f"{name} is missing: nothing can be counted without it")
        return default
    if isinstance(value, bool) or not isinstance(value, int):
        raise ConfigError(f"{name} is {_shown(value)}: give a whole number")
    if not low <= value <= high:
        raise ConfigError(f"{name} is {_shown(value)}: give {low:,} to {high:,}")
    return value


def flag(config: Fields, name: str, default: bool) -> bool:
    """A true or false of the config; `default` where the field is missing or null.

    Raises:
        ConfigError: it is something else.
    """
    value = config.get(name)
    if value is None:
        return default
    if not isinstance(value, bool):
        raise ConfigError(f"{name} is {_shown(value)}: give true or false")
    return value


def listed(config: Fields, name: str, length: int, allowed: tuple[Any, ...]) -> list[Any] | None:
    """A list of the config with one entry of `allowed` for each of `length` layers, or None.

    Raises:
        ConfigError: it is something else.
    """
    value = config.get(name)
    if value is None:
        return None
    if not isinstance(value, list):
        raise ConfigError(f"{name} is {_kind(value)}: give a list with one entry a layer")
    if len(value) != length:
        raise ConfigError(f"{name} has {len(value)} entries for {length} layers")
    for i, entry in enumerate(value):
        if isinstance(entry, (list, dict)) or entry not in allowed:
            known = ", ".join(map(str, allowed))
            raise ConfigError(f"{name}[{i}] is {_shown(entry)}: known here are {known}")
    return value


def indices(config: Fields, name: str, length: int) -> list[int] | None:
    """A list of layer numbers below `length`, or None where it is missing or null.

    Raises:
        ConfigError: it is something else.
    """
    value = config.get(name)
    if value is None:
        return None
    if isinstance(value, list) and all(
        isinstance(i, int) and not isinstance(i, bool) and 0 <= i < length for i in value
    ):
        return value
    raise ConfigError(f"{name} is {_shown(value)}: give a list of layers, 0 to {length - 1}")


def named(config: Fields, name: str) -> str:
    """A text of the config.

    Raises:
        ConfigError: missing, or not a text.
    """
    value = config.get(name)
    if value is None:
        raise ConfigError(f"{name} is missing: it says which architecture this is")
    if not isinstance(value, str):
        raise ConfigError(f"{name} is {_shown(value)}: give the architecture's name")
    return value
