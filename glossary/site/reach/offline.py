"""The built site as a zip that works without a network and, opened as files, without a server.

It is made of the site that readers see: links get the file at their end, the search gets its index
and its worker as scripts, which alone a page that was opened as a file may load. What needs a
server does nothing there, and a line says so; served from its folder, the copy is the whole site.
"""

from __future__ import annotations

import html
import io
import json
import posixpath
import re
import zipfile
from pathlib import Path

from glossary.site.policy import META

NAME = "glossary-offline.zip"
FOLDER = "glossary-offline"
"""The one folder in the zip."""

FIRST = Path(__file__).with_name("from_file.js")
AT = "assets/javascripts/from-file.js"
PLACE = "const SEARCH = null;"
LEFT_OUT = re.compile(r".*\.map|404\.html|sitemap\.xml\.gz|assets/javascripts/lunr/.*")
"""What a host or a maintainer asks for, and the search in other languages."""

HREF = re.compile(
    r'(?P<name>(?<![\w-])(?:xlink:)?href=")(?P<way>[^"?#:]*)(?P<rest>(?:[?#][^"]*)?")'
)
SCRIPT = re.compile(r'<script (?:defer )?src="(?P<way>[^":]+\.js)"')
SERVED = re.compile(r"\b(?:fetch|import)\(|\bnew Worker\(")
"""What a script does that no page opened as a file may do."""

ASKING = ("bundle.", "search.js")
"""Scripts that do without what they ask for where a page is a file: the theme's, and the search's,
which imports something for Zensical only."""

INDEX = "search/search_index.json"
WORKER = ("assets/javascripts/search/engine.js", "assets/javascripts/search/worker.js")
"""The search's own worker: what it imports, and it."""

IMPORT = 'importScripts("engine.js");'
POLICY = re.compile(rf"{META.pattern}[^>]*>", re.IGNORECASE)
EARLIEST = (1980, 1, 1, 0, 0, 0)
READ_ME = """\
{name}

Open index.html in a browser: pages, search, formulas and pictures work without a network.

To run the scripts in the pages too, and to use what computes there, serve this folder:
open a terminal in it, run
    python -m http.server
and open http://127.0.0.1:8000/ in a browser.

From {address}
Text and pictures: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/
Code: MIT, https://opensource.org/license/mit
What the pages are made with, under licenses of their own: use/index.html, "What runs in the page".
"""


def packed(site: Path, name: str, address: str) -> bytes:
    """The zip: the same bytes for the same site.

    Args:
        site: folder of the built site.
        name: what the site is called.
        address: where it is published.

    Raises:
        ValueError: in one line, if the site has not what is expected of it.
    """
    files = files_of(site)
    files["READ-ME.txt"] = READ_ME.format(name=name, address=address).encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sorted(files.items()):
            made = zipfile.ZipInfo(f"{FOLDER}/{path}", EARLIEST)
            made.create_system, made.external_attr = 3, 0o644 << 16
            made.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(made, data)
    return written.getvalue()


def files_of(site: Path) -> dict[str, bytes]:
    """Path and content of each file of the copy.

    Raises:
        ValueError: if the site is not there, or has not what is expected of it.
    """
    if not (site / "index.html").is_file():
        raise ValueError(f"{site} holds no site: run `make build` first")
    paths = {
        way: path
        for path in sorted(site.rglob("*"))
        if path.is_file() and not LEFT_OUT.fullmatch(way := path.relative_to(site).as_posix())
    }
    files = {way: path.read_bytes() for way, path in paths.items()}
    pages = [way for way in files if way.endswith(".html") and not way.startswith("assets/")]
    loaded: set[str] = set()
    for way in pages:
        page = files[way].decode()
        loaded |= {
            posixpath.normpath(posixpath.join(posixpath.dirname(way), script["way"]))
            for script in SCRIPT.finditer(page)
        }
        files[way] = as_file(page, way, files).encode()
    for script in loaded & files.keys():
        text = files[script].decode()
        if SERVED.search(text) and not posixpath.basename(script).startswith(ASKING):
            files[script] = f'if (location.protocol !== "file:") {{\n{text}\n}}\n'.encode()
    files[AT] = first_script(site).encode()
    files |= search_index(files)
    return files


def as_file(page: str, way: str, files: dict[str, bytes]) -> str:
    """A page whose links end in files, with its first script, and a policy that allows that.

    Args:
        page: its HTML.
        way: its path in the site.
        files: all paths there are.

    Raises:
        ValueError: if it has no policy, behind which the script stands.
    """

    def whole(link: re.Match[str]) -> str:
        target = html.unescape(link["way"])
        if not target or posixpath.basename(target) not in ("", ".", ".."):
            return link[0]
        there = posixpath.normpath(posixpath.join(posixpath.dirname(way), target, "index.html"))
        if there not in files:
            return link[0]
        end = "" if link["way"].endswith("/") else "/"
        return f"{link['name']}{link['way']}{end}index.html{link['rest']}"

    page = HREF.sub(whole, page)
    policy = POLICY.search(page)
    if not policy:
        raise ValueError(f"{way} has no policy: build the site again")
    rule = policy[0].replace("worker-src 'self'", "worker-src 'self' blob:")
    up = "../" * way.count("/")
    return page.replace(policy[0], f'{rule}<script src="{up}{AT}"></script>', 1)


def first_script(site: Path) -> str:
    """The script that stands first, with the text of the search's worker in it.

    Raises:
        ValueError: if the worker is not there, or the script has no place for it.
    """
    script, worker = FIRST.read_text("utf-8"), []
    for path in WORKER:
        if not (site / path).is_file():
            raise ValueError(f"the site has no {path}: build it with the search")
        worker.append((site / path).read_text("utf-8"))
    counts = script.count(PLACE), worker[-1].count(IMPORT)
    if counts != (1, 1):
        raise ValueError(
            f"{FIRST.name} has {counts[0]} times {PLACE!r}, {WORKER[-1]} {counts[1]} times "
            f"{IMPORT!r}: each must be one: see how the search starts its worker now"
        )
    text = "\n".join(worker).replace(IMPORT, "")  # which no worker from a file may do
    return script.replace(PLACE, f"const SEARCH = {json.dumps(text)};")


def search_index(files: dict[str, bytes]) -> dict[str, bytes]:
    """The index with pages as files, as JSON and as the script that Material loads from a file."""
    if INDEX not in files:
        raise ValueError(f"the site has no {INDEX}: build it with the search")
    index = json.loads(files[INDEX])
    for one in index["docs"]:
        one["location"] = in_file(one["location"])
    for name in index["config"].get("names", []):
        name[1] = in_file(name[1])
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return {INDEX: text.encode(), INDEX.removesuffix("on"): f"var __index = {text};".encode()}


def in_file(location: str) -> str:
    """A place of the site as the copy has it: its pages are files."""
    path, hash_, anchor = location.partition("#")
    return f"{path}index.html{hash_}{anchor}" if path.endswith("/") or not path else location
