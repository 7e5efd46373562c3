"""Edits random things of a project while it is served, and compares with a whole build.

    python -m tests.support.edit_and_compare ROOT COUNT SEED EACH

After every EACH edits the served site must be, byte for byte, what a whole build makes.
"""

from __future__ import annotations

import filecmp
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from glossary.site.serve import Rebuild

ADDRESS = "http://127.0.0.1:8000/"


def whole(root: Path, site: str) -> object:
    """Build everything as `mkdocs serve` does; returns the state of the hooks."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=site)
    config.plugins.on_startup(command="serve", dirty=False)
    config.site_url = ADDRESS
    build(config, serve_url=ADDRESS)
    return config.hooks["glossary/site/hooks.py"].build


def differences(one: Path, other: Path) -> list[str]:
    """Files that are only in one of two folders, or not the same in both."""
    names = {p.relative_to(one).as_posix() for p in one.rglob("*") if p.is_file()}
    names ^= {p.relative_to(other).as_posix() for p in other.rglob("*") if p.is_file()}
    common = [p.relative_to(one).as_posix() for p in one.rglob("*") if p.is_file()]
    _, wrong, errors = filecmp.cmpfiles(one, other, common, shallow=False)
    # The archive holds the time at which it was made.
    return sorted({*names, *wrong, *errors} - {"sitemap.xml.gz"})


def edit(root: Path, chance: random.Random, number: int) -> str:
    """Change one thing; returns what."""
    docs = sorted((root / "docs").rglob("*.md"))
    terms = [page for page in docs if page.parent.name == "terms"]

    def replace(path: Path, change: Callable[[str], str]) -> str:
        text = path.read_text("utf-8")
        changed = change(text)
        assert changed != text, path
        path.write_text(changed, "utf-8")
        return path.relative_to(root).as_posix()

    def sentence(text: str) -> str:
        return f"{text}\nA sentence of edit {number}, about a token.\n"

    match chance.choice(
        ["prose", "summary", "script", "output", "picture", "style", "broken"]
    ):
        case "prose":
            return replace(chance.choice(docs), sentence)
        case "summary":
            page = chance.choice(terms)
            text = page.read_text("utf-8")
            head = text.index("summary:")
            at = text.index(".\n", head)
            return replace(page, lambda t: f"{t[:at]} {number}{t[at:]}")
        case "script":
            scripts = sorted((root / "snippets").rglob("*.py"))
            return replace(chance.choice(scripts), lambda t: f"{t}# edit {number}\n")
        case "output":
            outputs = sorted((root / "snippets").rglob("*.out"))
            return replace(chance.choice(outputs), lambda t: f"{t}edit {number}\n")
        case "picture":
            pictures = sorted((root / "docs/assets/diagrams").glob("*.svg"))
            if pictures:
                path = chance.choice(pictures)
                return replace(
                    path, lambda t: t.replace("</svg>", f"<!-- {number} --></svg>")
                )
            return replace(chance.choice(docs), sentence)
        case "style":
            style = root / "docs/assets/stylesheets/glossary.css"
            return replace(
                style, lambda t: f"{t}\n.edit-{number} {{ color: inherit; }}\n"
            )
    # Something broken, mended by the edit after the next: a directive to nowhere.
    page = chance.choice(docs)
    lines = page.read_text("utf-8").split("\n")
    broken = "<!-- script: nowhere/nothing -->"
    if broken in lines:
        lines.remove(broken)
        page.write_text("\n".join(lines), "utf-8")
        return page.relative_to(root).as_posix()
    return replace(page, lambda t: f"{t}\n{broken}\n")


def main(root: Path, count: int, seed: int, each: int) -> int:
    """Edit and compare; the number of edits after which the two differed."""
    chance = random.Random(seed)
    wrong = 0
    with tempfile.TemporaryDirectory() as served, tempfile.TemporaryDirectory() as anew:
        state = whole(root, served)

        def everything() -> None:
            raise AssertionError("no edit here needs a whole build")

        rebuild = Rebuild(state, everything)
        for number in range(count):
            what = edit(root, chance, number)
            rebuild()
            rebuild.settle()
            if (number + 1) % each:
                continue
            kept = state.made, state.kept
            whole(root, anew)
            state.made, state.kept = kept
            if found := differences(Path(served), Path(anew)):
                wrong += 1
                print(f"edit {number} ({what}): {', '.join(found[:5])}")
    print(f"{count} edits, {wrong} comparisons differ")
    return wrong


if __name__ == "__main__":
    folder, *numbers = sys.argv[1:]
    sys.exit(1 if main(Path(folder).resolve(), *map(int, numbers)) else 0)
