"""Every script runs alone: a copy, in an empty folder, in a fresh interpreter.

The page suite runs them all in one process, which is many times faster; this shows that nothing
in that process helps them. `make test` does it for two scripts and today's part of the others,
`make test-every` for all.
"""

import pytest
from glossary.checks import output_of, scripts_of
from glossary.outputs import run_alone

from glossary import ROOT
from tests.support.samples import some_of

SCRIPTS = scripts_of(ROOT)
ALWAYS = [
    ROOT / "snippets" / name
    for name in (
        "home/a_model_its_weights_and_an_adapter.py",
        "lora/lora_linear_for_any_linear_layer.py",
    )
]


@pytest.mark.parametrize(
    "script",
    some_of(SCRIPTS, ALWAYS, days=120),
    ids=lambda script: f"{script.parent.name}/{script.name}",
)
def test_runs_as_copied(script):
    run = run_alone(script)
    assert run.stderr == ""
    assert run.returncode == 0
    assert run.stdout == output_of(script).read_text("utf-8")
