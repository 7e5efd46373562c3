"""The schedules to copy against those of transformers, which begin warmup at 0."""

import contextlib
import io
import runpy

import pytest
import torch

from glossary import ROOT

SCRIPT = ROOT / "snippets/learning-rate/schedules_to_copy_torch.py"


@pytest.fixture(scope="module")
def ours():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(SCRIPT))


def rates(make, steps, **options):
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0)
    schedule = make(optimizer, **options)
    found = []
    for _ in range(steps):
        found.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    return found


def test_cosine_after_warmup_is_the_librarys(ours):
    from transformers import get_cosine_with_min_lr_schedule_with_warmup

    theirs = rates(
        get_cosine_with_min_lr_schedule_with_warmup,
        51,
        num_warmup_steps=10,
        num_training_steps=50,
        min_lr_rate=0.1,
    )
    mine = [ours["warmup_cosine"](step, warmup=10, steps=50) for step in range(51)]
    assert mine[10:] == pytest.approx(theirs[10:])
    assert theirs[0] == 0
    assert mine[0] > 0


def test_the_librarys_cosine_climbs_again_past_the_end(ours):
    from transformers import get_cosine_with_min_lr_schedule_with_warmup

    theirs = rates(
        get_cosine_with_min_lr_schedule_with_warmup,
        23,
        num_warmup_steps=3,
        num_training_steps=20,
        min_lr_rate=0.1,
    )
    assert 0.003 * theirs[22] == pytest.approx(0.000391, abs=1e-6)
    assert ours["warmup_cosine"](22) == pytest.approx(0.1)


def test_warmup_stable_decay_after_warmup_is_the_librarys(ours):
    from transformers import get_wsd_schedule

    theirs = rates(
        get_wsd_schedule,
        55,
        num_warmup_steps=10,
        num_decay_steps=15,
        num_training_steps=50,
        decay_type="linear",
    )
    assert theirs[0] == 0
    share = ours["warmup_stable_decay"]
    mine = [share(step, warmup=10, decay=15, steps=50) for step in range(55)]
    assert mine[10:] == pytest.approx(theirs[10:])
