"""What pages ask of models: tables by a directive, figures in a sentence by a name in braces.

    <!-- models: gpt2, llama-3.1-8b | parameters, context -->
    <!-- models: all | parameters -->
    It has {gpt2: parameters} parameters.

Before the bar stand names of files in models/, behind it names of COLUMNS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from glossary.content.columns import VALUES, Column
from glossary.content.features import features
from glossary.content.models import ALL, FOLDER, Model, by_name
from glossary.content.pages import CODE, Page
from glossary.content.problems import Problem, quote

INLINE = re.compile(r"\{(?P<model>[a-z0-9][a-z0-9.-]*): (?P<column>[a-z0-9][a-z0-9-]*)\}")
"""A figure in a sentence: {gpt2: parameters}."""


def unusual(model: Model) -> str | None:
    """All that is unusual about it, in a few words."""
    return ", ".join(one.short for one in features(model)) or None


COLUMNS = {**VALUES, "unusual": Column("Unusual", unusual)}
"""All that a page can ask for, by name."""


@dataclass(frozen=True)
class Asked:
    """What a directive asks for: models and columns by name, as written."""

    models: tuple[str, ...]
    columns: tuple[str, ...]

    def those_of(self, models: dict[str, Model]) -> list[Model]:
        """The models, in the order asked for."""
        if self.models == (ALL,):
            return by_name(models)
        return [models[slug] for slug in self.models]


def asked(directive: str) -> Asked:
    """What stands behind `models:`."""
    rows, _, columns = directive.partition("|")
    return Asked(*(tuple(one.strip() for one in part.split(",")) for part in (rows, columns)))


def inline(page: Page) -> Iterator[tuple[int, str, str]]:
    """Line, model and column of each figure in a page's sentences and cells."""
    for line, text in page.prose:
        if "{" in text:
            for match in INLINE.finditer(CODE.sub("", text)):
                yield line, match["model"], match["column"]


def check_asked(page: Page, models: dict[str, Model], broken: set[str]) -> Iterator[Problem]:
    """Models and columns that a page names and that are not there, each with its line.

    Args:
        page: the page.
        models: those that are right.
        broken: names of files whose own problem is told already.
    """

    def no_model(slug: str) -> str:
        mend = f"name one of {', '.join(sorted(models)) or 'none: there are no files'}"
        return f"there is no {FOLDER}/{slug[:60]}.json: add it, or {mend}"

    def no_column(name: str) -> str:
        return f"a model has no {quote(name)}: name one of {', '.join(sorted(COLUMNS))}"

    for line, directive in page.named("models"):
        wanted = asked(directive)
        slugs = [slug for slug in wanted.models if slug not in {ALL, *models, *broken}]
        names = [name for name in wanted.columns if name not in COLUMNS]
        rows, twice = wanted.models, [*wanted.models, *wanted.columns]
        if "|" not in directive or "" in twice:
            message = "write models, a bar, columns: <!-- models: gpt2, gpt2-xl | parameters -->"
            yield Problem(page.where, line, message)
        elif slugs:
            yield Problem(page.where, line, no_model(slugs[0]))
        elif names:
            yield Problem(page.where, line, no_column(names[0]))
        elif ALL in rows and len(rows) > 1:
            message = f"{ALL!r} stands for every model: name it alone"
            yield Problem(page.where, line, message)
        elif len(set(twice)) < len(twice):
            name = next(one for one in twice if twice.count(one) > 1)
            yield Problem(page.where, line, f"{quote(name)} stands here twice: keep one")
    headings = {line for line, *_ in page.headings}
    for line, slug, name in inline(page):
        if line in headings or line in dict(page.asked):
            # Of a heading its link and the list of questions are made of what stands there.
            message = "a figure of a model stands in a sentence or a cell: write it there"
            yield Problem(page.where, line, message)
        elif slug not in models and slug not in broken:
            yield Problem(page.where, line, no_model(slug))
        elif name not in COLUMNS:
            yield Problem(page.where, line, no_column(name))
        elif slug in models and COLUMNS[name].value(models[slug]) is None:
            message = f"{models[slug].name} has no {quote(name)}: say it otherwise"
            yield Problem(page.where, line, message)
