"""Temperature, top-k, top-p and min-p, all in one, are those of transformers."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch
import transformers

from glossary import ROOT

FOLDER = ROOT / "snippets/sampling"
SETTINGS = [
    *({"top_k": k} for k in (1, 2, 7, 50)),
    *({"top_p": p} for p in (0.05, 0.5, 0.9, 0.999)),
    *({"min_p": p} for p in (0.02, 0.3)),
    {"temperature": 0.3},
    {"temperature": 1.7, "top_k": 20, "top_p": 0.8, "min_p": 0.05},
]


def rows() -> torch.Tensor:
    generator = torch.Generator().manual_seed(0)
    return 2 * torch.randn(40, 50, generator=generator, dtype=torch.float64)


def run(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(FOLDER / f"{name}.py"))


def theirs(setting, row):
    """In the order in which `generate` applies them."""
    warpers = {
        "temperature": transformers.TemperatureLogitsWarper,
        "top_k": transformers.TopKLogitsWarper,
        "top_p": transformers.TopPLogitsWarper,
        "min_p": transformers.MinPLogitsWarper,
    }
    scores = row[None].clone()
    for name, warper in warpers.items():
        if name in setting:
            scores = warper(setting[name])(torch.zeros(1, 1, dtype=torch.long), scores)
    return scores[0].softmax(dim=-1).numpy()


@pytest.mark.parametrize("kind", ["numpy", "torch"])
@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_settings(kind, setting):
    probs = run(f"from_logits_to_a_token_{kind}")["next_token_probs"]
    for row in rows():
        ours = np.asarray(probs(row.numpy() if kind == "numpy" else row, **setting))
        np.testing.assert_allclose(ours, theirs(setting, row), atol=1e-12)


def test_the_order_of_the_settings():
    names = list(transformers.GenerationMixin._get_logits_processor.__code__.co_names)
    at = [
        names.index(f"{name}LogitsWarper")
        for name in ("Temperature", "TopK", "TopP", "MinP")
    ]
    assert at == sorted(at)


def test_a_seed_gives_another_text_in_a_batch_of_another_size():
    """The same prompt in each row, in float64: the logits are those of a batch of one."""
    torch.manual_seed(0)
    config = transformers.GPT2Config(
        vocab_size=50, n_positions=32, n_embd=16, n_layer=1, n_head=2, eos_token_id=49
    )
    model = transformers.GPT2LMHeadModel(config).double().eval()

    def first_text(n_texts):
        ids = torch.tensor([[1, 2, 3]]).repeat(n_texts, 1)
        torch.manual_seed(7)
        out = model.generate(
            input_ids=ids,
            attention_mask=torch.ones_like(ids),
            do_sample=True,
            top_k=0,
            max_new_tokens=20,
            pad_token_id=0,
        )
        return out[0].tolist()

    assert first_text(1) == first_text(1)
    assert first_text(2) == first_text(2)
    assert first_text(1) != first_text(2)


def test_generate_draws_with_these_settings():
    """The library's one call, on a small model of random weights."""
    config = transformers.GPT2Config(
        vocab_size=20, n_positions=32, n_embd=8, n_layer=1, n_head=2
    )
    model = transformers.GPT2LMHeadModel(config).eval()
    ids = torch.tensor([[1, 2, 3]])
    inputs = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    out = model.generate(
        **inputs,
        do_sample=True,
        temperature=0.7,
        top_p=0.9,
        max_new_tokens=5,
        pad_token_id=0,
    )
    assert out.shape[1] <= 8
    assert torch.equal(out[:, :3], ids)
    greedy = [
        model.generate(**inputs, do_sample=False, max_new_tokens=5, pad_token_id=0)
    ] * 2
    assert torch.equal(*greedy)
