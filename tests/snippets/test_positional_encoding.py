"""The table to copy, on inputs that the page does not show."""

import math
import runpy

import numpy as np
import pytest
import torch

from glossary import ROOT

FOLDER = ROOT / "snippets/positional-encoding"


def copied(kind, name):
    return runpy.run_path(str(FOLDER / f"a_table_has_a_last_row_{kind}.py"))[name]


@pytest.mark.parametrize("d_model", [1, 2, 7, 8])
def test_rows_are_the_formula(d_model):
    expected = [
        [
            (math.cos if column % 2 else math.sin)(
                position / 10_000 ** ((column - column % 2) / d_model)
            )
            for column in range(d_model)
        ]
        for position in range(50)
    ]
    for kind, far in (("numpy", 1e-12), ("torch", 1e-5)):
        table = np.asarray(copied(kind, "sinusoids")(50, d_model))
        np.testing.assert_allclose(table, expected, atol=far)


@pytest.mark.parametrize("seq_len", [0, 1, 5])
def test_each_text_of_a_batch_gets_the_same_rows_in_its_own_type(seq_len):
    add = copied("torch", "add_positions")
    table = copied("torch", "sinusoids")(8, 4)
    for dtype in (torch.float32, torch.bfloat16):
        made = add(torch.zeros(3, seq_len, 4, dtype=dtype), table, start=3)
        assert made.dtype == dtype
        assert torch.equal(made, table[3 : 3 + seq_len].to(dtype).expand(3, -1, -1))


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_no_row_is_used_twice_behind_the_last(kind):
    add, table = copied(kind, "add_positions"), copied(kind, "sinusoids")(8, 4)
    x = np.zeros((1, 1, 4)) if kind == "numpy" else torch.zeros(1, 1, 4)
    assert add(x, table, start=7).shape == (1, 1, 4)
    with pytest.raises(IndexError, match="position 8, and the last row is 7"):
        add(x, table, start=8)


def test_a_learned_table_is_trained_by_what_is_added():
    add = copied("torch", "add_positions")
    table = torch.zeros(8, 4, requires_grad=True)
    add(torch.zeros(2, 3, 4), table, start=1).sum().backward()
    assert table.grad[:, 0].tolist() == [0, 2, 2, 2, 0, 0, 0, 0]
