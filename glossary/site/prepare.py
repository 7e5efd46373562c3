"""Before a builder: content loaded and checked once, and written as a tree of plain Markdown.

Everything eats this tree: MkDocs, its successor, pytest-codeblocks. In it scripts and outputs are
plain fences, lists and heads are written out, links are absolute to the site: nothing else to know.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from glossary.content.changes import CHANGES
from glossary.content.content import Content, load
from glossary.content.files import in_order, looked_at_once
from glossary.content.labs import LABS_FOLDER
from glossary.content.order import in_group
from glossary.content.pages import MANY
from glossary.content.problems import Problem, ProblemsFound
from glossary.content.searches import SEARCHES
from glossary.content.sources import SOURCES
from glossary.content.terms import GROUPS
from glossary.site import live, models
from glossary.site.calculator import files as calculators
from glossary.site.lab_page import as_markdown
from glossary.site.page import absolute, box_of, check_links, files_of, prepared
from glossary.site.settings import repository_of
from glossary.site.tokens import files as tokens

PREPARED = ".cache/prepared"
"""Where a build and the tests put the tree."""

SERVED = ".cache/served"
"""Where a server puts it: with boxes in place of what is broken, which no test may see."""


@dataclass
class Prepared:
    """A prepared tree.

    Attributes:
        content: what it was made of.
        folder: where it is.
        texts: the pages by their path in it.
        files: paths of all others.
        generated: the text of those that are not copied from docs/.
        changed: paths of all files that are not as they were, pages and others.
        gone: paths of files that are there no more.
    """

    content: Content
    folder: Path
    texts: dict[str, str]
    files: list[str]
    generated: dict[str, str] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)


@looked_at_once()
def before(root: Path, lenient: bool = False) -> Prepared:
    """Load and check all content, and write the tree where it differs.

    Args:
        root: the repository.
        lenient: whether problems are shown in the pages instead of raised.

    Raises:
        ProblemsFound: with every problem in the sources, or with what stands in the tree's place.
    """
    content = load(root)
    files = static_files(root)
    made_pages = {model.uri: model for model in content.models.values()}
    content.problems += check_links(content, [*files, *made_pages])
    if not lenient:
        content.checked()
    repository = repository_of(root)
    texts = {uri: prepared(page, content, repository) for uri, page in content.pages.items()}
    pages = frozenset(content.pages)
    for uri, model in made_pages.items():
        text = models.page(model, pages)
        texts[uri] = text.replace("{repository}", repository)
    for path in in_order((root / LABS_FOLDER).glob("*.ipynb")):
        uri = f"labs/{path.stem}.md"
        if lab := content.labs.get(path.name):
            texts[uri] = lab_links(as_markdown(lab), uri)
        else:
            texts[uri] = f"# {path.stem}\n"
    if homeless := without_page(content):
        boxes = [line for problem in homeless for line in box_of(problem)]
        texts["index.md"] = "\n".join([texts.get("index.md", "# Home"), *boxes])
    calculates = any(page.named("calculator") for page in content.pages.values())
    generated = calculators.files(root, content.models) if calculates else {}
    shown = {name for page in content.pages.values() for _, name in page.named("picture")}
    generated |= live.files((one for one in content.live.values() if one.name in shown), root)
    if any(page.named("tokens") for page in content.pages.values()):
        generated |= tokens.files(root, content)
    files = sorted({*files, *generated})
    made = Prepared(content, root / (SERVED if lenient else PREPARED), texts, files, generated)
    write(made, root)
    return made


@lru_cache(MANY)
def lab_links(text: str, uri: str) -> str:
    """A lab with links absolute to the site; code stays as it is."""
    made, fence = [], ""
    for line in text.split("\n"):
        marks = line[: len(line) - len(line.lstrip("`"))]
        if len(marks) > 2 and (not fence or line == fence):
            fence = "" if fence else marks
        made.append(line if fence else absolute(line, uri))
    return "\n".join(made)


def static_files(root: Path) -> list[str]:
    """Files of docs/ that are published as they are, as paths in docs/."""
    docs, kept = root / "docs", (root / SOURCES, root / CHANGES, root / SEARCHES)
    return [
        path.relative_to(docs).as_posix()
        for path in in_order(docs.rglob("*"))
        if path.is_file() and path.suffix != ".md" and path not in kept
    ]


def without_page(content: Content) -> list[Problem]:
    """Problems of files that no page shows."""
    shown = {page.where for page in content.pages.values()}
    for page in content.pages.values():
        for _, name in page.named("script"):
            shown |= set(files_of(name, content)) if name in content.claims else set()
    return [problem for problem in content.problems if problem.path not in shown]


def write(made: Prepared, root: Path) -> None:
    """Remove what is no more, write what differs, and note both.

    Raises:
        ProblemsFound: naming a file that stands where the folder of the tree belongs.
    """
    for folder in (made.folder, *made.folder.parents):
        if folder.is_relative_to(root) and os.path.lexists(folder) and not folder.is_dir():
            where = folder.relative_to(root).as_posix()
            message = "stands where a build needs a folder: remove it, or give it another name"
            raise ProblemsFound([Problem(where, 1, message)])
    wanted = {*made.texts, *made.files}
    for path in made.folder.rglob("*"):
        uri = path.relative_to(made.folder).as_posix()
        # A hidden one is being written by another build; no builder reads those.
        if path.is_file() and uri not in wanted and path.name[0] != ".":
            made.gone.add(uri)
            path.unlink(missing_ok=True)
    for uri, text in {**made.texts, **made.generated}.items():
        path, data = made.folder / uri, text.encode()
        if not path.is_file() or path.read_bytes() != data:
            made.changed.add(uri)
            put(path, data)
    for uri in sorted({*made.files} - {*made.generated}):
        source, path = root / "docs" / uri, made.folder / uri
        there = path.stat() if path.is_file() else None
        status = source.stat()
        if not there or (there.st_mtime_ns, there.st_size) != (
            status.st_mtime_ns,
            status.st_size,
        ):
            made.changed.add(uri)
            put(path, source.read_bytes())
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def put(path: Path, data: bytes) -> None:
    """Write a file whole, or not at all: another build may read it now."""
    if path.is_dir():
        shutil.rmtree(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(data)
    unfinished.replace(path)


def navigation(nav: list[Any], content: Content, labs_as: str = ".md") -> list[Any]:
    """The navigation of mkdocs.yml with its `Terms: by group` filled in.

    Args:
        nav: as mkdocs.yml has it.
        content: the terms.
        labs_as: the ending of the pages of labs.
    """
    groups = [
        {group: [term.uri for term in members]}
        for group in GROUPS
        if (members := in_group(content.terms, group, content.pages))
    ]

    def filled(entry: Any) -> Any:
        if entry == {"Terms": "by group"}:
            return {"Terms": groups}
        if isinstance(entry, dict):
            return {key: filled(value) for key, value in entry.items()}
        if isinstance(entry, list):
            return [filled(value) for value in entry]
        return entry.replace(".ipynb", labs_as)

    made: list[Any] = filled(nav)
    return made
