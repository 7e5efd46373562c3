"""Pages as they are run: includes expanded by the site's own preprocessor, blocks taken out."""

from __future__ import annotations

import copy
import functools
import io
import re
from dataclasses import dataclass
from pathlib import Path

import markdown
from mkdocs.config import load_config
from pymdownx.snippets import SnippetExtension, SnippetMissingError, SnippetPreprocessor
from pytest_codeblocks.main import CodeBlock, extract_from_buffer

from glossary import DIRECTIVE, ROOT
from glossary.fences import INCLUDE, Fence, find_fences, tab_sets
from glossary.problems import Problem, ProblemsFound, shown_path
from glossary.terms import split_front_matter


@dataclass
class Block:
    """A code block of a page, ready to be run.

    Attributes:
        page: the page's path from the repository's root.
        line: line of the opening fence in the page's source.
        script: the embedded file, from the root; None for code written in the page.
        language: `python`, `sh` or `bash`.
        code: what a reader sees and copies.
        output: what the page shows as its output; None where it shows none.
        output_file: the file that the output was included from, from the root.
    """

    page: str
    line: int
    script: str | None
    language: str
    code: str
    output: str | None = None
    output_file: str | None = None

    @property
    def name(self) -> str:
        """Name of its test: the script as the page embeds it, or the line."""
        if self.script:
            return self.script.removeprefix("snippets/")
        return f"line {self.line}"


@functools.cache
def include_preprocessor(root: Path = ROOT) -> SnippetPreprocessor:
    """The site's own include preprocessor, with the options of mkdocs.yml."""
    # Plugins take a second to import and have no part in includes.
    site = load_config(str(root / "mkdocs.yml"), plugins=[], hooks=[])
    options = {**site.mdx_configs.get("pymdownx.snippets", {}), "auto_append": []}
    extension = SnippetExtension(**options)
    return SnippetPreprocessor(extension.getConfigs(), markdown.Markdown())


def read_blocks(path: Path, root: Path = ROOT) -> list[Block]:
    """The blocks of a page that are to be run, with the outputs shown for them.

    Raises:
        ProblemsFound: for a missing include, a Python block without an output, an output
            without a block, or a kind of block that a page may not hold.
    """
    page = shown_path(path, root)
    text = path.read_text(encoding="utf-8")
    head, body = split_front_matter(text)
    # Blank lines in place of the front matter keep the page's line numbers.
    offset = (head.count("\n") + 2) if head is not None else 0
    source = [""] * offset + body.split("\n")

    if page.startswith("docs/"):
        lines, origins = expand(source, page, root)
    else:  # README.md and its like: GitHub shows them as they are
        lines = source
        origins = [(number, None) for number in range(1, len(source) + 1)]
    fences = {fence.start: fence for fence in find_fences(lines)}
    sets = tab_sets(lines)
    plain = with_plain_fences(lines, fences)
    try:
        found = extract_from_buffer(
            io.StringIO("\n".join(plain) + "\n"), max_num_lines=len(plain) + 2
        )
    except RuntimeError as error:
        raise ProblemsFound([Problem(page, offset + 1, str(error))]) from None

    problems, blocks = [], []
    starts = {block.lineno - 1: block for block in found}
    run_at: dict[int, Block] = {}
    for start, block in sorted(starts.items()):
        fence = fences[start]
        line, script = origins[start][0], origins[min(start + 1, len(origins) - 1)][1]
        complaint = complaint_about(fence, block)
        if complaint:
            problems.append(Problem(page, line, complaint))
        if fence.language not in ("python", "sh", "bash"):
            continue
        run_at[start] = Block(page, line, script, fence.language, block.code)
        blocks.append(run_at[start])
        if block.expected_output is None:
            continue
        # The output is shown once and holds for the block in each tab of a set.
        shown = next(
            f for s, f in sorted(fences.items()) if s > fence.end and s not in starts
        )
        around = [name for name in sets[start] if name not in sets[shown.start]]
        shared = [
            other
            for at, other in run_at.items()
            if at == start or (around and around[0] in sets[at])
        ]
        for other in shared:
            other.output = block.expected_output
            other.output_file = origins[shown.start + 1][1]

    problems += [
        Problem(
            page,
            block.line,
            f"{block.script or 'Python block'} has no output under it: add the line "
            f"{DIRECTIVE} and a `text` fence with what it prints",
        )
        for block in blocks
        if block.language == "python" and block.output is None
    ]
    if problems:
        raise ProblemsFound(problems)
    return blocks


def complaint_about(fence: Fence, block: CodeBlock) -> str | None:
    """What is wrong with the kind of this block, if anything."""
    language = fence.language
    if language == "pycon":
        return "prompts (>>>) are copied with the code: use a `python` fence"
    if language == "":
        return "say what this block is: `python`, `console`, `yaml`, ..."
    if language == "text":
        return (
            f"a `text` block is an output: put {DIRECTIVE} above it, "
            "or name its language"
        )
    if block.expected_output is not None and language not in ("python", "sh", "bash"):
        return f"an output is shown for a `{language}` block, which is not run"
    if block.marks or block.importorskip:
        return "blocks are not skipped or marked: remove the comment above it"
    return None


def expand(
    source: list[str], page: str, root: Path
) -> tuple[list[str], list[tuple[int, str | None]]]:
    """Expand the includes of a page.

    Returns:
        The lines, and for each the line of the page that it came from and the file, from
        the root, that was included there (None where none was).
    """
    preprocessor = include_preprocessor(root)
    lines, origins, problems = [], [], []
    for number, line in enumerate(source, start=1):
        include = INCLUDE.match(line)
        if "<!--pytest-codeblocks:" in line and line.strip() != DIRECTIVE:
            problems.append(
                Problem(
                    page,
                    number,
                    f"each block runs alone and is never skipped: of these comments "
                    f"use only {DIRECTIVE}, on a line of its own",
                )
            )
        if line.strip().strip("-") == "8<":
            problems.append(
                Problem(
                    page, number, 'write one include a line: --8<-- "<slug>/<claim>.py"'
                )
            )
            continue
        try:
            new = preprocessor.run([line])
        except SnippetMissingError:
            target = include["target"] if include else line.strip()
            problems.append(
                Problem(
                    page,
                    number,
                    f"includes {target!r}, which does not exist: "
                    f"make snippets/{target} or mend the path",
                )
            )
            continue
        file = None
        if include:
            path = preprocessor.get_snippet_path(include["target"].split(":")[0])
            file = shown_path(Path(path), root)
            # The file's last line ends it: it is not a blank line of the page.
            while len(new) > 1 and not new[-1].strip():
                new.pop()
        lines += new
        origins += [(number, file)] * len(new)
    if problems:
        raise ProblemsFound(problems)
    return lines, origins


def with_plain_fences(lines: list[str], fences: dict[int, Fence]) -> list[str]:
    """The same lines with each fence's first line as pytest-codeblocks reads it.

    It compares all that follows the backticks with "python"; a title, options in braces,
    another alias or tildes make it pass over a block that a reader sees as Python.
    """
    plain = copy.copy(lines)
    for fence in fences.values():
        ticks = max([2, *(len(run) for run in re.findall("`+", "\n".join(fence.body)))])
        marks = "`" * (ticks + 1)
        language = fence.language if fence.language == "python" else fence.info
        plain[fence.start] = f"{fence.indent}{marks}{language}"
        if fence.end < len(plain):
            plain[fence.end] = f"{fence.indent}{marks}"
    return plain
