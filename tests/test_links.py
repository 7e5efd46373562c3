"""The list and the check of links that lead out of the site; no test asks another host."""

import io
import urllib.error
from email.message import Message

import pytest

from glossary import links
from glossary.links import Link, ask, external_links, links_in, report


def test_every_source_is_listed_with_what_it_supports():
    listed = list(external_links())
    assert any(
        link.url == "https://arxiv.org/abs/2106.09685" and "§4.1" in link.supports
        for link in listed
    )
    assert all(link.supports for link in listed)
    assert any(link.place.startswith("docs/labs/") for link in listed)
    assert any(link.place.startswith("docs/use.md:") for link in listed)


def test_links_are_found_with_their_lines_and_not_in_code():
    text = "a [b](https://one.example/x) c\n\n```\n[d](https://two.example)\n```\n<https://three.example>"
    found = [(link.url, link.place) for link in links_in(text, "p.md")]
    assert found == [
        ("https://one.example/x", "p.md:1"),
        ("https://three.example", "p.md:6"),
    ]


def answer(code: int):
    def urlopen(request, timeout):
        if code == 200:
            return io.BytesIO()
        if code == 0:
            raise OSError("no such host")
        raise urllib.error.HTTPError(request.full_url, code, "said", Message(), None)

    return urlopen


@pytest.mark.parametrize(
    ("code", "said"),
    [(200, ""), (403, ""), (404, "404 said"), (500, "500 said"), (0, "no such host")],
)
def test_what_counts_as_no_answer(code, said, monkeypatch):
    monkeypatch.setattr(links.urllib.request, "urlopen", answer(code))
    monkeypatch.setattr(links.time, "sleep", lambda _: None)
    assert ask("https://one.example/#part") == said


def test_the_report_names_the_place_and_what_is_lost(monkeypatch):
    monkeypatch.setattr(links.urllib.request, "urlopen", answer(404))
    monkeypatch.setattr(links.time, "sleep", lambda _: None)
    some = [Link("https://one.example/", "docs/x.md:3", "that two is two")]
    dead = links.check(some)
    text = report(some, dead)
    assert "1 of 1 links do not answer" in text
    assert "- <https://one.example/>: 404 said" in text
    assert "`docs/x.md:3`: that two is two" in text
