"""The theme's style sheet as pages have it: thin, and the same to the eye."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tinycss2
from selectolax.lexbor import LexborHTMLParser

from glossary.site import slim
from tests.support.pages import LABS, PAGES
from tests.support.samples import some_of
from tests.support.weight import PAGE_LIMIT, SCRIPT_LIMIT, scripts, weights

NAMES = slim.names_of(
    [
        '<body class="a b"><p id="one"><svg viewBox=""></p>'
        '<div class="tabbed-set" data-tabs="1:2"></div>'
    ],
    ['let x = `a "${b}" made`;'],
)
SOME = some_of(PAGES, ["", "terms/lora/", LABS[0], "calculator/", "models/"], days=30)


@pytest.mark.parametrize(
    "css",
    [
        "p{color:red}",
        "html body>p.a:hover{color:red}",
        ".a.b{color:red}",
        "#one{color:red}",
        ".made{color:red}",
        "p::before{color:red}",
        "p:not(.c){color:red}",
        "[dir=ltr] p{color:red}",
        "*,:root{color:red}",
        "@media print{p{color:red}}",
        "@font-face{font-family:x}",
        "@keyframes x{0%{color:red}}",
        ".js p{color:red}",
        ":is(.c,.a) p{color:red}",
        ".tabbed-set>p:nth-child(2){color:red}",
        "p:nth-child(3){color:red}",
    ],
)
def test_what_a_page_can_hold_stays(css):
    assert slim.slim(css, NAMES) == css


@pytest.mark.parametrize(
    "css",
    [
        "em{color:red}",
        "p.c{color:red}",
        "#two{color:red}",
        "[dir=rtl] p{color:red}",
        "@media print{em{color:red}}",
        ":is(.c,.d) p{color:red}",
        ".tabbed-set>p:nth-child(3){color:red}",
        ".a .c:hover::before{color:red}",
    ],
)
def test_what_no_page_holds_goes(css):
    assert slim.slim(css, NAMES) == ""


def test_of_several_selectors_those_stay_that_can_match():
    assert slim.slim("p,em,.a>.c,.b{x:y}", NAMES) == "p,.b{x:y}"


def test_variables_stay_that_anything_asks_for():
    css = ":root{--a:1;--b:var(--a);--c:2;color:red}p{color:var(--d)}.a{--c:3}"
    assert slim.slim(css, NAMES) == ":root{color:red}p{color:var(--d)}"
    kept = slim.slim(css, NAMES, ['style="x: var( --b )"'])
    assert kept == ":root{--a:1;--b:var(--a);color:red}p{color:var(--d)}"


def test_each_style_sheet_keeps_what_scripts_put_into_pages(tmp_path):
    """Zensical has two, and the second was thinned as if there were no scripts."""
    (tmp_path / "index.html").write_text("<html><body><p></p></body></html>")
    (script := tmp_path / "own.js").write_text("button.className = 'made';")
    sheets = [
        tmp_path / "assets/stylesheets" / kind / "main.1.css" for kind in ("a", "b")
    ]
    for sheet in sheets:
        sheet.parent.mkdir(parents=True)
        sheet.write_text(".made{color:red}.other{color:red}")
    slim.write(tmp_path, iter([script]))
    assert {sheet.read_text() for sheet in sheets} == {".made{color:red}"}


def test_a_style_sheet_that_cannot_be_read_is_told():
    with pytest.raises(ValueError, match="the theme's style sheet cannot be read"):
        slim.slim("p{color:red} }", NAMES)


# The built site

STATE = re.compile(
    r"::[\w-]+(?:\([^)]*\))?|:(?:before|after|hover|focus(?:-visible|-within)?|active|target"
    r"|checked|valid|indeterminate|-[\w-]+)(?![\w(-])"
)
"""Of a selector, what depends on more than the page: it may be so at any time."""

SHOWN = re.compile(r"(?:^|;)\s*(?!--)[\w-]+:")
"""A declaration that is no variable's."""


def selectors(rules: list, within: str = "") -> dict[tuple[str, str], str]:
    """Each selector of a style sheet, in its @media, with what stands in its rule."""
    found: dict[tuple[str, str], str] = {}
    for rule in rules:
        if rule.type == "qualified-rule":
            for one in slim.split(rule.prelude):
                written = tinycss2.serialize(one).strip()
                found[within, written] = tinycss2.serialize(rule.content)
        elif rule.type == "at-rule" and rule.lower_at_keyword in slim.GROUPS:
            inner = tinycss2.parse_rule_list(rule.content, skip_whitespace=True)
            found |= selectors(inner, within + tinycss2.serialize(rule.prelude))
    return found


@pytest.fixture(scope="module")
def sheets(site: Path) -> tuple[str, str]:
    """The thin and the whole one, as texts."""
    (thin,) = (site / "assets/stylesheets").glob("main.*.css")
    whole = thin.with_name(thin.name.replace("main.", "whole."))
    return thin.read_text("utf-8"), whole.read_text("utf-8")


def test_no_rule_that_is_left_out_matches_anything_on_a_page(site, sheets):
    thin, whole = (selectors(slim.parse(text)) for text in sheets)
    shows = {key for key, text in whole.items() if SHOWN.search(text)}
    out = {one for _, one in shows - thin.keys() if "dir=rtl" not in one}
    assert len(out) > 400
    assert thin.keys() <= whole.keys()
    asked = {STATE.sub("", one) for one in out}
    asked = {re.sub(r"(^|[\s>+~])(?=$|[\s>+~])", r"\1*", one) for one in asked}
    for address in SOME:
        html = (site / address / "index.html").read_text("utf-8")
        tree = LexborHTMLParser(html)
        matched = [one for one in asked if tree.css_first(one)]
        assert matched == [], address


def test_every_variable_that_is_asked_for_is_there(site, sheets):
    thin, whole = sheets
    defined = re.compile(r"[{;](--[\w-]+):")
    own = "".join(
        p.read_text("utf-8") for p in site.glob("assets/stylesheets/[gr]*.css")
    )
    asked = set(slim.USED.findall(thin + own))
    assert len(asked) > 60
    assert asked & set(defined.findall(whole)) <= set(defined.findall(thin + own))


# Weight, without a browser; tests/browser/test_until_material.py asks one


@pytest.mark.parametrize("address", ["", *LABS, "calculator/", "models/"])
def test_no_page_loads_much_script(site, address):
    sent = weights(site, address)
    assert 5_000 < scripts(sent) < SCRIPT_LIMIT, sent


def test_every_term_page_is_light(site):
    for address in PAGES:
        if not address.startswith("terms/"):
            continue
        sent = weights(site, address)
        assert 25_000 < sum(sent.values()) < PAGE_LIMIT, (address, sent)
        assert scripts(sent) < SCRIPT_LIMIT, (address, sent)
