"""What the embedding page says of seeds that it does not show."""

import contextlib
import io
import re

import pytest
import torch

from glossary import ROOT

SCRIPT = ROOT / "snippets/embedding/words_used_alike_get_vectors_alike_numpy.py"


@pytest.mark.parametrize("seed", range(1, 41))
def test_cat_and_dog_come_together_with_other_seeds(seed):
    text = SCRIPT.read_text(encoding="utf-8")
    assert text.count("default_rng(0)") == 1
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(text.replace("default_rng(0)", f"default_rng({seed})"), {})
    after = told.getvalue().splitlines()[1]
    dog, kite = map(float, re.findall(r"-?\d\.\d\d", after))
    assert dog >= 0.74
    assert dog - kite >= 0.6 - 0.005


def test_sparse_adam_moves_only_the_rows_of_the_batch():
    embedding = torch.nn.Embedding(6, 4, sparse=True)
    optimizer = torch.optim.SparseAdam(embedding.parameters(), lr=0.01)
    for ids in ([1, 3], [0, 2]):
        before = embedding.weight.detach().clone()
        optimizer.zero_grad()
        (embedding(torch.tensor(ids)) ** 2).sum().backward()
        optimizer.step()
        changed = (embedding.weight != before).any(dim=1).nonzero().flatten()
        assert changed.tolist() == ids
