"""`make bench-run`: from the press of Run to the output, against the least that can be had.

    python -m tools.bench.run                 a bare page and this site, in turn
    python -m tools.bench.run --jupyterlite   and JupyterLite's Pyodide kernel

The bare page does nothing but load the same Pyodide, import NumPy and run the same script. All are
served from this machine, each run in a browser profile of its own, the runs taken in turn; figures
are medians. Cold is a fresh profile, warm a second page of the same profile, second another Run on
the same page. JupyterLite is installed into a temporary environment from Python's packages; it has
the same Pyodide. Its time is from opening its page, because it starts Python by itself, and stands
beside the same of this site.
"""

from __future__ import annotations

import argparse
import contextlib
import html
import http.server
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from glossary import ROOT
from glossary.site.run import pyodide
from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from tools import browsers
from tools.bench import project

RUNS = 5
LIMIT = 1.15  # cold, against the bare page
SECOND_LIMIT = 0.030  # seconds
PAGE = "terms/lora/"
SCRIPT = ROOT / "snippets/lora/at_the_start_nothing_changes_numpy.py"
OUTPUT = ROOT / "snippets/lora/at_the_start_nothing_changes.out"
PATIENCE = 300_000  # ms

BARE = """\
<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>bare</title>
<button id="go">Run</button>
<pre id="out"></pre>
<script type="application/json" id="code">{code}</script>
<script>
  const code = JSON.parse(document.getElementById("code").textContent);
  const out = document.getElementById("out");
  let python;
  document.getElementById("go").onclick = async () => {{
    out.textContent = "";
    if (!python) {{
      const {{ loadPyodide }} = await import("./pyodide.mjs");
      python = await loadPyodide({{ stdout: (line) => out.append(line + "\\n") }});
      await python.loadPackage("numpy", {{ messageCallback: () => {{}} }});
    }}
    python.runPython(code);
  }};
</script>
"""

# From the press until the whole output is there, by the page's own clock.
PRESS = """([button, output, text]) => new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("no output")), 300_000);
    const shown = () => [...document.querySelectorAll(output)]
        .some((one) => one.textContent.trimEnd() === text);
    document.querySelectorAll(output).forEach((one) => one.textContent = "");
    const began = performance.now();
    new MutationObserver((_, watch) => {
        if (!shown()) return;
        watch.disconnect();
        resolve((performance.now() - began) / 1000);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    document.querySelector(button).click();
})"""


def write_bare(folder: Path, files: Path) -> None:
    """The bare page, with Pyodide beside it."""
    locked = pyodide.lock()
    for name in locked["files"]:
        shutil.copyfile(files / name, folder / name)
    (folder / "pyodide-lock.json").write_text(json.dumps(pyodide_lock()), "utf-8")
    code = html.escape(json.dumps(SCRIPT.read_text("utf-8")), quote=False)
    (folder / "index.html").write_text(BARE.format(code=code), "utf-8")


def pyodide_lock(**others: dict[str, Any]) -> dict[str, Any]:
    """Pyodide's list of packages, with NumPy and what else is named."""
    locked = pyodide.lock()
    (wheel,) = [name for name in locked["files"] if name.endswith(".whl")]
    numpy = package("numpy", locked["numpy"], wheel, locked["files"][wheel]["sha256"], ["numpy"])
    info = {
        "abi_version": "2026_0",
        "arch": "wasm32",
        "platform": "emscripten_5_0_3",
        "python": "3.14.0",
        "version": locked["version"],
    }
    return {"info": info, "packages": {"numpy": numpy, **others}}


def package(name: str, version: str, file: str, sha256: str, imports: list[str]) -> dict[str, Any]:
    """One entry of that list."""
    return {
        "name": name,
        "version": version,
        "file_name": file,
        "sha256": sha256,
        "install_dir": "site",
        "package_type": "package",
        "imports": imports,
        "depends": [],
        "unvendored_tests": False,
    }


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files as they are, to be kept by the browser."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):
            super().handle()


@contextlib.contextmanager
def profile(playwright: Playwright) -> Iterator[BrowserContext]:
    """A browser with an empty profile on disk, as a reader has who never came here."""
    with tempfile.TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder,
            executable_path=browsers.installed(),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        context.set_default_timeout(PATIENCE)
        yield context
        context.close()


def measure(context: BrowserContext, address: str, button: str, output: str) -> dict[str, float]:
    """Seconds from the press to the output: cold, second, warm; and from opening the page."""
    text = OUTPUT.read_text("utf-8").rstrip()
    times = {}

    def press() -> float:
        # The output is there a moment before the run has ended; other buttons are not this one.
        ready = page.locator(":not([aria-disabled])")
        page.locator(button).first.and_(ready).wait_for()
        return float(page.evaluate(PRESS, [button, output, text]))

    for visit in ("cold", "warm"):
        page = context.new_page()
        page.goto(address)
        times[visit] = press()
        if visit == "warm":
            seconds = [press() for _ in range(5)]
            times["second"] = statistics.median(seconds)
        page.close()
        # The browser writes compiled code to its cache a little later.
        context.new_page().wait_for_timeout(2000)
    return times


def opened(context: BrowserContext, address: str, button: str | None) -> float:
    """Seconds from opening a page to the output; pressing `button` as soon as it is there."""
    text = OUTPUT.read_text("utf-8").rstrip()
    page = context.new_page()
    page.goto(address, wait_until="commit")
    if button:
        page.locator(button).first.click()
        box = ".run-result code"
    else:
        box = ".jp-OutputArea-output pre"
    page.wait_for_function(
        "([box, text]) => [...document.querySelectorAll(box)]"
        ".some((one) => one.textContent.trimEnd() === text)",
        arg=[box, text],
    )
    return float(page.evaluate("performance.now()")) / 1000


# JupyterLite


# What its kernel asks for; later versions of wcwidth are not pure Python.
NEEDED = ["ipython", "comm", "jedi", "wcwidth<0.3"]


def make_jupyterlite(work: Path, files: Path) -> Path:
    """Build JupyterLite in an environment of its own; it has the same Pyodide."""
    venv, site = work / "venv", work / "jupyterlite"
    python = venv / "bin/python"
    pip: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    wheels, runtime = work / "wheels", work / "static"
    for folder in (wheels, runtime):
        folder.mkdir()

    def run(*command: str | Path, **options: Any) -> None:
        done = subprocess.run(command, capture_output=True, text=True, **options)
        if done.returncode:
            sys.exit(f"{command}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")

    run(sys.executable, "-m", "venv", venv)
    run(*pip, "jupyterlite-core==0.8.6", "jupyterlite-pyodide-kernel==0.8.6")
    download: list[str | Path] = [
        python, "-m", "pip", "download", "--quiet", "--only-binary=:all:",
        "--python-version", "3.14", "--dest",
    ]  # fmt: skip
    run(*download, wheels, *NEEDED)
    run(*download, runtime, "--no-deps", "micropip")
    run(*download, runtime, "--no-deps", "packaging")
    others = {}
    for wheel in runtime.glob("*.whl"):
        name, version = wheel.name.split("-")[:2]
        digest = pyodide.sha256(wheel)
        others[name] = package(name, version, wheel.name, digest, [name])
    if "micropip" in others:
        others["micropip"]["depends"] = ["packaging"]
    for name in pyodide.lock()["files"]:
        shutil.copyfile(files / name, runtime / name)
    (runtime / "pyodide-lock.json").write_text(json.dumps(pyodide_lock(**others)))
    settings = {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "litePluginSettings": {
                "@jupyterlite/pyodide-kernel-extension:kernel": {
                    "pyodideUrl": "./static/same/pyodide.mjs",
                    "disablePyPIFallback": True,
                }
            }
        },
    }
    (work / "jupyter-lite.json").write_text(json.dumps(settings))
    run(
        venv / "bin/jupyter", "lite", "build", "--output-dir", site,
        *(f"--piplite-wheels={wheel}" for wheel in wheels.glob("*-none-any.whl")),
        cwd=work,
    )  # fmt: skip
    shutil.copytree(runtime, site / "static/same")
    return site


# The table


def main(jupyterlite: bool, runs: int) -> None:
    """Measure and print."""
    files = pyodide.get()
    with contextlib.ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site, bare = work / "site", work / "bare"
        bare.mkdir()
        write_bare(bare, files)
        project.build(ROOT, site)

        def served(folder: Path) -> str:
            return stack.enter_context(browsers.serving(folder, Quiet))

        ours = served(site) + PAGE
        least = served(bare)
        pages = {
            "this site": (ours, ".run-start", ".run-result code"),
            "bare page": (least, "#go", "#out"),
        }
        lite = None
        if jupyterlite:
            lite = served(make_jupyterlite(work, files))
            code = re.sub(r'^""".*?"""\s*', "", SCRIPT.read_text("utf-8"), flags=re.S)
            lite += f"repl/index.html?kernel=python&execute=1&code={quote(code)}"
        playwright = stack.enter_context(sync_playwright())
        times: dict[str, list[dict[str, float]]] = {name: [] for name in pages}
        shown: dict[str, list[float]] = {"opened": [], "lite": []}
        for number in range(runs):
            for name, (address, button, output) in pages.items():
                with profile(playwright) as context:
                    times[name].append(measure(context, address, button, output))
            if lite:
                with profile(playwright) as context:
                    shown["opened"].append(opened(context, ours, ".run-start"))
                with profile(playwright) as context:
                    shown["lite"].append(opened(context, lite, None))
            print(f"run {number + 1} of {runs}", file=sys.stderr)
    failed = False
    for what in ("cold", "warm", "second"):
        mine, other = (statistics.median(one[what] for one in times[name]) for name in pages)
        limit = {"cold": f"≤ {LIMIT}", "second": f"≤ {1000 * SECOND_LIMIT:.0f} ms"}
        kept = what == "warm" or (mine / other <= LIMIT if what == "cold" else mine <= SECOND_LIMIT)
        failed |= not kept
        print(
            f"press to output, {what:6}: this site {1000 * mine:6.0f} ms, bare page "
            f"{1000 * other:6.0f} ms, ratio {mine / other:.2f} {limit.get(what, ''):8}"
            f"{'' if kept else '  TOO MUCH'}"
        )
    if lite:
        mine, other = (statistics.median(shown[name]) for name in ("opened", "lite"))
        print(
            f"page opened to output  : this site {1000 * mine:6.0f} ms, JupyterLite "
            f"{1000 * other:6.0f} ms, ratio {mine / other:.2f}"
        )
    sys.exit(int(failed))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--jupyterlite", action="store_true", help="measure it too")
    parser.add_argument("--runs", type=int, default=RUNS)
    arguments = parser.parse_args()
    main(arguments.jupyterlite, arguments.runs)
