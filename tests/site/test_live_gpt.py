"""The parts of the live GPT as a page has them before their first use."""

from __future__ import annotations

import json
import shutil

import pytest
from selectolax.lexbor import LexborHTMLParser

from glossary import ROOT
from glossary.content.content import LIVE
from glossary.content.programs import FACTS
from glossary.site.live_gpt import LOSSES, PARTS, SHOWN, WITH_WORDS, part
from tests.support.render import render


@pytest.fixture
def with_weights(project):
    """The project with what is known of the weights."""
    (project.root / FACTS).parent.mkdir(parents=True)
    shutil.copy(ROOT / FACTS, project.root / FACTS)
    return project


def test_a_page_can_ask_for_each():
    assert [*PARTS, LOSSES] == list(LIVE)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<!-- live: nope -->", "the live GPT has no 'nope': write one of small,"),
        ("<!--live: write-->", "write it alone on its line"),
        ("Here: <!-- live: write -->", "write it alone on its line"),
    ],
)
def test_one_that_is_not_there_is_named_with_its_line(with_weights, line, said):
    at = with_weights.add("docs/index.md", f"\n{line}\n") + 1
    (problem,) = with_weights.problems()
    assert problem.startswith(f"docs/index.md:{at}: ")
    assert said in problem


@pytest.mark.parametrize("name", PARTS)
def test_before_its_use_it_is_words_and_a_button(with_weights, name):
    page = render(with_weights, f"# Page\n\n<!-- live: {name} -->\n", "terms/page.md")
    form = page.css_first("form.live")
    assert form.attributes["data-live"] == name
    assert form.attributes["aria-label"] == PARTS[name][0]
    assert form.css_first("button").text() == PARTS[name][1]
    assert not form.css("input, select, textarea, a.term")
    script = page.css_first("form.live + script")
    assert script.attributes["src"] == "../../assets/javascripts/live/start.js"
    writes = json.loads((ROOT / FACTS).read_text("utf-8"))["writes"]
    shown = [one.text() for one in form.css("i")]
    wanted = [", ".join(words[:SHOWN]) for words in writes.values()]
    assert shown == (wanted if name in WITH_WORDS else [])


def test_the_losses_are_those_that_are_stored(with_weights):
    page = render(with_weights, f"# Page\n\n<!-- live: {LOSSES} -->\n")
    known = json.loads((ROOT / FACTS).read_text("utf-8"))
    rows = [[cell.text() for cell in row.css("td")] for row in page.css("tbody tr")]
    curve = known["losses"]
    assert rows[0] == ["none: an even guess", f"{known['uniform']:.2f}"]
    assert rows[1] == [f"1 to {known['every']}", f"{curve[0]:.2f}"]
    last = known["steps"]
    assert rows[-1] == [
        f"{last - known['every'] + 1:,} to {last:,}",
        f"{curve[-1]:.2f}",
    ]
    assert f"{known['words']['count']:,} words" in page.text()


@pytest.mark.parametrize(
    ("uri", "up"), [("index.md", ""), ("page.md", "../"), ("a/b/index.md", "../../")]
)
def test_addresses_are_from_the_page(uri, up):
    lines = "\n".join(part("small", uri, ROOT))
    assert f'src="{up}assets/javascripts/live/start.js"' in lines
    assert f'href="{up}live/#train-a-lora-of-your-own"' in lines
    assert "\n\n" not in lines


def test_the_heading_that_it_links_is_there():
    text = (ROOT / "docs/live.md").read_text("utf-8")
    assert "\n## Train a LoRA of your own\n" in text


def test_weights_and_names_have_a_folder_of_their_own(with_weights):
    assert with_weights.problems() == []
    with_weights.write("docs/assets/other.json", "{}")
    (problem,) = with_weights.problems()
    assert problem.startswith("docs/assets/other.json:1: only .md,")


def test_it_is_the_first_way_in_and_opens_the_page_of_lora(site):
    pages = {
        path: LexborHTMLParser((site / path / "index.html").read_text("utf-8"))
        for path in ("", "terms/lora")
    }
    first = pages[""].css_first(".ways li a")
    assert first.attributes["href"] == "live/"
    article = pages["terms/lora"].css_first("article")
    shown = [one.tag for one in article.css("h1, h2, form")]
    assert shown[:3] == ["h1", "form", "h2"]
