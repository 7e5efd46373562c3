"""`make bench`: one table of how fast the site builds, grows and loads, as ratios within this run.

    python -m glossary.bench                all of it (three quarters of an hour on two slow cores)
    python -m glossary.bench build suite    only some: build, growth, rebuild, suite, weight, lora,
                                            lighthouse

Each figure is the median of five runs (of three for growth), ours and the other taken in turn, so
that a busy machine slows both. A row with a limit that is not kept makes the command fail.
docs/speed.md says how to read the table.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gzip
import http.server
import importlib.util
import json
import mimetypes
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from glossary import ROOT, browsers
from glossary.checks import scripts_of
from glossary.outputs import run_alone
from glossary.pages import expand
from glossary.terms import split_front_matter

RUNS = 5
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
        return self.limit is None or (
            self.ratio is not None and self.ratio <= self.limit
        )

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


def build(root: Path, out: Path) -> None:
    """Build a project with MkDocs.

    Raises:
        RuntimeError: with what MkDocs said, if it fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", out],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root)},
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)


# A project of the same text without our additions, and projects of many terms


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
"""


def make_plain(root: Path, folder: Path) -> Path:
    """The pages' text, includes expanded, for plain Material."""
    for page in sorted((root / "docs").rglob("*.md")):
        name = page.relative_to(root).as_posix()
        _, body = split_front_matter(page.read_text("utf-8"))
        lines, _ = expand(body.split("\n"), name, root)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines), "utf-8")
    (folder / "mkdocs.yml").write_text(PLAIN, "utf-8")
    return folder


def copy_project(root: Path, folder: Path) -> Path:
    """A copy of what a build reads, without the labs."""
    for name in ("docs", "snippets", "overrides", "glossary", "mkdocs.yml", "labs"):
        if (root / name).is_dir():
            skip = shutil.ignore_patterns("__pycache__", "*.ipynb")
            shutil.copytree(root / name, folder / name, ignore=skip)
        else:
            shutil.copy(root / name, folder / name)
    shutil.rmtree(folder / "docs/labs")
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    settings = re.sub(r"  - Labs:\n(?:      - .*\n)+", "", settings)
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    for page in (folder / "docs").rglob("*.md"):
        text = page.read_text("utf-8")
        text = re.sub(r"\[([^]]*)\]\((?:\.\./)?labs/[^)]*\)", r"\1", text)
        page.write_text(text, "utf-8")
    return folder


def make_terms(root: Path, folder: Path, times: int) -> Path:
    """A copy with each term this many times, all but the first under invented names.

    So the pages are as long on average however many there are.
    """
    copy_project(root, folder)
    number = 0
    for path in sorted((folder / "docs/terms").glob("*.md")):
        model = path.read_text("utf-8")
        title = re.search(r"^term: (.*)$", model, re.M)[1]
        for _ in range(times - 1):
            name = f"Zinfandel{number}"
            page = re.sub(r"^term: .*", f"term: {name}", model, count=1, flags=re.M)
            page = re.sub(r"^(expansion|aliases): .*\n", "", page, flags=re.M)
            page = page.replace(f"\n# {title}\n", f"\n# {name}\n", 1)
            if number:  # a mention of another of them, to be linked
                mention = f"## In plain words\n\nSee zinfandel{number - 1}.\n"
                page = page.replace("## In plain words\n", mention, 1)
            (folder / f"docs/terms/zinfandel{number}.md").write_text(page, "utf-8")
            number += 1
    return folder


# Rows


def measure_build(root: Path, work: Path) -> Iterator[Line]:
    """Build time a page, against plain Material with the same text."""
    ours = copy_project(root, work / "ours")
    plain = make_plain(ours, work / "plain")
    pages = len(list((ours / "docs").rglob("*.md")))
    mine, other = in_turn(
        lambda: build(ours, work / "site"), lambda: build(plain, work / "plain-site")
    )
    yield Line(
        f"build, a page ({pages} pages), plain Material",
        f"{1000 * mine / pages:.0f} ms",
        f"{1000 * other / pages:.0f} ms",
        mine / other,
        1.3,
    )


def measure_growth(root: Path, work: Path) -> Iterator[Line]:
    """Build time and search index a page, with some 100, 300 and 1,000 terms."""
    terms = len(list((root / "docs/terms").glob("*.md")))
    times = [round(n / terms) for n in (100, 300, 1000)]
    folders = [make_terms(root, work / str(n), n) for n in times]
    sites = [work / f"site-{n}" for n in times]
    actions = [
        functools.partial(build, a, b) for a, b in zip(folders, sites, strict=True)
    ]
    took = in_turn(*actions, runs=3)
    counts = [n * terms for n in times]
    each = [1000 * t / n for t, n in zip(took, counts, strict=True)]
    index = [
        (site / "search/search_index.json").stat().st_size / n
        for site, n in zip(sites, counts, strict=True)
    ]
    for position in (1, 2):
        n = counts[position]
        limit = 1.2 if position == 2 else None
        yield Line(
            f"build, a page, {n:,} terms against {counts[0]}",
            f"{each[position]:.0f} ms",
            f"{each[0]:.0f} ms",
            each[position] / each[0],
            limit,
        )
        yield Line(
            f"search index, a page, {n:,} terms against {counts[0]}",
            f"{index[position] / 1000:.1f} kB",
            f"{index[0] / 1000:.1f} kB",
            index[position] / index[0],
            limit,
        )


def measure_rebuild(root: Path, work: Path) -> Iterator[Line]:
    """From saving an edit until `mkdocs serve` shows it, against a whole build."""
    ours = copy_project(root, work / "ours")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (work / "serve.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=ours,
        stdout=log,
        stderr=log,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ours)},
    )
    page = ours / "docs/terms/lora.md"
    address = f"http://127.0.0.1:{port}/"

    def shows(text: str) -> None:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                url = address + "terms/lora/"
                with urllib.request.urlopen(url, timeout=30) as answer:
                    if text in answer.read().decode():
                        return
            time.sleep(0.02)
        raise RuntimeError(f"not shown: {(work / 'serve.log').read_text()[-500:]}")

    try:
        shows("LoRA")
        times = []
        for number in range(RUNS):
            time.sleep(1.5)
            text = page.read_text("utf-8")
            page.write_text(
                re.sub(
                    r"\nA( edit\d+)? cookbook",
                    f"\nA edit{number} cookbook",
                    text,
                    count=1,
                ),
                "utf-8",
            )
            times.append(seconds(functools.partial(shows, f"A edit{number} cookbook")))
    finally:
        server.terminate()
        server.wait()
        log.close()
    whole = statistics.median(
        seconds(lambda: build(ours, work / "site")) for _ in range(3)
    )
    edit = statistics.median(times)
    yield Line(
        "an edit shown, a whole build", f"{edit:.1f} s", f"{whole:.1f} s", edit / whole
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
    scripts = scripts_of(root)
    some = scripts[::8]  # each takes as long as its imports: an eighth tells it

    def suite() -> None:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stdout)

    def alone() -> None:
        for script in some:
            run_alone(script)

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
    """Serves a site compressed, and counts what it sends."""

    protocol_version = "HTTP/1.1"
    sent = 0

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6)
        Served.sent += len(body)
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

    def log_message(self, *_) -> None:
        pass


def chromium() -> str:
    """An installed Chromium.

    Raises:
        NotMeasured: where there is none.
    """
    if path := browsers.installed():
        return path
    raise NotMeasured("no Chromium found: install one, or name it in CHROMIUM")


SEEN = {"home": "", "a term (LoRA)": "terms/lora/", "a lab": "labs/adapt-a-real-llm/"}


def measure_weight(root: Path, work: Path) -> Iterator[Line]:
    """All that a browser fetches for a page, compressed, before any click."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    build(root, work / "site")
    with (
        browsers.serving(work / "site", Served) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"]
        )
        for name, page in SEEN.items():
            context = browser.new_context()
            Served.sent = 0
            context.new_page().goto(address + page, wait_until="networkidle")
            yield Line(f"weight of {name}", f"{Served.sent / 1000:.1f} kB")
            context.close()
        browser.close()


LORA_STEP = """
import copy, statistics, sys, time, warnings
warnings.simplefilter("ignore")
import psutil, torch
from transformers import LlamaConfig, LlamaForCausalLM
from peft import LoraConfig, get_peft_model
from labs import sentiment as s
config = LlamaConfig(vocab_size=4096, hidden_size=576, intermediate_size=1536,
    num_hidden_layers=8, num_attention_heads=9, num_key_value_heads=3)
ids = torch.randint(0, 4096, (8, 48), generator=torch.Generator().manual_seed(0))

def make(kind):
    model = LlamaForCausalLM(config)
    if kind == "peft":
        lora = LoraConfig(r=8, lora_alpha=16, target_modules=["q_proj", "v_proj"])
        model = get_peft_model(model, lora)
        parameters = [p for p in model.parameters() if p.requires_grad]
    else:
        parameters = s.add_lora(model, 8, 16, 0)
    optimizer = torch.optim.AdamW(parameters, lr=1e-3)
    def step():
        loss = model(input_ids=ids, labels=ids, use_cache=False).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    step()
    return step

if sys.argv[1] == "memory":
    step = make(sys.argv[2])
    import resource
    for _ in range(5):
        step()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
else:
    steps = [make("ours"), make("peft")]
    times = [[], []]
    for _ in range(25):
        for step, column in zip(steps, times):
            began = time.perf_counter()
            step()
            column.append(time.perf_counter() - began)
    print(*(statistics.median(column) for column in times))
"""


def measure_lora(root: Path, work: Path) -> Iterator[Line]:
    """A training step and the peak memory of LoRA by hand, against PEFT's on the same model."""
    for name in ("peft", "transformers", "psutil"):
        if not importlib.util.find_spec(name):
            raise NotMeasured(f"{name} is not installed: run `make labs` first")

    def run(*arguments: str) -> list[float]:
        done = subprocess.run(
            [sys.executable, "-c", LORA_STEP, *arguments],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
        return [float(word) for word in done.stdout.split()]

    mine, other = run("time")
    yield Line(
        "LoRA's training step, PEFT",
        f"{1000 * mine:.0f} ms",
        f"{1000 * other:.0f} ms",
        mine / other,
        1.0,
    )
    columns = [[run("memory", kind)[0] for _ in range(3)] for kind in ("ours", "peft")]
    mine, other = map(statistics.median, columns)
    yield Line(
        "LoRA's peak memory, PEFT",
        f"{mine:.0f} MiB",
        f"{other:.0f} MiB",
        mine / other,
        1.0,
    )


def scores_of(address: str, categories: list[str]) -> dict[str, float]:
    """Lighthouse's scores of a page, mobile preset: median of five.

    Raises:
        NotMeasured: where npx or Lighthouse cannot run.
    """
    npx = shutil.which("npx")
    if not npx:
        raise NotMeasured("npx is not installed: Lighthouse comes by npm")
    flags = "--headless=new --no-sandbox --disable-background-networking"
    scores: dict[str, list[float]] = {category: [] for category in categories}
    for _ in range(RUNS):
        done = subprocess.run(
            [npx, "--yes", LIGHTHOUSE, address, "--quiet", "--output=json",
             f"--only-categories={','.join(categories)}", f"--chrome-flags={flags}"],
            capture_output=True,
            text=True,
            env={**os.environ, "CHROME_PATH": chromium()},
        )  # fmt: skip
        if done.returncode:
            raise NotMeasured(done.stderr.strip().split("\n")[-1])
        report = json.loads(done.stdout)["categories"]
        for category in categories:
            scores[category].append(100 * report[category]["score"])
    return {category: statistics.median(column) for category, column in scores.items()}


def measure_lighthouse(root: Path, work: Path) -> Iterator[Line]:
    """Lighthouse's scores, and plain Material's for a term, which tells the machine's part."""
    build(root, work / "site")
    plain = make_plain(copy_project(root, work / "ours"), work / "plain")
    build(plain, work / "plain-site")
    for name, page in SEEN.items():
        with browsers.serving(work / "site", Served) as address:
            scores = scores_of(address + page, list(WANTED))
        for category, wanted in WANTED.items():
            score = scores[category]
            yield Line(
                f"Lighthouse, {name}, {category}",
                f"{score:.0f}",
                f"{wanted} wanted",
                wanted / max(score, 1),
                1.0,
            )
        if page == "terms/lora/":
            with browsers.serving(work / "plain-site", Served) as address:
                score = scores_of(address + page, ["performance"])["performance"]
            yield Line(f"Lighthouse, {name} in plain Material, speed", f"{score:.0f}")


MEASURES = {
    "build": measure_build,
    "growth": measure_growth,
    "rebuild": measure_rebuild,
    "suite": measure_suite,
    "weight": measure_weight,
    "lora": measure_lora,
    "lighthouse": measure_lighthouse,
}


def main(root: Path = ROOT) -> int:
    """Print the table; return the number of limits that were not kept."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", choices=[[], *MEASURES], metavar="ROWS")
    given = parser.parse_args()
    print(
        f"{'what, held against':<46} {'ours':>14} {'other':>14} {'ratio':>6} {'limit':>7}"
    )
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
