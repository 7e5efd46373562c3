"""The table of all models: sorted by pressing its headings, with the keyboard alone too."""

from __future__ import annotations

import pytest

from tests.support.browser import with_material
from tests.support.pages import MODELS
from tests.support.samples import in_turn

PAGE = "models/"
HEADS = ".sortable th"


def column(page, number: int) -> list[str]:
    """The cells of a column, from above."""
    return page.locator(f".sortable tbody td:nth-child({number})").all_inner_texts()


def number_of(page, heading: str) -> int:
    """Which column has this heading, from 1."""
    return page.locator(HEADS).all_inner_texts().index(heading) + 1


def sorts(page) -> dict[str, str]:
    """The headings that say how the table is sorted."""
    return {
        head.inner_text(): head.get_attribute("aria-sort")
        for head in page.locator(f"{HEADS}[aria-sort]").all()
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "heading",
    in_turn(["Parameters, billions", "Context", "KV cache at full context, GB"]),
)
def test_a_heading_sorts_by_its_numbers_one_way_and_the_other(visit, heading):
    page = visit(PAGE)
    number = number_of(page, heading)
    button = page.get_by_role("button", name=heading, exact=True)

    def numbers() -> list[float]:
        return [float(text.replace(",", "")) for text in column(page, number)]

    before = numbers()
    assert before != sorted(before)
    button.click()
    assert numbers() == sorted(before)
    assert sorts(page) == {heading: "ascending"}
    button.click()
    assert numbers() == sorted(before, reverse=True)
    assert sorts(page) == {heading: "descending"}
    assert len(before) == len(MODELS)


@pytest.mark.slow
def test_words_sort_as_words_and_rows_stay_whole(visit):
    page = visit(PAGE)
    rows = set(page.locator(".sortable tbody tr").all_inner_texts())
    page.get_by_role("button", name="Maker", exact=True).click()
    makers = column(page, number_of(page, "Maker"))
    assert makers == sorted(makers, key=str.casefold)
    assert set(page.locator(".sortable tbody tr").all_inner_texts()) == rows
    # What is equal keeps its order, that of the names.
    names = [
        name
        for name, maker in zip(column(page, 1), makers, strict=True)
        if maker == "Alibaba"
    ]
    assert names == sorted(names, key=str.casefold)
    page.get_by_role("button", name="Model", exact=True).click()
    assert sorts(page) == {"Model": "ascending"}


@pytest.mark.slow
def test_what_has_no_value_stays_last_either_way(visit):
    page = visit(PAGE)
    number = number_of(page, "Released")
    button = page.get_by_role("button", name="Released", exact=True)
    for reverse in (False, True):
        button.click()
        dates = column(page, number)
        known = [date for date in dates if date != "–"]
        assert 0 < len(known) < len(dates)
        assert dates == sorted(known, reverse=reverse) + ["–"] * (
            len(dates) - len(known)
        )


@pytest.mark.slow
def test_the_keyboard_alone_sorts_and_leads_to_a_model(visit):
    page = visit(PAGE)
    page.locator(".sortable [role=group]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    focused = "document.activeElement.innerText"
    assert page.evaluate(focused) == "Parameters, billions"
    assert (
        page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        == "solid"
    )
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert sorts(page) == {"Parameters, billions": "descending"}
    assert page.evaluate(focused) == "Parameters, billions"
    first = column(page, 1)[0]
    for _ in page.locator(HEADS).all()[1:]:
        page.keyboard.press("Tab")
    assert page.evaluate(focused) == first
    page.keyboard.press("Enter")
    page.wait_for_url("**/models/*/")
    page.locator("h1", has_text=first).wait_for()


@pytest.mark.slow
def test_it_can_be_sorted_after_a_link_was_followed(visit):
    """The theme puts the article into the page that is there: nothing is loaded anew."""
    page = with_material(visit("", anew=True))
    page.evaluate("globalThis.same = true")
    page.locator("article a[href$='models/']").first.click()
    page.get_by_role("button", name="Layers", exact=True).click()
    assert sorts(page) == {"Layers": "ascending"}
    assert page.evaluate("globalThis.same")


def test_without_scripts_it_is_a_plain_table(visit):
    page = visit(PAGE, java_script_enabled=False)
    assert page.locator(".sortable button").count() == 0
    assert len(column(page, 1)) == len(MODELS)


@pytest.mark.slow
@pytest.mark.parametrize("width", in_turn([390, 1600]))
def test_the_names_stay_in_sight_while_the_table_is_scrolled(visit, width):
    page = visit(PAGE, width)
    box = page.locator(".sortable [role=group]")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    name = page.locator(".sortable tbody td").first
    before = name.bounding_box()
    box.evaluate("box => box.scrollTo(300, 0)")
    after = name.bounding_box()
    assert after["x"] == pytest.approx(before["x"], abs=2)
    # What passes behind it is covered.
    assert name.evaluate(
        "cell => getComputedStyle(cell).backgroundColor"
    ) == page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.slow
def test_numbers_stand_at_the_right(visit):
    page = visit(PAGE)
    cells = page.locator(".sortable tbody tr").first.locator("td")
    aligned = cells.evaluate_all(
        "cells => cells.map((cell) => getComputedStyle(cell).textAlign)"
    )
    assert aligned[1:8] == ["right"] * 7
    assert "right" not in (aligned[0], *aligned[8:])
