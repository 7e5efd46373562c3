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
    """Random ones; a large negative number, an outlier, zeros, ties, a tie for the largest."""
    made = np.random.default_rng(7).normal(size=(500, 32)).astype(np.float32)
    made[3, 4], made[5, 6] = -9.0, 40.0
    made[7] = 0
    made[8] = np.arange(32) - 16 + 0.5
    made[8, 0] = 127
    made[9] = np.tile([8.0, -8.0, 0.5, -0.5], 8)
    made[10] = -np.abs(made[10])
    made[11] *= np.float32(1e-30)
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


def test_int8_is_that_of_bitsandbytes_but_for_ties():
    import bitsandbytes
    import torch

    quantize = run("absmax_to_copy_torch")["quantize"]
    ties = 0
    for seed in range(20):
        W = torch.randn(64, 128, generator=torch.Generator().manual_seed(seed)).half()
        codes, largest, _ = bitsandbytes.functional.int8_vectorwise_quant(W)
        ours, scale = quantize(W)
        torch.testing.assert_close(scale.ravel() * 127, largest)
        differ = ours != codes
        steps = (W.double() * 127 / W.double().abs().amax(dim=1, keepdim=True))[differ]
        assert (steps.abs() % 1 == 0.5).all()
        assert ((ours.int() - codes.int())[differ].abs() == 1).all()
        ties += len(steps)
    assert 0 < ties < 100  # of 163,840: the page says that they are there


def test_bits_of_k_quants():
    import gguf

    block, size = gguf.GGML_QUANT_SIZES[gguf.GGMLQuantizationType.Q4_K]
    assert (block, 8 * size / block) == (256, 4.5)
