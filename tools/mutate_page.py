"""`make mutate-page`: change the JavaScript of pages in one place at a time; its tests must notice.

    python -m tools.mutate_page                          thirty places of each script
    python -m tools.mutate_page --sample 10 run/editor   fewer, of some scripts
    python -m tools.mutate_page --every                  every place (hours)
    python -m tools.mutate_page --only 41 run/editor     the places in one line

The site is built once; each mutant is served in place of its script to the tests that TESTS names,
in a process of its own. Survivors that stay have a reason in tools/accepted-mutants.toml.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import tree_sitter_javascript
from glossary import ROOT
from glossary.site.finish import minify
from glossary.site.run import pyodide
from tests.support.built_site import build
from tree_sitter import Language, Node, Parser

from tools.mutate import Mutant
from tools.mutate_code import LIMIT, accepted, sampled

SCRIPTS = Path("docs/assets/javascripts")
SAMPLE = 30
SECONDS = 300.0
"""A mutant whose tests take longer counts as noticed: it does not end."""
START = 20_000
"""Milliseconds for Python to start: a mutant may stop it."""
TESTS = {
    "before-material": "test_browser test_access test_accessibility",
    "until-material": "test_until_material test_search test_browser test_access test_accessibility",
    "search": "site/test_search_in_node test_search test_browser",
    "search/engine": "site/test_search_in_node",
    "search/worker": "site/test_search_in_node",
    "search/beside": "site/test_search_in_node",
    "search/not-found": "site/test_search_in_node test_search",
    "term-tips": "test_browser test_accessibility",
    "copy-page": "test_reach",
    "run/controls": "test_access test_editor test_output test_loading test_knobs test_live",
    "run/picture": "test_live",
    "run/editor": "test_editor test_access",
    "run/python": "test_output test_loading test_isolation",
    "run/shown": "test_output test_knobs",
    "run/worker": "test_output test_isolation test_loading",
    "run/frame": "test_isolation test_loading test_output",
}
"""Files in tests/browser/, or elsewhere in tests/."""

# What is written in place of an operator.
OPERATORS = {
    "===": "!==", "!==": "===", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "+": "-", "-": "+",
    "*": "/", "/": "*", "%": "*", "&&": "||", "||": "&&", "??": "&&", "+=": "-=", "-=": "+=",
    "??=": "=", "||=": "=", "|=": "=",
}  # fmt: skip


def mutants_of(code: str) -> list[Mutant]:
    """Every change of one operator, number, word, condition, result or statement."""
    source = code.encode()
    tree = Parser(Language(tree_sitter_javascript.language())).parse(source)
    found = []

    def change(node: Node, after: str) -> None:
        begin, end = node.start_byte, node.end_byte
        changed = source[:begin] + after.encode() + source[end:]
        before = " ".join(source[begin:end].decode().split())[:60]
        line = node.start_point[0] + 1
        told = " ".join(after.split())[:60] or "nothing"
        found.append(Mutant(line, before, told, changed.decode()))

    for node in every(tree.root_node):
        text = source[node.start_byte : node.end_byte].decode()
        operator = node.child_by_field_name("operator")
        if node.type in ("binary_expression", "augmented_assignment_expression"):
            assert operator
            here = source[operator.start_byte : operator.end_byte].decode()
            if other := OPERATORS.get(here):
                change(operator, other)
        elif node.type == "unary_expression" and text.startswith("!"):
            assert operator
            change(operator, "")
        elif node.type == "number":
            change(node, f"({text} + 1)")
        elif node.type in ("true", "false"):
            change(node, "false" if node.type == "true" else "true")
        elif node.type == "string" and len(text) > 2 and not is_directive(node):
            change(node, '""')
        elif node.type in ("if_statement", "ternary_expression"):
            condition = node.child_by_field_name("condition")
            assert condition
            inside = source[condition.start_byte : condition.end_byte].decode()
            change(condition, f"(!({inside}))")
        elif node.type == "return_statement" and node.named_children:
            change(node, "return undefined;")
        elif node.type == "expression_statement" and not (
            is_whole(node) or is_directive(node.named_children[0])
        ):
            change(node, ";")
    return found


def every(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from every(child)


def is_directive(node: Node) -> bool:
    """Whether a string is "use strict", and no value."""
    above = node.parent
    return node.type == "string" and above is not None and above.type == "expression_statement"


def is_whole(node: Node) -> bool:
    """Whether a statement is a whole script, in a function that calls itself."""
    above, text = node.parent, node.text or b""
    return above is not None and above.type == "program" and text.startswith(b"(() =>")


# One mutant


def place(site: Path, name: str, code: str) -> None:
    """Put a changed script into a built site, as a build would publish it."""
    path = site / "assets/javascripts" / f"{name}.js"
    if name in ("run/worker", "run/frame"):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            sources = ROOT / SCRIPTS / "run"
            for part in ("frame.html", pyodide.FRAME_SCRIPT, *pyodide.HELD):
                shutil.copy(sources / part, folder)
            (folder / path.name).write_text(code, "utf-8")
            code = pyodide.write_frame(folder).read_text("utf-8")
        path = path.with_name("frame.html")
    elif name == "run/python":
        told = re.search(r"=\s*(\{\s*\"abi\".*?\}\}\})", path.read_text("utf-8"))
        assert told, "python.js was published in another form"
        code = code.replace('"PYODIDE"', told[1], 1)
    path.unlink()  # the copy shares its files with the site
    path.write_text(code, "utf-8")
    if path.suffix == ".js":
        minify(path)  # as long as it is written, a page would weigh too much


def passes(site: Path, tests: list[str], answer: Any) -> None:
    """In a process of its own: whether the tests pass with a site."""
    import pytest

    # A fixture `site` of a plugin would give way to that of tests/conftest.py.
    os.environ["GLOSSARY_SITE"] = str(site)
    os.chdir(ROOT)
    sys.dont_write_bytecode = True
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        browser: Any = importlib.import_module("tests.support.browser")
        browser.START = START
        arguments = ["-x", "-q", "-m", "", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]
        status = pytest.main(arguments)
    answer.send((int(status), said.getvalue()[-3000:]))


def survives(built: Path, name: str, code: str) -> tuple[bool, str]:
    """Whether no test notices a changed script; and what pytest said."""
    files = [test if "/" in test else f"browser/{test}" for test in TESTS[name].split()]
    tests = [f"tests/{file}.py" for file in files]
    context: Any = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory(dir=built.parent) as temporary:
        site = Path(temporary) / "site"
        shutil.copytree(built, site, copy_function=os.link)
        place(site, name, code)
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=passes, args=(site, tests, theirs))
        child.start()
        theirs.close()
        try:
            if not ours.poll(SECONDS):
                return False, "it does not end"
            status, said = ours.recv()
            return status == 0, said
        except EOFError:
            return False, "the process of the tests ended"
        finally:
            child.kill()
            child.join()


# All of them


def try_script(built: Path, name: str, given: argparse.Namespace) -> tuple[int, list[Mutant]]:
    """Try the mutants of a script: how many there were, and those that no test noticed.

    Raises:
        SystemExit: if its tests fail as it is, or pass without it.
    """
    source = (ROOT / SCRIPTS / f"{name}.js").read_text("utf-8")
    lives, said = survives(built, name, source)
    if not lives:
        raise SystemExit(f"mutate-page: the tests of {name} fail without any change\n{said}")
    if survives(built, name, "throw new Error();")[0]:
        raise SystemExit(f"mutate-page: the tests of {name} pass without it: mend TESTS")
    found = [m for m in mutants_of(source) if given.only in (None, m.line)]
    if not given.every and not given.only:
        found = sampled(found, given.sample, given.seed)
    with ThreadPoolExecutor(given.at_once) as pool:
        alive = list(pool.map(lambda m: survives(built, name, m.code)[0], found))
    return len(found), [m for m, lives in zip(found, alive, strict=True) if lives]


def main() -> int:
    """Report on each script; the number of those below the limit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="SCRIPT", help=" ".join(TESTS))
    parser.add_argument("--sample", type=int, default=SAMPLE, help="places of each")
    parser.add_argument("--seed", type=int, default=0, help="which of them")
    parser.add_argument("--every", action="store_true", help="all places")
    parser.add_argument("--only", type=int, metavar="LINE")
    parser.add_argument("--at-once", type=int, default=os.cpu_count())
    given = parser.parse_args()
    if unknown := set(given.names) - set(TESTS):
        parser.error(f"no script is named {', '.join(unknown)}: {', '.join(TESTS)}")
    if not hasattr(os, "fork"):
        sys.exit("mutate-page: needs a system that can fork a process: Linux or macOS")
    weak = 0
    with tempfile.TemporaryDirectory() as temporary:
        built = Path(temporary) / "site"
        if why := build(ROOT, built):
            sys.exit(f"mutate-page: the site cannot be built\n{why}")
        for name in given.names or TESTS:
            began = time.monotonic()
            ran, left = try_script(built, name, given)
            stay = accepted().get(f"{name}.js", {})
            stays = [m for m in left if str(m) in stay]
            left = [m for m in left if str(m) not in stay]
            ran -= len(stays)
            share = 1 - len(left) / ran if ran else 1.0
            weak += share < LIMIT
            print(
                f"{'WEAK ' if share < LIMIT else ''}{name}.js: {ran - len(left)} of {ran} "
                f"noticed ({share:.0%}), {time.monotonic() - began:.0f} s"
            )
            for mutant in left:
                print(f"    {mutant.line}: {mutant}", flush=True)
    print(f"{weak} scripts below {LIMIT:.0%}")
    return weak


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
