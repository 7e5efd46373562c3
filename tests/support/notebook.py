"""A small executed notebook, whole or broken."""

from __future__ import annotations

import json
from collections.abc import Callable

from glossary.content.labs import FIGURES, STAMP, digest_of

SVG = (
    '<svg role="img" aria-label="A line." width="10pt" height="10pt" '
    'viewBox="0 0 10 10"><defs><style type="text/css">*{}</style></defs>'
    '<g id="line"><path style="fill: none; stroke: #1f5fa8" d="M 1.23456 2"/></g>'
    '<text style="font: bold 10px sans-serif; text-anchor: middle">x</text><text>y</text></svg>\n'
)


def notebook(change: Callable[[dict], None] = lambda made: None) -> str:
    """A small executed notebook; `change` breaks it after its digest was made."""

    def code(source: str, *outputs: dict) -> dict:
        return {
            "cell_type": "code",
            "source": source,
            "outputs": list(outputs),
            "metadata": {},
        }

    def printed(text: str, name: str = "stdout") -> dict:
        return {"output_type": "stream", "name": name, "text": text}

    made = {
        "cells": [
            {
                "cell_type": "markdown",
                "source": "# A lab\n\nIt is right in 81.2 % of cases.",
            },
            code("print(0.812)", printed("0.812\n")),
            code(
                "show(figure)",
                {"output_type": "display_data", "data": {"image/svg+xml": SVG}},
            ),
            code(f"{FIGURES}\nprint(figures)", printed("share: 0.812 ± 0.02\n")),
        ],
        "metadata": {
            STAMP: {
                "date": "2026-11-24",
                "packages": "torch 2.13.0",
                "seconds": 3,
                "peak_mib": 9,
            }
        },
    }
    made["metadata"][STAMP]["digest"] = digest_of(made["cells"])
    change(made)
    return json.dumps(made)


def edited(change: Callable[[list[dict]], None]) -> Callable[[dict], None]:
    """A change to the cells after which the digest is made again."""

    def apply(made: dict) -> None:
        change(made["cells"])
        made["metadata"][STAMP]["digest"] = digest_of(made["cells"])

    return apply
