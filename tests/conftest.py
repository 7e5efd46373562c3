"""A small project to break on purpose, and the site as built from this one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import browser
import pytest
import samples
from forks import Forks

from glossary import DIRECTIVE, ROOT

address = browser.address
chromium = browser.chromium
shared = browser.shared
visit = browser.visit
visits = browser.visits


def pytest_report_header() -> str:
    return f"GLOSSARY_DAY={samples.today()}: set it to have the same samples"


TERM = """\
---
term: Widget
expansion: Wholly Imagined Device
aliases: [gizmo]
group: Learning
level: beginner
summary: A thing that stands in for a term while the tests break it.
related: [token]
sources:
  - title: A paper on widgets
    authors: Doe and Roe
    year: 2021
    url: https://arxiv.org/abs/2106.09685
    supports: "section 1: what a widget is"
---

# Widget

## In code

```python
--8<-- "widget/two_and_two_are_four.py"
```

{directive}

```text
--8<-- "widget/two_and_two_are_four.out"
```

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
  - title: A paper on tokens
    authors: Poe
    year: 2020
    url: https://arxiv.org/abs/2005.14165
    supports: "section 2: what a token is"
---

# Token

A token may be a part of a word, unlike a widget.
"""


class Project:
    """A project with two terms and one script, in a folder of its own."""

    def __init__(self, root: Path, forks: Forks):
        self.root, self.forks = root, forks
        for name in ("mkdocs.yml", "pyproject.toml"):
            shutil.copy(ROOT / name, root)
        for name in ("overrides", "docs/assets", "glossary"):
            shutil.copytree(
                ROOT / name,
                root / name,
                ignore=shutil.ignore_patterns("__pycache__", "diagrams"),
            )
        (root / "docs/assets/diagrams").mkdir()
        text = (root / "mkdocs.yml").read_text("utf-8")
        before, rest = text.split("nav:\n", 1)
        after = rest.split("\n\n", 1)[1]
        nav = "nav:\n  - Home: index.md\n  - Terms: by group\n\n"
        # Without notebooks their plugin would only take a second of each build.
        start, end = after.index("  - mkdocs-jupyter:"), after.index("\n\nmarkdown_e")
        self.notebooks = after[start:end]
        after = after[:start].rstrip() + after[end:]
        self.write("mkdocs.yml", before + nav + after)
        for name in ("README.md", "CONTRIBUTING.md"):
            self.write(name, "# Read me\n")
        (root / "tests").mkdir()
        block = TERM[TERM.index("```python") : TERM.index("## Questions")]
        home = block.replace("{directive}", DIRECTIVE).replace("widget/two", "home/two")
        self.write("docs/index.md", f"# Home\n\n{home}")
        for name in ("widget", "home"):
            self.write(
                f"snippets/{name}/two_and_two_are_four.py",
                '"""Two and two are four."""\n\nprint("sum:", 2 + 2)\n',
            )
            self.write(f"snippets/{name}/two_and_two_are_four.out", "sum: 4\n")
        self.write("docs/terms/widget.md", TERM.replace("{directive}", DIRECTIVE))
        self.write("docs/terms/token.md", OTHER)

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def take_notebooks(self) -> None:
        """Build notebooks, as the site does."""
        self.edit("mkdocs.yml", "  - search\n", f"  - search\n{self.notebooks}\n")

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a module of this environment from the project's root."""
        environment = {
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            "GLOSSARY_PYODIDE": "off",  # the tests of Run have the whole site with it
        }
        return self.forks.run([*arguments], self.root, environment)

    def build(self) -> subprocess.CompletedProcess[str]:
        """Build the site as `make build` does."""
        return self.run("mkdocs", "build", "--strict")

    def pytest(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one page's blocks, or what `arguments` say; `docs` also runs the guard."""
        return self.run("pytest", *(arguments or ("docs/terms/widget.md",)))


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    forks = Forks()
    yield forks
    forks.close()


@pytest.fixture
def project(tmp_path: Path, forks: Forks) -> Project:
    return Project(tmp_path, forks)
