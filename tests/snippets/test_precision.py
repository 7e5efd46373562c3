"""The functions to copy on the page of precision, with inputs that it does not show."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch

from glossary import ROOT


def run(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / f"snippets/precision/{name}.py"))


@pytest.fixture(scope="module")
def to_bf16():
    return run("bf16_is_the_upper_half_of_fp32")["to_bf16"]


def bits(numbers: np.ndarray) -> np.ndarray:
    return np.asarray(numbers, dtype=np.float32).view(np.uint32)


def test_any_bit_pattern_becomes_pytorchs(to_bf16):
    patterns = np.random.default_rng(0).integers(0, 2**32, 200_000, dtype=np.uint32)
    x = patterns.view(np.float32)
    theirs = torch.tensor(x).bfloat16().float().numpy()
    same = (bits(to_bf16(x)) == bits(theirs)) | (np.isnan(x) & np.isnan(theirs))
    assert same.all()
    assert np.isnan(to_bf16(x)).sum() == np.isnan(x).sum() > 0


@pytest.mark.parametrize(
    "x",
    [
        0.0,
        -0.0,
        np.inf,
        -np.inf,
        1e-45,
        -1e-40,
        3.3895314e38,
        3.4e38,
        257,
        np.float64(0.1),
    ],
)
def test_single_numbers(to_bf16, x):
    theirs = torch.tensor(float(x), dtype=torch.float32).bfloat16().float()
    assert bits(to_bf16(x)) == bits(theirs.numpy())


@pytest.mark.parametrize("shape", [(0,), (1,), (2, 3), (2, 0, 3)])
def test_shapes_stay(to_bf16, shape):
    made = to_bf16(np.full(shape, 0.1, dtype=np.float32))
    assert made.shape == shape
    assert made.dtype == np.float32


def test_the_input_stays_as_it_was(to_bf16):
    x = np.float32([0.1, 0.2])
    to_bf16(x)
    assert x.tolist() == np.float32([0.1, 0.2]).tolist()


@pytest.mark.parametrize(
    ("dtype", "integer", "exponent_bits", "fraction_bits"),
    [
        (torch.float16, torch.int16, 5, 10),
        (torch.bfloat16, torch.int16, 8, 7),
        (torch.float8_e5m2, torch.int8, 5, 2),
        (torch.float8_e4m3fn, torch.int8, 4, 3),
    ],
)
def test_all_codes_mean_what_pytorch_takes_them_for(
    dtype, integer, exponent_bits, fraction_bits
):
    made = run("two_numbers_make_a_format")
    kept = 1 if dtype == torch.float8_e4m3fn else 2**fraction_bits
    codes = range(2 ** (exponent_bits + fraction_bits) - kept)
    theirs = torch.tensor(codes, dtype=integer).view(dtype).double().tolist()
    ours = [made["decode"](code, exponent_bits, fraction_bits) for code in codes]
    assert ours == theirs
    assert ours[-1] == torch.finfo(dtype).max
    assert ours[2**fraction_bits] == torch.finfo(dtype).smallest_normal


def test_levels_of_the_small_formats():
    made = run("small_formats_share_a_scale")
    codes = torch.arange(127, dtype=torch.int8).view(torch.float8_e4m3fn)
    assert made["E4M3"].tolist() == codes.double().tolist()
    decode = run("two_numbers_make_a_format")["decode"]
    assert made["E2M1"].tolist() == [decode(code, 2, 1) for code in range(8)]


@pytest.mark.parametrize("name", ["FP8", "FP4", "MXFP4", "NVFP4"])
@pytest.mark.parametrize("x", [np.zeros(2**16), np.eye(256).ravel()])
def test_zeros_stay_zeros(name, x):
    made = run("small_formats_share_a_scale")
    back = made["round_trip"](x, *made["ways"][name])
    assert (back[x == 0] == 0).all()
    assert np.isfinite(back).all()
