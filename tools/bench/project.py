"""What the measurements build: copies of this project, some with invented terms."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

NAME = "Zinfandel"
"""Invented terms are called so, with a number: a word that no page uses."""

OWN_NAMES = r"(expansion|aliases|covers|terms_taught):.*\n(?:[ -].*\n)*"
"""Keys of a head that a copy cannot have too: names and headings are given once."""

WITHOUT_LABS = """\
INHERIT: whole.yml
extra:
  repository: owner/name
nav: [{Home: index.md}, {Terms: by group}]
"""

LONGEST = 30  # lines; longer scripts are allowed by name


def environment(root: Path) -> dict[str, str]:
    """Variables with which Python runs the code of a copy and not that of this folder."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root)}


def copy_of(root: Path, folder: Path) -> Path:
    """What git would commit, changes included."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, folder / name)
    return folder


def without_labs(root: Path, folder: Path) -> Path:
    """A copy without the notebooks and the links to them, whose pages take most of a build."""
    copy_of(root, folder)
    shutil.rmtree(folder / "docs/labs")
    (folder / "mkdocs.yml").rename(folder / "whole.yml")
    (folder / "mkdocs.yml").write_text(WITHOUT_LABS, "utf-8")
    for page in (folder / "docs").rglob("*.md"):
        text = page.read_text("utf-8")
        text = re.sub(r"\[([^]]*)\]\((?:\.\./)?labs/[^)]*\)", r"\1", text)
        page.write_text(text, "utf-8")
    return folder


def add_terms(root: Path, total: int) -> int:
    """Fill a project up with copies of its terms, each with scripts and pictures of its own.

    Args:
        root: the project; it is changed.
        total: how many terms it shall have.

    Returns:
        The number of terms that it has then.
    """
    there = sorted((root / "docs/terms").glob("*.md"))
    models = [page for page in there if can_be_copied(page, root)]
    for number in range(total - len(there)):
        add_copy(models[number % len(models)], number, root)
    return max(total, len(there))


def can_be_copied(page: Path, root: Path) -> bool:
    """Whether a copy of a term's scripts keeps the rule of length."""
    scripts = (root / "snippets" / page.stem).glob("*.py")
    return all(s.read_text("utf-8").count("\n") <= LONGEST for s in scripts)


def add_copy(page: Path, number: int, root: Path) -> None:
    """Add a term like another one, under an invented name, which mentions the one before."""
    slug, term = f"{NAME.lower()}{number}", f"{NAME}{number}"
    text = page.read_text("utf-8")
    end = text.index("\n---\n", 4) + 1
    head, body = text[:end], text[end:]
    title = next(line[2:] for line in body.split("\n") if line.startswith("# "))
    head = re.sub(r"^term: .*", f"term: {term}", head, count=1, flags=re.M)
    head = re.sub(f"^{OWN_NAMES}", "", head, flags=re.M)
    body = body.replace(f"\n# {title}\n", f"\n# {term}\n", 1)
    if number:
        mention = f"## In plain words\n\nSee {NAME.lower()}{number - 1}.\n"
        body = body.replace("## In plain words\n", mention, 1)
    snippets, diagrams = root / "snippets", root / "docs/assets/diagrams"
    if (snippets / page.stem).is_dir():
        shutil.copytree(snippets / page.stem, snippets / slug)
        body = re.sub(rf"""(?<=["' ]){re.escape(page.stem)}/""", f"{slug}/", body)
    for name in set(re.findall(r"<!-- picture: ([\w-]+) -->", body)):
        shutil.copy(diagrams / f"{name}.svg", diagrams / f"{slug}-{name}.svg")
        body = body.replace(f"picture: {name} -->", f"picture: {slug}-{name} -->")
    page.with_name(f"{slug}.md").write_text(head + body, "utf-8")


def build(root: Path, site: Path) -> None:
    """Build a project with MkDocs.

    Raises:
        RuntimeError: with what MkDocs said, if it fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site],
        cwd=root,
        capture_output=True,
        text=True,
        env=environment(root),
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
