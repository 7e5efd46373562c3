"""Whether the search finds what people look for, beside plain Material's and Pagefind.

    python -m tools.bench.search                  builds the site, asks all three in Node
    python -m tools.bench.search --site FOLDER    of a site that is built already
    python -m tools.bench.search --missed         names each query whose page does not come first

tests/searches.csv holds the queries, each with the page that should come first (or one of several,
between bars), maybe with the heading, and with where the query is from. A third of them, chosen by
their hashes, is held out: nothing was tuned on it.

The others get the same pages: plain Material its own index of them, code included, without our
names; Pagefind the articles, with its defaults. It is looked for in PATH and named by PAGEFIND:
`pip install 'pagefind[bin]==1.5.2'`, or `npm install pagefind@1.5.2` and the program in it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from glossary import ROOT
from material.plugins.search.plugin import SearchIndex
from selectolax.lexbor import LexborHTMLParser

from tools.bench.project import build

LIST = ROOT / "tests/searches.csv"
ASK = Path(__file__).with_suffix(".mjs")
INDEX = "search/search_index.json"
WORKERS = "assets/javascripts/workers"
OWN = ("code", "wrong")
"""Kinds of names that docs/searches.yml gives, kept by hand."""

Answer = list[list[str]]
"""The addresses that a query brings, page by page; of each page what is shown first is first."""


@dataclass(frozen=True)
class Search:
    """A query and what should come of it.

    Attributes:
        query: as it is typed.
        kind: name, code, question, error, misspelled, misnamed or term.
        places: addresses of the pages that may come first, some with a heading.
        source: where the query is from.
    """

    query: str
    kind: str
    places: tuple[str, ...]
    source: str

    @property
    def is_held_out(self) -> bool:
        """Whether nothing is tuned on it: so it is of one in three, as its hash has it."""
        return int(hashlib.sha256(self.query.encode()).hexdigest(), 16) % 3 == 0

    def rank(self, answer: Answer) -> int:
        """At which place the first right page comes, from 1; 0 if none does."""
        wanted = {page_of(place) for place in self.places}
        ranks = (at for at, group in enumerate(answer, 1) if page_of(group[0]) in wanted)
        return next(ranks, 0)

    def is_led(self, answer: Answer) -> bool | None:
        """Whether the first page is right, and shows the heading before its others.

        None where no heading is named.
        """
        if not all("#" in place for place in self.places):
            return None
        shown = [place for place in (answer[0] if answer else []) if "#" in place]
        return bool(shown) and normal(shown[0]) in map(normal, self.places)


def page_of(place: str) -> str:
    """The page of an address: terms/lora."""
    return place.partition("#")[0].strip("/")


def normal(place: str) -> str:
    """An address without its slash: terms/lora#variants."""
    return place.replace("/#", "#").strip("/")


def searches(path: Path = LIST) -> list[Search]:
    """The list.

    Raises:
        ValueError: for a row without a page or a source, with its line.
    """
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not all(row.values()) or None in row:
                raise ValueError(f"{path.name}: {row['query']!r}: write query,kind,page,source")
            places = tuple(row["page"].split(" | "))
            found.append(Search(row["query"], row["kind"], places, row["source"]))
    return found


def ask(engine: str, folder: Path, queries: Sequence[str]) -> tuple[list[Answer], int]:
    """Answers to queries, and the bytes that a reader fetches for the first.

    Args:
        engine: `ours`, `material` or `pagefind`.
        folder: what is searched: a built site, or what Pagefind made of one.
        queries: what is asked.

    Raises:
        RuntimeError: with what Node said, if it fails.
    """
    done = subprocess.run(
        ["node", ASK, engine, folder],
        input=json.dumps(list(queries)),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    made = json.loads(done.stdout)
    return made["answers"], sum(map(compressed, made["files"]))


def compressed(path: str) -> int:
    """Bytes of a file as a server sends it; Pagefind's own are compressed already."""
    data = Path(path).read_bytes()
    return min(len(data), len(gzip.compress(data, 6)))


def plain(site: Path, folder: Path) -> Path:
    """What Material's search has of the same pages where nobody adds anything to it."""
    index = json.loads((site / INDEX).read_text("utf-8"))
    config = {key: index["config"][key] for key in ("lang", "separator", "pipeline", "fields")}
    made = SearchIndex(**config)
    for place in dict.fromkeys(page_of(section["location"]) for section in index["docs"]):
        html = LexborHTMLParser((site / place / "index.html").read_text("utf-8"))
        article: Any = html.css_first("article")
        for tag in article.css(".md-content__button, .page-tools, script"):
            tag.decompose()
        for tag in article.css("[data-search-exclude]"):
            del tag.attrs["data-search-exclude"]
        text = article.html.partition(">")[2].removesuffix("</article>")
        url = f"{place}/" if place else ""
        made.add_entry_from_context(
            SimpleNamespace(meta={}, content=text, toc=[], url=url, title=url)
        )
    (folder / INDEX).parent.mkdir(parents=True)
    (folder / INDEX).write_text(made.generate_search_index(None), "utf-8")
    shutil.copytree(site / WORKERS, folder / WORKERS)
    return folder


def by_rule(site: Path, folder: Path) -> Path:
    """Our search without what docs/searches.yml gives it."""
    index = json.loads((site / INDEX).read_text("utf-8"))
    names = index["config"]["names"]
    index["config"]["names"] = [name for name in names if name[2] not in OWN]
    (folder / INDEX).parent.mkdir(parents=True)
    (folder / INDEX).write_text(json.dumps(index), "utf-8")
    shutil.copytree(site / "assets/javascripts/search", folder / "assets/javascripts/search")
    return folder


def pagefind(site: Path, folder: Path) -> Path:
    """Pagefind's index of the articles of a site.

    Raises:
        RuntimeError: if there is no Pagefind, or with what it said.
    """
    program = os.environ.get("PAGEFIND") or shutil.which("pagefind")
    if not program:
        raise RuntimeError(
            "no Pagefind: pip install 'pagefind[bin]==1.5.2', or name it in PAGEFIND"
        )
    options = ["--site", str(site), "--output-path", str(folder), "--root-selector", "article"]
    done = subprocess.run([program, *options], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return folder


def line(name: str, part: str, ranks: Sequence[int], tail: str = "") -> str:
    """A line of the table: recall at 1 and at 3, mean reciprocal rank."""
    count = len(ranks)
    first = sum(rank == 1 for rank in ranks) / count
    third = sum(0 < rank < 4 for rank in ranks) / count
    mean = sum(1 / rank for rank in ranks if rank) / count
    return f"{name:<22} {part:<10} {count:>4} {first:>6.3f} {third:>6.3f} {mean:>6.3f}{tail}"


def report(name: str, rows: Sequence[Search], answers: Sequence[Answer], size: int) -> None:
    """Print what a search has found."""
    ranks = [row.rank(answer) for row, answer in zip(rows, answers, strict=True)]
    pairs = list(zip(rows, ranks, strict=True))
    led = [row.is_led(answer) for row, answer in zip(rows, answers, strict=True)]
    named = [one for one in led if one is not None]
    tail = f" {sum(named) / len(named):>8.3f} {size / 1000:>7.0f}"
    print(line(name, "all", ranks, tail))
    print(line("", "tuned on", [rank for row, rank in pairs if not row.is_held_out]))
    print(line("", "held out", [rank for row, rank in pairs if row.is_held_out]))
    for kind in dict.fromkeys(row.kind for row in rows):
        print(line("", kind, [rank for row, rank in pairs if row.kind == kind]))


def missed(rows: Iterable[Search], answers: Iterable[Answer]) -> None:
    """Print the queries on which something was tuned and whose page does not come first."""
    for row, answer in zip(rows, answers, strict=True):
        if not row.is_held_out and row.rank(answer) != 1:
            first = ", ".join(group[0] for group in answer[:3])
            print(f"{row.rank(answer)} {row.query} -> {' | '.join(row.places)}, not {first}")


def main() -> None:
    """Ask each."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.search")
    parser.add_argument("--site", type=Path, help="a site that is built already")
    parser.add_argument("--missed", action="store_true", help="name what does not come first")
    options = parser.parse_args()
    rows = searches()
    queries = [row.query for row in rows]
    with tempfile.TemporaryDirectory(prefix="glossary-search-") as temporary:
        folder = Path(temporary)
        if not (site := options.site):
            build(ROOT, site := folder / "site")
        engines: dict[str, tuple[str, Callable[[Path, Path], Path]]] = {
            "ours": ("ours", lambda site, _: site),
            "ours, searches.yml off": ("ours", by_rule),
            "plain Material": ("material", plain),
            "Pagefind": ("pagefind", pagefind),
        }
        head = ("search", "queries", "n", "at 1", "at 3", "MRR", "heading", "kB")
        print("{:<22} {:<10} {:>4} {:>6} {:>6} {:>6} {:>8} {:>7}".format(*head))
        for name, (engine, make) in engines.items():
            try:
                made = make(site, folder / name.replace(" ", "-"))
            except RuntimeError as error:
                print(f"{name}: left out: {error}")
                continue
            answers, size = ask(engine, made, queries)
            report(name, rows, answers, size)
            if options.missed and name == "ours":
                missed(rows, answers)


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, ValueError) as error:
        sys.exit(f"search: {error}")
