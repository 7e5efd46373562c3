"""Labs: the notebooks in docs/labs/, which were executed and keep what they printed.

A build executes none. `python -m labs.notebooks` executes and compares them (labs/notebooks.py).
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from glossary import ROOT
from glossary.content.asked import INLINE
from glossary.content.figures import Figure, figures, paragraphs, quoted, sentences
from glossary.content.files import UNSEEN, in_order, per_file, read_text
from glossary.content.pages import ALMOST, CODE, MANY, PREDICTION, Page, refused, unclosed
from glossary.content.problems import Problem, ProblemsFound, quote, shown_path

LABS_FOLDER = "docs/labs"
STAMP = "executed"
"""Key in a notebook's metadata: when and with what it was executed, and a digest of its code."""

STAMPED = {"digest": str, "date": str, "packages": str, "seconds": int | float, "peak_mib": int}
PACKAGES = re.compile(r"[A-Za-z][\w.-]* \d[\w.+]*(, [A-Za-z][\w.-]* \d[\w.+]*)*")

LINK = re.compile(
    r"(?:\]\(\s*<?|href\s*=\s*[\"']?)(https?://[^\s)>\"']*/(?=labs/))?[./]*(labs/)?([\w-]+)"
    r"(\.ipynb|\.md|/|(?=[\s)>\"'#?]))",
    re.I,
)
"""A link that may lead to a lab, however it is written, by an address of the site's own too."""

SOURCE = re.compile(r"\]\(https?://")
"""A link to a source, which supports the figures beside it."""

FIRST = datetime.date(2026, 1, 1)
"""No lab was executed before."""

FIGURES = "# What this page quotes"
"""First words of the cell that lists the figures; labs/notebooks.py compares these."""

FIGURE_LINE = re.compile(
    r"^(?P<name>[^:]+): (?P<value>\S+)"
    r"(?: ± (?P<tolerance>\S+)|, (?P<exact>exact)|, moves with the machine)$"
)


@dataclass
class Cell:
    """A code cell with what it left: text as one piece, pictures as SVG."""

    number: int
    code: str
    text: str = ""
    pictures: list[str] = field(default_factory=list)


@dataclass
class Lab:
    """A notebook.

    Attributes:
        path: where it is.
        where: the same from the root, for messages.
        cells: Markdown as str, code as Cell, in order.
        executed: its stamp: digest, date, python, packages, seconds, peak_mib.
    """

    path: Path
    where: str
    cells: list[str | Cell]
    executed: dict[str, Any]

    @property
    def code(self) -> list[Cell]:
        """Its code cells."""
        return [cell for cell in self.cells if isinstance(cell, Cell)]

    @property
    def prose(self) -> list[str]:
        """Its Markdown cells."""
        return [cell for cell in self.cells if isinstance(cell, str)]

    @property
    def printed(self) -> str:
        """All that its code printed."""
        return "\n".join(cell.text for cell in self.code)

    @property
    def figures(self) -> dict[str, tuple[str, float | None]]:
        """The figures that it lists: name to value and tolerance (None: not compared)."""
        found = {}
        for line in self.code[-1].text.splitlines():
            if match := FIGURE_LINE.match(line):
                tolerance = 0.0 if match["exact"] else match["tolerance"]
                tolerance = None if tolerance is None else float(tolerance)
                found[match["name"]] = (match["value"], tolerance)
        return found


def labs_of(root: Path = ROOT) -> list[Path]:
    """All notebooks, in order of path."""
    return in_order((root / LABS_FOLDER).glob("*.ipynb"))


def digest_of(cells: list[dict[str, Any]]) -> str:
    """Digest of the code and outputs of a notebook's raw cells: neither is edited by hand."""
    ran = [
        [pieces("source", cell), [[out.get("name"), *texts(out)] for out in outputs]]
        for cell in cells
        if cell["cell_type"] == "code"
        for outputs in [cell.get("outputs", [])]
    ]
    return hashlib.sha256(json.dumps(ran).encode()).hexdigest()


def pieces(key: str, part: dict[str, Any]) -> str:
    """A text of a notebook, which may be kept as a list of its lines."""
    return "".join(part.get(key, ""))


def texts(output: dict[str, Any]) -> list[str]:
    """All texts of an output."""
    data = output.get("data", {})
    return [
        pieces("text", output),
        *(kind + pieces(kind, data) for kind in sorted(data)),
    ]


@per_file
def read_lab(path: Path, root: Path = ROOT) -> Lab:
    """Read a notebook and check its form.

    Raises:
        ProblemsFound: for a notebook that was not executed as it stands, a cell that failed, an
            output that cannot be shown, or a figure in the prose that no output holds.
    """
    lab = read_execution(path, root)
    if problems := unsupported(lab):
        raise ProblemsFound(problems)
    return lab


def read_execution(path: Path, root: Path = ROOT) -> Lab:
    """Read a notebook and check its form, but not its prose.

    The prose tells of the stored execution: another one may print other figures, within the
    tolerance of each.

    Raises:
        ProblemsFound: as read_lab, but for the last of its reasons.
    """
    where = shown_path(path, root)
    problems: list[Problem] = []
    cells: list[str | Cell] = []
    numbers = count(1)
    try:
        notebook = json.loads(read_text(path, root))
        raw = notebook["cells"]
        stamp = notebook.get("metadata", {}).get(STAMP, {})
        for cell in raw:
            source = pieces("source", cell)
            if cell["cell_type"] == "markdown":
                cells.append(source)
            elif cell["cell_type"] == "code" and source.strip():
                made = Cell(next(numbers), source)
                problems += take_outputs(made, cell, where)
                cells.append(made)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"is no notebook: {str(error)[:100]}"
        raise ProblemsFound([Problem(where, 1, message)]) from None
    lab = Lab(path, where, cells, stamp if isinstance(stamp, dict) else {})

    def add(message: str) -> None:
        problems.append(Problem(where, 1, message))

    if not lab.prose or not lab.prose[0].startswith("# "):
        add("its first cell must be Markdown and begin with `# ` and a title")
    if any("```" in text or "~~~" in text for text in lab.prose):
        add("its text holds a block of code: put code into a code cell")
    for text in lab.prose:
        lines = text.split("\n")
        numbered = list(enumerate(lines, start=1))
        if unclosed(numbered):
            add("its text holds a comment that is not closed: end it with -->")
        for _, found in refused(numbered):
            add(f"{quote(found)}: text is Markdown: put code and pictures into a code cell")
        for line in lines:
            bare = CODE.sub("", line)
            if ALMOST.search(bare) or INLINE.search(bare):
                add(f"{quote(line.strip())}: asks for what pages alone can show: write it on one")
            if UNSEEN.search(line):
                add(f"{quote(line)} holds a control character: write what all can see")
    if not lab.code:
        add("has no code")
    elif lab.executed.get("digest") != digest_of(raw):
        add("its code or its outputs are not those of its execution: run `make labs`")
    elif wrong := wrong_in(lab.executed):
        add(f"its stamp says {wrong}: run `make labs`")
    elif not lab.code[-1].code.startswith(FIGURES):
        add(f"its last code cell must begin with `{FIGURES}` and list the figures")
    elif not lab.figures:
        add("its last code cell lists no figure as `name: value ± tolerance`")
    if problems:
        raise ProblemsFound(problems)
    return lab


def wrong_in(stamp: dict[str, Any]) -> str:
    """What in a stamp cannot come from an execution."""
    for key, kind in STAMPED.items():
        value = stamp.get(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            return f"{key}: {quote(value)}"
    for key in ("seconds", "peak_mib"):
        if not 0 <= stamp[key] < 1_000_000:
            return f"{key}: {quote(stamp[key])}"
    if not PACKAGES.fullmatch(stamp["packages"]):
        return f"packages: {quote(stamp['packages'])}, not names with versions"
    try:
        date = datetime.date.fromisoformat(stamp["date"])
    except ValueError:
        return f"date: {quote(stamp['date'])}, not one such as 2026-11-24"
    # It is tomorrow in some places.
    if not FIRST <= date <= datetime.date.today() + datetime.timedelta(days=1):
        return f"date: {date}, which is not past"
    return ""


def take_outputs(made: Cell, cell: dict[str, Any], where: str) -> list[Problem]:
    """Put the outputs of a raw cell into `made`; return what is wrong with them."""
    problems = []
    outputs = cell.get("outputs", ())
    seen = (made.code, *(text for output in outputs for text in texts(output)))
    lines = (line for text in seen for line in text.split("\n"))
    if unseen := next(filter(UNSEEN.search, lines), ""):
        problems.append(f"{quote(unseen)} holds a control character: print what all can see")
    for output in outputs:
        data = output.get("data", {})
        if output["output_type"] == "stream":
            text = pieces("text", output)
            if output["name"] == "stderr" and "Warning: " in text:
                problems.append(f"it warns; mend the cause: {quote(text.strip())}")
            made.text += text
        elif "image/svg+xml" in data:
            svg = pieces("image/svg+xml", data)
            if 'role="img" aria-label="' not in svg:
                problems.append("its picture has no description: use show()")
            made.pictures.append(svg)
        elif output["output_type"] == "error":
            error = f"{output['ename']}: {output['evalue']}"
            problems.append(f"it stopped with {quote(error)}")
        elif set(data) == {"text/plain"}:
            made.text += pieces("text/plain", data) + "\n"
        else:
            kinds = quote(", ".join(data))
            problems.append(f"cannot show {kinds}: print it, or use show()")
    return [Problem(where, 1, f"code cell {made.number}: {text}") for text in problems]


def unsupported(lab: Lab) -> list[Problem]:
    """Figures in the prose that neither an output of the notebook nor a source holds."""
    printed = list(figures(lab.printed))
    return [
        Problem(
            lab.where,
            1,
            f"says {figure.text!r}, which no output of the notebook holds and no source "
            f"supports: {' '.join(sentence.split())[:60]!r}",
        )
        for cell in lab.prose
        for _, piece in paragraphs(enumerate(cell.split("\n"), start=1))
        for sentence in sentences(piece)
        if not SOURCE.search(sentence)
        for figure in quoted(sentence)
        if not figure.is_in(printed)
    ]


@lru_cache(MANY)
def printed_in(text: str) -> tuple[Figure, ...]:
    """Every number in what a lab, or a page's scripts, print."""
    return tuple(figures(text))


@lru_cache(MANY)
def linking(page: Page) -> list[tuple[int, str, list[tuple[str, ...]]]]:
    """A page's paragraphs from the first on that may link a lab: line, text, and those links."""
    prose = ((n, PREDICTION.sub(r"\g<question>", line)) for n, line in page.prose)
    found = [(at, text, LINK.findall(unquote(unescape(text)))) for at, text in paragraphs(prose)]
    first = next((at for at, (_, _, links) in enumerate(found) if links), len(found))
    return found[first:]


def misquoted(page: Page, labs: dict[str, Lab], shown: str) -> list[Problem]:
    """Figures that a page takes from a lab, by a link to it, and that the lab does not print.

    Those of the linking paragraph are the lab's. So are those below it, up to the next heading,
    but for what the page's own scripts print and for a paragraph that links a source.

    Args:
        page: the page.
        labs: the labs by the name of their file.
        shown: what the scripts on the page print.
    """
    problems = []
    above: list[str] = []
    for start, text, links in linking(page):
        if text.startswith("#"):
            above = []
        names = [
            f"{name}.ipynb"
            for address, folder, name, end in links
            if f"{name}.ipynb" in labs
            or (not address and name != "index" and (folder or end == ".ipynb"))
        ]
        if not labs.keys() >= set(names):
            continue  # a link to nowhere is told elsewhere
        above += names
        if not names and SOURCE.search(text):
            continue
        held_to = names or above
        if not held_to:
            continue
        of = ", ".join(dict.fromkeys(held_to))
        printed = [figure for name in held_to for figure in printed_in(labs[name].printed)]
        if not names:
            printed += printed_in(shown)
        problems += [
            Problem(
                page.where,
                start,
                f"says {figure.text!r}, which is in no output of {of}",
            )
            for figure in quoted(text)
            if not figure.is_in(printed)
        ]
    return problems
