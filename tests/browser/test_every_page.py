"""Every page on a phone, reached by following links: it is quiet, it fits, and its scripts run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glossary import ROOT
from glossary.proof.blocks import Block, blocks_of
from tests.support.browser import PAGES
from tests.support.samples import some_of

TORCH = re.compile(r"^\s*(import|from) torch\b", re.M)


def scripts_of(path: str, prepared: Path) -> list[Block]:
    """The Python blocks of a page, by its address on the site; a lab's cells ran already."""
    name = path.rstrip("/") or "index"
    for page in (prepared / f"{name}.md", prepared / name / "index.md"):
        if page.is_file():
            return blocks_of(page, ROOT, prepared)
    raise AssertionError(f"there is no page for {path}")


TODAY = some_of(PAGES, ["terms/lora/"], days=len(PAGES))
"""All others are for `make test-slow`."""


@pytest.mark.parametrize(
    "path",
    [
        path if path in TODAY else pytest.param(path, marks=pytest.mark.slow)
        for path in PAGES
    ],
    ids=lambda path: path or "home",
)
def test_it_fits_a_phone_and_its_numpy_blocks_print_what_it_says(
    shared, site, prepared, path
):
    """On wasm32, with another build of NumPy than the one that the other tests use.

    Blocks that need PyTorch say so. A site built without Run shows no controls.
    """
    shared.complaints.clear()
    shared.widen(390)
    page = shared.go(path)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{wide} px too wide"
    if (site / "assets/pyodide").is_dir():
        run_all(page, scripts_of(path, prepared))
    else:
        assert page.locator(".run-bar").count() == 0
    assert shared.complaints == []


def run_all(page, blocks: list[Block]) -> None:
    """Press every Run of a page at once and compare what is printed."""
    torch, numpy = [], []
    for block in blocks:
        (torch if TORCH.search(block.code) else numpy).append(block)
    notes = page.locator(".run-note").evaluate_all(
        "all => all.map(one => [one.textContent, one.querySelector('a').href])"
    )
    assert len(notes) == len(torch)
    for text, link in notes:
        assert "run it on your computer" in text
        assert link.endswith("/use/#run-a-script")
    ran = page.evaluate(
        """() => Promise.all([...document.querySelectorAll(".run-start")].map((run) => {
            run.click();
            const bar = run.parentElement;
            const ended = () => ["done", "error"].includes(bar.dataset.state);
            return new Promise((resolve) => {
                const look = () => {
                    if (!ended()) return;
                    watch.disconnect();
                    const block = bar.parentElement;
                    const text = (where) => block.querySelector(where)?.textContent ?? "";
                    resolve([text(".filename"), text(".run-result code"), text(".run-title")]);
                };
                const watch = new MutationObserver(look);
                watch.observe(bar, { attributes: true });
                look();
            });
        }))""",
    )
    assert [name for name, _, _ in ran] == [Path(b.script).name for b in numpy]
    for (name, printed, title), block in zip(ran, numpy, strict=True):
        assert printed.rstrip("\n") == block.output.rstrip("\n"), name
        assert title == "Your run: the same as the output below", name
