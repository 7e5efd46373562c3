"""The theme's search as a reader uses it: Material's, or Zensical's in its shadow root."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


def is_zensical(page: Page) -> bool:
    """Whether Zensical built the page."""
    made_by = page.evaluate(
        "document.querySelector('meta[name=generator]')?.content ?? ''"
    )
    return made_by.startswith("zensical")


class Search:
    """The search of a page."""

    def __init__(self, page: Page):
        self.page = page
        self.zensical = is_zensical(page)
        self.found: Locator = page.locator(
            "[role=listbox] a[role=option]"
            if self.zensical
            else ".md-search-result__item a"
        )

    def open(self) -> Locator:
        """Go to its field by its button; the field."""
        if not self.zensical:
            return self.page.locator("input.md-search__input")
        field = self.page.locator("input[role=combobox]")
        if not field.is_visible():
            # It closes again what is opened within 125 ms of a change of the address.
            self.page.wait_for_timeout(200)
            self.page.locator(".md-search button").first.click()
        return field

    def fill(self, text: str) -> None:
        """Ask for `text`."""
        field = self.open()
        field.fill(text)
        field.press("End")  # Material looks when a key is let go

    def expect_first(self, address: str, timeout: float = 30_000) -> None:
        """Wait until what stands first leads to an address that holds this one."""
        expect(self.found.first).to_have_attribute(
            "href", re.compile(re.escape(address)), timeout=timeout
        )
