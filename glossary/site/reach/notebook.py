"""A term's page as a notebook, and its scripts as files: in one zip, as jupytext writes them.

The same page gives the same bytes: cells are numbered, and files in a zip have no time.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from nbformat import from_dict, v4

from glossary.content.pages import MANY, way_of
from glossary.site.reach.markdown import LICENSE, name_of
from glossary.site.reach.pieces import Piece, fenced, pieces_of

HEADING = re.compile(r"\n\n(?=#{1,3} )")
ABOUT = (
    "Each code cell below is a script of its own: run them all, or any of them, in any order. "
    "They need NumPy, and PyTorch where they import `torch`: `%pip install numpy torch`."
)
LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of a file in a zip: the first that the format can say."""


def cells_of(pieces: tuple[Piece, ...]) -> list[tuple[str, str, str]]:
    """Kind, text and output of each cell: prose by its headings, and each script."""
    cells: list[tuple[str, str, str]] = []

    def prose(text: str) -> None:
        """More of the last cell, if that is prose."""
        if cells and cells[-1][0] == "markdown" and not text.startswith("#"):
            text = f"{cells.pop()[1]}\n\n{text}"
        cells.append(("markdown", text, ""))

    for at, piece in enumerate(pieces):
        if piece.kind == "prose":
            for part in HEADING.split(piece.text):
                prose(part)
        elif piece.kind == "commands":
            prose(fenced(piece.text, piece.name))
        elif piece.kind == "script":
            for line in name_of(piece):
                prose(line)
            # Two scripts that show the same stand before their one output.
            after = next((one for one in pieces[at:] if one.kind != "script"), None)
            output = after.text + "\n" if after and after.kind == "output" else ""
            cells.append(("code", piece.text, output))
    return cells


@lru_cache(MANY)
def notebook(text: str, uri: str, address: str, site_name: str) -> str:
    """A prepared page as a notebook with its outputs.

    Args:
        text: the page.
        uri: its path in docs/.
        address: of the published site.
        site_name: what the site is called.
    """
    made: str = v4.writes(as_node(text, uri, address, site_name))
    return made + "\n"


@lru_cache(1)  # of the page that is being written, as a notebook and then as a zip
def as_node(text: str, uri: str, address: str, site_name: str) -> Any:
    """The same before it is written.

    nbformat's own functions check each cell against the schema, which takes longer than all else
    here: a test checks the whole.
    """
    cells: list[dict[str, Any]] = []
    runs = 0
    written = cells_of(pieces_of(text, uri, address))
    origin = f"From [{site_name}]({address}{way_of(uri)}). {LICENSE}"
    for kind, source, output in [*written, ("markdown", origin, "")]:
        cell: dict[str, Any] = {"id": f"cell-{len(cells) + 1}", "cell_type": kind}
        cell |= {"metadata": {}, "source": source}
        cells.append(cell)
        if kind == "code":
            runs += 1
            printed = {"output_type": "stream", "name": "stdout", "text": output}
            cell |= {"execution_count": runs, "outputs": [printed] if output else []}
        elif len(cells) == 1:
            cells.append(cell | {"id": "cell-2", "source": ABOUT})
    metadata = {"kernelspec": KERNEL, "language_info": LANGUAGE}
    version = {"nbformat": v4.nbformat, "nbformat_minor": v4.nbformat_minor}
    return from_dict({"cells": cells, "metadata": metadata, **version})


@lru_cache(MANY)
def scripts(text: str, uri: str, address: str, site_name: str) -> bytes:
    """A zip of the page's scripts as they are, and of the whole page as one file of jupytext's.

    Nothing in it is compressed: compressors differ from machine to machine.
    """
    import jupytext  # here: a third of a second, which no test of a page has to wait for

    node = as_node(text, uri, address, site_name)
    slug = PurePosixPath(uri).stem
    files = {f"{slug}.py": str(jupytext.writes(node, fmt="py:percent"))}
    shown = [one for one in pieces_of(text, uri, address) if one.kind == "script"]
    names = Counter(PurePosixPath(name).name for name in {one.name for one in shown})
    for piece in shown:
        path = PurePosixPath(piece.name)
        # One of another entry may be called the same, or as the page is: then its folder tells.
        alone = names[path.name] == 1 and path.stem != slug
        name = path.name if alone else f"{path.parent.name}/{path.name}"
        files[name] = piece.text + "\n"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, code in files.items():
            entry = zipfile.ZipInfo(f"{slug}/{name}", EARLIEST)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, code)
    return made.getvalue()
