"""`make bench`: one table of how fast the site builds, grows, is tested and loads, as ratios.

    python -m tools.bench.site                all of it (half an hour on two slow cores)
    python -m tools.bench.site build suite    only some: build, growth, suite, lighthouse

Each figure is the median of five runs (of three for growth), ours and the other taken in turn, so
that a busy machine slows both. A row with a limit that is not kept makes the command fail.
README.md beside this file says how to read the table.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gzip
import http.server
import json
import mimetypes
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from glossary import ROOT
from glossary.content.claims import script_paths
from glossary.site.prepare import before

from tools import browsers
from tools.bench import project

RUNS = 5
BUILD_LIMIT = 1.2  # against plain Material
GROWTH_LIMIT = 1.2  # a page of a thousand terms against one of a hundred
LIGHTHOUSE = "lighthouse@13.5.0"
WANTED = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}


@dataclass
class Line:
    """A row of the table: what, ours, what it is held against, their ratio, and its limit."""

    what: str
    ours: str
    other: str = ""
    ratio: float | None = None
    limit: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the ratio is within its limit."""
        return self.limit is None or (self.ratio is not None and self.ratio <= self.limit)

    def __str__(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        limit = "" if self.limit is None else f"≤ {self.limit:.2f}"
        end = "" if self.kept else "  TOO MUCH"
        return f"{self.what:<46} {self.ours:>14} {self.other:>14} {ratio:>6} {limit:>7}{end}"


class NotMeasured(Exception):
    """What is missing to measure a row."""


def seconds(action: Callable[[], object]) -> float:
    """Time of one call."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def in_turn(*actions: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Median time of each action, the actions taken in turn."""
    times = [[seconds(action) for action in actions] for _ in range(runs)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


# Rows


PLAIN = """\
site_name: plain
theme:
  name: material
  font: false
  features: [content.code.copy, content.tabs.link, navigation.instant, navigation.sections,
             navigation.top, navigation.footer, search.highlight, search.suggest, toc.follow]
plugins:
  - search
  # For its import, which costs a second: it is no addition of ours.
  - mkdocs-jupyter: {include: ["*.ipynb"], ignore_h1_titles: true}
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - md_in_html
  - tables
  - toc: {permalink: true, toc_depth: 3}
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.details
  - pymdownx.highlight: {pygments_lang_class: true}
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
validation: {links: {absolute_links: relative_to_docs}}
"""


def make_plain(root: Path, folder: Path) -> Path:
    """The prepared pages, for plain Material."""
    shutil.copytree(before(root).folder, folder / "docs")
    (folder / "mkdocs.yml").write_text(PLAIN, "utf-8")
    return folder


def measure_build(root: Path, work: Path) -> Iterator[Line]:
    """Build time a page, against plain Material with the same text."""
    ours = project.without_labs(root, work / "ours")
    plain = make_plain(ours, work / "plain")
    pages = len(list((ours / "docs").rglob("*.md")))
    mine, other = in_turn(
        lambda: project.build(ours, work / "site"),
        lambda: project.build(plain, work / "plain-site"),
    )
    yield Line(
        f"build, a page ({pages} pages), plain Material",
        f"{1000 * mine / pages:.0f} ms",
        f"{1000 * other / pages:.0f} ms",
        mine / other,
        BUILD_LIMIT,
    )


def measure_growth(root: Path, work: Path) -> Iterator[Line]:
    """Build time and search index a page, with 100, 300 and 1,000 terms."""
    counts = (100, 300, 1000)
    folders = [project.without_labs(root, work / f"{n}") for n in counts]
    for folder, n in zip(folders, counts, strict=True):
        project.add_terms(folder, n)
    sites = [work / f"site-{n}" for n in counts]
    actions = [
        functools.partial(project.build, folder, site)
        for folder, site in zip(folders, sites, strict=True)
    ]
    took = in_turn(*actions, runs=3)
    indexes = [(site / "search/search_index.json").stat().st_size for site in sites]
    for position, limit in ((1, None), (2, GROWTH_LIMIT)):
        for what, unit, total in (
            ("build", "ms", [1000 * t for t in took]),
            ("search index", "kB", [size / 1000 for size in indexes]),
        ):
            few, many = total[0] / counts[0], total[position] / counts[position]
            yield Line(
                f"{what}, a page, {counts[position]:,} terms against {counts[0]}",
                f"{many:.1f} {unit}",
                f"{few:.1f} {unit}",
                many / few,
                limit,
            )


def measure_suite(root: Path, work: Path) -> Iterator[Line]:
    """The page suite in one process, against one interpreter for each block."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "docs/terms",
    ]
    scripts = script_paths(root)
    some = scripts[::8]  # each takes as long as its imports: an eighth tells it

    def suite() -> None:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stdout)

    def alone() -> None:
        for script in some:
            subprocess.run(
                [sys.executable, "-I", script],
                capture_output=True,
                cwd=work,
                check=True,
            )

    mine, other = in_turn(suite, alone)
    mine, other = mine / len(scripts), other / len(some)
    yield Line(
        f"page suite, a script of {len(scripts)}, one interpreter each",
        f"{1000 * mine:.0f} ms",
        f"{1000 * other:.0f} ms",
        mine / other,
        1.0,
    )


class Served(http.server.SimpleHTTPRequestHandler):
    """Serves a site compressed, as GitHub Pages does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if kind.startswith("text/") or "javascript" in kind:
            kind += "; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=31536000")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


SEEN = {"home": "", "a term (LoRA)": "terms/lora/", "a lab": "labs/adapt-a-real-llm/"}


def audit(address: str) -> dict[str, float]:
    """What Lighthouse finds on a page, mobile preset: scores from 0 to 100, and bytes fetched.

    Returns:
        For each category of WANTED, and for "weight", the median of five.

    Raises:
        NotMeasured: where npx, Chromium or Lighthouse cannot run.
    """
    npx, chromium = shutil.which("npx"), browsers.installed()
    if not npx:
        raise NotMeasured("npx is not installed: Lighthouse comes by npm")
    if not chromium:
        raise NotMeasured("no Chromium found: install one, or name it in CHROMIUM")
    flags = "--headless=new --no-sandbox --disable-background-networking"
    found: dict[str, list[float]] = {name: [] for name in (*WANTED, "weight")}
    for _ in range(RUNS):
        done = subprocess.run(
            [npx, "--yes", LIGHTHOUSE, address, "--quiet", "--output=json",
             f"--only-categories={','.join(WANTED)}", f"--chrome-flags={flags}"],
            capture_output=True,
            text=True,
            env={**os.environ, "CHROME_PATH": chromium},
        )  # fmt: skip
        if done.returncode:
            raise NotMeasured(done.stderr.strip().split("\n")[-1])
        report = json.loads(done.stdout)
        for category in WANTED:
            found[category].append(100 * report["categories"][category]["score"])
        found["weight"].append(report["audits"]["total-byte-weight"]["numericValue"])
    return {name: statistics.median(column) for name, column in found.items()}


def measure_lighthouse(root: Path, work: Path) -> Iterator[Line]:
    """Lighthouse's scores and a page's weight; for a term beside plain Material's."""
    site, bare = work / "site", work / "bare-site"
    project.build(root, site)
    project.build(make_plain(project.without_labs(root, work / "a"), work / "b"), bare)
    for name, page in SEEN.items():
        with browsers.serving(site, Served) as address:
            found = audit(address + page)
        weight = f"{found['weight'] / 1000:.1f} kB"
        if page == SEEN["a term (LoRA)"]:
            with browsers.serving(bare, Served) as address:
                other = audit(address + page)
            yield Line(
                f"weight of {name}, plain Material",
                weight,
                f"{other['weight'] / 1000:.1f} kB",
                found["weight"] / other["weight"],
            )
            speed = f"{other['performance']:.0f}"
            yield Line(f"Lighthouse, {name} in plain Material, performance", speed)
        else:
            yield Line(f"weight of {name}", weight)
        for category, wanted in WANTED.items():
            score = found[category]
            yield Line(
                f"Lighthouse, {name}, {category}",
                f"{score:.0f}",
                f"{wanted} wanted",
                wanted / max(score, 1),
                1.0,
            )


MEASURES = {
    "build": measure_build,
    "growth": measure_growth,
    "suite": measure_suite,
    "lighthouse": measure_lighthouse,
}


def main(root: Path = ROOT) -> int:
    """Print the table; return the number of limits that were not kept."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", choices=[[], *MEASURES], metavar="ROWS")
    given = parser.parse_args()
    print(f"{'what, held against':<46} {'ours':>14} {'other':>14} {'ratio':>6} {'limit':>7}")
    broken = 0
    for name in given.names or MEASURES:
        with tempfile.TemporaryDirectory(prefix="glossary-bench-") as folder:
            try:
                for line in MEASURES[name](root, Path(folder)):
                    broken += not line.kept
                    print(line, flush=True)
            except NotMeasured as why:
                print(f"{name}: not measured: {why}", flush=True)
    print(f"bench: {broken} limits not kept")
    return broken


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
