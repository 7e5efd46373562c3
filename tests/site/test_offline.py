"""The offline copy: what changes in a page, and what is said of a site that does not suit it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from glossary.site.policy import CHARSET, meta
from glossary.site.reach.offline import FOLDER, packed
from tools import offline

PAGE = f"""<html><head>{CHARSET}{meta("default-src 'none'; worker-src 'self'; x")}
<link rel="stylesheet" href="../../a.css"></head><body>
<a href="../..">home</a> <a href="../rank/">rank</a> <a href="../rank/#of">of</a>
<a href="./?h=a">here</a> <a href="#in-code">below</a> <a href="../lora.md">md</a>
<a href="https://arxiv.org/abs/1/">paper</a> <a href="../gone/">gone</a>
<svg><a xlink:href="../rank/">map</a></svg><code data-href="../rank/"></code>
<script defer src="../../assets/javascripts/tips.js"></script>
<script defer src="../../assets/javascripts/run.js"></script>
<script src="../../assets/javascripts/search.js"></script>
<script src="../../assets/javascripts/bundle.1.min.js"></script>
</body></html>"""
SITE = {
    "index.html": PAGE.replace("../../", "").replace('"../', '"terms/'),
    "terms/lora/index.html": PAGE,
    "terms/rank/index.html": PAGE,
    "404.html": "never",
    "a.css": "a {}",
    "terms/lora.md": "# LoRA",
    "assets/javascripts/tips.js": "tips();",
    "assets/javascripts/run.js": "import(x);",
    "assets/javascripts/bundle.1.min.js": "fetch(x);",
    "assets/javascripts/bundle.1.min.js.map": "{}",
    "assets/javascripts/search.js": "import(z);",
    "assets/javascripts/search/engine.js": 'say("</script>")',
    "assets/javascripts/search/worker.js": 'importScripts("engine.js");work()',
    "search/search_index.json": json.dumps(
        {
            "docs": [{"location": one} for one in ("", "terms/lora/", "terms/lora/#a")],
            "config": {"names": [["LoRA", "terms/lora/", "term", ""]]},
        }
    ),
}


@pytest.fixture
def site(tmp_path) -> Path:
    for name, text in SITE.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "site"


def files_in(site: Path) -> dict[str, str]:
    archive = zipfile.ZipFile(io.BytesIO(packed(site, "Words", "https://a.b/")))
    assert archive.testzip() is None
    return {
        name.removeprefix(f"{FOLDER}/"): archive.read(name).decode()
        for name in archive.namelist()
    }


def test_links_lead_to_files_and_what_needs_a_server_waits_for_one(site):
    files = files_in(site)
    assert not {"404.html", "assets/javascripts/bundle.1.min.js.map"} & set(files)
    page = files["terms/lora/index.html"]
    for whole in (
        'href="../../index.html">home',
        'href="../rank/index.html">rank',
        'href="../rank/index.html#of">of',
        'href="./index.html?h=a">here',
        'href="#in-code">below',
        'href="../lora.md">md',
        'href="https://arxiv.org/abs/1/">paper',
        'href="../gone/">gone',
        'xlink:href="../rank/index.html">map',
        'data-href="../rank/"',
        "worker-src 'self' blob:; x\">"
        '<script src="../../assets/javascripts/from-file.js"></script>',
    ):
        assert whole in page
    assert files["assets/javascripts/tips.js"] == "tips();"
    assert files["assets/javascripts/bundle.1.min.js"] == "fetch(x);"
    assert files["assets/javascripts/search.js"] == "import(z);"
    assert files["assets/javascripts/run.js"] == (
        'if (location.protocol !== "file:") {\nimport(x);\n}\n'
    )
    first = files["assets/javascripts/from-file.js"]
    assert 'const SEARCH = "say(\\"</script>\\")\\nwork()"; // at build' in first
    places = ["index.html", "terms/lora/index.html", "terms/lora/index.html#a"]
    index = json.loads(files["search/search_index.json"])
    assert [one["location"] for one in index["docs"]] == places
    assert index["config"]["names"] == [["LoRA", places[1], "term", ""]]
    assert files["search/search_index.js"].startswith('var __index = {"docs":[{')
    assert "python -m http.server" in files["READ-ME.txt"]
    assert packed(site, "Words", "") == packed(site, "Words", "")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("index.html", "holds no site: run `make build` first"),
        ("search/search_index.json", "has no search/search_index.json"),
        (
            "assets/javascripts/search/worker.js",
            "the site has no assets/javascripts/search/worker.js: build it",
        ),
    ],
)
def test_what_is_missing_is_said_in_a_line(site, name, said, capsys):
    (site / name).unlink()
    into = site.parent / "into"
    assert offline.main(["--site", str(site), "--into", str(into)]) == 1
    told = capsys.readouterr().err
    assert told.startswith("make offline: ")
    assert said in told
    assert told.count("\n") == 1
    assert not into.exists()


def test_a_page_without_a_policy_is_named(site):
    (site / "terms/rank/index.html").write_text("<html></html>", "utf-8")
    with pytest.raises(ValueError, match=r"terms/rank/index.html has no policy"):
        packed(site, "Words", "")


def test_what_judges_the_book_is_asked_for_where_it_is_missing(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(FileNotFoundError, match=r"epubcheck|Java"):
        offline.epubcheck()
