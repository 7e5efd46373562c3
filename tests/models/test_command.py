"""`python -m glossary.models`: its figures, and its one line for a file that it cannot count."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from glossary import ROOT
from glossary.models.__main__ import main

LLAMA = ROOT / "models/llama-3.1-8b.json"


def run(capsys, *words) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def test_it_prints_the_figures_of_a_config_json(capsys, tmp_path):
    plain = tmp_path / "config.json"
    plain.write_text(json.dumps(json.loads(LLAMA.read_text("utf-8"))["config"]))
    code, out, err = run(capsys, plain)
    assert (code, err) == (0, "")
    for said in (
        "8,030,261,248",
        "16.06 GB (14.96 GiB)",
        "131,072 B a token",
        "17.18 GB (16.00 GiB)",
        "4.91 GB (4.58 GiB)",
        "Not in the file",
    ):
        assert said in out
    assert run(capsys, LLAMA)[1].split("\n")[1:] == out.split("\n")[1:]


def test_a_folder_stands_for_its_files(capsys, tmp_path):
    some = ["gemma-3-27b", "gpt-oss-20b", "llama-3.1-8b"]
    for name in some:
        shutil.copy(ROOT / f"models/{name}.json", tmp_path)
    code, out, err = run(capsys, tmp_path, "--json", "--context", "4096")
    assert (code, err) == (0, "")
    reports = json.loads(out)
    assert list(reports) == some
    assert reports["gpt-oss-20b"]["weights"]["mxfp4"] == 13_761_264_768
    assert {one["cache"]["context"] for one in reports.values()} == {4096}


def test_options(capsys):
    words = [
        "--rank",
        "8",
        "--targets",
        "q_proj,o_proj",
        "--batch",
        "3",
        "--bandwidth",
        "3350",
    ]
    made = json.loads(run(capsys, LLAMA, "--json", *words)[1])["llama-3.1-8b"]
    assert made["adapter"]["parameters"] == 8 * 32 * (2 * 4096 + 2 * 4096)
    assert made["adapter"]["targets"] == ["q_proj", "o_proj"]
    assert made["cache"]["batch"] == 3
    assert made["speed"]["bandwidth"] == 3.35e12
    code, out, err = run(capsys, LLAMA, "--targets", "c_attn")
    assert (code, out) == (1, "")
    assert err.startswith(
        f"{LLAMA}: target 'c_attn' is no linear layer of llama; there are q_proj"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b"\xff\xfe\x00", "not UTF-8 text"),
        (b"hello", "not JSON"),
        (b'{"model_type": "bert"}', "is not known here"),
        (b'{"model_type": "llama"}', "num_hidden_layers is missing"),
        (b"x" * 1_000_000, "a config.json has at most"),
        (b"\x00" * 100, "not JSON"),
    ],
)
def test_what_cannot_be_counted_gets_one_line_and_the_rest_is_printed(
    capsys, tmp_path, content, said
):
    bad = tmp_path / "bad.json"
    bad.write_bytes(content)
    code, out, err = run(capsys, bad, LLAMA)
    assert code == 1
    assert err.count("\n") == 1
    assert err.startswith(f"{bad}: ")
    assert said in err
    assert "8,030,261,248" in out


def test_a_file_that_is_not_there(capsys, tmp_path):
    code, out, err = run(capsys, tmp_path / "none.json")
    assert (code, out) == (1, "")
    assert err == f"{tmp_path / 'none.json'}: No such file or directory\n"


@pytest.mark.parametrize(
    "words",
    [
        [],
        [str(LLAMA), "--rank", "0"],
        [str(LLAMA), "--rank", "-3"],
        [str(LLAMA), "--context", "1e9"],
        [str(LLAMA), "--context", "9" * 5000],
        [str(LLAMA), "--batch", "²"],
        [str(LLAMA), "--bandwidth", "fast"],
    ],
    ids=range(7),
)
def test_options_that_cannot_be(capsys, words):
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "glossary.models", "models/gpt2.json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "124,439,808" in done.stdout
