"""Top-k, top-p, min-p and the repetition penalty of the scripts are those of transformers."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch
import transformers

from glossary import ROOT

FOLDER = ROOT / "snippets/top-p"
IDS = torch.zeros(40, 1, dtype=torch.long)


def run(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(FOLDER / f"{name}.py"))


@pytest.fixture(params=["numpy", "torch"], scope="module")
def rules(request):
    return run(f"three_rules_keep_different_tokens_{request.param}")


@pytest.mark.parametrize(
    ("rule", "warper", "settings"),
    [
        ("keep_top_k", transformers.TopKLogitsWarper, (1, 2, 7, 50, 1000)),
        ("keep_top_p", transformers.TopPLogitsWarper, (0.05, 0.5, 0.9, 0.999, 1.0)),
        ("keep_min_p", transformers.MinPLogitsWarper, (0.01, 0.1, 0.5, 1.0)),
    ],
)
def test_the_same_tokens_are_kept(rules, rule, warper, settings):
    g = torch.Generator().manual_seed(0)
    scores = 2 * torch.randn(40, 50, generator=g, dtype=torch.float64)
    probs = scores.softmax(dim=-1)
    for setting in settings:
        theirs = warper(setting)(IDS, scores.clone()).isfinite().numpy()
        ours = np.asarray(
            rules[rule](probs if "torch" in rules else probs.numpy(), setting)
        )
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_the_token_that_crosses_is_kept_there_too(kind):
    script = run(f"the_token_that_crosses_p_is_kept_{kind}")
    for probs in script["inputs"].values():
        scores = torch.as_tensor(probs).double().log()[None]
        for p in (0.5, 0.9):
            warper = transformers.TopPLogitsWarper(p)
            theirs = warper(IDS[:1], scores).isfinite().sum()
            sums = torch.as_tensor(probs).double().cumsum(dim=-1)
            assert theirs == (sums - torch.as_tensor(probs).double() < p).sum()


def test_two_rules_are_a_chain_and_not_two_masks_of_one_distribution(rules):
    probs = torch.tensor([[0.3, *[0.01] * 70]], dtype=torch.float64)
    scores = probs.log()
    scores[0, 1:] -= 1e-9 * torch.arange(70)  # no ties
    model = transformers.GPT2LMHeadModel(
        transformers.GPT2Config(
            n_layer=1, n_embd=4, n_head=1, vocab_size=71, bos_token_id=0, eos_token_id=0
        )
    )
    settings = model._prepare_generation_config(None, do_sample=True, top_p=0.9)[0]
    chain = model._get_logits_processor(settings, input_ids_seq_length=1)
    kept = chain(IDS[:1], scores).isfinite().sum()
    probs = scores.softmax(dim=-1)
    top_k = np.asarray(rules["keep_top_k"](probs.numpy(), 50))
    left = np.where(top_k, probs, 0)
    left /= left.sum()
    assert np.asarray(rules["keep_top_p"](left, 0.9)).sum() == kept == 43
    both = top_k & np.asarray(rules["keep_top_p"](probs.numpy(), 0.9))
    assert both.sum() == 50


def test_at_ties_top_k_keeps_all_and_top_p_may_keep_others():
    scores = torch.zeros(1, 4)
    kept = transformers.TopKLogitsWarper(2)(IDS[:1], scores).isfinite()
    assert kept.sum() == 4
    kept = transformers.TopPLogitsWarper(0.4)(IDS[:1], scores).isfinite()
    assert kept.sum() == 2


def test_the_repetition_penalty():
    script = run("a_penalty_has_two_signs")
    scores = torch.tensor(script["logits"])[None]
    processor = transformers.RepetitionPenaltyLogitsProcessor(penalty=1.5)
    ids = torch.tensor([script["prompt"] + script["generated"]])  # as generate has them
    changed = processor(ids, scores.clone())[0]
    np.testing.assert_allclose(script["repetition"], changed.numpy(), atol=1e-12)


def test_it_hangs_on_where_zero_is_there_too():
    script = run("a_penalty_hangs_on_where_zero_is")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        runpy.run_path(str(FOLDER / "a_penalty_hangs_on_where_zero_is.py"))
    rows = [row.split() for row in out.getvalue().splitlines()[2:]]
    processor = transformers.RepetitionPenaltyLogitsProcessor(penalty=1.2)
    ids = torch.tensor([np.flatnonzero(script["seen"]).tolist()])
    for row, constant in zip(rows, (-10, -2, 0, 10, 20), strict=True):
        z = torch.tensor(script["logits"] + constant)[None]
        theirs = processor(ids, z.clone()).softmax(dim=-1)[0, 0]
        assert f"{theirs:.2f}" == row[-2]


def test_generate_cuts_to_50_tokens_unless_told_otherwise():
    assert transformers.GenerationConfig._get_default_generation_params()["top_k"] == 50
    config = transformers.GPT2Config(
        vocab_size=90, n_positions=8, n_embd=8, n_layer=1, n_head=2
    )
    model = transformers.GPT2LMHeadModel(config).eval()
    ids = torch.tensor([[1, 2, 3]])
    for setting, kept in (({}, 50), ({"top_k": 0}, 90)):
        out = model.generate(
            ids,
            attention_mask=torch.ones_like(ids),
            do_sample=True,
            max_new_tokens=1,
            output_scores=True,
            return_dict_in_generate=True,
            pad_token_id=0,
            **setting,
        )
        assert out.scores[0].isfinite().sum() == kept


def test_the_order_of_temperature_and_top_p():
    names = list(transformers.GenerationMixin._get_logits_processor.__code__.co_names)
    at = [
        names.index(f"{name}LogitsWarper") for name in ("Temperature", "TopP", "MinP")
    ]
    assert at == sorted(at)
    script = run("top_p_before_or_after_temperature_numpy")
    scores = torch.tensor(script["logits"])[None]
    for temperature, kept in ((0.5, 1), (1.0, 2), (2.0, 3)):
        z = transformers.TemperatureLogitsWarper(temperature)(IDS[:1], scores)
        z = transformers.TopPLogitsWarper(0.8)(IDS[:1], z)
        assert z.isfinite().sum() == kept


@pytest.mark.parametrize("name", ["presence_penalty", "frequency_penalty"])
def test_generate_has_no_such_penalty(name):
    config = transformers.GPT2Config(
        vocab_size=9, n_positions=8, n_embd=8, n_layer=1, n_head=2
    )
    model = transformers.GPT2LMHeadModel(config).eval()
    told = rf"The following `model_kwargs` are not used by the model: \['{name}'\]"
    with pytest.raises(ValueError, match=told):
        model.generate(torch.tensor([[1, 2]]), **{name: 1.5})
