"""`make outputs`: write each script's .out file from a real run, in an empty folder.

    python -m glossary.outputs                 all scripts
    python -m glossary.outputs lora weights    the scripts of some folders, or some scripts

A NumPy and a PyTorch script that share a file must print the same; where they do not, nothing
is written. Review the difference as code.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from glossary import ROOT
from glossary.checks import output_of, scripts_named
from glossary.problems import shown_path


def run_alone(script: Path) -> subprocess.CompletedProcess[str]:
    """Run a copy of a script in an empty folder in a fresh interpreter, as a reader would.

    Python's isolated mode keeps this repository and the user's settings out of it.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / script.name
        copy.write_bytes(script.read_bytes())
        return subprocess.run(
            [sys.executable, "-I", "-X", "utf8", copy.name],
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )


def main(root: Path = ROOT, names: list[str] | None = None) -> int:
    """Rewrite the outputs; return the number of scripts that could not be served."""
    scripts = scripts_named(names or [], root)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = list(pool.map(run_alone, scripts))
    printed: dict[Path, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
    failed = 0
    for script, run in zip(scripts, runs, strict=True):
        if run.returncode:
            failed += 1
            print(f"{shown_path(script, root)} fails:\n{run.stderr}")
        else:
            printed[output_of(script)][run.stdout].append(script)
    for path, texts in sorted(printed.items()):
        if len(texts) > 1:
            failed += 1
            names = ", ".join(s[0].name for s in texts.values())
            print(
                f"{shown_path(path, root)}: not written: {names} print different text"
            )
            continue
        (text,) = texts
        old = path.read_text(encoding="utf-8") if path.exists() else None
        if text != old:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"{shown_path(path, root)}: {'new' if old is None else 'changed'}")
    print(f"{len(scripts)} scripts run, {len(printed)} outputs, {failed} problems")
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(names=sys.argv[1:]) else 0)
