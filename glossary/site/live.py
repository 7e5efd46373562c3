"""Live pictures on the site: what their figure says, and the scripts that a turn of a knob loads.

docs/assets/javascripts/run/controls.js makes the knobs, and picture.js draws.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterable
from pathlib import Path

from glossary.content.live import Live

FOLDER = "assets/pictures"
"""Of the scripts, on the site."""


def attributes(live: Live, root: Path) -> str:
    """What the figure of a picture says of its knobs: their number, their lines, their script.

    The address of the script holds its digest, so that no browser takes an older one.
    """
    digest = hashlib.sha256(live.script(root).encode()).hexdigest()[:8]
    lines = html.escape(live.lines).replace("\n", "&#10;")
    return (
        f' data-rows="{len(live.knobs)}" data-source="{live.name}.py?{digest}" data-knobs="{lines}"'
    )


def files(shown: Iterable[Live], root: Path) -> dict[str, str]:
    """The scripts, by their path in docs/."""
    return {f"{FOLDER}/{live.name}.py": live.script(root) for live in shown}
