"""The Content-Security-Policy of the pages. Every test in a browser sees whether they keep it."""

from __future__ import annotations

import re

import pytest

from glossary.site import policy
from tests.support.browser import Watched

BREACHES = [
    "document.body.append(Object.assign(document.createElement('script'),"
    " { textContent: 'globalThis.ran = 1' }))",
    "document.body.setAttribute('style', 'color: red')",
    "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')",
    "document.body.append(document.createElement('style').appendChild("
    "new Text('p {}')).parentNode)",
    "setTimeout(() => { try { new Function('') } catch {} })",
]


@pytest.mark.slow
def test_a_violation_of_the_policy_would_be_seen(chromium, address):
    context = chromium.new_context()
    watched = Watched(context.new_page(), address)
    page = watched.open("")
    for breach in BREACHES:
        assert watched.complaints == []
        page.evaluate(breach)
        page.wait_for_timeout(200)
        assert page.evaluate("globalThis.ran") is None
        found = [one for one in watched.complaints if "olicy" in one]
        assert found, (breach, watched.complaints)
        watched.complaints.clear()
    context.close()


def test_every_page_has_the_policy_first_and_the_same(site):
    policies = set()
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        if "assets" in path.relative_to(site).parts:
            continue  # the frame of Run has a stricter one of its own
        head = html[html.index("<head>") : html.index("</head>")]
        found = re.findall(
            r'http-equiv="Content-Security-Policy" content="(.*?)"', head
        )
        assert len(found) == 1, path
        assert head.index("Content-Security-Policy") < min(
            head.index(tag) for tag in ("<link", "<script", "<title")
        ), path
        policies.update(found)
    (policy,) = policies
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert "'wasm-unsafe-eval'" not in policy  # the frame of Run compiles, no page
    assert not re.search(r"https?:|\*", policy)


def test_a_hash_is_that_of_the_standard():
    # The example of the specification.
    assert policy.hash_of("alert('Hello, world.');") == (
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    )


def test_a_page_without_a_place_for_the_policy_is_refused(tmp_path):
    (tmp_path / "page.html").write_text("<html><head></head></html>")
    with pytest.raises(ValueError, match=r"page\.html: has no <meta charset"):
        policy.write(tmp_path)


def test_the_frame_of_run_may_do_nothing_but_make_its_worker():
    digest = policy.hash_of("start();")
    assert policy.of_frame("start();") == (
        f"default-src 'none'; script-src {digest} blob: 'wasm-unsafe-eval'; worker-src blob:"
    )


def test_a_policy_stands_where_nothing_is_before_it():
    html = '<head><meta charset="utf-8"><title>x</title></head>'
    assert policy.with_policy(html, "rule") == (
        '<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"'
        ' content="rule"><title>x</title></head>'
    )


def test_mkdocs_serve_may_add_its_script():
    assert "'unsafe-inline'" in policy.while_serving()
    assert "sha256" not in policy.while_serving()  # would switch 'unsafe-inline' off
