"""`mkdocs serve`: an edit is shown by building what changed and what depends on it.

The prepared tree says what that is: a page whose prepared text is the same is the same. Only where
pages come, go, or are called otherwise does the whole site change, and MkDocs builds it anew.
"""

from __future__ import annotations

import logging
import shutil
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from glossary.content.content import Content
from glossary.content.files import looked_at_once
from glossary.site import finish, search
from glossary.site.prepare import Prepared, before, navigation
from glossary.site.reach import files as reach

if TYPE_CHECKING:
    from glossary.site.mkdocs import Build

SCRIPTS = "assets/javascripts"
at_rest = threading.Event()
"""Set while nothing is built."""
at_rest.set()
log = logging.getLogger("mkdocs.hooks.glossary")


@dataclass
class Kept:
    """What a whole build leaves for the edits after it.

    Attributes:
        config, files, nav, env: MkDocs' own.
        raw: the article of each page as Python-Markdown made it, by its path in docs/.
        done: the same, finished.
    """

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    raw: dict[str, str] = field(default_factory=dict)
    done: dict[str, str] = field(default_factory=dict)


class Rebuild:
    """Called by MkDocs' server when a file has changed.

    Args:
        build: the state of the hooks.
        whole: MkDocs' own way to build everything.
    """

    def __init__(self, build: Build, whole: Callable[[], None]):
        self.build, self.whole = build, whole
        self.code = code_of(build.root)
        self.beside: threading.Thread | None = None

    def __call__(self) -> None:
        """Build what changed; say what went wrong, and keep serving."""
        self.settle()
        at_rest.clear()
        self.beside = None
        try:
            code = code_of(self.build.root)
            if code != self.code:
                self.code = code
                log.info("Settings or templates have changed: everything is built anew")
                self.whole()
                return
            made = before(self.build.root, lenient=True)
            old = self.build.made
            for problem in made.content.problems:
                log.warning("%s", problem)
            if structure(made) != structure(old):
                self.whole()
                return
            self.build.made = made
            self.update(made, old)
        except (
            Exception,
            SystemExit,
        ):  # the server would hold every request until the next edit
            traceback.print_exc()
            log.error("The page shows what was there before: mend this, and save again")
        finally:
            if not self.beside:
                at_rest.set()

    def settle(self) -> None:
        """Wait until all is written that stands beside the pages."""
        if self.beside:
            self.beside.join()

    @looked_at_once()
    def update(self, made: Prepared, old: Prepared) -> None:
        """Render the pages whose text has changed, finish those whose links have.

        While a browser asks for them, what it does not show is written: the search's index, and
        what readers take along.
        """
        kept = self.build.kept
        assert kept
        site = Path(kept.config.site_dir)
        pages = {uri for uri in made.changed if uri in made.texts}
        for uri in sorted(pages):
            _populate_page(self.page(uri), kept.config, kept.files)
        if meanings(made.content) != meanings(old.content):
            for uri, raw in kept.raw.items():
                finished = self.build.finished(raw, uri)
                if finished != kept.done[uri]:
                    self.page(uri).content = kept.done[uri] = finished
                    pages.add(uri)
        for uri in sorted(pages):
            self.show(self.page(uri))
        for uri in sorted(made.changed - pages):
            self.publish(uri, site)
        log.info("Built %s", ", ".join(sorted(made.changed)) or "nothing: all is as it was")
        self.beside = threading.Thread(target=self.write_beside, args=(made, kept.config, site))
        self.beside.start()

    def write_beside(self, made: Prepared, config: MkDocsConfig, site: Path) -> None:
        """Write what a page needs only later; say what went wrong."""
        try:
            reach.write(site, made)
            plugin: Any = config.plugins["material/search"]
            plugin.on_post_build(config=config)
            search.write(site, made)
        except Exception:
            traceback.print_exc()
            log.error("The search shows what was there before: mend this, and save again")
        finally:
            at_rest.set()

    def page(self, uri: str) -> Page:
        """MkDocs' page of a prepared file; a lab's is that of its notebook."""
        kept = self.build.kept
        assert kept
        notebook = uri.replace(".md", ".ipynb")
        lab = uri.startswith("labs/") and (self.build.made.folder / notebook).exists()
        file = kept.files.get_file_from_path(notebook if lab else uri)
        assert file
        assert file.page
        return file.page

    def show(self, page: Page) -> None:
        """Write a page, and put its sections where they were in the search."""
        kept = self.build.kept
        assert kept
        plugin: Any = kept.config.plugins["material/search"]
        index = plugin.search_index
        there = [e["location"].partition("#")[0] == page.url for e in index.entries]
        at = there.index(True) if True in there else len(there)
        index.entries = [e for e, own in zip(index.entries, there, strict=True) if not own]
        count = len(index.entries)
        documents = kept.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        _build_page(page, kept.config, documents, kept.nav, kept.env)
        added = index.entries[count:]
        index.entries[count:] = []
        index.entries[at:at] = added
        path = Path(page.file.abs_dest_path)
        path.write_text(self.build.with_policy(path.read_text("utf-8")), "utf-8")

    def publish(self, uri: str, site: Path) -> None:
        """Copy a file that is no page, finished as in a whole build."""
        kept = self.build.kept
        assert kept
        file = kept.files.get_file_from_path(uri)
        if not file:
            return
        target = Path(file.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.build.made.folder / uri, target)
        if uri.startswith(f"{SCRIPTS}/"):
            # The runner is told where Pyodide is, and its frame holds other files.
            shutil.copytree(self.build.made.folder / SCRIPTS, site / SCRIPTS, dirs_exist_ok=True)
            finish.after(site, self.build.root / "docs", self.build.parts, True, log.info)
        elif target.suffix == ".css":
            finish.minify(target)


def structure(made: Prepared) -> tuple[object, ...]:
    """What every page shows of the others: which there are, their order, their titles."""
    nav = navigation([{"Terms": "by group"}], made.content)
    titles = {
        uri: next((line for line in text.split("\n") if line.startswith("# ")), "")
        for uri, text in made.texts.items()
    }
    static = sorted(uri for uri in made.files)
    return nav, titles, static


def meanings(content: Content) -> list[tuple[str, ...]]:
    """What links to terms depend on: all names and their meanings."""
    return [
        (
            term.slug,
            term.summary,
            *term.names,
            *(f"{n}:{c}" for n, c in term.covers.items()),
        )
        for term in content.terms
    ]


def code_of(root: Path) -> list[tuple[str, int]]:
    """Settings, templates and our own Python, each with its time."""
    paths = [root / "mkdocs.yml", *(root / "overrides").rglob("*.html")]
    return [(path.as_posix(), path.stat().st_mtime_ns) for path in paths]
