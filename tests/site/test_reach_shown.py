"""What readers take with them shows what ran: on every page of the site, in each of its forms.

The guard reads the pages alone. Here the Markdown, the data and the zips are held to the files of
the scripts and of what they print; test_reach_notebook.py does the same with the notebooks.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from markdown_it import MarkdownIt

from glossary.content import verified
from glossary.content.claims import where_is
from glossary.content.labs import Cell
from glossary.content.verified import Verified, digest_of
from glossary.site.reach import data, markdown, notebook
from tests.site.test_reach import HERE

READER = MarkdownIt().disable("inline")  # blocks are all that is asked for


@pytest.fixture(scope="module")
def texts(prepared) -> dict[str, str]:
    """The prepared pages by their path."""
    return {
        path.relative_to(prepared).as_posix(): path.read_text("utf-8")
        for path in sorted(prepared.rglob("*.md"))
    }


def text_in(path) -> str:
    return path.read_text("utf-8").rstrip("\n")


def shown_on(page, content) -> Iterator[tuple[str, str]]:
    """Each script and each output of a page, in order, as their files have them."""
    for _, kind, name in page.directives:
        if kind == "script":
            claim = content.claims[name]
            yield from (("python", text_in(path)) for path in claim.scripts.values())
            yield "text", text_in(claim.output)
        elif kind == "program":
            yield "python", text_in(content.root / f"{name}.py")


def shown_in(lab) -> Iterator[tuple[str, str]]:
    """Each code cell of a lab and what it printed."""
    for cell in lab.cells:
        if isinstance(cell, Cell):
            yield "python", cell.code
            if printed := cell.text.strip("\n"):
                yield "text", "\n".join(map(str.rstrip, printed.split("\n")))


def test_the_markdown_of_each_page_has_its_scripts_and_what_they_print(content, texts):
    pages = {
        uri: markdown.page(text, uri, HERE, "Words") for uri, text in texts.items()
    }
    wanted = {uri: list(shown_on(page, content)) for uri, page in content.pages.items()}
    for lab in content.labs.values():
        wanted[f"labs/{lab.path.stem}.md"] = list(shown_in(lab))
    assert sum(map(len, wanted.values())) > 750
    for uri, text in pages.items():
        fences = [one for one in READER.parse(text) if one.type == "fence"]
        shown = [
            (one.info, one.content.rstrip("\n"))
            for one in fences
            if one.info in ("python", "text")
        ]
        assert shown == wanted.get(uri, []), uri
    whole = markdown.llms_full(pages, content)
    assert [uri for uri, text in pages.items() if whole.count(text) != 1] == []


def test_the_data_of_each_term_has_its_scripts_what_they_print_and_its_own_last_run(
    content, monkeypatch
):
    """As if each page had last run on a day of its own."""
    first = date(2026, 1, 1)
    days = {uri: first + timedelta(n) for n, uri in enumerate(content.pages)}
    runs = {
        uri: Verified(
            digest=digest_of(page, content.claims, content.root),
            date=days[uri],
            **dict.fromkeys(("python", "numpy", "torch"), "1"),
        )
        for uri, page in content.pages.items()
    }
    monkeypatch.setattr(verified, "records", lambda path, root: runs)
    files = data.files(content, HERE, "Words")
    for whole, term in zip(
        json.loads(files["glossary.json"])["terms"], content.terms, strict=True
    ):
        alone = json.loads(files[f"define/{term.slug}.json"])
        claims = [content.claims[name] for _, name in term.page.named("script")]
        wanted = [
            {
                "name": claim.name,
                "scripts": [
                    (where_is(path), tab, path.read_text("utf-8"))
                    for tab, path in claim.scripts.items()
                ],
                "output": claim.output.read_text("utf-8"),
            }
            for claim in claims
        ]
        for told in (whole, alone):
            shown = [
                {
                    "name": claim["name"],
                    "scripts": [
                        (one["file"], one["tab"], one["code"])
                        for one in claim["scripts"]
                    ],
                    "output": claim["output"],
                }
                for claim in told["claims"]
            ]
            assert shown == wanted, term.slug
            ran = told["verified"] and told["verified"]["date"]
            assert ran == (str(days[term.uri]) if wanted else None), term.slug


def test_the_zip_of_each_term_has_each_of_its_scripts_and_they_are_its_page(
    content, texts
):
    for term in content.terms:
        packed = notebook.scripts(texts[term.uri], term.uri, HERE, "Words")
        archive = zipfile.ZipFile(io.BytesIO(packed))
        files = {name: archive.read(name).decode() for name in archive.namelist()}
        cells = files.pop(f"{term.slug}/{term.slug}.py").split("\n# %%")
        code = [cell.strip("\n") for cell in cells if cell.startswith("\n")]
        claims = [content.claims[name] for _, name in term.page.named("script")]
        paths = [path for claim in claims for path in claim.scripts.values()]
        assert code == [text_in(path) for path in paths], term.slug
        packed = {(name.rpartition("/")[2], text) for name, text in files.items()}
        wanted = {(path.name, f"{text_in(path)}\n") for path in paths}
        assert (packed, len(files)) == (wanted, len(set(paths))), term.slug
