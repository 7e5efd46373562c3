"""One round of the script is `_speculative_sampling` of transformers; generate with a draft."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch
import transformers
from transformers.generation import utils

from glossary import ROOT

FOLDER = ROOT / "snippets/speculative-decoding"


@pytest.fixture(params=["numpy", "torch"], scope="module")
def verify(request):
    script = FOLDER / f"one_round_of_verification_{request.param}.py"
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(script))["verify"]


def theirs(monkeypatch, drafted, q, p, u):
    """Their number of kept tokens, and the probabilities from which they draw the next."""
    drawn_from = []

    def multinomial(probs, num_samples):
        drawn_from.append(probs[0])
        return probs.argmax(dim=-1, keepdim=True)

    with monkeypatch.context() as patch:
        patch.setattr(torch, "rand_like", lambda ratio: u.to(ratio.dtype))
        patch.setattr(torch, "multinomial", multinomial)
        tokens, kept = utils._speculative_sampling(
            drafted[None], q.log()[None], len(drafted), p.log()[None]
        )
    assert tokens[0, : int(kept)].tolist() == drafted[: int(kept)].tolist()
    return int(kept), drawn_from[0]


@pytest.mark.parametrize("sharp", [0.3, 1.0, 4.0])
def test_one_round_is_theirs(verify, monkeypatch, sharp):
    g = torch.Generator().manual_seed(0)
    seen = set()
    for n_drafted in (1, 2, 5):
        for _ in range(40):
            q = sharp * torch.randn(n_drafted, 9, generator=g, dtype=torch.float64)
            p = sharp * torch.randn(n_drafted + 1, 9, generator=g, dtype=torch.float64)
            p[:n_drafted] += q  # alike, so that some drafts are kept
            q, p = q.softmax(dim=-1), p.softmax(dim=-1)
            drafted = torch.multinomial(q, num_samples=1, generator=g)[:, 0]
            u = torch.rand(n_drafted, generator=g, dtype=torch.float64)
            as_given = [
                x if "torch" in verify.__globals__ else x.numpy() for x in (q, p, u)
            ]
            kept, probs = verify(drafted.tolist(), *as_given)
            their_kept, their_probs = theirs(monkeypatch, drafted, q, p, u)
            assert kept == their_kept
            np.testing.assert_allclose(np.asarray(probs), their_probs, atol=1e-6)
            seen.add((n_drafted, kept))
    assert {(1, 0), (1, 1), (2, 0), (2, 1), (2, 2)} <= seen


def small(n_layer, seed):
    config = transformers.GPT2Config(
        vocab_size=30, n_positions=64, n_embd=16, n_layer=n_layer, n_head=2
    )
    model = transformers.GPT2LMHeadModel(config).eval()
    g = torch.Generator().manual_seed(seed)
    for parameter in model.parameters():
        parameter.data = torch.randn(parameter.shape, generator=g) / 3
    return model


@pytest.mark.parametrize(
    "how", [{"assistant_model": small(1, 1)}, {"prompt_lookup_num_tokens": 3}], ids=str
)
def test_generate_with_drafts_gives_the_same_greedy_text(how):
    target = small(2, 0)
    ids = torch.tensor([[3, 1, 4, 1, 5, 9, 2, 6]])
    inputs = {
        "inputs": ids,
        "attention_mask": torch.ones_like(ids),
        "do_sample": False,
        "max_new_tokens": 24,
        "pad_token_id": 0,
        "eos_token_id": None,
    }
    alone = target.generate(**inputs)
    assert alone.shape[1] == ids.shape[1] + 24
    assert torch.equal(target.generate(**inputs, **how), alone)


SET = {"num_assistant_tokens": 5, "assistant_confidence_threshold": 0.3}


@pytest.mark.parametrize("where", ["draft", "target", "argument"])
def test_when_drafting_ends_is_read_from_the_draft_models_configuration(
    monkeypatch, where
):
    """Elsewhere the settings do nothing, and nothing says so; their defaults are 20 and 0.4."""
    target, draft, seen = small(2, 0), small(2, 0), []
    owner = transformers.generation.candidate_generator.AssistedCandidateGenerator
    get_candidates = owner.get_candidates

    def watched(self, *args, **kwargs):
        threshold = self.generation_config.assistant_confidence_threshold
        seen.append((self.num_assistant_tokens, threshold))
        return get_candidates(self, *args, **kwargs)

    monkeypatch.setattr(owner, "get_candidates", watched)
    if where != "argument":
        model = {"draft": draft, "target": target}[where]
        for name, value in SET.items():
            setattr(model.generation_config, name, value)
    ids = torch.tensor([[3, 1, 4, 1, 5]])
    target.generate(
        inputs=ids,
        attention_mask=torch.ones_like(ids),
        assistant_model=draft,
        do_sample=False,
        max_new_tokens=50,
        pad_token_id=0,
        eos_token_id=None,
        **(SET if where == "argument" else {}),
    )
    assert seen[0] == ((5, 0.3) if where == "draft" else (20, 0.4))
