"""What the page on the transformer says of its scripts with other seeds."""

import contextlib
import io

import pytest

from glossary import ROOT

SCRIPT = ROOT / "snippets/transformer/attention_alone_makes_all_tokens_alike.py"


def apart(seed):
    """The printed rows with another seed: tokens apart after 1, 2, 4, … layers."""
    code = SCRIPT.read_text("utf-8")
    assert code.count("default_rng(0)") == 1
    # More digits than printed, so that no two rows look equal by rounding.
    code = code.replace("default_rng(0)", f"default_rng({seed})").replace(
        ":5.2f", ":.6f"
    )
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})
    return {
        line[:20].strip(): [float(figure) for figure in line[20:].split()]
        for line in out.getvalue().splitlines()[1:]
    }


@pytest.mark.slow
def test_feed_forward_layers_make_tokens_less_alike_in_deep_layers_only():
    rows = [apart(seed) for seed in range(41)]
    above = [
        sum(row["whole block"][i] > row["with additions"][i] for row in rows)
        for i in (0, -1)
    ]
    text = (ROOT / "docs/terms/transformer.md").read_text("utf-8")
    shown = f"in {above[0]} at layer 1, and in {above[1]} at layer 32"
    assert f"of {len(rows)} seeds" in text
    assert shown in text
