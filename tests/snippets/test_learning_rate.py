"""The schedules to copy, at settings that the page does not show."""

import contextlib
import io
import runpy

import pytest

from glossary import ROOT

FOLDER = ROOT / "snippets/learning-rate"
KINDS = ["numpy", "torch"]


def names_of(kind):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(FOLDER / f"schedules_to_copy_{kind}.py"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("warmup", "steps"), [(0, 20), (3, 20), (20, 20), (30, 20), (0, 1), (1, 1)]
)
def test_both_stay_between_0_and_1_and_end_at_the_least(kind, warmup, steps):
    names = names_of(kind)
    for step in range(3 * steps + 5):
        for share, least in (
            (names["warmup_cosine"](step, warmup=warmup, steps=steps), 0.1),
            (
                names["warmup_stable_decay"](step, warmup=warmup, decay=4, steps=steps),
                0.0,
            ),
        ):
            assert 0 <= share <= 1
            if step > max(warmup, steps):
                assert share == pytest.approx(least)


@pytest.mark.parametrize("kind", KINDS)
def test_warmup_never_uses_a_rate_of_zero_and_reaches_the_highest(kind):
    names = names_of(kind)
    for name in ("warmup_cosine", "warmup_stable_decay"):
        shares = [names[name](step, warmup=5, steps=100) for step in range(6)]
        assert shares[0] == pytest.approx(1 / 6)
        assert shares == sorted(shares)
        assert shares[5] == pytest.approx(1)


@pytest.mark.parametrize("kind", KINDS)
def test_without_decay_the_rate_falls_at_the_end_only(kind):
    share = names_of(kind)["warmup_stable_decay"]
    assert [share(s, warmup=0, decay=0, steps=4) for s in range(6)] == [
        1,
        1,
        1,
        1,
        0,
        0,
    ]
