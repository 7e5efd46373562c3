"""The search and the page for addresses that are not there, as a reader uses them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import NOT_THERE
from tests.support.search import Search, is_zensical

FOUND = {
    "top_k": "terms/top-p/",
    "torch.multinomial(probs, num_samples=1)": "terms/sampling/",
    "hallucinaton": "terms/hallucination/",
    "low-resource adapters": "terms/lora/",
    "large learning model": "terms/llm/",
}
TOLD = {
    "hallucinaton": "Spelled Hallucination here.",
    "low-resource adapters": "LoRA stands for low-rank adaptation.",
    "large learning model": "LLM stands for Large language model.",
}
"""What stands in the first result."""

INDEX = "**/search_index.json"


@pytest.mark.slow
def test_a_reader_searches_and_asks_for_an_address_that_is_not_there(visit, address):
    page = visit("terms/softmax/", anew=True)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    search = Search(page)
    for query, place in FOUND.items():
        search.fill(query)
        search.expect_first(place)
        if query in TOLD:
            expect(search.found.first).to_contain_text(TOLD[query])
    if not search.zensical:
        workers = [url for url in asked if "/workers/" in url]
        assert workers == [], "the theme's own worker is fetched for nothing"
        search.fill("use_rslora")
        expect(search.found.nth(1)).to_have_attribute(
            "href", re.compile("terms/lora-alpha/.*#which-division")
        )
        search.open().press("Enter")
        page.wait_for_url("**/terms/lora-alpha/**")

    page.goto(f"{address}{NOT_THERE}")
    nearest = page.get_by_role("navigation", name="Nearest to it").get_by_role("link")
    expect(nearest.first).to_have_text("LoRA")
    nearest.first.click()
    expect(page.locator("article h1").first).to_contain_text("LoRA")


@pytest.mark.slow
def test_a_search_without_a_network_says_so_and_works_when_it_is_back(visits):
    """First nothing answers, then all but the index, then all."""
    watched = visits.new(False, viewport={"width": 1280, "height": 900})
    page = watched.page
    page.route("**/bundle.*", lambda route: route.abort())
    page.route(INDEX, lambda route: route.abort())
    watched.open("terms/softmax/")
    field = page.locator("input.md-search__input")
    if is_zensical(page):
        page.context.close()
        pytest.skip("it says by itself that its search is unavailable")
    field.focus()
    expect(field).to_have_attribute("placeholder", "Not loaded: are you online?")
    page.unroute("**/bundle.*")
    page.mouse.click(640, 450)
    page.locator("html[data-material]").wait_for(state="attached")
    expect(field).to_have_attribute("placeholder", "Search")
    field.focus()
    expect(page.locator(".md-search-result__meta")).to_have_text(
        re.compile("could not be loaded: are you online")
    )
    page.unroute(INDEX)
    page.reload()
    Search(page).fill("LoRA")
    Search(page).expect_first("terms/lora/")
    page.context.close()
