"""Which pages' scripts ran last, when, and with what: written by the tests, shown by a build.

A page's scripts and outputs have a digest, so what has changed since is not said to have run.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from glossary.content.claims import Claim, claims_on
from glossary.content.files import per_file, text_of
from glossary.content.heads import Strict
from glossary.content.pages import Page
from glossary.content.problems import ProblemsFound

FILE = ".cache/verified.json"


class Verified(Strict):
    """A run of all scripts of a page that printed what the page shows."""

    digest: str
    """Of the scripts and outputs that ran."""

    date: date
    python: str
    numpy: str
    torch: str


RECORDS = TypeAdapter(dict[str, Verified])
"""The file: for each page, by its path in docs/, its last run."""


def scripts_of(page: Page, claims: dict[str, Claim]) -> list[Path]:
    """The scripts that a page shows, in order."""
    return [script for claim in claims_on(page, claims) for script in claim.scripts.values()]


def digest_of(page: Page, claims: dict[str, Claim], root: Path) -> str:
    """A digest of all that a page shows of scripts and outputs; empty if one cannot be read."""
    digest = hashlib.sha256()
    try:
        for claim in claims_on(page, claims):
            for path in (*claim.scripts.values(), claim.output):
                digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
                digest.update(f"{text_of(path, root)}\0".encode())
    except ProblemsFound:
        return ""
    return digest.hexdigest()


@per_file
def records(path: Path, root: Path) -> dict[str, Verified]:
    """What the file holds: nothing where there is none, and where it is not ours."""
    try:
        return RECORDS.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return {}


def verified(page: Page, claims: dict[str, Claim], root: Path) -> Verified | None:
    """The last run of a page's scripts as they are; None if they never ran so, or there is none."""
    if not scripts_of(page, claims):
        return None
    last = records(root / FILE, root).get(page.uri)
    return last if last and last.digest == digest_of(page, claims, root) else None
