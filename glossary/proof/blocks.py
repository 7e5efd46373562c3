"""The blocks of prepared pages: what pytest-codeblocks finds, with script and output."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pytest_codeblocks.main import CodeBlock, extract_from_file

from glossary.content.labs import labs_of, read_lab
from glossary.content.pages import LANGUAGES, find_fences, read_page
from glossary.content.programs import FACTS, PROGRAMS, digest, facts

SCRIPT = re.compile(r"\s*<!-- (?P<path>\w+/\S+\.py) -->")
MANY = 100_000  # lines; pytest-codeblocks stops at 10,000


@dataclass(frozen=True)
class Block:
    """A code block of a page, ready to be run.

    Attributes:
        page: the page's path from the repository's root, as its author knows it.
        uri: the same from docs/.
        line: line in that page that names the claim, or of the block's fence.
        script: the file from the root; None for code written in the page.
        code: what a reader sees and copies.
        output: what the page shows as its output.
        output_file: the file that holds it, from the root.
    """

    page: str
    uri: str
    line: int
    script: str | None
    code: str
    output: str
    output_file: str

    @property
    def name(self) -> str:
        """Name of its test: the script as the page names it, or the line."""
        if self.script:
            return self.script.removeprefix("snippets/")
        return f"line {self.line}"


class NotABlock(Exception):
    """What is wrong with the blocks of a page, as file:line: what: mend."""


def blocks_of(path: Path, root: Path, prepared: Path) -> list[Block]:
    """The Python blocks of a Markdown file, each with the output that is shown for it.

    Args:
        path: a page of the prepared tree, or README.md and its like.
        root: the repository.
        prepared: the prepared tree.

    Raises:
        NotABlock: for Python without an output, and for what is a block to pytest-codeblocks only.
    """
    lines = path.read_text("utf-8").split("\n")
    if path.is_relative_to(prepared):
        uri = path.relative_to(prepared).as_posix()
        source = root / "docs" / uri
    else:
        uri, source = path.name, path
    page = source.relative_to(root).as_posix()
    written = source.read_text("utf-8").split("\n") if source.exists() else []
    if source.exists() and lines[0].strip().endswith("skipfile-->"):
        raise NotABlock(f"{page}:1: no file is skipped: remove skipfile")
    try:
        found = extract_from_file(path, max_num_lines=MANY)
    except (RuntimeError, DeprecationWarning) as error:
        mend = "each block stands alone, with its output under it"
        raise NotABlock(f"{page}:1: {error}: {mend}") from None
    blocks = []
    for block, output in zip(found, outputs_of(found), strict=True):
        script = script_of(block, lines)
        claim = re.sub(r"(_numpy|_torch)?\.py$", "", script or "")
        directive = f"<!-- script: {claim.removeprefix('snippets/')} -->"
        line = written.index(directive) + 1 if directive in written else block.lineno
        if block.syntax in ("sh", "bash", "zsh"):
            mend = "commands that a reader types are in `console` fences"
            raise NotABlock(f"{page}:{line}: a `{block.syntax}` block would be run: {mend}")
        program = (script or "").removesuffix(".py") in PROGRAMS and path.is_relative_to(prepared)
        if block.syntax != "python" or program:
            continue  # a program runs for minutes: `ran` has it where its stored run is of it
        if block.marks or block.importorskip:
            raise NotABlock(f"{page}:{line}: no block is skipped: remove the comment above it")
        if output is None:
            mend = "put <!--pytest-codeblocks:expected-output--> and a `text` fence under it"
            raise NotABlock(f"{page}:{line}: Python has no output under it: {mend}")
        file = f"{claim}.out" if script else page
        blocks.append(Block(page, uri, line, script, block.code, output, file))
    return blocks


def outputs_of(found: list[CodeBlock]) -> Iterable[str | None]:
    """The output of each block; that below a set of tabs belongs to the block in each of them.

    pytest-codeblocks gives it to the last one only.
    """
    outputs: list[str | None] = []
    below: str | None = None
    for block in reversed(found):
        if block.syntax == "python":
            below = block.expected_output if block.expected_output is not None else below
            outputs.append(below)
        else:
            below = None
            outputs.append(None)
    return reversed(outputs)


def script_of(block: CodeBlock, lines: list[str]) -> str | None:
    """The script that a comment above a block names."""
    for line in reversed(lines[max(0, block.lineno - 4) : block.lineno - 1]):
        if match := SCRIPT.fullmatch(line):
            return match["path"]
        if line.strip():
            return None
    return None


@dataclass(frozen=True)
class Ran:
    """A block that is run: its page (path in docs/), code, and the output compared.

    A lab's cell may be silent: one that defines functions prints nothing.
    """

    page: str
    code: str
    output: str | None
    may_be_silent: bool = False


@dataclass(frozen=True)
class Typed:
    """A fence of what a reader types: its page (path in docs/) and its text."""

    page: str
    text: str


def typed(prepared: Path) -> Iterator[Typed]:
    """Every such fence of every page; tests list each of their lines."""
    for path in sorted(prepared.rglob("*.md")):
        lines = tuple(path.read_text("utf-8").split("\n"))
        for fence in find_fences(lines):
            if fence.info in LANGUAGES:
                inside = lines[fence.start : fence.end - 1]
                text = "\n".join(line.removeprefix(fence.indent) for line in inside)
                yield Typed(path.relative_to(prepared).as_posix(), text)


def ran(root: Path, prepared: Path) -> Iterator[Ran]:
    """Every block of every page: what the page suite runs, and what labs and programs ran.

    A program ran if what it stored is of it as it stands.
    """
    for path in sorted(prepared.rglob("*.md")):
        for block in blocks_of(path, root, prepared):
            yield Ran(block.uri, block.code, block.output)
    for path in sorted((root / "docs").rglob("*.md")):
        source = read_page(path, root)
        shown = source.named("program")
        if shown and facts(root / FACTS, root).get("program") == digest(root):
            for _, name in shown:
                code = (root / f"{name}.py").read_text("utf-8")
                yield Ran(source.uri, code, None, may_be_silent=True)
    for path in labs_of(root):
        page = path.relative_to(root / "docs").with_suffix(".md").as_posix()
        for cell in read_lab(path, root).code:
            text = "\n".join(line.rstrip() for line in cell.text.split("\n"))
            yield Ran(page, cell.code, text or None, may_be_silent=True)
