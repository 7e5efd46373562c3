"""One build by MkDocs: the state between its events."""

from __future__ import annotations

import errno
import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from pathspec.gitignore import GitIgnoreSpec
from watchdog.observers.polling import PollingObserverVFS

from glossary.content.problems import ProblemsFound
from glossary.site import finish, policy
from glossary.site.lab_page import SKIPPED
from glossary.site.page import box_in_html
from glossary.site.prepare import Prepared, before, navigation
from glossary.site.run import pyodide
from glossary.site.serve import Kept, Rebuild, at_rest
from glossary.site.settings import address_of, repository_of
from glossary.site.whole import Aside

RUN_STYLE = "assets/stylesheets/run.css"
PRUNE_FROM = 200
"""From so many terms on, a page's navigation lists only its own group: a link to each of a thousand
terms would make every page 250 kB longer, and its time in a build grow with their number."""

LOOK_EVERY = 0.2  # seconds; MkDocs looks twice a second
MENDS = {
    errno.ENOSPC: "make room",
    errno.EROFS: "make it writable",
    errno.EACCES: "make it readable and writable",
    errno.ENOENT: "bring it back (git status names what is gone)",
}
log = logging.getLogger("mkdocs.hooks.glossary")


def look(folder: str | None) -> Iterator[os.DirEntry[str]]:
    """What is in a folder, once no build is at work: with thousands of files each look takes as
    much of the processor as a fourth of the build."""
    at_rest.wait()
    return os.scandir(folder)


def has_warned() -> bool:
    """Whether MkDocs will refuse this build: by a strict one's handler, once all hooks are done."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(one, CountHandler) and one.get_counts() for one in handlers)


class Build:
    """What the hooks share.

    Attributes:
        serving: whether MkDocs serves: problems are then shown in the pages.
        root: the repository.
        made: the prepared tree.
        kept: what a server needs to build a part of the site.
        aside: where the site is built.
        rebuild: what builds the edits of a served site.
        parts: folder of Pyodide's files, if they are to be had.
        whole: the article that the search reads a part of.
    """

    def __init__(self) -> None:
        self.serving = False
        self.root = Path()
        self.site = ""
        self.made: Prepared
        self.parts: Path | None = None
        self.kept: Kept | None = None
        self.aside: Aside | None = None
        self.rebuild: Rebuild | None = None
        self.whole = ""

    def begin(self, config: MkDocsConfig) -> MkDocsConfig:
        """Prepare the pages; set the addresses and the navigation."""
        self.root, self.site = Path(config.config_file_path).parent, config.site_dir
        if not self.serving:
            self.aside = self.aside or Aside(Path(config.site_dir))
            config.site_dir = str(self.aside.folder)
        try:
            self.made = before(self.root, lenient=self.serving)
            repository = repository_of(self.root)
            address = address_of(self.root)
        except ProblemsFound as found:
            raise BuildError(str(found)) from None
        for problem in self.made.content.problems:
            log.warning("%s", problem)
        config.docs_dir = str(self.made.folder)
        config.repo_url = f"https://github.com/{repository}"
        config.repo_name = repository
        config.edit_uri = "edit/main/docs/"
        if not self.serving:
            config.site_url = address
        config.nav = navigation(config.nav or [], self.made.content, ".ipynb")
        # mkdocs-jupyter makes the page of a notebook, and publishes the notebook beside it.
        notebooks = [f"labs/{path.stem}.md" for path in self.notebooks()]
        config.exclude_docs = GitIgnoreSpec.from_lines(notebooks)
        features = config.theme["features"]
        if len(self.made.content.terms) >= PRUNE_FROM and "navigation.prune" not in features:
            features.append("navigation.prune")
        self.add_run(config)
        return config

    def notebooks(self) -> list[Path]:
        """The notebooks of the prepared tree."""
        return sorted(self.made.folder.glob("labs/*.ipynb"))

    def add_run(self, config: MkDocsConfig) -> None:
        """Add Run to the scripts, or say why there is none."""
        try:
            self.parts = self.parts or pyodide.get()
        except pyodide.NotToBeHad as reason:
            log.info("Scripts get no Run: Pyodide is not to be had (%s)", reason)
            return
        except ValueError as error:
            raise BuildError(str(error)) from None
        if RUN_STYLE not in config.extra_css:
            config.extra_css.append(RUN_STYLE)
            added = ExtraScriptValue(f"{pyodide.RUN}controls.js")
            added.defer = True
            config.extra_javascript.append(added)

    def markdown(self, markdown: str, page: Page) -> str:
        """The prepared text, where links to labs lead to what mkdocs-jupyter made pages of."""
        uri = page.file.src_uri
        if uri.endswith(".ipynb"):
            # It would render it with a style sheet and a script of its own.
            vars(page).pop("render", None)
            text = self.made.texts[uri.replace(".ipynb", ".md")]
            markdown = text.removeprefix(SKIPPED).lstrip()  # its title is its first line
        return re.sub(r"(\]\(/labs/(?!index\b)[\w-]+)\.md\b", r"\1.ipynb", markdown)

    def keep(self, config: MkDocsConfig, files: Files, nav: Navigation) -> None:
        """Keep what a server needs to build a part of the site."""
        env = config.theme.get_env()
        self.kept = Kept(config, files, nav, env) if self.serving else None

    def article(self, html: str, uri: str) -> str:
        """Finish the text of a page."""
        uri = uri.replace(".ipynb", ".md")
        finished = self.finished(html, uri)
        if self.kept:
            self.kept.raw[uri], self.kept.done[uri] = html, finished
        return finished

    def finished(self, html: str, uri: str) -> str:
        """The text of a page, or, while it is served, what is wrong with it before the text."""
        try:
            return finish.article(html, uri, self.made.content)
        except ProblemsFound as found:
            if not self.serving:
                raise BuildError(str(found)) from None
            for problem in found.problems:
                log.warning("%s", problem)
            return "".join(box_in_html(one) for one in found.problems) + html

    def shorten(self, page: Page) -> None:
        """Give the theme's search only what it keeps of a page."""
        self.whole = page.content or ""
        page.content = finish.searched(self.whole)

    def restore(self, page: Page) -> None:
        """The page as it is, once the search has read it."""
        page.content = self.whole

    def template(self, text: str, name: str = ".html") -> str:
        """Finish a page, or one that has no source, such as 404.html."""
        return finish.whole_page(text) if name.endswith(".html") else text

    def end(self, config: MkDocsConfig) -> None:
        """Finish the site, and put it into its place."""
        folder = Path(config.site_dir)
        try:
            docs = self.root / "docs"
            finish.after(folder, docs, self.parts, self.serving, log.info, made=self.made)
        except ValueError as error:
            raise BuildError(str(error)) from None
        if self.aside and not (config.strict and has_warned()):
            self.aside.finish()

    def close(self) -> None:
        """Leave nothing behind."""
        if self.rebuild:
            self.rebuild.settle()
        if self.aside:
            self.aside.close()
            self.aside = None

    def with_policy(self, html: str) -> str:
        """A page of a served site with its policy."""
        return policy.with_policy(html, policy.while_serving())

    def failed(self, error: Exception) -> None:
        """Say in a line what stands in the way, instead of where in MkDocs that happened."""
        if isinstance(error, OSError) and error.errno in MENDS:
            # Copying names both files, a write that fails names none.
            where = error.filename2 or error.filename or self.site
            mend = f"{MENDS[error.errno]}, then run the same command again"
            raise Abort(f"{where}: {error.strerror}: {mend}") from None

    def serve(self, server: LiveReloadServer, config: MkDocsConfig) -> None:
        """From now on build what changed."""
        server.unwatch(config.docs_dir)  # our own tree
        server.unwatch(config.config_file_path)
        observer: Any = PollingObserverVFS(os.stat, look, polling_interval=LOOK_EVERY)
        server.observer = observer
        server.watch(config.config_file_path)
        for folder in ("docs", "snippets", "models", "pictures"):
            if (self.root / folder).is_dir():
                server.watch(str(self.root / folder))
        server.builder = self.rebuild = Rebuild(self, server.builder)
