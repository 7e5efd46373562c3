"""The RoPE to copy, on inputs that the page does not show."""

import runpy

import numpy as np
import pytest
import torch

from glossary import ROOT

FOLDER = ROOT / "snippets/rope"


def rope_of(kind):
    name = f"rope_scores_depend_on_the_offset_only_{kind}.py"
    return runpy.run_path(str(FOLDER / name))["rope"]


@pytest.mark.parametrize("shape", [(1, 4), (0, 4), (2, 3, 5, 6), (7, 2)])
def test_both_forms_agree_and_keep_shape_and_norm(shape):
    x = np.random.default_rng(0).normal(size=shape)
    positions = range(1000, 1000 + shape[-2])
    ours = rope_of("numpy")(x, positions)
    theirs = rope_of("torch")(torch.tensor(x), positions).numpy()
    assert ours.shape == shape
    np.testing.assert_allclose(ours, theirs, atol=1e-9)
    np.testing.assert_allclose(
        np.linalg.norm(ours, axis=-1), np.linalg.norm(x, axis=-1), atol=1e-9
    )


@pytest.mark.parametrize(
    ("dtype", "far"),
    [(torch.float32, 1e-3), (torch.bfloat16, 0.04), (torch.float16, 0.005)],
)
def test_angles_are_computed_in_32_bits(dtype, far):
    x = torch.randn(2, 5, 8, generator=torch.Generator().manual_seed(0))
    rope, positions = rope_of("torch"), range(4000, 4005)
    rotated = rope(x.to(dtype), positions)
    assert rotated.dtype == dtype
    exact = rope(x.double(), positions)
    assert (rotated.double() - exact).abs().max() < far


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_another_layout_is_refused(kind):
    x = np.zeros((2, 5, 3, 4))  # (batch, seq_len, n_heads, d_head)
    with pytest.raises(ValueError, match="3 vectors, 5 positions"):
        rope_of(kind)(x if kind == "numpy" else torch.tensor(x), range(5))


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_a_batch_padded_on_the_left_has_positions_of_its_own(kind):
    rope = rope_of(kind)
    x = np.random.default_rng(0).normal(size=(2, 3, 5, 4))  # (batch, n_heads, ...)
    positions = np.array([[0, 0, 0, 1, 2], [0, 1, 2, 3, 4]])
    make = (lambda a: a) if kind == "numpy" else torch.tensor
    both = np.asarray(rope(make(x), make(positions[:, None])))
    for row, at in enumerate(positions):
        alone = np.asarray(rope(make(x[row]), make(at)))
        np.testing.assert_allclose(both[row], alone, atol=1e-12)
    assert not np.allclose(both[0], np.asarray(rope(make(x[0]), range(5))))


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_whole_numbers_are_not_cut_off(kind):
    x = np.array([[1, 2, -1, 0]])
    rope = rope_of(kind)
    whole = np.asarray(rope(x if kind == "numpy" else torch.tensor(x), [3]))
    exact = rope_of("numpy")(x.astype(float), [3])
    np.testing.assert_allclose(whole, exact, atol=1e-6)
