"""`make successor`: build the terms with Zensical, Material's successor, and hold them to what ran.

Zensical reads mkdocs.yml, though not every part of ours: DROPPED lists those, and so does
CONTRIBUTING.md. A copy of the project without them is built, and the guard reads the HTML of the
terms' pages as it reads the site's own. When Zensical learns a part, take it off the list and see.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from glossary import ROOT
from glossary.guard import Ran, compare
from glossary.pages import read_blocks
from glossary.paths import in_group
from glossary.terms import GROUPS, load_terms

DROPPED = {
    "hooks": "Zensical calls no hooks: checks of sources, navigation from front matter, the policy",
    "mkdocs-jupyter": "a plugin of MkDocs: labs stay notebooks and are no pages",
    "custom_dir": "the overrides fit Material's templates",
    "!relative": "a tag of MkDocs: paths are written out",
}
"""Parts of mkdocs.yml that are changed or left out, and why."""


def settings(root: Path, copy: Path) -> str:
    """Our mkdocs.yml without what Zensical cannot read yet."""
    text = (root / "mkdocs.yml").read_text("utf-8")
    terms = load_terms(root)
    listed = ["  - Terms:"]
    for group in GROUPS:
        if members := in_group(terms, group):
            listed.append(f"      - {group}:")
            listed += [f"          - {term.uri}" for term in members]
    text = re.sub(r"  - Terms: by group.*", "\n".join(listed), text)
    text = re.sub(r"  - Labs:\n(?:      - .*\n)+", "", text)
    text = re.sub(r"^hooks:.*\n", "", text, flags=re.M)
    text = re.sub(r"  - mkdocs-jupyter:.*\n(?:      .*\n)+", "", text)
    text = re.sub(r"^  custom_dir:.*\n", "", text, flags=re.M)
    return re.sub(r"!relative \$config_dir", str(copy), text)


def build(root: Path, folder: Path) -> Path:
    """Build a copy with Zensical; return the folder of the site.

    Raises:
        RuntimeError: with what Zensical said, if it fails.
    """
    copy = folder / "copy"
    for name in ("docs", "snippets"):
        shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("labs"))
    (copy / "mkdocs.yml").write_text(settings(root, copy), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean"],
        cwd=copy,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return copy / "site"


def main(root: Path = ROOT) -> int:
    """Build and compare; return the number of complaints."""
    with tempfile.TemporaryDirectory(prefix="glossary-successor-") as folder:
        site = build(root, Path(folder))
        terms = Path(folder, "terms-only")
        shutil.copytree(site / "terms", terms / "terms")
        ran = [
            Ran(block.page.removeprefix("docs/"), block.code, block.output)
            for term in load_terms(root)
            for block in read_blocks(term.path, root)
        ]
        found = compare(terms, ran)
    for complaint in found.complaints:
        print(complaint)
    print(f"zensical: {found}, {len(found.complaints)} complaints")
    return len(found.complaints)


if __name__ == "__main__":
    try:
        sys.exit(1 if main() else 0)
    except RuntimeError as error:
        sys.exit(f"zensical: the site cannot be built:\n{error}")
