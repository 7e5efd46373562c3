"""Models as a reader sees them: the page of each, tables, figures in sentences."""

import re
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser

from glossary import ROOT
from glossary.content.columns import digits
from glossary.content.features import features
from glossary.content.pages import split_head
from glossary.models import report
from glossary.models.report import size
from glossary.site import models
from glossary.site.page import LINK, anchors_of
from glossary.site.prepare import before
from glossary.site.text import escape
from tests.support.pages import MODELS as NAMES
from tests.support.project import WIDGET
from tests.support.render import prepare, render
from tests.support.samples import in_turn

FILES = ("gpt2", "gpt2-xl", "gpt-oss-20b", "llama-3.1-8b")


@pytest.fixture(scope="module")
def texts():
    """The prepared pages of the site."""
    return before(ROOT).texts


@pytest.fixture
def with_models(project):
    """A project with four models."""
    for name in FILES:
        project.write(
            f"models/{name}.json", (ROOT / f"models/{name}.json").read_text("utf-8")
        )
    return project


def figures(text):
    """All numbers of a text, as written."""
    return set(re.findall(r"\d[\d,.]*\d|\d", text))


@pytest.mark.parametrize("name", in_turn(NAMES, a_day=10))
def test_every_model_has_a_page_with_its_figures(texts, content, name):
    """Each is one that `python -m glossary.models` prints, which the tests of it judge."""
    text = texts[f"models/{name}.md"]
    model = content.models[name]
    made = report(model.entry["config"])
    shown = figures(text)
    assert f"{made['parameters']:,}" in shown
    for count in made["by_part"].values():
        assert not count or f"{count:,}" in shown
    assert f"{made['active']:,}" in shown or not made["experts"]
    for form in models.FORMATS:
        if (count := made["weights"][form]) is not None:
            assert size(count) in text, form
    for sizes in made["cache"]["by_type"].values():
        assert f"{sizes['per_token']:,}" in shown
        assert size(sizes["total"]) in text
        if sizes["expanded"] is not None and sizes == made["cache"]["by_type"]["bf16"]:
            assert size(sizes["expanded"]) in text
    whole = report(model.entry["config"], targets="all-linear")
    for adapter in (made["adapter"], whole["adapter"]):
        assert f"{adapter['parameters']:,}" in shown
        assert f"{adapter['file']['fp32']:,}" in shown
    for way in ("full", "lora", "qlora"):
        states = dict(whole["training"][way])
        more = states.pop("raised_to_fp32", 0)
        for count in (*states.values(), sum(states.values())):
            assert models.gb(count) in text, way
        # Once as it is loaded, and once after what the usual recipe does.
        if more:
            after = [states["frozen"] + more, more + sum(states.values())]
            row = text.partition("| QLoRA, the rest in fp32")[2].partition("\n")[0]
            cells = row.split(" | ")
            assert [cells[1], cells[-1].removesuffix(" |")] == [*map(models.gb, after)]
    for field in (
        "activations_estimate",
        "activations_estimate_with_checkpointing",
        "activations_estimate_of_qlora",
    ):
        assert size(whole["training"][field]["layers"]) in text
    for count in made["flops"].values():
        assert count is None or models.flops(count) in text
    rates = made["speed"]["tokens_per_second_with_empty_cache"]
    assert re.search(
        rf"at most {rates['bf16']:,.0f}( passes)?\. A pass makes one token", text
    )
    format_of = (model.entry["config"].get("quantization_config") or {}).get(
        "quant_method"
    )
    if format_of:
        assert f"gives at most {rates[format_of]:,.0f} passes, and in bf16 " in text
        assert f"not load the published {format_of.upper()} files through" in text
        lead = text.partition("{: .term-lead }")[0].split("\n")[-2]
        whole = made["weights"][format_of]
        assert (
            f"published in {format_of.upper()}, in which these take "
            f"{digits(whole / 10**9)} GB, and" in lead
        )
        for note in content.models[name].described["notes"]:
            section = text.partition("## Weights in memory")[2].partition("##")[0]
            assert f"In these sizes {escape(note)}" in section
        scales = ", there with one scale a matrix" * (name == "devstral-small-2")
        assert f", as it is published{scales} | {size(whole)} |" in text
    else:
        assert "as published" not in text
        assert "as it is published" not in text
        assert "through bitsandbytes" not in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("llama-3.1-8b", "`all-linear` is every linear layer but the output."),
        (
            "gpt-oss-20b",
            "an adapter to attention, and none to router, experts, output.",
        ),
        (
            "deepseek-v3",
            "an adapter to attention, router, experts, and none to feed-forward, shared experts, "
            "output. Every expert gets one, the joint gate-and-up matrix at twice the rank.",
        ),
        (
            "qwen3-next-80b-a3b",
            "to attention, router, experts, of shared experts `shared_expert_gate` alone, and "
            "none to output. Every expert",
        ),
        (
            "qwen3.5-35b-a3b",
            "an adapter to attention, shared experts, and none to router, experts, output. "
            "Counted are those of the language model. Loaded with the rest",
        ),
        (
            "gemma-3-27b",
            "every linear layer but the output. Counted are those of the language model.",
        ),
    ],
)
def test_what_all_linear_is_in_a_model(content, name, said):
    """As tests/reference/test_models_adapters.py has it of PEFT, matrix by matrix."""
    assert said in models.of_adapter(content.models[name], frozenset())[0]


@pytest.mark.parametrize("name", in_turn(NAMES, a_day=10))
def test_a_page_says_where_its_figures_were_read(texts, content, name):
    entry = content.models[name].entry
    text = texts[f"models/{name}.md"]
    sources = text.partition("## Sources")[2]
    assert entry["read"] in sources
    for field in ("config_address", "config_read_in", "card", "paper", "license_from"):
        assert field not in entry or f"({entry[field]})" in sources, field
    for one in entry.get("published", ()):
        assert f"({one['source'].split(' ')[0]})" in sources
    for address in re.findall(r"https://[^\s,;)]+", entry.get("config_note", "")):
        assert f"[source]({address})" in sources
    assert not re.search(r"(?<!\()https://", sources), "an address that is no link"
    if "license" not in entry:
        assert "- License: not read in a source that we could open" in sources
    for field in content.models[name].described["assumed"]:
        assert f"`{field}`" in sources
    assert f"/blob/main/models/{name}.json)" in sources


@pytest.mark.parametrize("name", in_turn(NAMES, a_day=10))
def test_a_page_says_what_is_unusual_and_links_what_explains_it(texts, content, name):
    text = texts[f"models/{name}.md"]
    section = text.partition("## What is unusual")[2].partition("\n## ")[0]
    found = features(content.models[name])
    assert section.count("\n- **") == len(found)
    for one in found:
        assert f"[{one.name}](/{one.target})" in section
    if not found:
        assert "Nothing that its configuration shows." in section


def test_every_link_of_a_models_page_leads_to_a_page_and_a_heading(texts, content):
    seen = set()
    for name in NAMES:
        for match in LINK.finditer(texts[f"models/{name}.md"]):
            target = match["target"]
            if target and target.startswith("/"):
                seen.add(target)
    assert len(seen) > 25
    for target in seen:
        uri, _, anchor = unquote(target[1:]).partition("#")
        page = content.pages[uri.partition("?")[0]]
        assert not anchor or anchor in anchors_of(page), target


def test_a_picture_has_a_bar_for_each_part_as_long_as_its_share(content):
    model = content.models["gpt-oss-20b"]
    tree = LexborHTMLParser(models.picture(model))
    bars = [float(bar.attributes["width"]) for bar in tree.css("rect")]
    labels = [text.text() for text in tree.css("text")]
    parts = dict(models.parts(model))
    shown = dict(zip(labels[::2], bars, strict=True))
    assert set(shown) == {*parts, "active ones"}
    longest = max(bars)
    for part, count in parts.items():
        wanted = max(2, longest * count / max(parts.values()))
        assert shown[part] == pytest.approx(wanted, abs=0.1)
    assert shown["active ones"] == pytest.approx(longest * 4 / 32, abs=0.1)
    # Not by color alone: a name, a number and a frame.
    (framed,) = tree.css("rect[stroke]")
    assert float(framed.attributes["width"]) == shown["active ones"]
    told = tree.css_first("desc").text()
    for label, words in zip(labels[::2], labels[1::2], strict=True):
        assert f"{label} {words}" in told
    assert tree.css_first("title").text() == "Where the parameters of gpt-oss 20B are"
    assert "style=" not in models.picture(model)


@pytest.mark.parametrize("name", in_turn(NAMES, a_day=10))
def test_no_label_of_a_picture_is_cut_off(content, name):
    """At a size of 16 a letter is 8.6 wide on average, in the widest of the fonts."""
    tree = LexborHTMLParser(models.picture(content.models[name]))
    for text in tree.css("text"):
        x, length = float(text.attributes["x"]), 8.6 * len(text.text())
        ends = text.attributes.get("text-anchor") == "end"
        assert x >= length if ends else x + length <= 520, text.text()


def test_a_page_is_found_by_the_names_that_people_type(texts):
    head, _ = split_head(texts["models/llama-3.1-8b.md"])
    assert '"Llama 3.1 8B", "meta-llama/Llama-3.1-8B-Instruct"' in head
    assert "by the numbers: 8.03 billion parameters" in head


def test_a_table_has_the_models_and_columns_asked_for(with_models):
    tree = render(
        with_models,
        "# Other\n\n<!-- models: gpt-oss-20b, gpt2 | parameters, window, license -->\n",
    )
    assert [h.text() for h in tree.css("th")] == [
        "Model",
        "Parameters",
        "Window",
        "License",
    ]
    rows = [[cell.text() for cell in row.css("td")] for row in tree.css("tbody tr")]
    assert rows == [
        ["gpt-oss 20B (2025)", "20.9 billion", "128", "Apache 2.0"],
        ["GPT-2 small (2019)", "124 million", "–", "Modified MIT"],
    ]
    links = [a.attributes["href"] for a in tree.css("td:first-child a")]
    assert links == ["../models/gpt-oss-20b/", "../models/gpt2/"]
    assert "LICENSE" in tree.css_first("td:last-child a").attributes["href"]
    assert tree.css_first(".sortable") is None


def test_columns_of_numbers_stand_at_the_right_and_not_by_a_style(with_models):
    tree = render(
        with_models,
        "# Other\n\n<!-- models: all | parameters, layers, experts-used -->\n",
    )
    heads = {h.text(): h.attributes.get("class") for h in tree.css("th")}
    assert heads == {
        "Model": None,
        "Parameters": None,
        "Layers": "right",
        "Used for a token": "right",
    }
    assert all(
        cell.attributes.get("class") == "right"
        for row in tree.css("tbody tr")
        for cell in row.css("td")[2:]
    )
    assert "style=" not in tree.html


def test_the_table_of_all_has_each_by_name_and_can_be_sorted(with_models):
    tree = render(with_models, "# Other\n\n<!-- models: all | layers -->\n")
    names = [a.text() for a in tree.css(".sortable.no-term-links td:first-child")]
    assert names == ["GPT-2 small", "GPT-2 XL", "gpt-oss 20B", "Llama 3.1 8B"]


def test_the_page_of_all_models_has_all_of_them(site):
    html = (site / "models/index.html").read_text("utf-8")
    links = LexborHTMLParser(html).css(".sortable td:first-child a")
    assert {link.attributes["href"].strip("/") for link in links} == set(NAMES)
    assert all(
        len(row.css("td")) == 11 for row in LexborHTMLParser(html).css("tbody tr")
    )


def test_a_figure_stands_in_a_sentence_a_cell_and_a_link(with_models):
    text = (
        "# Other\n\nIt has {gpt2: parameters}, [{gpt2: context}](index.md).\n\n"
        "| A | B |\n|---|---|\n| {gpt2: page} | {gpt2: layers}, {gpt2-xl: layers} |\n\n"
        "Write `{gpt2: parameters}` or `` {gpt2: layers} `` for it, not {gpt2: layers}.\n"
    )
    tree = render(with_models, text)
    assert tree.css("p")[0].text() == "It has 124 million, 1,024."
    assert [cell.text() for cell in tree.css("td")] == ["GPT-2 small", "12, 48"]
    assert tree.css_first("td a").attributes["href"] == "../models/gpt2/"
    assert [code.text() for code in tree.css("code")] == [
        "{gpt2: parameters}",
        "{gpt2: layers}",
    ]
    assert tree.css("p")[-1].text().endswith("for it, not 12.")


def test_what_is_not_there_has_its_box_while_the_site_is_served(with_models):
    made = prepare(with_models, "# Other\n\n<!-- models: gpt3 | layers -->\n")
    assert 'failure "To mend"' in made
    assert "there is no models/gpt3.json" in made
    assert "{gpt3: layers}" in prepare(
        with_models, "# Other\n\nIt has {gpt3: layers}.\n"
    )


@pytest.mark.slow
def test_without_the_pages_that_explain_there_are_words_and_no_broken_links(
    with_models,
):
    """A small project builds without a warning, and with a calculator links it for each model."""
    with_models.write(
        "docs/models.md", "# Models\n\n<!-- models: all | layers, unusual -->\n"
    )
    with_models.set(nav=[{"Home": "index.md"}, {"Models": "models.md"}])
    with_models.write(
        "docs/calculator.md", "# Calculator\n\nBack to [models](models.md).\n"
    )
    with_models.set(
        nav=["index.md", "models.md", "calculator.md", {"Terms": "by group"}]
    )
    done = with_models.build()
    assert done.returncode == 0, done.stdout + done.stderr
    html = (with_models.root / "site/models/gpt-oss-20b/index.html").read_text("utf-8")
    article = LexborHTMLParser(html).css_first("article")
    links = {a.text(): a.attributes["href"] for a in article.css("a")}
    assert links["All models"] == "../"
    assert links["Calculator"] == "../../calculator/?model=gpt-oss-20b"
    assert "Mixture of experts" not in links
    assert "See Mixture of experts." in article.text()
    edit = article.css_first("a[rel=edit], a[title^='Edit']").attributes["href"]
    assert edit == "https://github.com/owner/name/edit/main/models/gpt-oss-20b.json"
    assert "style=" not in article.html


def test_a_page_of_an_author_is_edited_where_it_is(site):
    html = (site / "models/index.html").read_text("utf-8")
    assert '/edit/main/docs/models.md"' in html


def test_a_model_that_was_removed_has_no_page_any_more(with_models):
    assert (with_models.before().folder / "models/gpt2-xl.md").exists()
    (with_models.root / "models/gpt2-xl.json").unlink()
    assert not (with_models.before().folder / "models/gpt2-xl.md").exists()


def test_a_link_to_a_models_page_is_checked(with_models):
    number = with_models.add(
        WIDGET, "\nSee [it](../models/gpt2.md), not [this](../models/gpt3.md).\n"
    )
    (problem,) = with_models.problems()
    assert problem.startswith(f"{WIDGET}:{number + 1}: links to '../models/gpt3.md'")
