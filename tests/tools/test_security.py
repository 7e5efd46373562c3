"""Workflows with least permissions, pinned actions; no secret, inline handler or unsafe load."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from glossary import ROOT
from glossary.content.claims import unsafe_loads

MADE = (  # by commands, in this folder
    ".venv",
    ".cache",
    "site",
    "__pycache__",
    ".pytest_cache",
    ".ruff_cache",
    ".git",
)
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
MAY_WRITE = {  # what a job may change on GitHub, and why
    ("pages.yml", "pages"): "puts the site on GitHub Pages",
    ("pages.yml", "id-token"): "GitHub Pages asks for it",
    ("weekly.yml", "issues"): "keeps one issue on dead links",
}
SECRETS = {
    "GitHub token": r"\bgh[opsur]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{60,}",
    "Hugging Face token": r"\bhf_[A-Za-z0-9]{30,}\b",
    "PyPI token": r"\bpypi-[A-Za-z0-9_-]{80,}",
    "AWS key": r"\bAKIA[0-9A-Z]{16}\b",
    "API key": r"\bsk-[A-Za-z0-9_-]{32,}",
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "password in an address": r"\b[a-z]+://[^\s/:@]+:[^\s/:@{}$]+@",
}


def too_much(name: str, workflow: dict) -> list[str]:
    """Permissions beyond reading, and a workflow that sets none, which then has GitHub's."""
    wrong = []
    if not isinstance(workflow.get("permissions"), dict):
        wrong.append(f"{name}: sets no permissions for all its jobs")
    for where in (workflow, *workflow["jobs"].values()):
        granted = where.get("permissions", {})
        if isinstance(granted, str):
            wrong.append(f"{name}: permissions: {granted}")
            continue
        wrong += [
            f"{name}: {what}: {how}"
            for what, how in granted.items()
            if how != "read" and (name, what) not in MAY_WRITE
        ]
    return wrong


def unpinned(text: str) -> list[str]:
    """Actions that are not named by a commit, which nobody can move."""
    used = re.findall(r"^\s*(?:- )?uses: *(\S+)", text, re.M)
    return [
        one
        for one in used
        if not one.startswith("./") and not re.search(r"@[0-9a-f]{40}$", one)
    ]


def secrets_in(text: str) -> list[str]:
    """Kinds of secrets that a text seems to hold."""
    return [kind for kind, form in SECRETS.items() if re.search(form, text)]


def files() -> list[Path]:
    """The project's files, without what its commands make. (A download has no .git to ask.)"""
    top = [path for path in ROOT.iterdir() if path.name not in MADE]
    found = [path for path in top if path.is_file()]
    for folder in top:
        if folder.is_dir():
            found += [p for p in folder.rglob("*") if p.is_file()]
    return [p for p in found if not set(MADE) & set(p.relative_to(ROOT).parts)]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_only_what_it_needs(path):
    text = path.read_text("utf-8")
    assert too_much(path.name, yaml.safe_load(text)) == []
    assert unpinned(text) == []


def test_a_workflow_that_may_more_would_be_seen():
    job = {"permissions": {"contents": "write"}}
    assert too_much("new.yml", {"jobs": {"a": {}}})
    assert too_much("new.yml", {"permissions": "write-all", "jobs": {}})
    assert too_much("new.yml", {"permissions": {}, "jobs": {"a": job}})
    assert not too_much("new.yml", {"permissions": {"contents": "read"}, "jobs": {}})
    assert unpinned("steps:\n  - uses: actions/checkout@v6\n") == [
        "actions/checkout@v6"
    ]


def test_no_file_holds_a_secret():
    found, all_files = {}, files()
    assert len(all_files) > 900  # of nothing, nothing holds a secret
    for path in all_files:
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if kinds := secrets_in(text):
            found[path.relative_to(ROOT).as_posix()] = kinds
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "token = 'gh" + "p_" + "a1" * 18 + "'",
        "HF_TOKEN=h" + "f_" + "Ab" * 17,
        "AKI" + "A" + "ABCD1234" * 2,
        "-----BEGIN RSA PRI" + "VATE KEY-----",
        "https://me:secret" + "@host/simple",
    ],
)
def test_a_secret_would_be_seen(text):
    assert len(secrets_in(text)) == 1


def handlers_in(html: str) -> list[tuple[str, str]]:
    """Attributes that are scripts, with their tags."""
    return [
        (tag.tag, name)
        for tag in LexborHTMLParser(html).css("*")
        for name, value in tag.attributes.items()
        if name.startswith("on")
        or (value or "").strip().lower().startswith("javascript:")
    ]


def test_no_page_has_an_inline_handler(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 50
    for path in pages:
        assert handlers_in(path.read_text("utf-8")) == [], path


@pytest.mark.parametrize(
    "tag",
    ["<a onclick=f()>", "<img OnError='f()'/>", '<a href=" JavaScript:f()">'],
)
def test_an_inline_handler_would_be_seen(tag):
    assert len(handlers_in(f"<p>{tag}</p>")) == 1


@pytest.mark.slow
def test_torch_load_runs_no_code_anywhere():
    sources = {p: p.read_text("utf-8") for p in files() if p.suffix == ".py"}
    for path in files():
        if path.suffix == ".ipynb":
            for number, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"]):
                if cell["cell_type"] == "code":
                    sources[path / str(number)] = "".join(cell["source"])
    assert {
        str(p): lines
        for p, c in sources.items()
        if (lines := unsafe_loads(ast.parse(c)))
    } == {}


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("import torch\ntorch.load('x')", [2]),
        ("from torch import load as read\nread('x', weights_only=False)", [2]),
        ("import torch as t\nt.load('x')", [2]),
        ("import torch\ntorch.load('x', weights_only=True)", []),
        ("import json\njson.load(f)", []),
    ],
)
def test_an_unsafe_load_would_be_seen(code, lines):
    assert unsafe_loads(ast.parse(code)) == lines
