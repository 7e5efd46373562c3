"""YAML of the heads of pages and of docs/sources.yml, with the line of everything in it."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from glossary.content.files import INVISIBLE
from glossary.content.problems import Problem, ProblemsFound, quote

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""YAML's safe loader, in C where it is there: ten times as fast."""

Line = Annotated[str, Field(min_length=1, pattern=f"^[^\t\n{INVISIBLE}]+$")]
"""Text that all can see, without a line end: it becomes a part of a line of Markdown."""


class Strict(BaseModel):
    """A model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class Head:
    """A YAML mapping, read once: its data, and the line of each key.

    Args:
        text: the YAML.
        where: its file, for messages.
        first: number of its first line in the file.

    Raises:
        ProblemsFound: for what is not YAML, a key that stands twice, and aliases.
    """

    def __init__(self, text: str, where: str, first: int):
        self.where, self.first = where, first
        try:
            for token in yaml.scan(text, Loader=Loader):
                if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
                    self.stop(
                        token.start_mark.line,
                        "anchors and aliases (& and *) are not read here: put it in quotes",
                    )
            self.node = yaml.compose(text, Loader=Loader)
            self.data: Any = yaml.load(text, Loader=Loader)  # a safe one
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            what = getattr(error, "problem", None) or "cannot be read"
            self.stop(
                mark.line if mark else 0,
                f"is not YAML: {what} (put values that hold ': ' or '#' in quotes)",
            )
        except (RecursionError, ValueError) as error:
            self.stop(0, f"is not YAML: {str(error)[:100]}")
        if not isinstance(self.data, dict):
            self.stop(0, "must be `key: value` lines, such as `term:`")
        self.refuse_duplicates(self.node)

    def stop(self, line: int, message: str) -> None:
        """Raise a problem at a line of the YAML, from 0."""
        raise ProblemsFound([Problem(self.where, self.first + line, message)])

    def refuse_duplicates(self, node: yaml.Node | None) -> None:
        """YAML lets the last of two equal keys win in silence."""
        if isinstance(node, yaml.SequenceNode):
            for value in node.value:
                self.refuse_duplicates(value)
        if not isinstance(node, yaml.MappingNode):
            return
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                line = key.start_mark.line
                self.stop(line, f"{quote(key.value)} stands here twice: keep one")
            seen.add(key.value)
            self.refuse_duplicates(value)

    def line_of(self, location: Iterable[str | int]) -> int:
        """Line in the file of the key at `location`, or of the nearest key above it."""
        line, node = self.first, self.node
        for part in location:
            if isinstance(node, yaml.MappingNode):
                found = next((kv for kv in node.value if kv[0].value == str(part)), None)
                if not found:
                    break
                line, node = self.first + found[0].start_mark.line, found[1]
            elif isinstance(node, yaml.SequenceNode) and part in range(len(node.value)):
                node = node.value[int(part)]
                line = self.first + node.start_mark.line
            else:
                break
        return line

    def part(self, key: str) -> Head:
        """The mapping under a key, with its lines."""
        made = copy.copy(self)
        made.data = self.data[key]
        assert isinstance(self.node, yaml.MappingNode)
        made.node = next(value for k, value in self.node.value if k.value == key)
        return made

    def written(self, key: str) -> str:
        """What stands under a key, before YAML made a number of it."""
        assert isinstance(self.node, yaml.MappingNode)
        return next(str(v.value) for k, v in self.node.value if k.value == key)

    def validate(self, model: type[Strict]) -> Any:
        """The data as a model.

        Raises:
            ProblemsFound: with the line of each key that is wrong.
        """
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            raise ProblemsFound(
                Problem(self.where, self.line_of(one["loc"]), explain(one, model))
                for one in error.errors(include_url=False)
            ) from None


def explain(error: Any, model: type[Strict]) -> str:
    """Say in one line what pydantic found, with the key and the mend."""
    location = error["loc"]
    of_key = location[-1:] == ("[key]",)  # then the number before it is no place in a list
    parts = location[:-1] if of_key else location
    key = ".".join(
        f"{part + 1}" if isinstance(part, int) and index and not of_key else str(part)
        for index, part in enumerate(parts)
    )[:100]
    kind, context = error["type"], error.get("ctx", {})
    if kind == "model_type":
        return f"must be `key: value` lines, found {quote(error['input'])}"
    if kind == "extra_forbidden":
        return f"{key}: unknown key: remove it or use one of {', '.join(model.model_fields)}"
    if kind == "missing":
        return f"{key}: missing: add `{location[-1]}: ...`"
    if kind == "string_too_long":
        count = len(error["input"])
        return f"{key}: {count} characters: shorten it to {context['max_length']}"
    if kind == "literal_error":
        return f"{key}: {quote(error['input'])} is not one of {context['expected']}"
    if kind == "string_pattern_mismatch":
        return f"{key}: {quote(error['input'])}: write it on one line, as text that all can see"
    message = error["msg"]
    if message[1:2].islower():  # not of "URL scheme should be ..."
        message = message[0].lower() + message[1:]
    return f"{key}: {message[:200]}, found {quote(error['input'])}"
