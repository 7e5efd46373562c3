"""The parts of the live GPT, as a page has them before their first use: words, and a button."""

from __future__ import annotations

from pathlib import Path

from glossary.content.pages import way_to
from glossary.content.programs import FACTS, facts
from glossary.site.text import attribute

SCRIPT = "assets/javascripts/live/start.js"
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

LOSSES = "losses"
"""By this name a page asks for a table of the losses, which is no part to use."""


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


def losses(root: Path) -> list[str]:
    """What the training of the weights stored, as a table: how the loss fell, and on what."""
    known = facts(root / FACTS, root)
    every, curve = known["every"], known["losses"]
    shown = sorted({0, 1, len(curve) // 4 - 1, len(curve) // 2 - 1, len(curve) - 1})
    rows = [f"| {at * every + 1:,} to {(at + 1) * every:,} | {curve[at]:.2f} |" for at in shown]
    return [
        f"It read {known['words']['count']:,} words, some in each of its {known['steps']:,} steps, "
        f"with PyTorch {known['torch']} on {known['date']}.",
        "",
        "| Steps | Mean loss |",
        "|---|---:|",
        f"| none: an even guess | {known['uniform']:.2f} |",
        *rows,
    ]
