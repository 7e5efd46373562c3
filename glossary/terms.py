"""Terms: the front matter of each page in docs/terms/, validated.

Everything that lists terms (navigation, A-Z, links, tooltips, sources) is made from what
`load_terms` returns, so a term is described in one place: the head of its own page.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError

from glossary import ROOT
from glossary.problems import Problem, ProblemsFound, shown_path

GROUPS = {
    "Learning": "How a network comes by its numbers.",
    "Text in, text out": "From characters to probabilities, and back to text.",
    "Inside a GPT": "The parts that the numbers are arranged in.",
    "Adapting": "Making a trained model better at one thing.",
    "Running": "What it takes to use a model.",
}
"""The groups in reading order, each with what it is about."""

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""YAML's safe loader, in C where it is there: ten times as fast."""

SUMMARY_LENGTH = 200
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TERMS_FOLDER = "docs/terms"


class Strict(BaseModel):
    """A model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


Text = Annotated[str, Field(min_length=1)]


class Source(Strict):
    """A publication and the statement on the page that it stands for."""

    title: Text
    authors: Text
    year: Annotated[int, Field(ge=1800, le=2100)]
    url: HttpUrl
    supports: Text


class FrontMatter(Strict):
    """What the head of a term's page must and may say."""

    term: Text
    expansion: Text | None = None
    aliases: list[Text] = []
    group: Literal[tuple(GROUPS)]
    level: Literal["beginner", "intermediate", "advanced"]
    summary: Annotated[str, Field(min_length=20, max_length=SUMMARY_LENGTH)]
    related: list[Text] = []
    sources: Annotated[list[Source], Field(min_length=1)]


class Term(FrontMatter):
    """A term: its front matter, and where it stands."""

    slug: str
    path: Path

    @property
    def uri(self) -> str:
        """The page's path in docs/, as MkDocs writes it."""
        return f"terms/{self.slug}.md"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Everything that the term is called: itself, its expansion, its aliases."""
        return tuple(n for n in (self.term, self.expansion, *self.aliases) if n)

    @cached_property
    def body(self) -> str:
        """The page's Markdown below the front matter."""
        return split_front_matter(self.path.read_text(encoding="utf-8"))[1]


def split_front_matter(text: str) -> tuple[str | None, str]:
    """Split a page into its YAML head (None where there is none) and its body."""
    match = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*\n", text, re.DOTALL)
    return (match[1], text[match.end() :]) if match else (None, text)


def load_terms(root: Path = ROOT) -> list[Term]:
    """Read all terms, sorted as people sort words.

    Raises:
        ProblemsFound: with every problem in every front matter.
    """
    terms, problems = [], []
    for path in sorted((root / TERMS_FOLDER).glob("*.md")):
        try:
            terms.append(read_term(path, root))
        except ProblemsFound as found:
            problems += found.problems
    if not problems:
        problems = check_together(terms, root)
    if problems:
        raise ProblemsFound(problems)
    return sorted(terms, key=lambda term: term.term.casefold())


def read_term(path: Path, root: Path = ROOT) -> Term:
    """Read and validate one page's front matter.

    Raises:
        ProblemsFound: naming file, line, key and mend.
    """
    where = shown_path(path, root)
    head, body = split_front_matter(path.read_text(encoding="utf-8"))
    if head is None:
        raise ProblemsFound(
            [
                Problem(
                    where, 1, "has no front matter: start it with --- and `term: ...`"
                )
            ]
        )
    try:
        node = yaml.compose(head, Loader=Loader)
        data = yaml.load(head, Loader=Loader)  # a safe one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        what = getattr(error, "problem", None) or "cannot be read"
        raise ProblemsFound(
            [
                Problem(
                    where,
                    line,
                    f"front matter is not YAML: {what} "
                    "(put values that hold ': ' or '#' in quotes)",
                )
            ]
        ) from None
    if not isinstance(data, dict):
        raise ProblemsFound(
            [
                Problem(
                    where, 1, "front matter must be `key: value` lines, such as `term:`"
                )
            ]
        )

    try:
        front = FrontMatter.model_validate(data)
    except ValidationError as error:
        raise ProblemsFound(
            [
                Problem(where, line_of(node, one["loc"]), explain(one))
                for one in error.errors()
            ]
        ) from None

    problems = []
    if not SLUG.fullmatch(path.stem):
        problems.append(
            Problem(where, 1, "file name must be in kebab case, such as kv-cache.md")
        )
    summary = front.summary
    if not summary.endswith(".") or re.search(r"[.!?]\s+[A-Z]", summary):
        problems.append(
            Problem(
                where,
                line_of(node, ("summary",)),
                "summary: must be one sentence ending with a full stop",
            )
        )
    heading = re.search(r"^# +(.+?)\s*$", body, re.MULTILINE)
    if not heading or heading[1] != front.term:
        line = head.count("\n") + 3
        if heading:
            line += body.count("\n", 0, heading.start())
        problems.append(
            Problem(
                where,
                line,
                f"first heading must be the term itself: `# {front.term}`",
            )
        )
    if problems:
        raise ProblemsFound(problems)
    return Term(slug=path.stem, path=path, **front.model_dump())


def explain(error: dict) -> str:
    """Say in one line what pydantic found, with the key and the mend."""
    key = ".".join(
        f"{part + 1}" if isinstance(part, int) else str(part) for part in error["loc"]
    )
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = Source if error["loc"][0] == "sources" else FrontMatter
        return (
            f"{key}: unknown key: remove it or use one of "
            f"{', '.join(known.model_fields)}"
        )
    if kind == "missing":
        return f"{key}: missing: add `{error['loc'][-1]}: ...`"
    if kind == "string_too_long":
        return (
            f"{key}: {len(error['input'])} characters: "
            f"shorten it to {context['max_length']}"
        )
    if kind == "literal_error":
        return f"{key}: {error['input']!r} is not one of {context['expected']}"
    message = error["msg"][0].lower() + error["msg"][1:]
    return f"{key}: {message}, found {error['input']!r}"


def line_of(node: yaml.Node | None, location: tuple[str | int, ...]) -> int:
    """Line in the file of the key at `location`, or of the nearest key above it."""
    line = 2  # the front matter's first line, below ---
    for part in location:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == part:
                    line, node = key.start_mark.line + 2, value
                    break
            else:
                break
        elif isinstance(node, yaml.SequenceNode) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 2
        else:
            break
    return line


def check_together(terms: list[Term], root: Path) -> list[Problem]:
    """Find what only shows between pages: names used twice, dangling related slugs."""
    problems = []
    slugs = {term.slug for term in terms}
    owner: dict[str, Term] = {}
    for term in terms:
        where = shown_path(term.path, root)
        head = split_front_matter(term.path.read_text(encoding="utf-8"))[0]
        node = yaml.compose(head, Loader=Loader)
        for name in term.names:
            first = owner.setdefault(name.casefold(), term)
            if (
                first is not term
                or [n.casefold() for n in term.names].count(name.casefold()) > 1
            ):
                key = "aliases" if name in term.aliases else "term"
                problems.append(
                    Problem(
                        where,
                        line_of(node, (key,)),
                        f"{key}: {name!r} is already a name in "
                        f"{shown_path(first.path, root)}: keep it in one place",
                    )
                )
        for index, slug in enumerate(term.related):
            if slug == term.slug or slug not in slugs:
                mend = (
                    "a term is not related to itself: remove it"
                    if slug == term.slug
                    else f"there is no {TERMS_FOLDER}/{slug}.md: "
                    f"name one of {', '.join(sorted(slugs - {term.slug}))}"
                )
                problems.append(
                    Problem(
                        where,
                        line_of(node, ("related", index)),
                        f"related: {slug!r}: {mend}",
                    )
                )
    return problems
