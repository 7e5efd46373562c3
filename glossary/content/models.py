"""Models: the published configurations in models/*.json."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from glossary.content.files import in_order, per_file, read_text
from glossary.content.problems import Problem, ProblemsFound, shown_path
from glossary.models import ConfigError, library, parameters

FOLDER = "models"
NAME = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
ALL = "all"
"""Stands for every model."""


@dataclass(frozen=True, eq=False)
class Model:
    """A file of models/.

    Attributes:
        slug: its name without .json, which is also that of the model's page.
        entry: what the file says, see glossary/models/library.py.
        described: what its configuration says, see glossary/models/families.py.
    """

    slug: str
    entry: dict[str, Any]
    described: dict[str, Any]

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.entry["name"])

    @property
    def where(self) -> str:
        """Its file from the root."""
        return f"{FOLDER}/{self.slug}.json"

    @property
    def uri(self) -> str:
        """Its page's path in docs/, where the prepared tree has it."""
        return f"{FOLDER}/{self.slug}.md"

    @property
    def year(self) -> str:
        """The year of its release, empty where the file does not say it."""
        return str(self.entry.get("released", ""))[:4]

    @cached_property
    def config(self) -> dict[str, Any]:
        """The fields of the language model; in a multimodal one they stand in `text_config`."""
        config: dict[str, Any] = self.entry["config"]
        inside: dict[str, Any] = config.get("text_config", config)
        return inside

    def field(self, name: str) -> Any:
        """A field of the configuration, or of what it says on positions; None where it is not."""
        for fields in (
            self.config,
            self.config.get("rope_parameters") or {},
            self.config.get("rope_scaling") or {},
        ):
            if fields.get(name) is not None:
                return fields[name]
        return None

    @cached_property
    def parameters(self) -> int:
        """How many it has."""
        return parameters.total(self.described)

    @cached_property
    def active(self) -> int:
        """How many of them work on a token."""
        return parameters.active(self.described)


def by_name(models: dict[str, Model]) -> list[Model]:
    """The models as people sort their names."""
    return sorted(models.values(), key=lambda model: model.name.casefold())


def model_paths(root: Path) -> list[Path]:
    """The files, in order of path."""
    return in_order((root / FOLDER).glob("*.json"))


@per_file
def read_model(path: Path, root: Path) -> Model:
    """Read a file of models/.

    Raises:
        ProblemsFound: if something is wrong with it.
    """
    where = shown_path(path, root)
    if not NAME.fullmatch(path.stem) or path.stem == ALL:
        message = "a model's file is called as llama-3.1-8b.json: rename it"
        raise ProblemsFound([Problem(where, 1, message)])
    text = read_text(path, root)
    try:
        return Model(path.stem, *library.load_and_describe(path))
    except ConfigError as error:
        message = f"{error}: mend it as glossary/models/library.py says"
        raise ProblemsFound([Problem(where, line_of(str(error), text), message)]) from None


def line_of(message: str, text: str) -> int:
    """The line that a message speaks of: the one that it tells, or that of the field it names."""
    if told := re.match(r"line (\d+)", message):
        return int(told[1])
    for word in re.findall(r"\w+", message):
        for number, line in enumerate(text.split("\n"), start=1):
            if f'"{word}":' in line:
                return number
    return 1
