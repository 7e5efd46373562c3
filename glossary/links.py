"""Every link that leads out of this site: where it stands, what it supports, whether it answers.

    python -m glossary.links            list them
    python -m glossary.links --check    ask each; write what does not answer as Markdown

The check needs the network, so no test runs it; the weekly workflow does, and keeps one issue with
what it found.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from glossary import ROOT
from glossary.labs import labs_of
from glossary.problems import shown_path
from glossary.terms import load_terms

LINK = re.compile(r"\[([^\]]*)\]\((https?://[^)\s]+)\)|<(https?://[^>\s]+)>")
SKIPPED = {
    "127.0.0.1": "the reader's own machine",
}
"""Hosts that are not asked, and why."""

REFUSES = {401, 403, 405, 429, 999}
"""Answers of hosts that are there and turn robots away: no sign of a dead link."""

AGENT = "runnable-llm-glossary link check (weekly, one request a link)"


@dataclass(frozen=True)
class Link:
    """A link out: its address, where it stands, and what it is there for."""

    url: str
    place: str
    supports: str


def external_links(root: Path = ROOT) -> Iterator[Link]:
    """All links in the terms' sources, in pages and in labs."""
    for term in load_terms(root):
        where = f"docs/terms/{term.slug}.md"
        for source in term.sources:
            yield Link(source.url, where, f"{source.title}: {source.supports}")
    pages = [root / "README.md", root / "CONTRIBUTING.md", *root.glob("docs/**/*.md")]
    for page in sorted(pages):
        yield from links_in(page.read_text("utf-8"), shown_path(page, root))
    for lab in labs_of(root):
        cells = json.loads(lab.read_text("utf-8"))["cells"]
        prose = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
        yield from links_in("\n".join(prose), shown_path(lab, root), numbered=False)


def links_in(text: str, where: str, numbered: bool = True) -> Iterator[Link]:
    """Links in Markdown, each with the line that it stands in."""
    fenced = False
    for number, line in enumerate(text.split("\n"), start=1):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if fenced:
            continue
        for match in LINK.finditer(line):
            url = match[2] or match[3]
            if "{" not in url and urlsplit(url).hostname not in SKIPPED:
                place = f"{where}:{number}" if numbered else where
                yield Link(url, place, " ".join(line.split())[:120])


def ask(url: str, tries: int = 3) -> str:
    """Empty if the address answers, else what is wrong with it."""
    said = ""
    for attempt in range(tries):
        time.sleep(attempt * 5)
        request = urllib.request.Request(
            url.split("#")[0], headers={"User-Agent": AGENT, "Accept": "*/*"}
        )
        try:
            with urllib.request.urlopen(request, timeout=30):
                return ""
        except urllib.error.HTTPError as error:
            if error.code in REFUSES:
                return ""
            said = f"{error.code} {error.reason}"
            if error.code in (404, 410):
                return said
        except (OSError, ValueError) as error:
            said = str(getattr(error, "reason", error))
    return said


def check(links: list[Link]) -> dict[str, str]:
    """Addresses that do not answer, with the reason. Each host is asked politely."""
    hosts = defaultdict(list)
    for url in dict.fromkeys(link.url for link in links):
        hosts[urlsplit(url).hostname].append(url)

    def one_host(urls: list[str]) -> dict[str, str]:
        found = {}
        for url in urls:
            if said := ask(url):
                found[url] = said
            time.sleep(1)
        return found

    with ThreadPoolExecutor(16) as pool:
        return {
            url: said
            for found in pool.map(one_host, hosts.values())
            for url, said in found.items()
        }


def report(links: list[Link], dead: dict[str, str]) -> str:
    """What does not answer, as Markdown: the link, the reason, and each place with its use."""
    lines = [
        f"{len(dead)} of {len({link.url for link in links})} links do not answer.",
        "",
    ]
    for url, said in sorted(dead.items()):
        lines.append(f"- <{url}>: {said}")
        lines += [
            f"    - `{link.place}`: {link.supports}"
            for link in links
            if link.url == url
        ]
    return "\n".join(lines)


def main(root: Path = ROOT) -> int:
    """List or check; return the number of links that do not answer."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    links = list(external_links(root))
    if not given.check:
        for link in links:
            print(f"{link.url}\t{link.place}\t{link.supports}")
        return 0
    dead = check(links)
    print(report(links, dead))
    return len(dead)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
