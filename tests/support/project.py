"""A small project to break on purpose: two terms, one claim on each of two pages."""

from __future__ import annotations

import copy
import functools
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import yaml_load

from glossary import ROOT
from glossary.content.content import Content, load
from glossary.content.problems import ProblemsFound
from glossary.site.prepare import Prepared, before
from tests.support.forks import Forks

WIDGET, TOKEN = "docs/terms/widget.md", "docs/terms/token.md"
SCRIPT = "snippets/widget/two_and_two_are_four.py"
OUTPUT = "snippets/widget/two_and_two_are_four.out"
SHOWN = "<!-- script: widget/two_and_two_are_four -->"
CODE = '"""Two and two are four."""\n\nprint("sum:", 2 + 2)\n'

TERM = f"""\
---
term: Widget
expansion: Wholly Imagined Device
aliases: [gizmo]
group: Learning
level: beginner
summary: A thing that stands in for a term while the tests break it.
related: [token]
sources:
  doe2021widgets: "section 1: what a widget is"
---

# Widget

## In code

{SHOWN}

## Questions people ask

### Does a widget learn?

No.
"""

OTHER = """\
---
term: Token
group: Text in, text out
level: beginner
summary: Another stand-in, so that the first one has something to be related to.
sources:
  poe2020tokens: "section 2: what a token is"
---

# Token

A token may be a part of a word, unlike a widget.
"""

SOURCES = """\
doe2021widgets:
  title: A paper on widgets
  authors: Doe and Roe
  year: 2021
  url: https://arxiv.org/abs/2106.09685

poe2020tokens:
  title: A paper on tokens
  authors: Poe
  year: 2020
  url: https://arxiv.org/abs/2005.14165
"""


@functools.cache
def read_settings() -> dict[str, Any]:
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        settings: dict[str, Any] = yaml_load(file)
    return settings


def our_settings() -> dict[str, Any]:
    """The site's mkdocs.yml, as MkDocs reads it."""
    return copy.deepcopy(read_settings())  # reading takes 20 ms, and each project asks


def without_notebooks() -> list[Any]:
    """The site's plugins but that for notebooks, which takes a second of each build."""
    return [
        one for one in our_settings()["plugins"] if "mkdocs-jupyter" not in (one, *one)
    ]


def copy_new(source: str, target: str) -> None:
    """Copy a file that is not there yet."""
    if not Path(target).exists():
        shutil.copy2(source, target)


class Project:
    """A project in a folder of its own; what its mkdocs.yml does not say is as in ours."""

    def __init__(self, root: Path, forks: Forks):
        self.root, self.forks = root, forks
        self.settings = {
            "INHERIT": str(ROOT / "mkdocs.yml"),
            "extra": {"repository": "owner/name"},
            "nav": [{"Home": "index.md"}, {"Terms": "by group"}],
            "plugins": without_notebooks(),
        }
        self.set()
        for name in ("README.md", "CONTRIBUTING.md"):
            self.write(name, "# Read me\n")
        for name in ("widget", "home"):
            self.write(f"snippets/{name}/two_and_two_are_four.py", CODE)
            self.write(f"snippets/{name}/two_and_two_are_four.out", "sum: 4\n")
        self.write("docs/index.md", f"# Home\n\n{SHOWN.replace('widget', 'home')}\n")
        self.write("docs/sources.yml", SOURCES)
        self.write(WIDGET, TERM)
        self.write(TOKEN, OTHER)

    def copy_code(self) -> None:
        """Copy what builds and tests the site, once; what the test has written stays."""
        shutil.copy(ROOT / "pyproject.toml", self.root)
        (self.root / "tests").mkdir(exist_ok=True)
        for name in ("overrides", "docs/assets", "glossary"):
            shutil.copytree(
                ROOT / name,
                self.root / name,
                ignore=shutil.ignore_patterns("__pycache__", "diagrams"),
                copy_function=copy_new,
                dirs_exist_ok=True,
            )

    def set(self, **settings: Any) -> None:
        """Change settings of mkdocs.yml."""
        self.settings |= settings
        self.write("mkdocs.yml", yaml.safe_dump(self.settings, sort_keys=False))

    def take_notebooks(self) -> None:
        """Build notebooks, as the site does."""
        self.set(plugins=our_settings()["plugins"])

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    def read(self, name: str) -> str:
        return (self.root / name).read_text("utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new))

    def add(self, name: str, text: str) -> int:
        """Put text below a file's last line; the number of its first line."""
        before = self.read(name)
        self.write(name, before + text)
        return before.count("\n") + 1

    def load(self) -> Content:
        """Its content, with its problems."""
        return load(self.root)

    def before(self) -> Prepared:
        """Its prepared tree; raises what is to be mended."""
        return before(self.root)

    def problems(self) -> list[str]:
        """All that is to be mended, one line each."""
        try:
            self.before()
        except ProblemsFound as found:
            return [str(problem) for problem in found.problems]
        return []

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a module of this environment from the project's root."""
        environment = {
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            "GLOSSARY_PYODIDE": "off",  # the tests of Run have the whole site with it
        }
        for name in [n for n in environment if n.startswith(("PYTEST_", "GITHUB_"))]:
            del environment[name]
        if not (self.root / "pyproject.toml").exists():
            self.copy_code()
        return self.forks.run([*arguments], self.root, environment)

    def build(self) -> subprocess.CompletedProcess[str]:
        """Build the site as `make build` does."""
        return self.run("mkdocs", "build", "--strict")

    def pytest(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one page's blocks, or what `arguments` say."""
        return self.run("pytest", *(arguments or (WIDGET,)))
