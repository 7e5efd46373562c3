"""The guard on the site itself: all that it shows as code or output was run and compared."""

import os

import pytest

from glossary import ROOT
from glossary.content.content import load
from glossary.content.programs import PROGRAMS
from glossary.proof import guard, pytest_plugin
from glossary.proof.blocks import ran, typed


def test_the_site_shows_what_ran(site, prepared, content, record_property):
    """The counts are those of the sources: claims on each page, cells of each lab, programs."""
    verdict = guard.compare(site, ran(ROOT, prepared), typed(prepared))
    record_property("said", f"guard: {verdict}")
    assert "\n".join(verdict.complaints) == ""
    shown = [
        content.claims[name]
        for page in content.pages.values()
        for _, name in page.named("script")
    ]
    programs = [n for page in content.pages.values() for _, n in page.named("program")]
    assert sorted(programs) == sorted(PROGRAMS)
    cells = [cell for lab in content.labs.values() for cell in lab.code]
    made = len(content.labs) + len(content.models) + 1  # 404.html
    pages = len(content.pages) + made
    scripts = sum(len(claim.scripts) for claim in shown)
    printing = sum(bool(cell.text.strip()) for cell in cells)
    assert (verdict.pages, verdict.python, verdict.outputs) == (
        pages,
        scripts + len(cells) + len(programs),
        len(shown) + printing,
    )
    assert verdict.pages > 60
    assert verdict.python > 450
    assert verdict.outputs > 300


def test_the_pages_are_those_with_which_the_run_began():
    """The site is built minutes after its scripts ran: an edit between would be shown as run."""
    now = pytest_plugin.digest_of(load(ROOT))
    began = os.environ.get(pytest_plugin.RUN, now)
    assert began == now, "pages were edited while the tests ran: run the tests again"


@pytest.mark.slow
def test_what_is_not_run_would_be_seen(site, prepared):
    """One block less, one changed, one more: each is told, on its page."""
    all_of_them = list(ran(ROOT, prepared))
    commands = list(typed(prepared))
    first = next(one for one in all_of_them if one.page == "terms/softmax.md")
    others = [one for one in all_of_them if one is not first]
    (said,) = guard.compare(site, others, commands).complaints[:1]
    assert said.startswith("terms/softmax.md: python block that begins ")
    changed = type(first)(first.page, first.code, f"{first.output}!")
    assert guard.compare(site, [*others, changed], commands).complaints
    assert guard.compare(site, [*all_of_them, first], commands).complaints
    said = guard.compare(site, all_of_them, commands[1:]).complaints
    assert [line.partition(":")[0] for line in said] == [guard.place_of(commands[0])]
