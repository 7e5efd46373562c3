"""Three floors, each of which knows only those below: content, site, proof; tools stand beside."""

import ast
import functools
import shutil
import sys
from pathlib import Path

import pytest

from glossary import ROOT

BUILDERS = ("mkdocs", "material", "markdown", "pymdownx", "zensical", "jinja2")
NEVER = ("tools", "tests", "labs")
RULES = {
    "glossary": NEVER,
    "glossary/content": ("glossary.site", "glossary.proof", *BUILDERS),
    "glossary/site": ("glossary.proof", "pytest", "pytest_codeblocks"),
    "labs": ("tools", "tests", "glossary.site", "glossary.proof"),
    "snippets": ("glossary", *NEVER),
}
"""Folders, and what no module below them imports."""

MKDOCS = {"hooks.py", "mkdocs.py", "serve.py"}
"""Of glossary/site: what knows MkDocs. All else is the same for every builder."""

MODELS = ("glossary.models", "glossary.content.problems")
"""What glossary/models imports beside Python's own library."""


def imports_of(path: Path, root: Path) -> list[tuple[int, str]]:
    """Line and full name of whatever a module imports, at its head or inside of functions."""
    package = path.relative_to(root).with_suffix("").parts[:-1]
    return imports_in(path.read_text("utf-8"), package)


@functools.cache  # most are asked for by two rules
def imports_in(text: str, package: tuple[str, ...]) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found.append((node.lineno, alias.name))
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            name = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                found.append((node.lineno, f"{name}.{alias.name}"))
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func)
            in ("import_module", "importlib.import_module", "__import__")
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            found.append((node.lineno, str(node.args[0].value)))
    return found


def below(name: str, others: tuple[str, ...]) -> bool:
    return any(name == other or name.startswith(f"{other}.") for other in others)


def wrong(root: Path) -> list[str]:
    """Imports that a floor must not have, as file:line: name."""
    found = set()
    for folder, forbidden in RULES.items():
        for path in sorted((root / folder).rglob("*.py")):
            for line, name in imports_of(path, root):
                if below(name, forbidden):
                    found.add(f"{path.relative_to(root).as_posix()}:{line}: {name}")
    for path in sorted((root / "glossary/site").rglob("*.py")):
        for line, name in imports_of(path, root):
            if below(name, ("mkdocs",)) and path.name not in MKDOCS:
                found.add(f"{path.relative_to(root).as_posix()}:{line}: {name}")
    for path in sorted((root / "glossary/models").rglob("*.py")):
        for line, name in imports_of(path, root):
            own = name.split(".")[0] in sys.stdlib_module_names
            if not own and not below(name, MODELS):
                found.add(f"{path.relative_to(root).as_posix()}:{line}: {name}")
    return sorted(found)


def test_each_floor_knows_only_those_below():
    for folder in RULES:
        assert len(list((ROOT / folder).rglob("*.py"))) >= 5, folder
    assert wrong(ROOT) == []


BREAKS = [
    ("glossary/content/terms.py", "from glossary.site import page"),
    ("glossary/content/terms.py", "from glossary import site"),
    ("glossary/content/terms.py", "import glossary.proof.guard as g"),
    ("glossary/content/terms.py", "from ..site.page import prepared"),
    ("glossary/content/terms.py", "from .. import proof"),
    ("glossary/content/terms.py", "import mkdocs.utils"),
    ("glossary/content/terms.py", "from markdown.extensions.toc import slugify"),
    ("glossary/content/terms.py", "def f():\n    from glossary.site import page"),
    (
        "glossary/content/terms.py",
        "import importlib\nimportlib.import_module('glossary.site')",
    ),
    ("glossary/site/page.py", "from glossary.proof import guard"),
    ("glossary/site/page.py", "from mkdocs.config import base"),
    ("glossary/site/run/pyodide.py", "import mkdocs"),
    ("glossary/site/page.py", "import pytest"),
    ("glossary/proof/guard.py", "from tools import pictures"),
    ("glossary/proof/guard.py", "from tests.support import forks"),
    ("glossary/site/finish.py", "from labs.table import Row"),
    ("labs/table.py", "from glossary.site import page"),
    ("snippets/lora/x.py", "from glossary import ROOT"),
    ("glossary/models/x.py", "import numpy as np"),
    ("glossary/models/x.py", "from glossary.content.terms import Term"),
    ("glossary/models/x.py", "from glossary.site import page"),
]


@pytest.mark.parametrize(("name", "code"), BREAKS)
def test_an_import_upward_is_seen(tmp_path, name, code):
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    if (ROOT / name).exists():
        shutil.copy(ROOT / name, path)
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(f"{before}\n\n{code}\n", "utf-8")
    at = before.count("\n") + 3
    (said,) = wrong(tmp_path)
    line = code.count("\n") + at
    assert said.startswith(f"{name}:{line}: ")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("glossary/models/x.py", "import json\nfrom dataclasses import dataclass"),
        ("glossary/models/x.py", "from glossary.content.problems import Problem"),
        (
            "glossary/models/x.py",
            "from glossary.models.weights import read\nfrom . import y",
        ),
        (
            "glossary/site/page.py",
            "from glossary.content import terms\nimport markdown",
        ),
        ("glossary/proof/guard.py", "from glossary.site.finish import article"),
        ("glossary/content/terms.py", "from glossary.sites import x\nimport toolset"),
    ],
)
def test_an_import_downward_is_no_matter(tmp_path, name, code):
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(f"{code}\n", "utf-8")
    assert wrong(tmp_path) == []


def test_content_can_be_loaded_without_a_builder_and_without_tests():
    """What is imported in the end, whoever imports it."""
    import subprocess

    code = (
        "import sys\nfrom glossary.content import content, entries\n"
        f"names = {(*BUILDERS, 'pytest', 'glossary.site', 'glossary.proof')!r}\n"
        "print([name for name in names if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout == "[]\n", done.stderr
