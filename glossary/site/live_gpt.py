"""The parts of the live GPT, as a page has them before their first use: words, and a button."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from glossary.content.files import per_file, read_text
from glossary.content.pages import way_to
from glossary.site.text import attribute

SCRIPT = "assets/javascripts/live/start.js"
FACTS = "docs/assets/live/gpt.json"
"""What is known of the weights, with words that they wrote: live_gpt writes it."""

SHOWN = 5
"""Words of each, beside a button."""

PAGE = "live"
PARTS = {
    "small": ("A live GPT with a LoRA switch", "Try it here"),
    "write": ("Write", "Start the GPT"),
    "train": ("Train a LoRA", "Start the GPT, to train a LoRA"),
    "next": ("The next character", "Start the GPT, to see its probabilities"),
    "attention": ("Attention", "Start the GPT, to see its attention"),
    "cache": ("KV cache", "Start the GPT, to count its multiplications"),
}
"""By the name in `<!-- live: name -->`: what a part is called, and its button."""

SMALL = (
    "A small GPT invents words. With a LoRA adapter that was trained on names of dinosaurs, the "
    "same weights invent dinosaurs."
)
WITH_WORDS = ("small", "write")


def part(name: str, uri: str, root: Path) -> list[str]:
    """The lines of a part: one block of HTML without an empty line.

    Args:
        name: one of PARTS.
        uri: of the page, as a path in docs/.
        root: the repository.
    """
    label, button = PARTS[name]
    lines = [
        f'<form class="live no-term-links" data-live="{name}" aria-label="{label}" '
        'autocomplete="off" data-search-exclude>',
    ]
    if name in WITH_WORDS:
        words = facts(root / FACTS, root)["writes"]
        if name == "small":
            lines.append(f"<p>{SMALL}</p>")
        base, adapted = (attribute(", ".join(one[:SHOWN])) for one in words.values())
        lines += [
            f'<p class="live-row"><b>GPT alone</b> <i>{base}</i></p>',
            f'<p class="live-row"><b>GPT + LoRA</b> <i>{adapted}</i></p>',
        ]
    lines.append(f'<p class="live-bar"><button>{button}</button> <span role="status"></span></p>')
    if name == "small":
        train = f"{way_to(PAGE, uri)}/#train-a-lora-of-your-own"
        lines.append(f'<p><a href="{train}">Train a LoRA of your own</a></p>')
    # Beside its form: the theme runs it anew where it changes the page without loading it.
    return [*lines, "</form>", f'<script defer src="{way_to(SCRIPT, uri)}"></script>']


@per_file
def facts(path: Path, root: Path) -> Any:
    """What is known of the weights."""
    return json.loads(read_text(path, root))
