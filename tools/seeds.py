"""`make seeds`: run each script that draws random numbers with other seeds.

What its output says in words (headings, names, their order, True and False) must be the same each
time. A number that the text around the script quotes must stay near what is quoted: within
TOLERANCE of it, or within what tools/seeds.toml states for it. What does not hold is changed, or
the sentence says so and the table has the reason.

    python -m tools.seeds                     all scripts, 20 seeds
    python -m tools.seeds lora weights        the scripts of some folders, or some scripts
    python -m tools.seeds --seeds 5 lora
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from glossary import ROOT
from glossary.content.claims import claim_of, scripts_named
from glossary.content.content import Content, load
from glossary.content.figures import NUMBER, Figure, figures, quoted
from glossary.content.pages import Page
from glossary.content.problems import shown_path

from tools.forked import SEEDING, get_ready, outcome

TABLE = "tools/seeds.toml"
SEEDS = 20
STEP = 1000
"""Added to each seed, once more in each run: loops over seeds stay apart."""
TOLERANCE = 0.2
"""By how much of itself a quoted number may differ with another seed."""
SECONDS = 120


@dataclass(frozen=True)
class Accepted:
    """What the table states for a claim.

    Attributes:
        words: why the words of its output may change, if they may.
        numbers: how much of itself each quoted number may differ.
    """

    words: str
    numbers: dict[str, float]


def table(root: Path) -> dict[str, Accepted]:
    """The table, by claim.

    Raises:
        SystemExit: with the line to mend, if it is not of the form.
    """
    path = root / TABLE
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        sys.exit(f"{TABLE}: {error}")
    found = {}
    for claim, given in data.items():
        numbers = {k: v for k, v in given.items() if k != "words"}
        if not isinstance(given.get("words", ""), str) or not all(
            isinstance(v, float | int) and v > 0 for v in numbers.values()
        ):
            sys.exit(f'{TABLE}: ["{claim}"]: words = "a reason", and "the number" = 0.5')
        found[claim] = Accepted(given.get("words", ""), numbers)
    return found


class Reseed(ast.NodeTransformer):
    """Adds to the seed of each generator."""

    def __init__(self, more: int):
        self.more, self.found = more, 0

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        if ast.unparse(node.func).rpartition(".")[2] in SEEDING and node.args:
            self.found += 1
            node.args[0] = ast.BinOp(node.args[0], ast.Add(), ast.Constant(self.more))
        return node


def reseeded(source: str, more: int) -> str | None:
    """The script with other seeds; None if it has none."""
    change = Reseed(more)
    tree = change.visit(ast.parse(source))
    return ast.unparse(ast.fix_missing_locations(tree)) if change.found else None


def words(output: str) -> str:
    """An output without its numbers, and the blanks and lines that depend on their length."""
    text = NUMBER.sub("#", output)
    text = re.sub(r"#[kKMBT%]?", "#", re.sub(r"[-+−]?\d[\d,.]*(e[-+]?\d+)?", "#", text))
    return re.sub(r"[ \t]+", " ", re.sub(r"([-─=_.*█▇▆▅▄▃▂▁])\1+", r"\1", text)).strip()


def section(page: Page, line: int) -> Iterator[tuple[int, str]]:
    """The lines of prose of the section that holds a line."""
    prose = list(page.prose)
    heads = [number for number, text in prose if text.startswith("#")]
    first = max((n for n in heads if n <= line), default=0)
    last = min((n for n in heads if n > line), default=10**9)
    return ((n, t) for n, t in prose if first < n < last)


def quotes(claim: str, printed: list[Figure], content: Content) -> list[tuple[str, int, str, int]]:
    """Each number of an output that the text around it quotes: file, line, text, place."""
    found = []
    for page in content.pages.values():
        for line, name in page.named("script"):
            if name != claim:
                continue
            for number, text in section(page, line):
                for figure in quoted(text):
                    for at, one in enumerate(printed):
                        if figure.is_in([one]):
                            found.append((page.where, number, figure.text, at))
    return found


def complaints(
    script: Path, content: Content, accepted: dict[str, Accepted], seeds: int
) -> list[str]:
    """What does not hold for other seeds, a line each."""
    source = script.read_text("utf-8")
    shown = shown_path(script, content.root)
    claim = claim_of(script, content.root)
    ok, output = outcome(source, SECONDS)
    if not ok:
        return [f"{shown}:1: {output}"]
    states = accepted.get(claim, Accepted("", {}))
    said, printed = words(output), list(figures(output))
    quoted_here = quotes(claim, printed, content)
    found, values = [], [[one.value] for one in printed]
    changed: list[int] = []
    for turn in range(1, seeds + 1):
        code = reseeded(source, STEP * turn)
        assert code is not None
        ok, other = outcome(code, SECONDS)
        if not ok:
            found.append(f"{shown}:1: seeds + {STEP * turn}: {other}")
        elif words(other) != said:
            changed.append(STEP * turn)
        else:
            for at, one in enumerate(list(figures(other))[: len(values)]):
                values[at].append(one.value)
    if changed and not states.words:
        found.append(
            f"{shown}:1: its output says something else with {len(changed)} of {seeds} other seeds "
            f"(the first: + {changed[0]}): make it robust, or say so in the sentence and in {TABLE}"
        )
    for where, line, text, at in quoted_here:
        low, high, first = min(values[at]), max(values[at]), printed[at].value
        allowed = states.numbers.get(text, TOLERANCE) * abs(float(first))
        if max(float(high - first), float(first - low)) > allowed:
            found.append(
                f"{where}:{line}: {text} is {low} to {high} with other seeds ({claim}): "
                f"name the range or the seed, and state it in {TABLE}"
            )
    return list(dict.fromkeys(found))


def main(root: Path = ROOT) -> int:
    """Report on each script; return the number of complaints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="FOLDER-OR-SCRIPT")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="how many other seeds")
    given = parser.parse_args()
    get_ready("seeds")
    content, accepted = load(root), table(root)
    scripts = scripts_named(given.names, root)
    drawing = [s for s in scripts if reseeded(s.read_text("utf-8"), 0)]
    count = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for lines in pool.map(lambda s: complaints(s, content, accepted, given.seeds), drawing):
            for line in lines:
                count += 1
                print(line, flush=True)
    asked = f"{len(scripts)} scripts, {len(drawing)} draw, {given.seeds} other seeds"
    print(f"{asked}: {count} complaints")
    return count


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
