"""How long a page's thread works, in time of its own: other work on the machine hardly moves it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

CATEGORIES = [
    "devtools.timeline",
    "disabled-by-default-devtools.timeline",
    "blink.user_timing",
]


class Work:
    """What the page's thread did, in milliseconds.

    Attributes:
        longest: in one frame, from the picture before it to the next.
        total: in all.
    """

    def __init__(self, events: list[dict], mark: str):
        own = next((e["pid"], e["tid"]) for e in events if e["name"] == mark)
        events = [e for e in events if (e["pid"], e["tid"]) == own]
        pictures = sorted(e["ts"] for e in events if e["name"] == "FireAnimationFrame")
        tasks = [e for e in events if e["name"] == "RunTask" and "tdur" in e]
        assert pictures, "the page drew nothing"
        assert tasks, "the browser does not say how long its tasks took"
        frames = dict.fromkeys(range(len(pictures) + 1), 0)
        for task in tasks:
            number = sum(picture < task["ts"] for picture in pictures)
            frames[number] += task["tdur"] / 1000
        self.longest, self.total = max(frames.values()), sum(frames.values())


MARKS = (f"traced {number}" for number in itertools.count())


@contextmanager
def traced(page: Page) -> Iterator[list[Work]]:
    """Looks at what a page does meanwhile; one `Work` in the list when it has ended."""
    seen, events, ended, mark = [], [], [], next(MARKS)
    client = page.context.browser.new_browser_cdp_session()
    client.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    client.on("Tracing.tracingComplete", lambda data: ended.append(data))
    client.send(
        "Tracing.start",
        {
            "traceConfig": {"includedCategories": CATEGORIES},
            "transferMode": "ReportEvents",
        },
    )
    # Frames are drawn only where something is to be drawn.
    page.evaluate(
        """mark => {
            performance.mark(mark);
            const frame = () => globalThis.traced === mark && requestAnimationFrame(frame);
            globalThis.traced = mark;
            frame();
        }""",
        mark,
    )
    try:
        yield seen
        page.evaluate(
            "new Promise((yes) => requestAnimationFrame(() => setTimeout(yes)))"
        )
        page.evaluate("globalThis.traced = null")
    finally:
        client.send("Tracing.end")
        while not ended:
            page.wait_for_timeout(20)
        client.detach()
    seen.append(Work(events, mark))
