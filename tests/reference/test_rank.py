"""The low-rank tables of the page are those of scikit-learn and of PEFT."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch

from glossary import ROOT


def functions(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(
            str(ROOT / f"snippets/rank/the_error_is_what_was_dropped_{name}.py")
        )


@pytest.mark.parametrize("rank", [1, 2, 4])
def test_scikit_learn(rank):
    from sklearn import decomposition

    W = np.random.default_rng(1).normal(size=(9, 7))
    reduced = decomposition.TruncatedSVD(n_components=rank, algorithm="arpack")
    expected = reduced.inverse_transform(reduced.fit_transform(W))
    for name in ("numpy", "torch"):
        B, A = functions(name)["best_of_rank"](
            torch.tensor(W) if name == "torch" else W, rank
        )
        np.testing.assert_allclose(np.asarray(B @ A), expected, atol=1e-10)


def test_peft_lowers_a_rank_in_this_way():
    import peft

    torch.manual_seed(0)
    config = peft.LoraConfig(r=3, lora_alpha=6, target_modules=["0"])
    model = peft.get_peft_model(
        torch.nn.Sequential(torch.nn.Linear(9, 7)), config, "one"
    )
    model.add_adapter("two", config)
    layer = model.base_model.model[0]
    for name in ("one", "two"):
        torch.nn.init.normal_(layer.lora_B[name].weight)
    model.base_model.add_weighted_adapter(
        ["one", "two"], [1.0, 1.0], "lower", combination_type="svd", svd_rank=2
    )
    update = sum(layer.get_delta_weight(name).detach() for name in ("one", "two"))
    B, A = functions("torch")["best_of_rank"](update, 2)
    lowered = layer.get_delta_weight("lower").detach()
    assert not torch.allclose(lowered, update, atol=0.1)
    torch.testing.assert_close(lowered, B @ A, atol=1e-4, rtol=1e-4)
