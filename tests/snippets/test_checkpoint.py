"""Saving and resuming, and reading one tensor, on inputs that the page does not show."""

import contextlib
import io
import json
import runpy
import struct

import numpy as np
import pytest
import torch
from torch import nn

from glossary import ROOT

FOLDER = ROOT / "snippets/checkpoint"


def names_of(script):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(FOLDER / script))


def parts_of(dtype):
    model = nn.Sequential(nn.Linear(4, 16), nn.Dropout(0.3), nn.Linear(16, 1)).to(dtype)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 50)
    return {"model": model, "optimizer": optimizer, "scheduler": scheduler}


def train(parts, first, last):
    for step in range(first, last):
        g = torch.Generator().manual_seed(step)
        weight = next(parts["model"].parameters())
        x = torch.randn(8, 4, generator=g).to(weight.dtype)
        parts["optimizer"].zero_grad()
        (parts["model"](x)[:, 0] - x.sum(dim=1)).square().mean().backward()
        parts["optimizer"].step()
        parts["scheduler"].step()


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=str)
def test_a_resumed_run_agrees_to_the_last_bit_even_if_saved_twice(dtype):
    names = names_of("saving_and_resuming_a_training.py")
    torch.manual_seed(0)
    whole = parts_of(dtype)
    train(whole, 0, 10)
    files = [io.BytesIO(), io.BytesIO()]
    names["save"](files[0], step=10, **whole)
    train(whole, 10, 40)

    halfway = parts_of(dtype)
    files[0].seek(0)
    train(halfway, names["load"](files[0], **halfway), 25)
    names["save"](files[1], step=25, **halfway)
    resumed = parts_of(dtype)
    files[1].seek(0)
    train(resumed, names["load"](files[1], **resumed), 40)
    for one, other in zip(
        whole["model"].parameters(), resumed["model"].parameters(), strict=True
    ):
        assert torch.equal(one, other)
    assert whole["scheduler"].get_last_lr() == resumed["scheduler"].get_last_lr()


def test_a_step_may_be_a_number_of_numpy_and_a_file_may_be_renamed(tmp_path):
    names = names_of("saving_and_resuming_a_training.py")
    last, part = tmp_path / "last.pt", tmp_path / "last.pt.part"
    for step in (np.int64(3), np.int64(4)):
        names["save"](part, step=step)
        part.replace(last)
        assert names["load"](last) == step


@pytest.fixture(scope="module")
def load():
    return names_of("reading_one_tensor_without_the_rest.py")["load"]


def file_with(kind, shape, numbers):
    tensor = {"dtype": kind, "shape": shape, "data_offsets": [0, len(numbers)]}
    header = json.dumps({"t": tensor}).encode()
    return io.BytesIO(struct.pack("<Q", len(header)) + header + numbers)


@pytest.mark.parametrize(
    ("kind", "dtype"),
    [
        ("F64", "<f8"),
        ("F32", "<f4"),
        ("F16", "<f2"),
        ("I64", "<i8"),
        ("I32", "<i4"),
        ("I16", "<i2"),
        ("I8", "i1"),
        ("U8", "u1"),
        ("BOOL", "?"),
    ],
)
@pytest.mark.parametrize("shape", [(), (0, 4), (3,), (2, 3)], ids=str)
def test_every_kind_and_shape_is_read(load, kind, dtype, shape):
    wanted = np.arange(np.prod(shape, dtype=int)).astype(dtype).reshape(shape)
    read = load(file_with(kind, shape, wanted.tobytes()), "t")
    assert read.dtype == wanted.dtype
    assert np.array_equal(read, wanted)


@pytest.mark.parametrize("shape", [(), (0, 4), (5,), (2, 3)], ids=str)
def test_bf16_is_read_as_torch_has_it(load, shape):
    wanted = torch.randn(shape, generator=torch.Generator().manual_seed(0)).bfloat16()
    numbers = wanted.reshape(-1).view(torch.uint8) if wanted.numel() else torch.zeros(0)
    read = load(file_with("BF16", shape, bytes(numbers.byte().tolist())), "t")
    assert np.array_equal(read, wanted.float().numpy())


def test_a_name_that_is_not_there_or_a_kind_that_is_not_known(load):
    with pytest.raises(KeyError, match="other"):
        load(file_with("F32", (1,), bytes(4)), "other")
    with pytest.raises(KeyError, match="F8_E4M3"):
        load(file_with("F8_E4M3", (1,), bytes(1)), "t")
