"""The place of "Your own text" in a page, and the tokenizer that this site trains."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import runpy
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from glossary.content.content import Content
from glossary.content.pages import way_to
from glossary.content.problems import Problem, ProblemsFound
from glossary.site.tokens.gpt2 import SCRIPTS

N_MERGES = 512
TRAINS = "snippets/byte-pair-encoding/training_joins_the_most_frequent_neighbors.py"
SPLITS = "snippets/tokenizer/pre_tokenizing_loses_nothing.py"
"""The scripts that readers see: their `train` and `PIECES` make the tokenizer."""
KEPT = ".cache/own-tokenizer.json"
OWN = f"{SCRIPTS}/own.json"


def form(name: str, uri: str) -> list[str]:
    """The lines of the place: one block of HTML without an empty line.

    Args:
        name: the tokenizer with which it begins, gpt2 or own.
        uri: of the page, as a path in docs/.
    """
    script = way_to(f"{SCRIPTS}/tokens.js", uri)
    return [
        f'<form class="tokens no-term-links" aria-label="Your own text" data-first="{name}" '
        "data-search-exclude>",
        '<p class="tokens-off">What splits your text is a script, and scripts are off.</p>',
        "</form>",
        # Beside its form: the theme runs it anew where it changes the page without loading it.
        f'<script defer src="{script}"></script>',
    ]


def files(root: Path, content: Content) -> dict[str, str]:
    """The generated files by their path in docs/.

    Args:
        root: the repository.
        content: the terms, on whose summaries the tokenizer is trained.

    Raises:
        ProblemsFound: for a script that is gone, or that has not what is needed.
    """
    merges = own(root, (term.summary for term in content.terms))
    return {OWN: json.dumps(merges, separators=(",", ":"))}


def own(root: Path, texts: Iterable[str]) -> list[int]:
    """The merges, two IDs for each, as the site's own script learns them from texts.

    They are kept until the texts or the scripts change: training takes a second.

    Raises:
        ProblemsFound: see `files`.
    """
    text = "\n".join(texts)
    sources = [text.encode(), *(read(root, name) for name in (TRAINS, SPLITS))]
    digest = hashlib.sha256(b"\0".join([*sources, str(N_MERGES).encode()])).hexdigest()
    kept = root / KEPT
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        known = json.loads(kept.read_text("utf-8"))
        if known["of"] == digest:
            merges: list[int] = known["merges"]
            return merges
    train, pieces = named(root, TRAINS, "train"), named(root, SPLITS, "PIECES")
    learned, _ = train(Counter(pieces.findall(text)), N_MERGES)  # type: ignore[operator,attr-defined]
    merges = [i for pair in learned for i in pair]
    with contextlib.suppress(OSError):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps({"of": digest, "merges": merges}), "utf-8")
    return merges


def read(root: Path, name: str) -> bytes:
    """A script's text."""
    try:
        return (root / name).read_bytes()
    except OSError:
        message = "is gone, and the tokenizer of `<!-- tokens: … -->` is trained by it"
        raise ProblemsFound([Problem(name, 1, message)]) from None


def named(root: Path, name: str, what: str) -> object:
    """What a script defines; what it prints is dropped."""
    with contextlib.redirect_stdout(io.StringIO()):
        defined = runpy.run_path(str(root / name))
    if what not in defined:
        message = f"defines no {what} any more, which `<!-- tokens: … -->` needs"
        raise ProblemsFound([Problem(name, 1, message)])
    found: object = defined[what]
    return found
