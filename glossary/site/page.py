"""A page as prepared Markdown: its head, its directives and its links written out."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from glossary.content.claims import show
from glossary.content.content import Content
from glossary.content.heads import Head
from glossary.content.pages import CODE, MANY, Page, PageHead, anchor_of
from glossary.content.problems import Problem, ProblemsFound
from glossary.content.programs import show as show_program
from glossary.content.terms import Term
from glossary.content.verified import verified
from glossary.site import live, models
from glossary.site.calculator.form import form
from glossary.site.lists import MAKERS, figure
from glossary.site.live_gpt import LOSSES, losses, part
from glossary.site.settings import address_of
from glossary.site.text import attribute, escape, with_code
from glossary.site.tokens import files as tokens

LINK = re.compile(
    r"(?P<open>(?<!\\)\]\()(?P<target>[^)\s]+)(?P<rest>(?:\s+\"[^\"]*\")?\))"
    r"|(?P<start>^ {0,3}\[[^\]]+\]:\s+)(?P<address>\S+)"
)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|/", re.IGNORECASE)
MADE_ANCHORS = {"", "sources", "related-terms"}
GIVEN_ID = re.compile(r'(?:\{: *#|\bid=")([\w-]+)')


def prepared(page: Page, content: Content, repository: str) -> str:
    """The page with everything written out: plain Markdown, with links absolute to the site.

    Args:
        page: as its author wrote it.
        content: what it refers to. Where that has problems, lines say so in their place.
        repository: owner/name on GitHub.
    """
    term = term_of(page, content)
    wrong = boxes(page, content)
    prose = absolute_prose(page)
    named = {number: (kind, name) for number, kind, name in page.directives}
    lines = wrong.get(0, [])
    for number, line in enumerate(page.lines[page.body_at - 1 :], start=page.body_at):
        lines += wrong.get(number, [])
        if number in named:
            # What is broken has its box instead.
            if number not in wrong:
                lines += predicted(page.predictions.get(number, ""))
                lines += written_out(*named[number], page, content)
        elif number + 1 in page.predictions:
            pass  # which stands with its script
        else:
            written = prose.get(number, line)
            if number in prose:
                written = models.with_figures(written, content.models)
            lines.append(with_addresses(written, repository, content))
        if term and number in prose and line.startswith("# "):
            lines += head_of(term)
            lines += verified_line(page, content)
    lines += foot_of(term, content) if term else verified_line(page, content)
    return front_matter(page, content) + "\n".join(lines)


def with_addresses(line: str, repository: str, content: Content) -> str:
    """A line of the author's with the addresses of the repository and of the published site.

    Scripts and outputs have none: there `{address}` is a value of an f-string.
    """
    if "{" not in line:
        return line
    line = line.replace("{repository}", repository)
    line = line.replace("{repository-name}", repository.rpartition("/")[2])
    if "{address}" in line:  # of what only the published site has
        line = line.replace("{address}", address_of(content.root))
    return line


def term_of(page: Page, content: Content) -> Term | None:
    """The term whose page this is."""
    return content.by_slug.get(page.path.stem) if page.uri.startswith("terms/") else None


def front_matter(page: Page, content: Content) -> str:
    """What builders read of a page's head: a term's summary, and its names as tags.

    The theme writes them into attributes as they are. JSON is YAML, whatever they hold.
    """
    if term := term_of(page, content):
        said = {
            "description": attribute(term.summary),
            "tags": [*term.names, *term.covers],
        }
    elif page.head is None or page.uri.startswith("terms/"):
        return ""
    else:
        try:
            said = Head(page.head, page.where, 2).validate(PageHead).model_dump(exclude_none=True)
        except ProblemsFound:
            return ""  # which the page's problems tell
        if "description" in said:
            said["description"] = attribute(said["description"])
    rows = [f"{key}: {json.dumps(value)}" for key, value in said.items()]
    return "\n".join(["---", *rows, "---", ""])


def written_out(kind: str, name: str, page: Page, content: Content) -> list[str]:
    """What a directive stands for."""
    if kind == "script":
        return show(content.claims[name], content.root)
    if kind == "picture":
        turned = live.attributes(content.live[name], content.root) if name in content.live else ""
        return ["", *figure(content.pictures[name].rstrip("\n").split("\n"), turned), ""]
    if kind == "models":
        return models.table(name, content)
    if kind == "calculator":
        return ["", *form(name, page.uri, content.models, "models.md" in content.pages), ""]
    if kind == "tokens":
        return ["", *tokens.form(name, page.uri), ""]
    if kind == "program":
        return show_program(name, content.root)
    if kind == "live" and name == LOSSES:
        return ["", *losses(content.root), ""]
    if kind == "live":
        return ["", *part(name, page.uri, content.root), ""]
    # The comment stays, and says that each term here is a link with its summary already.
    return [f"<!-- glossary: {name} -->", *MAKERS[name](content)]


def predicted(question: str) -> list[str]:
    """The question that an output answers, above its script: `finish` folds the output under it."""
    return [f"**Predict:** {with_code(question)}", "{: .predict }", ""] if question else []


def head_of(term: Term) -> list[str]:
    """What stands under the heading: expansion, lead, other names, group, level."""
    lines = [""]
    if term.expansion:
        lines += [f"{escape(term.expansion)}", "{: .term-expansion }", ""]
    lines += [escape(term.summary), "{: .term-lead }", ""]
    meta = [f"{term.group} · {term.level}"]
    if term.aliases:
        meta.insert(0, "Also called " + ", ".join(map(escape, term.aliases)))
    lines += [" · ".join(meta), "{: .term-meta }", ""]
    if term.covers:
        names = [f"[{escape(name)}](#{covered.heading})" for name, covered in term.covers.items()]
        lines += ["Also on this page: " + ", ".join(names), "{: .term-meta }", ""]
    return lines


def verified_line(page: Page, content: Content) -> list[str]:
    """When the page's scripts ran last as they are, and with what; nothing where they did not."""
    last = verified(page, content.claims, content.root)
    if not last:
        return []
    return [
        "",
        f"Scripts last verified on {last.date} with Python {last.python}, NumPy {last.numpy} "
        f"and PyTorch {last.torch}",
        "{: .term-meta }",
        "",
    ]


def foot_of(term: Term, content: Content) -> list[str]:
    """Sources and related terms."""
    lines = ["", "## Sources", "", '<div class="sources" markdown="1">', ""]
    for key, supports in term.sources.items():
        if work := content.works.get(key):
            lines.append(
                f"- [{escape(work.title)}]({work.url}), {escape(work.authors)}, "
                f"{work.year}. Supports: {with_code(supports)}"
            )
    lines += ["", "</div>"]
    others = [content.by_slug[s] for s in term.related if s in content.by_slug]
    if others:
        lines += ["", "## Related terms", "", '<div class="related" markdown="1">', ""]
        for other in others:
            lines.append(f"- [{escape(other.term)}](/{other.uri}): {escape(other.summary)}")
        lines += ["", "</div>"]
    return lines


def boxes(page: Page, content: Content) -> dict[int, list[str]]:
    """The page's problems by line, as Markdown; those of the head stand before everything."""
    found: dict[int, list[str]] = {}
    if not content.problems:
        return found
    scripts = {
        script: (line, name)
        for line, name in page.named("script")
        if name in content.claims
        for script in files_of(name, content)
    }
    for problem in content.problems:
        if problem.path == page.where:
            line = problem.line if problem.line >= page.body_at else 0
        elif problem.path in scripts:
            line = scripts[problem.path][0]
        else:
            continue
        found.setdefault(line, []).extend(box_of(problem))
    return dict(sorted(found.items()))


def files_of(claim: str, content: Content) -> Iterator[str]:
    """The files of a claim, from the root."""
    one = content.claims[claim]
    for path in (*one.scripts.values(), one.output):
        yield path.relative_to(content.root).as_posix()


def box_of(problem: Problem) -> list[str]:
    """A problem as a page shows it."""
    where = f"`{problem.path}:{problem.line}`"
    return [
        "",
        '!!! failure "To mend"',
        "",
        f"    {where}: {escape(problem.message)}",
        "",
    ]


def box_in_html(problem: Problem) -> str:
    """The same where the page is HTML already."""
    return (
        '<div class="admonition failure"><p class="admonition-title">To mend</p>'
        f"<p><code>{problem.path}:{problem.line}</code>: {attribute(problem.message)}</p></div>"
    )


@lru_cache(MANY)
def links(page: Page) -> tuple[tuple[int, str], ...]:
    """Line and target of each link that leads to a file of docs/, the page's own headings too."""
    return tuple(links_of(page))


def links_of(page: Page) -> Iterator[tuple[int, str]]:
    """The same, one by one."""
    for number, line in page.prose:
        for match in LINK.finditer(CODE.sub("", line)):
            target = match["target"] or match["address"]
            if target.startswith("#") or not ELSEWHERE.match(target):
                yield number, target


@lru_cache(MANY)
def anchors_of(page: Page) -> set[str]:
    """What a link can lead to on a page: its headings, and ids that its author has given."""
    given = {one for _, line in page.prose for one in GIVEN_ID.findall(line)}
    return {anchor_of(text) for _, _, text in page.headings} | given | MADE_ANCHORS


@lru_cache(MANY)
def absolute_prose(page: Page) -> dict[int, str]:
    """The lines of a page's prose by number, with their links from the root of docs/."""
    return {number: absolute(line, page.uri) for number, line in page.prose}


def absolute(line: str, uri: str) -> str:
    """A line of prose with its links from the root of docs/: /terms/lora.md#in-code."""

    def replace(match: re.Match[str]) -> str:
        target = match["target"] or match["address"]
        if not ELSEWHERE.match(target):
            target = "/" + resolved(target, uri)
        if match["open"]:
            return f"{match['open']}{target}{match['rest']}"
        return f"{match['start']}{target}"

    parts, at = [], 0
    for code in CODE.finditer(line):
        parts += [line[at : code.start()], code[0]]
        at = code.end()
    parts.append(line[at:])
    # A link's text may hold code, so that the line is put together before links are sought.
    marked = "".join(
        part if index % 2 == 0 else f"\x00{index}\x00" for index, part in enumerate(parts)
    )
    marked = LINK.sub(replace, marked)
    return re.sub(r"\x00(\d+)\x00", lambda m: parts[int(m[1])], marked)


def resolved(target: str, uri: str) -> str:
    """A relative link of a page as a path in docs/; a lab is a page."""
    path, hash_, anchor = target.partition("#")
    full = posixpath.normpath(posixpath.join(posixpath.dirname(uri), path))
    return re.sub(r"\.ipynb$", ".md", full) + hash_ + anchor


def check_links(content: Content, made: Iterable[str]) -> list[Problem]:
    """Links to pages and headings that are not there.

    Args:
        content: the pages.
        made: other files that can be linked, as paths in docs/.
    """
    others = set(made) | {f"labs/{name}".replace(".ipynb", ".md") for name in content.labs}
    anchors = {
        uri: anchors_of(page)
        for uri, page in content.pages.items()
        if not page.named("glossary")  # lists bring headings of their own
    }
    problems = []
    for page in content.pages.values():
        for number, target in links(page):
            there = page.uri + target if target[0] == "#" else resolved(target, page.uri)
            path, _, anchor = there.partition("#")
            path = path.partition("?")[0]  # a setting of a calculator
            if path not in content.pages and path not in others:
                message = f"links to {target[:90]!r}, and there is no docs/{path[:90]}"
                problems.append(Problem(page.where, number, f"{message}: mend the link"))
            elif anchor and path in anchors and anchor not in anchors[path]:
                message = f"links to {target[:90]!r}, and docs/{path} has no such heading"
                problems.append(Problem(page.where, number, f"{message}: mend the link"))
    return problems
