"""What there is to be tested, by the names of files: nothing is read when tests are collected."""

from __future__ import annotations

from glossary import ROOT

DOCS = ROOT / "docs"
SLUGS = sorted(path.stem for path in DOCS.glob("terms/*.md"))
LAB_FILES = sorted(DOCS.glob("labs/*.ipynb"))
PICTURE_FILES = sorted(DOCS.glob("assets/diagrams/*.svg"))
MODELS = sorted(path.stem for path in ROOT.glob("models/*.json"))
SCRIPTS = sorted(ROOT.glob("snippets/*/*.py"))


def address_of(uri: str) -> str:
    """Address of a page on the site: terms/lora.md is at terms/lora/."""
    parts = uri.rpartition(".")[0].split("/")
    parts = parts[:-1] if parts[-1] == "index" else parts
    return "".join(f"{part}/" for part in parts)


PAGES = sorted(
    [
        *(
            address_of(path.relative_to(DOCS).as_posix())
            for path in [*DOCS.rglob("*.md"), *LAB_FILES]
        ),
        *(f"models/{name}/" for name in MODELS),
    ]
)
"""Addresses of all pages but 404.html."""

LABS = [page for page in PAGES if page.startswith("labs/")]
