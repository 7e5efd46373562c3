"""The functions to copy on the page of inference, with inputs that it does not show."""

import contextlib
import io
import runpy

import pytest
import torch

from glossary import ROOT


def run(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / f"snippets/inference/{name}.py"))


@pytest.fixture(scope="module")
def loop():
    return run("a_loop_to_copy")


def test_an_empty_prompt_is_refused(loop):
    with pytest.raises(ValueError, match="start token"):
        list(loop["generate"](loop["count"], [], 3))


def test_no_new_tokens(loop):
    assert list(loop["generate"](loop["count"], [7], 0)) == []


@pytest.mark.parametrize("prompt", [[7], (7, 7), torch.tensor([7, 7, 7])])
@pytest.mark.parametrize("temperature", [0.0, 1e-6, 1.0])
def test_prompts(loop, prompt, temperature):
    made = list(loop["generate"](loop["count"], prompt, 3, temperature=temperature))
    assert len(made) == 3
    if temperature < 1:
        assert made == [len(prompt) + n for n in range(3)]


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_masked_logits_are_never_drawn(loop, dtype):
    logits = torch.tensor([-torch.inf, 2.0, -torch.inf, 2.0], dtype=dtype)
    generator = torch.Generator().manual_seed(0)
    made = list(
        loop["generate"](
            lambda new, kept: (logits[None, None], None),
            [1],
            60,
            temperature=0.5,
            generator=generator,
        )
    )
    assert set(made) == {1, 3}


def test_nothing_is_recorded(loop):
    weight = torch.ones(4, requires_grad=True)
    seen = []

    def model(new, kept):
        logits = (weight * torch.arange(4))[None, None]
        seen.append(logits.requires_grad)
        return logits, None

    assert list(loop["generate"](model, [1], 2)) == [3, 3]
    assert seen == [False, False]
