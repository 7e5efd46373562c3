"""A reader with a running Python, and one whose Python is made of other parts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser import Follower, Watched
from tests.support.runs import PAGE, TURNS


@pytest.fixture(scope="session", autouse=True)
def runnable(site: Path) -> None:
    """Without Pyodide there is nothing to test, but in CI there must be."""
    if not (site / "assets/pyodide").is_dir():
        if os.environ.get("CI"):
            pytest.fail(
                "CI needs Pyodide: `python -m glossary.site.run.pyodide` says why not"
            )
        pytest.skip(
            "the site was built without Run: python -m glossary.site.run.pyodide"
        )


@pytest.fixture
def anywhere(shared: Follower) -> Iterator[Follower]:
    """The shared reader, on some page with scripts; a complaint fails the test."""
    shared.complaints.clear()
    shared.widen()
    if not shared.page.locator(".run-start").count():
        shared.go(next(TURNS))
    yield shared
    assert shared.complaints == []


@pytest.fixture
def reader(anywhere: Follower) -> Follower:
    """The shared reader, on a page with its scripts as they were."""
    anywhere.fresh(TURNS)
    return anywhere


@pytest.fixture
def frame(site: Path) -> str:
    """frame.html as built."""
    return (site / "assets/javascripts/run/frame.html").read_text("utf-8")


@pytest.fixture
def other_reader(chromium: Browser, address: str) -> Iterator:
    """Opens a page of which some files are answered by the test: makes a reader of it.

    `files` names what is asked for, by the end of its address without the query, and how it is
    answered: a text, or what gets Playwright's route.
    """
    contexts = []

    def open_(path: str = PAGE, *, files: dict | None = None, **options) -> Follower:
        context = chromium.new_context(
            viewport={"width": 1280, "height": 900}, **options
        )
        contexts.append(context)
        for name, answer in (files or {}).items():
            context.route(
                lambda url, name=name: url.split("?")[0].endswith(name), to(answer)
            )
        watched = Watched(context.new_page(), address)
        watched.open(path)
        return Follower(watched)

    def to(answer):
        if callable(answer):
            return answer
        kind = "text/html" if "<html" in answer else "text/javascript"
        return lambda route: route.fulfill(body=answer, content_type=kind)

    yield open_
    for context in contexts:
        context.close()
