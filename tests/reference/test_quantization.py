"""Q8_0 and Q4_0 of the page are those of the gguf library, byte for byte."""

import contextlib
import io
import runpy

import numpy as np
import pytest

from glossary import ROOT


def run(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / f"snippets/quantization/{name}.py"))


def blocks() -> np.ndarray:
    """Random ones, one with a large negative number, one with an outlier, no ties."""
    made = np.random.default_rng(7).normal(size=(500, 32)).astype(np.float32)
    made[3, 4], made[5, 6] = -9.0, 40.0
    return made


def q4_0_packed(codes):
    """As in the file: code i and code i + 16 share a byte."""
    return codes[:, :16] | codes[:, 16:] << 4


@pytest.mark.parametrize("name", ["Q8_0", "Q4_0"])
def test_bytes_are_those_of_gguf(name):
    import gguf

    kind = gguf.GGMLQuantizationType[name]
    made = blocks()
    scale, codes = run("two_formats_of_gguf_files")[name.lower()](made)
    body = codes.view(np.uint8) if name == "Q8_0" else q4_0_packed(codes)
    ours = np.concatenate([scale.view(np.uint8), body], axis=1)
    theirs = gguf.quantize(made, kind)
    assert ours.shape == theirs.shape
    np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("name", ["Q8_0", "Q4_0"])
def test_numbers_that_come_back(name):
    import gguf

    kind, zero = gguf.GGMLQuantizationType[name], {"Q8_0": 0, "Q4_0": 8}[name]
    made = blocks()
    scale, codes = run("two_formats_of_gguf_files")[name.lower()](made)
    back = scale.astype(np.float32) * (codes.astype(np.float32) - zero)
    np.testing.assert_array_equal(
        back, gguf.dequantize(gguf.quantize(made, kind), kind)
    )


@pytest.mark.parametrize("bits", [2, 3, 4, 8])
@pytest.mark.parametrize("block", [16, 64])
def test_round_trip_stays_within_half_a_step(bits, block):
    W = np.random.default_rng(3).normal(size=(40, 128))
    back = run("fewer_bits_and_larger_blocks_lose_more_numpy")["round_trip"](
        W, bits, block
    )
    step = np.abs(W.reshape(-1, block)).max(axis=1) / (2 ** (bits - 1) - 1)
    off = np.abs(back - W).reshape(-1, block).max(axis=1)
    assert (off <= step / 2 * (1 + 1e-12)).all()
    assert (off / step).max() > 0.49


def test_torch_quantizes_by_row_in_the_same_way():
    import torch

    W = torch.tensor(np.random.default_rng(3).normal(size=(5, 40))).float()
    ours = run("one_outlier_spoils_the_scale_it_shares_torch")["round_trip"](W, 1)
    scales = W.abs().amax(dim=1) / 127
    theirs = torch.fake_quantize_per_channel_affine(
        W, scales, torch.zeros(5, dtype=torch.int32), 0, -127, 127
    )
    torch.testing.assert_close(ours, theirs)
