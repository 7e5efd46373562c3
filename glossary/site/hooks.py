"""MkDocs' hooks: they call what happens before and after a builder, and hold nothing else."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from glossary.site.mkdocs import Build

build = Build()


def on_startup(command: str, **_: Any) -> None:
    build.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    return build.begin(config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    build.keep(config, files, nav)


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str | None:
    return build.markdown(markdown, page)


def on_page_content(html: str, page: Page, **_: Any) -> str:
    return build.article(html, page.file.src_uri)


@event_priority(100)
def _before_search(context: TemplateContext, /, page: Page, **_: Any) -> None:
    build.shorten(page)


@event_priority(-100)
def _after_search(context: TemplateContext, /, page: Page, **_: Any) -> None:
    build.restore(page)


on_page_context = CombinedEvent(_before_search, _after_search)


def on_post_page(output: str, **_: Any) -> str:
    return build.template(output)


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    return build.template(output_content, template_name)


def on_post_build(config: MkDocsConfig) -> None:
    build.end(config)


def on_build_error(error: Exception, **_: Any) -> None:
    build.failed(error)


def on_shutdown() -> None:
    build.close()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> None:
    build.serve(server, config)
