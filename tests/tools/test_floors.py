"""tools/ are commands beside the site: what builds and tests it stands without them."""

import ast

import pytest

from glossary import ROOT


def imported(code: str) -> set[str]:
    """Top names of what a module imports, at its head or inside of functions."""
    names = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("folder", ["glossary", "labs"])
def test_nothing_that_builds_the_site_imports_tools(folder):
    files = sorted((ROOT / folder).rglob("*.py"))
    assert len(files) > 3
    guilty = [p for p in files if "tools" in imported(p.read_text("utf-8"))]
    assert guilty == []


@pytest.mark.parametrize(
    "code", ["import tools.bench", "def f():\n    from tools import browsers"]
)
def test_an_import_of_tools_would_be_seen(code):
    assert "tools" in imported(code)
