"""What the tests of Run share."""

from __future__ import annotations

from itertools import cycle

import pytest
from playwright.sync_api import Page, Worker

from tests.support.attempts import replaced

PAGE = "terms/weight-tying/"  # a short page with tabs
TURNED = "terms/lora/"  # scripts with knobs, and some without
TURNS = cycle([PAGE, "terms/vocabulary/"])

RUN = """async ([codes, changed]) => {
    const home = document.querySelector(".md-logo").href;
    const { run } = await import(new URL("assets/javascripts/run/python.js", home));
    const all = [];
    for (const code of codes) {
        let said = "";
        const pass = () => {};
        const began = performance.now();
        const ended = await new Promise((ended) => run(code, "x.py", changed, {
            waiting: pass, loading: pass, running: pass, ended,
            output: (_, piece) => { said += piece; },
        }));
        all.push([said, ended.outcome, performance.now() - began]);
    }
    return all;
}"""
"""Runs scripts, as the page's own or as changed ones: what each printed, how it ended, ms."""


def pythons(page: Page) -> list[Worker]:
    return [worker for worker in page.workers if worker.url.startswith("blob:")]


def assert_one_python(page: Page) -> None:
    """A loop that was stopped is gone, not only out of sight; its thread takes a moment to end."""
    for _ in range(50):
        if len(pythons(page)) == 1:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{len(pythons(page))} workers")


def soon(route) -> None:
    """python.js, which waits for the frame's answer less long."""
    response = route.fetch()
    text = replaced(response.text(), "ANSWER_LIMIT = 20_000", "ANSWER_LIMIT = 500")
    route.fulfill(response=response, body=text)
