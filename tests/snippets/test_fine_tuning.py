"""What the page of fine-tuning says of other random starts, and of its picture."""

import contextlib
import io
from importlib.util import module_from_spec, spec_from_file_location

import numpy as np
import pytest

from glossary import ROOT

SCRIPT = ROOT / "snippets/fine-tuning/a_trained_start_needs_fewer_examples.py"


def error_left(seed: int) -> float:
    """Of the trained start, as a part of that of noise, after 5,000 steps."""
    text = SCRIPT.read_text()
    assert "default_rng(0)" in text
    assert "counts = (0, 100, 1100, 5000)" in text
    text = text.replace("default_rng(0)", f"default_rng({seed})")
    text = text.replace("counts = (0, 100, 1100, 5000)", "counts = (5000,)")
    text = text.replace("{error:8.4f}", "{error:.12f}")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(text, str(SCRIPT), "exec"), {})
    noise, trained = (
        float(row.split()[1]) for row in printed.getvalue().splitlines()[1:]
    )
    return trained / noise


@pytest.mark.slow
def test_the_error_that_20_other_starts_leave():
    left = [error_left(seed) for seed in range(1, 21)]
    assert (round(min(left), 2), round(max(left), 2)) == (0.19, 0.62)


REPLAY = ROOT / "snippets/fine-tuning/the_new_task_pushes_out_the_old.py"


def old_loss(seed: int) -> list[float]:
    """Loss on the old task, of each line of the script."""
    text = REPLAY.read_text()
    assert "default_rng(1)" in text
    text = text.replace("default_rng(1)", f"default_rng({seed})")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(text, str(REPLAY), "exec"), {})
    return [float(row.split()[-2]) for row in printed.getvalue().splitlines()[1:]]


@pytest.mark.slow
def test_with_20_other_starts_four_neighbors_are_often_worse_than_none():
    worse = 0
    for seed in range(2, 22):
        _, alone, _, together, _ = old_loss(seed)
        worse += together > alone
    assert worse == 14


@pytest.fixture
def picture():
    spec = spec_from_file_location("fine_tuning", ROOT / "pictures/fine-tuning.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_new_loss_rises_at_first_in_the_run_that_is_drawn(picture):
    turn = picture.SETS[0][1] // picture.EVERY
    new = picture.losses()[: turn + 1, 1]
    assert new[0] < 0.4
    assert new[-1] > 1.1
    assert (np.diff(new[:10]) > 0).all()


def test_with_another_start_it_can_fall(picture, monkeypatch):
    made = np.random.default_rng
    monkeypatch.setattr(picture.np.random, "default_rng", lambda _: made(3))
    turn = picture.SETS[0][1] // picture.EVERY
    new = picture.losses()[: turn + 1, 1]
    assert new[-1] < new[0]
