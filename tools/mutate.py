"""`make mutate`: change each script in one place at a time and see whether its output notices.

A change that no output shows means that a line shows nothing: the script is improved or shortened.
Changed are numbers, truth values, operators, comparisons, arguments, and whole statements. Left
alone are texts, imports and the seeds of generators.

    python -m tools.mutate                 all scripts
    python -m tools.mutate lora weights    the scripts of some folders, or some scripts
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from glossary import ROOT
from glossary.content.claims import output_of, scripts_named
from glossary.content.problems import shown_path

from tools.forked import SEEDING, get_ready, outcome

LIMIT = 0.9
MEND = (
    ": too few; print what these lines decide (numbers for True and False, shapes), or shorten it"
)
OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Lt: ast.GtE,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}

# Of whichever module: their first two arguments may stand in either order (of allclose: but for its
# tolerance). Of min and max that holds of Python's own; np.max(values, axis) is another matter.
SYMMETRICAL = {
    *("minimum", "maximum", "hypot", "gcd", "equal", "array_equal", "allclose", "isclose"),
    *("cosine_similarity", "mse_loss"),
}


@dataclass(frozen=True)
class Mutant:
    """A script with one change: the line, what was there, what is there now."""

    line: int
    before: str
    after: str
    code: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.before} -> {self.after}"


@dataclass
class Report:
    """What became of a script's mutants."""

    script: str
    ran: int = 0
    noticed: int = 0
    survivors: list[Mutant] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def share(self) -> float:
        """Share of the mutants that was noticed."""
        return self.noticed / self.ran if self.ran else 1.0


def mutants_of(source: str) -> list[Mutant]:
    """Every mutant of a script."""
    found, seen = [], {ast.unparse(ast.parse(source))}
    for line, before, after, tree in changes(ast.parse(source)):
        code = ast.unparse(ast.fix_missing_locations(tree))
        if code not in seen:
            seen.add(code)
            found.append(Mutant(line, shorten(before), shorten(after), code))
    return found


def shorten(text: str) -> str:
    """First line of a piece of code, at most 60 characters."""
    first = text.split("\n")[0]
    return first if len(first) <= 60 else first[:57] + "..."


def changes(tree: ast.Module) -> Iterator[tuple[int, str, str, ast.Module]]:
    """Every change: line, code before and after, and the changed tree."""
    nodes = list(ast.walk(tree))
    untouched = seeds_and_texts(tree)
    for index, node in enumerate(nodes):
        if id(node) in untouched:
            continue
        for change in changes_of(node):
            changed = copy.deepcopy(tree)
            target = list(ast.walk(changed))[index]
            before = ast.unparse(target)
            after = change(target)
            yield getattr(node, "lineno", 0), before, after, changed
    for index, node in enumerate(nodes):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for at, statement in enumerate(body):
            if not removable(statement):
                continue
            changed = copy.deepcopy(tree)
            holder: Any = list(ast.walk(changed))[index]
            holder.body[at] = ast.Pass()
            yield statement.lineno, ast.unparse(statement), "(removed)", changed


def seeds_and_texts(tree: ast.Module) -> set[int]:
    """Nodes that are left alone: seeds, texts and how they are laid out, type hints."""
    alone: set[int] = set()
    for node in ast.walk(tree):
        inside: list[ast.AST] = []
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in SEEDING:
                inside = [*node.args, *node.keywords]
        elif isinstance(node, ast.FormattedValue) and node.format_spec:
            inside = [node.format_spec]
        elif isinstance(node, ast.arg) and node.annotation:
            inside = [node.annotation]
        for part in inside:
            alone |= {id(below) for below in ast.walk(part)}
    return alone


def removable(statement: ast.stmt) -> bool:
    """Whether a script could be thought to do without this statement."""
    text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return not text and not isinstance(
        statement,
        ast.Import | ast.ImportFrom | ast.Pass | ast.FunctionDef | ast.ClassDef | ast.Return,
    )


def changes_of(node: ast.AST) -> list[Callable[[Any], str]]:
    """The changes of one node: functions that change it in place and return it as code."""
    found: list[Callable[[Any], str]] = []

    def setting(name: str, value: object) -> Callable[[Any], str]:
        def change(target: ast.AST) -> str:
            setattr(target, name, value)
            return ast.unparse(target)

        return change

    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            found.append(setting("value", not node.value))
        elif isinstance(node.value, int):
            found.append(setting("value", node.value + 1))
        elif isinstance(node.value, float):
            found.append(setting("value", node.value * 1.5 if node.value else 1.0))
    elif isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in OPERATORS:
        found.append(setting("op", OPERATORS[type(node.op)]()))
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in OPERATORS:
        new = [OPERATORS[type(node.ops[0])](), *node.ops[1:]]
        found.append(setting("ops", new))
    elif isinstance(node, ast.AugAssign) and type(node.op) in OPERATORS:
        found.append(setting("op", OPERATORS[type(node.op)]()))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        found.append(setting("op", ast.UAdd()))
    elif isinstance(node, ast.Call) and ast.unparse(node.func) != "print":
        for at in range(len(node.keywords)):
            found.append(without_keyword(at))
        name = ast.unparse(node.func)
        symmetrical = name in ("min", "max") or name.rpartition(".")[2] in SYMMETRICAL
        if len(node.args) > 1 and not symmetrical:
            found.append(swapped)
    return found


def without_keyword(at: int) -> Callable[[Any], str]:
    """A change that leaves out a keyword argument."""

    def change(target: ast.Call) -> str:
        del target.keywords[at]
        return ast.unparse(target)

    return change


def swapped(target: ast.Call) -> str:
    """Exchange the first two arguments."""
    target.args[:2] = target.args[1::-1]
    return ast.unparse(target)


def noticed(code: str, expected: str, seconds: float) -> bool:
    """Whether a mutant prints something else, fails, or does not end."""
    return outcome(code, seconds) != (True, expected)


def try_script(script: Path, root: Path) -> Report:
    """Run all mutants of a script."""
    report = Report(shown_path(script, root).removeprefix("snippets/"))
    source = script.read_text("utf-8")
    expected = output_of(script).read_text("utf-8")
    began = time.monotonic()
    if noticed(source, expected, 60):
        raise RuntimeError(f"{report.script}: its own output is not the expected one")
    allowed = max(5.0, 10 * (time.monotonic() - began))
    for mutant in mutants_of(source):
        report.ran += 1
        if noticed(mutant.code, expected, allowed):
            report.noticed += 1
        else:
            report.survivors.append(mutant)
    report.seconds = time.monotonic() - began
    return report


def main(root: Path = ROOT) -> int:
    """Report on each script; return the number of scripts below the limit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="FOLDER-OR-SCRIPT")
    given = parser.parse_args()
    get_ready("mutate")
    scripts = scripts_named(given.names, root)
    weak = ran = caught = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for report in pool.map(lambda script: try_script(script, root), scripts):
            bad = report.share < LIMIT
            weak += bad
            ran += report.ran
            caught += report.noticed
            print(
                f"snippets/{report.script}:1: {report.noticed} of {report.ran} "
                f"noticed ({report.share:.0%}), {report.seconds:.0f} s{MEND if bad else ''}",
                flush=True,
            )
            for mutant in report.survivors:
                what = f"{mutant.before} -> {mutant.after}"
                print(f"    snippets/{report.script}:{mutant.line}: {what}")
    share = caught / ran if ran else 0.0
    print(
        f"{len(scripts)} scripts, {ran} mutants, {caught} noticed ({share:.1%}); "
        f"{weak} below {LIMIT:.0%}"
    )
    return weak


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
