"""The functions to copy on the page of quantization, with inputs that it does not show."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch

from glossary import ROOT


def run(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / f"snippets/quantization/{name}.py"))


KINDS = {"numpy": run("absmax_to_copy_numpy"), "torch": run("absmax_to_copy_torch")}
INPUTS = {
    "a row of zeros": [[0.0, 0.0, 0.0], [1.0, -2.0, 0.5]],
    "one element": [[-0.3]],
    "ties": [[127.0, 0.5, 1.5, -2.5]],
    "one row": [[3.0, 2.0, 1.0]],
    "tiny": [[1e-30, -2e-30]],
    "scale rounds to 0": [[1e-44, 2e-44], [1.0, -2.0]],
    "scale is subnormal": [[2e-43, -1e-43], [1.4e-36, 1.0e-36]],
    "far apart": [[1e30, 1.0]],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("W", INPUTS.values(), ids=INPUTS)
def test_no_number_is_off_by_more_than_half_a_step(kind, W):
    given = np.asarray(W, dtype=np.float32)
    codes, scale = KINDS[kind]["quantize"](
        given if kind == "numpy" else torch.tensor(given)
    )
    back = np.asarray(KINDS[kind]["dequantize"](codes, scale))
    assert np.asarray(codes).dtype == np.int8
    assert np.isfinite(back).all()
    assert (np.abs(back - given) <= np.asarray(scale) * 0.50001).all()


@pytest.mark.parametrize("W", INPUTS.values(), ids=INPUTS)
def test_both_tabs_give_the_same_codes(W):
    given = np.asarray(W, dtype=np.float32)
    ours, _ = KINDS["numpy"]["quantize"](given)
    theirs, _ = KINDS["torch"]["quantize"](torch.tensor(given))
    np.testing.assert_array_equal(ours, theirs.numpy())


@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("odd", [np.inf, np.nan])
def test_a_row_with_inf_or_nan_comes_back_as_nan(kind, odd):
    given = np.float32([[1, odd, -2], [1, 2, -3]])
    codes, scale = KINDS[kind]["quantize"](
        given if kind == "numpy" else torch.tensor(given)
    )
    back = np.asarray(KINDS[kind]["dequantize"](codes, scale))
    assert np.isnan(back[0]).all()
    assert np.isfinite(back[1]).all()


@pytest.mark.parametrize("kind", KINDS)
def test_no_rows(kind):
    given = np.zeros((0, 8), dtype=np.float32)
    codes, scale = KINDS[kind]["quantize"](
        given if kind == "numpy" else torch.tensor(given)
    )
    assert tuple(codes.shape) == (0, 8)
    assert tuple(scale.shape) == (0, 1)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_other_types(dtype):
    W = torch.randn(9, 65, generator=torch.Generator().manual_seed(1)).to(dtype)
    codes, scale = KINDS["torch"]["quantize"](W)
    back = KINDS["torch"]["dequantize"](codes, scale)
    assert ((back - W.float()).abs() <= scale * 0.50001).all()
    assert codes.abs().amax(dim=1).tolist() == [127] * 9


def test_float16_in_numpy():
    W = np.random.default_rng(1).normal(size=(9, 65)).astype(np.float16)
    codes, _ = KINDS["numpy"]["quantize"](W)
    assert np.abs(codes).max(axis=1).tolist() == [127] * 9


@pytest.mark.parametrize("bits", [2, 3, 4, 8])
@pytest.mark.parametrize("block", [16, 64])
@pytest.mark.parametrize("kind", ["symmetric", "all codes", "minimum"])
def test_round_trip_by_blocks(bits, block, kind):
    W = np.random.default_rng(3).normal(size=(40, 128))
    W[0] = 0
    W[1] = 5  # with a minimum, the size of the block is 0
    name = "fewer_bits_and_larger_blocks_lose_more"
    back = run(f"{name}_numpy")["round_trip"](W, bits, block, kind)
    theirs = run(f"{name}_torch")["round_trip"](torch.tensor(W), bits, block, kind)
    np.testing.assert_allclose(back, theirs.numpy(), atol=1e-12)
    blocks = W.reshape(-1, block)
    step = np.abs(blocks).max(axis=1) / (2 ** (bits - 1) - 1)
    if kind == "minimum":
        step = np.ptp(blocks, axis=1) / (2**bits - 1)
    if kind == "all codes":  # one more code on the side of the farthest weight only
        step = np.abs(blocks).max(axis=1) / 2 ** (bits - 1)
        signs = np.sign(blocks[np.arange(len(blocks)), np.abs(blocks).argmax(axis=1)])
        below = (blocks * -signs[:, None]).max(axis=1) > step * (2 ** (bits - 1) - 0.5)
        step = np.where(below, 2 * step, step)  # there it can be off by a whole step
        largest = np.abs(blocks).max(axis=1)
        assert np.allclose(np.abs(back).reshape(-1, block).max(axis=1), largest)
    for levels in back.reshape(-1, block).round(9):
        assert len(np.unique(levels)) <= 2**bits
    off = np.abs(back - W).reshape(-1, block).max(axis=1)
    assert (off <= step / 2 * (1 + 1e-9)).all()
    assert (off > step / 2 * 0.95).any()
