"""The labs: notebooks in docs/labs/, shown as pages with the outputs that they stored.

Building the site executes none of them. mkdocs-jupyter tells MkDocs that a notebook is a page and
publishes the notebook beside it; here its cells become Markdown, so that a lab has the same code
blocks, links, formulas and checks as every other page, and no style sheet or script of its own.
`python -m labs.notebooks` executes and compares them (labs/notebooks.py).
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from glossary import ROOT
from glossary.guard import OUTPUT_CLASS, Ran
from glossary.problems import Problem, ProblemsFound, shown_path

LABS_FOLDER = "docs/labs"
STAMP = "executed"
"""Key in a notebook's metadata: when and with what it was executed, and a digest of its code."""

FIGURES = "# What this page quotes"
"""First words of the cell that lists the figures; labs/notebooks.py compares these."""

FIGURE_LINE = re.compile(
    r"^(?P<name>[^:]+): (?P<value>\S+)"
    r"(?: ± (?P<tolerance>\S+)|, (?P<exact>exact)|, moves with the machine)$"
)
NUMBER = re.compile(r"(?<![\w.])(\d[\d,]*(?:\.\d+)?)( ?%)?(?![\w])")
COLORS = {
    "#000000": "var(--g-ink)",
    "black": "var(--g-ink)",
    "#ffffff": "var(--g-paper)",
    "white": "var(--g-paper)",
    "#1f5fa8": "var(--g-link)",
    "#b5521b": "var(--g-accent)",
    "#777777": "var(--g-muted)",
    "#cccccc": "var(--g-line)",
}
"""Colors of the notebooks' pictures, and what stands for them on the site, in both themes."""


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
    executed: dict

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
    return sorted((root / LABS_FOLDER).glob("*.ipynb"))


def digest_of(cells: list[dict]) -> str:
    """Digest of the code and outputs of a notebook's raw cells: neither is edited by hand."""
    ran = [
        [pieces("source", cell), [[out.get("name"), *texts(out)] for out in outputs]]
        for cell in cells
        if cell["cell_type"] == "code"
        for outputs in [cell.get("outputs", [])]
    ]
    return hashlib.sha256(json.dumps(ran).encode()).hexdigest()


def pieces(key: str, part: dict) -> str:
    """A text of a notebook, which may be kept as a list of its lines."""
    return "".join(part.get(key, ""))


def texts(output: dict) -> list[str]:
    """All texts of an output."""
    data = output.get("data", {})
    return [
        pieces("text", output),
        *(kind + pieces(kind, data) for kind in sorted(data)),
    ]


def read_lab(path: Path, root: Path = ROOT) -> Lab:
    """Read a notebook and check its form.

    Raises:
        ProblemsFound: for a notebook that was not executed as it stands, a cell that failed, an
            output that cannot be shown, or a figure in the prose that no output holds.
    """
    where = shown_path(path, root)
    try:
        notebook = json.loads(path.read_text("utf-8"))
        raw = notebook["cells"]
    except (ValueError, KeyError) as error:
        raise ProblemsFound([Problem(where, 1, f"is no notebook: {error}")]) from None
    problems: list[Problem] = []
    cells: list[str | Cell] = []
    numbers = count(1)
    for cell in raw:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            cells.append(source)
        elif cell["cell_type"] == "code" and source.strip():
            made = Cell(next(numbers), source)
            problems += take_outputs(made, cell, where)
            cells.append(made)
    lab = Lab(path, where, cells, notebook.get("metadata", {}).get(STAMP, {}))

    def add(message: str) -> None:
        problems.append(Problem(where, 1, message))

    if not lab.prose or not lab.prose[0].startswith("# "):
        add("its first cell must be Markdown and begin with `# ` and a title")
    if not lab.code:
        add("has no code")
    elif lab.executed.get("digest") != digest_of(raw):
        add("its code or its outputs are not those of its execution: run `make labs`")
    elif not lab.code[-1].code.startswith(FIGURES):
        add(f"its last code cell must begin with `{FIGURES}` and list the figures")
    elif not lab.figures:
        add("its last code cell lists no figure as `name: value ± tolerance`")
    if not problems:
        problems += unsupported(lab)
    if problems:
        raise ProblemsFound(problems)
    return lab


def take_outputs(made: Cell, cell: dict, where: str) -> list[Problem]:
    """Put the outputs of a raw cell into `made`; return what is wrong with them."""
    problems = []
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        if output["output_type"] == "stream":
            text = "".join(output["text"])
            if output["name"] == "stderr" and "Warning: " in text:
                problems.append(f"it warns; mend the cause: {text.strip()[:100]!r}")
            made.text += text
        elif "image/svg+xml" in data:
            svg = "".join(data["image/svg+xml"])
            if 'role="img" aria-label="' not in svg:
                problems.append("its picture has no description: use show()")
            made.pictures.append(svg)
        elif output["output_type"] == "error":
            problems.append(f"it stopped with {output['ename']}: {output['evalue']}")
        elif set(data) == {"text/plain"}:
            made.text += "".join(data["text/plain"]) + "\n"
        else:
            problems.append(f"cannot show {', '.join(data)}: print it, or use show()")
    return [Problem(where, 1, f"code cell {made.number}: {text}") for text in problems]


def numbers_in(text: str) -> set[str]:
    """Numbers as written in outputs, without separators of thousands."""
    return {match[1].replace(",", "") for match in NUMBER.finditer(text)}


def quoted(markdown: str) -> list[tuple[str, set[str]]]:
    """Figures in Markdown that need support: as written, and the forms that would support it.

    Whole numbers below 100 without % are not figures (ranks, seeds, counts of things in the text).
    What is in code, formulas and links does not count.
    """
    text = re.sub(r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$", " ", markdown, flags=re.S)
    text = re.sub(r"\]\([^)]*\)|<[^>]+>|\bhttps?://\S+", " ", text)
    found = []
    for match in NUMBER.finditer(text):
        plain = match[1].replace(",", "")
        if "." not in plain and not match[2] and int(plain) < 100:
            continue
        forms = {plain}
        if match[2]:
            value = float(plain) / 100
            forms |= {f"{value:.{digits}f}" for digits in (2, 3, 4)}
        found.append((match[0], forms))
    return found


def unsupported(lab: Lab) -> list[Problem]:
    """Figures in the prose that neither an output of the notebook nor a source holds."""
    # Outputs may hold more digits than the prose: 0.8120 supports 81.2 %.
    printed = {number.rstrip("0") for number in numbers_in(lab.printed)}
    problems = []
    for cell in lab.prose:
        # A line of a table and a paragraph each count as one; a source in it supports its figures.
        for piece in re.split(r"\n\s*\n|\n(?=\||- )", cell):
            if re.search(r"\]\(https?://", piece):
                continue
            problems += [
                Problem(
                    lab.where,
                    1,
                    f"says {text!r}, which no output of the notebook holds and no source "
                    f"supports: {' '.join(piece.split())[:60]!r}",
                )
                for text, forms in quoted(piece)
                if not {form.rstrip("0") for form in forms} & printed
            ]
    return problems


def as_markdown(lab: Lab) -> str:
    """The page of a lab."""
    pieces = []
    pictures = count(1)
    for cell in lab.cells:
        if isinstance(cell, str):
            pieces.append(cell)
            continue
        ticks = fence_for(cell.code + cell.text)
        pieces.append(f"{ticks}python\n{cell.code}\n{ticks}")
        if cell.text.strip():
            options = f'{{ .text .{OUTPUT_CLASS} .no-copy title="Output" }}'
            shown = "\n".join(
                line.rstrip() for line in cell.text.strip("\n").split("\n")
            )
            pieces.append(f"{ticks}{options}\n{shown}\n{ticks}")
        pieces += [
            for_the_site(svg, f"plot-{next(pictures)}-") for svg in cell.pictures
        ]
    title, _, rest = pieces[0].partition("\n")
    made = lab.executed
    about = (
        f'<p class="lab-meta"><a href="{lab.path.name}" download>Download this notebook</a> '
        f"· executed {html.escape(made['date'])} in {made['seconds']:.0f} seconds with "
        f"{html.escape(made['packages'])}, at most {made['peak_mib']:,} MiB of memory</p>"
    )
    pieces[0] = f"{title}\n\n{about}\n{rest}"
    return "\n\n".join(pieces) + "\n"


def fence_for(text: str) -> str:
    """Backticks, more than any in `text`."""
    return "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", text))])


def for_the_site(svg: str, prefix: str) -> str:
    """A picture of matplotlib's as the site shows it: its colors, no styles, ids of its own.

    Style attributes would be stopped by the site's content security policy; the same settings as
    presentation attributes are not.
    """
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.S)
    svg = re.sub(r"<style[^>]*>.*?</style>", "", svg, flags=re.S)
    svg = re.sub(r'style="([^"]*)"', lambda m: attributes(m[1]), svg)
    for color, variable in COLORS.items():
        svg = re.sub(rf'="{color}"', f'="{variable}"', svg, flags=re.I)
    head, rest = svg.split(">", 1)
    box = re.search(r'viewBox="[^"]*"', head)[0]
    label = re.search(r'role="img" aria-label="[^"]*"', head)[0]
    head = f'<svg class="plot" xmlns="http://www.w3.org/2000/svg" {box} {label}'
    rest = re.sub(r'\bid="', f'id="{prefix}', rest)
    rest = re.sub(r"url\(#", f"url(#{prefix}", rest)
    # Not `href`, which Material's instant navigation sets anew on all that has it.
    rest = re.sub(r'(?:xlink:)?href="#', f'xlink:href="#{prefix}', rest)
    # Coordinates to a hundredth of a point: a third of the size.
    rest = re.sub(
        r"\d+\.\d{3,}", lambda m: f"{float(m[0]):.2f}".rstrip("0").rstrip("."), rest
    )
    rest = re.sub(r"<text(?=[ >])(?![^>]*fill=)", '<text fill="var(--g-ink)"', rest)
    lines = [line.strip() for line in f"{head}>{rest}".split("\n")]
    return "\n".join(line for line in lines if line)


def attributes(style: str) -> str:
    """A style attribute's settings as attributes of their own."""
    made = []
    for setting in filter(None, map(str.strip, style.split(";"))):
        name, value = (part.strip() for part in setting.split(":", 1))
        if name == "font":  # size and family in one; the family is the site's
            size = re.search(r"([\d.]+)px", value)
            made.append(f'font-size="{size[1]}"')
            if "bold" in value:
                made.append('font-weight="bold"')
        elif not name.startswith("font-family"):
            made.append(f'{name}="{value}"')
    return " ".join(made)


def ran_in_labs(root: Path = ROOT) -> list[Ran]:
    """The code cells of all labs with what they printed when they were executed."""
    return [
        Ran(
            path.relative_to(root / "docs").with_suffix(".md").as_posix(),
            cell.code,
            "\n".join(line.rstrip() for line in cell.text.split("\n")) or None,
            may_be_silent=True,
        )
        for path in labs_of(root)
        for cell in read_lab(path, root).code
    ]


def check_labs(root: Path) -> list[Problem]:
    """Problems of all labs, and of figures that the terms take from them."""
    problems, labs = [], {}
    for path in labs_of(root):
        try:
            labs[path.name] = read_lab(path, root)
        except ProblemsFound as found:
            problems += found.problems
    for page in sorted((root / "docs").rglob("*.md")):
        lines = page.read_text("utf-8").split("\n")
        for start, text in paragraphs(lines):
            names = re.findall(r"\]\((?:\.\./)*(?:labs/)([\w-]+\.ipynb)", text)
            known = [labs[name] for name in names if name in labs]
            if not known or len(known) < len(names):
                continue  # a link to nowhere is MkDocs' to report
            printed = {
                number.rstrip("0")
                for lab in known
                for number in numbers_in(lab.printed)
            }
            problems += [
                Problem(
                    shown_path(page, root),
                    start,
                    f"says {figure!r}, which is in no output of {', '.join(names)}",
                )
                for figure, forms in quoted(text)
                if not {form.rstrip("0") for form in forms} & printed
            ]
    return problems


def paragraphs(lines: list[str]) -> list[tuple[int, str]]:
    """Paragraphs and lines of tables, each with the number of its first line."""
    found: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        goes_on = (
            found
            and found[-1][0] + found[-1][1].count("\n") + 1 == number
            and not line.lstrip().startswith(("|", "- "))
        )
        if goes_on:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line}")
        else:
            found.append((number, line))
    return found
