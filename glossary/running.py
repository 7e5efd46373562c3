"""Running one block as a reader would: alone, in a namespace and a folder of its own."""

from __future__ import annotations

import contextlib
import difflib
import io
import linecache
import os
import random
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

import numpy
from pytest_codeblocks.main import stdout_io

from glossary import ROOT
from glossary.pages import Block

SHELLS = {"sh": "/bin/sh", "bash": "/bin/bash"}


class BlockFailed(Exception):
    """A block raised, printed something else, or left something behind."""


def run_block(block: Block, root: Path = ROOT) -> None:
    """Run a block and compare what it prints with the output that its page shows.

    Raises:
        BlockFailed: naming the page, the script, the line in it, and the difference.
    """
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        if block.language == "python":
            printed, lines = run_python(block, root)
        else:
            printed, lines = run_shell(block), []
        left = sorted(path.name for path in Path().iterdir())
    if left:
        raise BlockFailed(f"{where(block)}\nleaves files behind: {', '.join(left)}")
    if block.output is None:
        return
    got, expected = printed.rstrip("\n"), block.output.rstrip("\n")
    if got != expected:
        raise BlockFailed(difference(block, expected, got, lines))


def run_python(block: Block, root: Path) -> tuple[str, list[int]]:
    """Run Python in a fresh namespace.

    Returns:
        What it printed, and for each printed line the line of the code that printed it.
    """
    filename = str(root / block.script) if block.script else f"<{block.page}>"
    if not block.script:
        # Padding gives a traceback the page's own line numbers.
        source = "\n" * block.line + block.code
        linecache.cache[filename] = (
            len(source),
            None,
            source.splitlines(keepends=True),
            filename,
        )
    else:
        source = block.code
    before = process_state()
    shake_global_generators()
    out = LineRecorder(filename)
    try:
        with stdout_io(out):
            exec(compile(source, filename, "exec"), {"__name__": "__main__"})
    except (Exception, SystemExit) as error:
        raise BlockFailed(raised(block, error, filename)) from None
    after = process_state()
    changed = [what for what in after if after[what] != before.get(what, after[what])]
    if changed:
        raise BlockFailed(
            f"{where(block)}\nchanges {', '.join(changed)} for all that runs after it: "
            "do without, so that the script stands alone"
        )
    return out.getvalue(), out.lines


def run_shell(block: Block) -> str:
    """Run a shell block; its standard output is what counts."""
    done = subprocess.run(
        [SHELLS[block.language], "-euc", block.code], capture_output=True, text=True
    )
    if done.returncode:
        raise BlockFailed(
            f"{where(block)}\nexits with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
    return done.stdout


class LineRecorder(io.StringIO):
    """Standard output that remembers which line of the code began each printed line."""

    def __init__(self, filename: str):
        super().__init__()
        self.filename = filename
        self.lines: list[int] = []
        self._at_start = True

    def write(self, text: str) -> int:
        frame = sys._getframe(1)
        while frame and frame.f_code.co_filename != self.filename:
            frame = frame.f_back
        line = frame.f_lineno if frame else 0
        for piece in text.splitlines(keepends=True):
            if self._at_start:
                self.lines.append(line)
            self._at_start = piece.endswith("\n")
        return super().write(text)


def process_state() -> dict[str, object]:
    """State of this process that one block could change for the next."""
    state: dict[str, object] = {
        "NumPy's print options": str(numpy.get_printoptions()),
        "NumPy's error handling": str(numpy.geterr()),
        # As they are until a block has imported torch.
        "torch's default dtype": "torch.float32",
        "torch's gradient mode": True,
    }
    if torch := sys.modules.get("torch"):
        state["torch's default dtype"] = str(torch.get_default_dtype())
        state["torch's gradient mode"] = torch.is_grad_enabled()
        state["torch's number of threads"] = torch.get_num_threads()
    return state


def shake_global_generators() -> None:
    """Seed the global generators differently at each run.

    A script whose output hangs on them would print the same in a fresh interpreter only by
    luck; here it fails at once.
    """
    seed = int.from_bytes(os.urandom(4), "little")
    random.seed(seed)
    numpy.random.seed(seed)
    if torch := sys.modules.get("torch"):
        torch.manual_seed(seed)


def where(block: Block) -> str:
    """The page, and the script that it embeds there."""
    place = f"{block.page}:{block.line}"
    return f"{place} embeds {block.script}" if block.script else place


def raised(block: Block, error: BaseException, filename: str) -> str:
    """The traceback from the block's own first line on."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [i for i, frame in enumerate(frames) if frame.filename == filename]
    line = frames[own[-1]].lineno if own else getattr(error, "lineno", 0)
    text = "".join(
        traceback.StackSummary.from_list(frames[own[0] :] if own else []).format()
        + traceback.format_exception_only(error)
    )
    name = block.script or block.page
    return f"{where(block)}\n{name}:{line}: raises {type(error).__name__}\n\n{text}"


def difference(block: Block, expected: str, got: str, lines: list[int]) -> str:
    """Expected against got as a diff, with the line of the script that printed it."""
    old, new = expected.split("\n"), got.split("\n")
    at = next(
        (
            i
            for i, (a, b) in enumerate(zip(old, new, strict=False))
            if a.rstrip("\r") != b
        ),
        min(len(old), len(new)),
    )
    name = block.script or block.page
    printed_by = lines[at] if at < len(lines) else None
    place = f"{name}:{printed_by}: " if printed_by else f"{name}: "
    diff = difflib.unified_diff(
        old,
        new,
        f"expected ({block.output_file or block.page})",
        f"got ({name})",
        lineterm="",
    )
    return (
        f"{where(block)}\n{place}line {at + 1} of the output is not the one shown\n\n"
        + "\n".join(diff)
        + "\n\nIf the new output is right, `make outputs` writes it; review it as code."
    )
