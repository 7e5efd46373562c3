"""What the calculators load: two scripts with the arithmetic in them, and the models."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from glossary.content.models import Model
from glossary.content.pages import MANY
from glossary.content.problems import Problem, ProblemsFound
from glossary.site.calculator.translate import FOLDER, arithmetic

SCRIPTS = "assets/javascripts/calculator"
FILLED = ("arithmetic.js", "config.js")
"""The scripts that get a part of the arithmetic."""

PLACE = re.compile(r"const \{ (?P<names>[\w, ]+) \} = null;[^\n]*")
"""The line of such a script in whose place it comes."""

MODULES = {
    "estimate": "estimate", "script": "estimate", "number": "estimate", "describe": "families",
    "active": "parameters",
}  # fmt: skip
"""The functions that scripts ask for, and where they are."""


def files(root: Path, models: dict[str, Model]) -> dict[str, str]:
    """The files by their path in docs/.

    Args:
        root: the repository, with the scripts in docs/.
        models: those that can be chosen, by the name of their file.

    Raises:
        ProblemsFound: for a script without a place for the arithmetic, or Python that is not
            translated.
    """
    of_models = {slug: shown(model) for slug, model in models.items()}
    made = {f"{SCRIPTS}/models.json": compact(of_models)}
    stamp = max(path.stat().st_mtime_ns for path in FOLDER.glob("*.py"))
    for name in FILLED:
        text = (root / "docs" / SCRIPTS / name).read_text("utf-8")
        try:
            made[f"{SCRIPTS}/{name}"] = with_arithmetic(text, stamp)
        except ValueError as error:
            raise ProblemsFound([Problem(f"docs/{SCRIPTS}/{name}", 1, str(error))]) from None
    return made


@lru_cache(8)
def with_arithmetic(script: str, stamp: int) -> str:
    """A script with the arithmetic where it asks for it.

    Args:
        script: its text.
        stamp: when the arithmetic was changed last: until then the result is the same.

    Raises:
        ValueError: if it does not ask for any.
    """
    place = PLACE.search(script)
    if not place:
        raise ValueError("the line `const { ... } = null;` is gone: see calculator/files.py")
    names = place["names"].split(", ")
    made = arithmetic(tuple((MODULES[name], name) for name in names))
    return (
        script[: place.start()] + f"const {{ {place['names']} }} = {made};" + script[place.end() :]
    )


@lru_cache(MANY)
def shown(model: Model) -> dict[str, Any]:
    """Name and description of a model, as the script reads them."""
    return {"name": model.name, **packed(model.described)}


def packed(model: dict[str, Any]) -> dict[str, Any]:
    """A model as `describe` makes it, with what its layers have in common written once.

    Instead of `tensors` there are `blocks`, of which each is one layer's tensors with # for the
    layer's number, or some tensors outside of the layers, and their `order`; instead of `layers`
    their `kinds`, and which one each is. The script's `unpack` makes the model of it again.
    """
    blocks: list[list[list[Any]]] = []
    order: list[int] = []
    held: list[list[Any]] = []
    last: str | None = None

    def close() -> None:
        if held:
            if held not in blocks:
                blocks.append(list(held))
            order.append(blocks.index(held))
            held.clear()

    for tensor in model["tensors"]:
        found = re.search(r"(?<=\.)\d+(?=\.)", tensor["name"])
        layer = found[0] if found else None
        if layer != last:
            close()
        last = layer
        name = tensor["name"]
        if found:
            name = f"{name[: found.start()]}#{name[found.end() :]}"
        held.append([name, tensor["part"], tensor["kind"], *tensor["shape"]])
    close()
    kinds: list[dict[str, Any]] = []
    for layer in model["layers"]:
        if layer not in kinds:
            kinds.append(layer)
    left_out = ("tensors", "buffers", "layers")
    return {
        **{key: value for key, value in model.items() if key not in left_out},
        "blocks": blocks,
        "order": order,
        "kinds": kinds,
        "kept": [kinds.index(layer) for layer in model["layers"]],
    }


def compact(data: Any) -> str:
    """JSON without spaces."""
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False)
