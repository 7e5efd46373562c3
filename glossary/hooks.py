"""MkDocs hook: what an extension of Markdown cannot do.

Stops the build on any problem in the sources, makes the grouped navigation from the terms, gives
MkDocs' own complaints about links the line that they are about, adds Run to the scripts where
Pyodide is to be had, and writes the policy into every page.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import shutil
from pathlib import Path

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.pages import Page

from glossary import policy, pyodide
from glossary.checks import check_sources
from glossary.labs import as_markdown, read_lab
from glossary.markdown_extension import TermCache
from glossary.paths import in_group
from glossary.terms import GROUPS, TERMS_FOLDER

OWN_SCRIPTS = "assets/javascripts"
RUN_STYLE = "assets/stylesheets/run.css"
PRUNE_FROM = 200
"""From so many terms on, a page's navigation lists only its own group: a link to each of a thousand
terms would make every page 250 kB longer, and its time in a build grow with their number."""
CANNOT_WRITE = {
    errno.ENOSPC: "make room",
    errno.EROFS: "make it writable",
    errno.EACCES: "make it writable",
}
log = logging.getLogger("mkdocs.hooks.glossary")
_serving = False
_site = ""
_pyodide: Path | None = None


def on_startup(command: str, **_) -> None:
    """Note whether MkDocs serves: it then gives the site an address of its own."""
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check all sources; set the addresses and the navigation."""
    global _site
    _site = config.site_dir
    root = Path(config.config_file_path).parent
    check_sources(root)
    TermCache.forget()
    terms = TermCache.of(root)()

    # On GitHub the repository is known; elsewhere mkdocs.yml says it, once.
    repository = os.environ.get("GITHUB_REPOSITORY") or config.extra["repository"]
    owner, name = repository.split("/")
    config.mdx_configs["glossary.markdown_extension"]["repository"] = repository
    config.repo_url = f"https://github.com/{repository}"
    config.repo_name = repository
    config.edit_uri = "edit/main/docs/"
    if not _serving:
        config.site_url = f"https://{owner.lower()}.github.io/{name}/"

    config.nav = [
        entry
        if entry != {"Terms": "by group"}
        else {
            "Terms": [
                {group: [term.uri for term in members]}
                for group in GROUPS
                if (members := in_group(terms, group))
            ]
        }
        for entry in config.nav
    ]
    if len(terms) >= PRUNE_FROM and "navigation.prune" not in config.theme["features"]:
        config.theme["features"].append("navigation.prune")
    add_run(config)
    logger = logging.getLogger("mkdocs.structure.pages")
    if not any(isinstance(f, LineOfLink) for f in logger.filters):
        logger.addFilter(LineOfLink(Path(config.docs_dir)))
    return config


def add_run(config: MkDocsConfig) -> None:
    """Add Run to the scripts, or say why there is none."""
    global _pyodide
    style, script = RUN_STYLE, f"{pyodide.RUN}controls.js"
    try:
        _pyodide = _pyodide or pyodide.get()
    except pyodide.NotToBeHad as reason:
        _pyodide = None
        log.info("Scripts get no Run: Pyodide is not to be had (%s)", reason)
        return
    if style not in config.extra_css:
        config.extra_css.append(style)
        added = ExtraScriptValue(script)
        added.defer = True
        config.extra_javascript.append(added)


def on_page_markdown(
    markdown: str, page: Page, config: MkDocsConfig, **_
) -> str | None:
    """Make a lab's Markdown; tell the theme a term's summary, and the search its names.

    Tags are what before-material.js takes for a page's names.
    """
    root = Path(config.config_file_path).parent
    if page.file.src_uri.endswith(".ipynb"):
        # mkdocs-jupyter would render it with a style sheet and a script of its own.
        vars(page).pop("render", None)
        return as_markdown(read_lab(Path(page.file.abs_src_path), root))
    if page.file.src_uri.startswith(f"{Path(TERMS_FOLDER).name}/"):
        term = next(t for t in TermCache.of(root)() if t.uri == page.file.src_uri)
        page.meta["description"] = term.summary
        page.meta["tags"] = list(term.names)
    return None


def on_post_page(output: str, **_) -> str:
    """Tidy a page."""
    return tidy(output)


def on_post_template(output_content: str, template_name: str, **_) -> str:
    """Tidy the pages that have no source, such as 404.html."""
    return tidy(output_content) if template_name.endswith(".html") else output_content


def tidy(page: str) -> str:
    """Drop the templates' blank lines and indents outside of <pre>; name the search dialog.

    The white space is a twentieth of a page. The dialog has no accessible name in the theme. Links
    in the head to the pages before and after go: Firefox fetches the next page as soon as it sees
    one, the policy refuses that, and every page would complain (see `mend_bundle` for their keys).
    """
    page = re.sub(r'<link rel="(?:prev|next)"[^>]*>', "", page)
    page = page.replace(
        'data-md-component="search" role="dialog"',
        'data-md-component="search" role="dialog" aria-label="Search"',
    )
    parts = re.split(r"(<pre.*?</pre>)", page, flags=re.DOTALL)
    parts[::2] = [re.sub(r"\n\s+", "\n", part) for part in parts[::2]]
    return "".join(parts)


def on_post_build(config: MkDocsConfig) -> None:
    """Publish this site's own style sheets and scripts without comments and indents."""
    site = Path(config.site_dir)
    if _pyodide:
        if why_not := pyodide.publish(_pyodide, site):
            log.info("Run starts slower: Python is not compiled (%s)", why_not)
    else:
        shutil.rmtree(site / pyodide.RUN, ignore_errors=True)
        (site / RUN_STYLE).unlink(missing_ok=True)
    own = list(Path(config.docs_dir, OWN_SCRIPTS).rglob("*.js"))
    own += Path(config.docs_dir).glob("assets/stylesheets/*.css")
    for source in own:
        path = site / source.relative_to(config.docs_dir)
        if not path.exists():
            continue
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"^\s*(//.*)?\n|^\s+", "", text, flags=re.MULTILINE)
        path.write_text(text, "utf-8")
    mend_bundle(site)
    policy.write(site, _serving)


def on_build_error(error: Exception, **_) -> None:
    """Say in a line what stands in the way of writing, instead of where in MkDocs that happened."""
    if isinstance(error, OSError) and error.errno in CANNOT_WRITE:
        mend = CANNOT_WRITE[error.errno]
        # Copying names both files, a write that fails names none.
        where = error.filename2 or error.filename or _site
        raise Abort(
            f"{where}: {error.strerror}: {mend}, then run the same command again"
        ) from None


BUNDLE_MENDS = {
    # The box of the copy button is no landmark: a page has many, none with a name.
    'nav",{class:"md-code__nav"}': 'div",{class:"md-code__nav"}',
    # The keys for the page before and after take the links at the page's end: see `tidy`.
    '"link[rel=prev]"': '".md-footer__link--prev"',
    '"link[rel=next]"': '".md-footer__link--next"',
}


def mend_bundle(site: Path) -> None:
    """Change what does not suit this site in the theme's script.

    Raises:
        ValueError: if the theme writes it in another way now.
    """
    for bundle in site.glob("assets/javascripts/bundle.*.min.js"):
        text = bundle.read_text("utf-8")
        for before, after in BUNDLE_MENDS.items():
            if before not in text:
                raise ValueError(
                    f"{bundle.name} has no {before}: see whether BUNDLE_MENDS still needs it"
                )
            text = text.replace(before, after)
        bundle.write_text(text, "utf-8")


class LineOfLink(logging.Filter):
    """Puts file:line before MkDocs' warnings about links, which name only the file."""

    MESSAGE = re.compile(
        r"Doc file '(?P<file>[^']+)' contains an? .*?link '(?P<link>[^']+)'"
    )

    def __init__(self, docs: Path):
        super().__init__()
        self.docs = docs

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        match = self.MESSAGE.search(message)
        if match:
            lines = (self.docs / match["file"]).read_text("utf-8").split("\n")
            line = next((i for i, t in enumerate(lines, 1) if match["link"] in t), 1)
            record.msg = f"docs/{match['file']}:{line}: {message}"
            record.args = ()
        return True
