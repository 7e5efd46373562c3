"""Every script runs alone: a copy, in an empty folder, in a fresh interpreter.

The page suite runs each in a fork of one process, which is many times faster; this shows that
nothing of that process helps them. `make test` does it for two scripts and today's part of the
others, `make test-every` for all.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from glossary import ROOT
from glossary.content.claims import output_of
from tests.support.pages import SCRIPTS
from tests.support.samples import some_of

ALWAYS = [
    ROOT / "snippets" / name
    for name in (
        "home/a_model_its_weights_and_an_adapter.py",
        "lora/lora_linear_for_any_linear_layer.py",
    )
]


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


@pytest.mark.slow
@pytest.mark.parametrize(
    "script",
    some_of(SCRIPTS, ALWAYS, days=300),
    ids=lambda script: f"{script.parent.name}/{script.name}",
)
def test_runs_as_copied(script):
    run = run_alone(script)
    assert run.stderr == ""
    assert run.returncode == 0
    assert run.stdout == output_of(script).read_text("utf-8")


def test_a_script_that_looks_where_it_runs_would_be_seen(tmp_path):
    path = tmp_path / "looks.py"
    path.write_text('import sys\nprint("pytest" in sys.modules)\n')
    assert run_alone(path).stdout == "False\n"
