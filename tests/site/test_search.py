"""The search: what it knows of names and code, and that it finds what people look for."""

from __future__ import annotations

import json
import os
import re
import shutil

import pytest

from glossary.content.content import load
from glossary.content.terms import Term
from glossary.site import search
from glossary.site.prepare import before
from glossary.site.search import code_in, expansions, initials, names_of, write
from tests.support.project import WIDGET
from tools.bench.search import Search, ask, page_of, searches

ROWS = searches()
LEAST = {"all": (0.955, 0.985), "held out": (0.94, 0.985)}
"""Recall at 1 and at 3, a query or two below what README.md of tools/bench/ reports."""


@pytest.fixture(scope="module")
def node() -> None:
    if not shutil.which("node"):
        if os.environ.get("CI"):
            pytest.fail("CI needs Node.js: apt-get install nodejs")
        pytest.skip("there is no Node.js: install it to test what the search finds")


@pytest.mark.slow
def test_what_people_look_for_comes_first(site, node):
    answers, _ = ask("ours", site, [row.query for row in ROWS])
    ranks = [row.rank(answer) for row, answer in zip(ROWS, answers, strict=True)]
    pairs = list(zip(ROWS, ranks, strict=True))
    parts = {"all": ranks, "held out": [rank for row, rank in pairs if row.is_held_out]}
    missed = [(row.query, rank) for row, rank in pairs if rank != 1]
    for part, found in parts.items():
        at_1, at_3 = LEAST[part]
        assert sum(rank == 1 for rank in found) >= at_1 * len(found), (part, missed)
        assert sum(0 < rank < 4 for rank in found) >= at_3 * len(found), (part, missed)


@pytest.mark.slow
def test_every_name_leads_to_its_page(site, node, content):
    names = [one for one in names_of(content) if one[2] != "taught"]
    answers, _ = ask("ours", site, [name for name, *_ in names])
    for (name, place, *_), answer in zip(names, answers, strict=True):
        assert page_of(answer[0][0]) == page_of(place), name


def test_the_list_of_searches_is_long_and_names_what_is_there(site):
    assert len(ROWS) >= 200
    assert len({row.query.casefold() for row in ROWS}) == len(ROWS)
    assert 0.25 < sum(row.is_held_out for row in ROWS) / len(ROWS) < 0.4
    pages: dict[str, str] = {}
    for row in ROWS:
        assert row.source, row
        for place in row.places:
            page, _, heading = place.partition("#")
            html = pages.setdefault(
                page, (site / page / "index.html").read_text("utf-8")
            )
            assert not heading or re.search(f'id="?{re.escape(heading)}"?', html), place


def test_a_rank_is_that_of_the_first_right_page():
    row = Search("x", "term", ("terms/a#b", "terms/c"), "s")
    assert row.rank([["terms/d/"], ["terms/c/#e", "terms/c/"], ["terms/a/"]]) == 2
    assert row.rank([["terms/d/"]]) == 0
    assert row.is_led([["terms/a/#b"]]) is None
    only = Search("x", "term", ("terms/a#b",), "s")
    assert only.is_led([["terms/a/", "terms/a/#b", "terms/a/#c"]])
    assert not only.is_led([["terms/a/#c", "terms/a/#b"]])
    assert not only.is_led([])
    assert page_of("terms/a/#b") == page_of("terms/a") == "terms/a"


def test_code_is_searched_and_what_it_prints_is_not():
    text = (
        "# A\n\n## Two words\n\n```python\nx = top_k(3)  # why\n```\n\n```text\nprinted\n```\n"
        '=== "B"\n\n    ```python\n    F.softmax(x)\n    # no heading\n    ```\n'
        "## Own {: #other }\n\n```console\npip install y\n```\n"
    )
    assert code_in(text) == {
        "two-words": ["x", "top_k", "why", "F.softmax", "no", "heading"],
        "other": ["pip", "install", "y"],
    }


def test_names_of_all_kinds_lead_somewhere(content):
    names = names_of(content)
    by_name = {(name, kind): place for name, place, kind, _ in names}
    assert by_name["LoRA", "term"] == "terms/lora/"
    assert by_name["DoRA", "cover"] == "terms/lora/#variants"
    assert by_name["rope_theta", "code"] == "terms/rope/"
    assert by_name["use_rslora", "code"] == "terms/lora-alpha/#which-division"
    assert by_name["low-resource adaptation", "wrong"] == "terms/lora/"
    assert by_name["gpt-oss 20B", "model"] == "models/gpt-oss-20b/"
    assert ("LoRA", "terms/lora/", "stands", "Low-Rank Adaptation") in names


def test_an_acronym_is_that_of_the_name_whose_words_it_begins():
    def of(*names: str) -> list[tuple[str, str]]:
        made = Term.model_construct(term=names[0], expansion=None, aliases=names[1:])
        return expansions(made)

    assert of("LoRA", "Low-Rank Adaptation", "LoRA adapter") == [
        ("LoRA", "Low-Rank Adaptation")
    ]
    assert of("Retrieval-augmented generation", "RAG") == [
        ("RAG", "Retrieval-augmented generation")
    ]
    assert of("Perplexity", "PPL") == []
    assert initials("Mixture of experts") == {"me"}


def test_the_index_of_both_builders_gets_code_and_names(project, tmp_path):
    """Zensical's has another name and other keys."""
    made = before(project.root)
    for path, key in search.INDICES.items():
        site = tmp_path / key
        (site / path).parent.mkdir(parents=True)
        section = {"location": "terms/widget/", "title": "Widget", "text": ""}
        index = {"config": {"lang": ["en"]}, key: [section]}
        (site / path).write_text(json.dumps(index), "utf-8")
        write(site, made)
        index = json.loads((site / path).read_text("utf-8"))
        assert ["Widget", "terms/widget/", "term", ""] in index["config"]["names"]
        assert "print" in index[key][0]["code"].split()
        assert ["Widget", "terms/widget/", "term", ""] in json.loads(
            (site / search.NAMES).read_text("utf-8")
        )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("names:\n  widgit: [w_size]\n", "2: there is no term 'widgit': mend the slug"),
        (
            "names:\n  widget#nowhere: [w_size]\n",
            "2: 'widget' has no heading with the id 'nowhere': write it as in its link",
        ),
        (
            "names:\n  widget: [w_size]\n  token: [WSize]\n",
            "3: 'WSize' leads to 'widget' too: keep one",
        ),
        (
            "names:\n  token: [_widget]\n",
            "2: '_widget' leads to 'widget' too: keep one",
        ),
        (
            "wrong:\n  widget:\n    wodget: no\n",
            "3: wrong.widget.wodget",
        ),
    ],
)
def test_a_slip_in_the_names_is_told_with_its_line(project, text, told):
    project.write("docs/searches.yml", text)
    (problem,) = map(str, load(project.root).problems)
    assert problem.startswith(f"docs/searches.yml:{told}"), problem


def test_names_that_are_right_are_no_problem(project):
    project.write(
        "docs/searches.yml",
        "names:\n  widget: [w_size]\nwrong:\n  widget:\n    wodget: It is spelled widget.\n",
    )
    content = load(project.root)
    assert content.problems == []
    assert ("wodget", "terms/widget/", "wrong", "It is spelled widget.") in names_of(
        content
    )
    assert WIDGET == "docs/terms/widget.md"
