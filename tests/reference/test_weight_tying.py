"""Tying as the page shows it, against transformers."""

import contextlib
import io
import runpy

import pytest

from glossary import ROOT

pytestmark = pytest.mark.filterwarnings("ignore")
FOLDER = ROOT / "snippets/weight-tying"
SHAPES = {  # name on the page: class of the configuration, and what it needs
    "SmolLM2 135M": ("Llama", (30, 9, 3, None, 1536)),
    "Qwen3 0.6B": ("Qwen3", (28, 16, 8, 128, 3072)),
    "Llama 3.2 1B": ("Llama", (16, 32, 8, 64, 8192)),
    "Llama 2 7B": ("Llama", (32, 32, 32, None, 11_008)),
    "Qwen3 8B": ("Qwen3", (36, 32, 8, 128, 12_288)),
    "Gemma 3 27B": ("Gemma3Text", (62, 32, 16, 128, 21_504)),
}


def run(name):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        return runpy.run_path(str(FOLDER / f"{name}.py")), out.getvalue()


@pytest.mark.parametrize("name", SHAPES)
def test_the_counts_are_those_of_the_built_model(name):
    import torch
    import transformers

    names, out = run("what_tying_saves")
    vocab_size, d_model, _, _ = names["models"][name]
    printed = next(line for line in out.split("\n") if line.startswith(name))
    kind, (n_layers, n_heads, n_kv_heads, d_head, d_ff) = SHAPES[name]
    for tied, figure in zip(
        (True, False), printed.removeprefix(name).split()[1:], strict=False
    ):
        config = getattr(transformers, f"{kind}Config")(
            vocab_size=vocab_size,
            hidden_size=d_model,
            num_hidden_layers=n_layers,
            num_attention_heads=n_heads,
            num_key_value_heads=n_kv_heads,
            intermediate_size=d_ff,
            tie_word_embeddings=tied,
            **({"head_dim": d_head} if d_head else {}),
        )
        with torch.device("meta"):
            model = transformers.AutoModelForCausalLM.from_config(config)
        model.tie_weights()
        assert f"{sum(p.numel() for p in model.parameters()):,}" == figure


def test_the_gradient_of_a_tied_gpt2_is_the_sum_of_both_uses():
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel

    sizes = {
        "vocab_size": 13, "n_positions": 8, "n_embd": 6, "n_layer": 2, "n_head": 2,
        "resid_pdrop": 0.0, "embd_pdrop": 0.0, "attn_pdrop": 0.0,
    }  # fmt: skip
    tied = GPT2LMHeadModel(GPT2Config(**sizes)).double()
    assert tied.lm_head.weight is tied.transformer.wte.weight
    apart = GPT2LMHeadModel(GPT2Config(**sizes, tie_word_embeddings=False)).double()
    apart.load_state_dict(tied.state_dict())
    assert apart.lm_head.weight is not apart.transformer.wte.weight

    ids = torch.tensor([[1, 4, 4, 2, 9], [7, 0, 3, 12, 5]])
    for model in tied, apart:
        model(ids, labels=ids).loss.backward()
    both = apart.transformer.wte.weight.grad + apart.lm_head.weight.grad
    torch.testing.assert_close(tied.transformer.wte.weight.grad, both)
    read = set(ids.flatten().tolist())
    reached = apart.transformer.wte.weight.grad.any(dim=1).nonzero().flatten().tolist()
    assert set(reached) <= read
    assert apart.lm_head.weight.grad.any(dim=1).all()


def test_the_gradient_on_the_page_is_that_of_linear_and_embedding_tied():
    import numpy as np
    import torch
    from torch import nn
    from torch.nn import functional as F

    names, _ = run("the_gradient_is_the_sum_of_both_uses_numpy")
    rows = torch.tensor(names["E"])
    embedding = nn.Embedding.from_pretrained(rows, freeze=False)
    head = nn.Linear(2, 4, bias=False, dtype=torch.float64)
    head.weight = embedding.weight
    ids, targets = map(torch.tensor, (names["ids"], names["targets"]))
    F.cross_entropy(head(embedding(ids)), targets).backward()
    total = names["as_input"] + names["as_output"]
    assert np.allclose(embedding.weight.grad.numpy(), total)


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_a_tied_model_goes_through_safetensors(tmp_path, dtype):
    import torch
    from safetensors.torch import load_model, save_file, save_model

    model_class = run("a_file_without_the_head_needs_tying")[0]["Model"]
    trained = model_class(tied=True).to(getattr(torch, dtype))
    with pytest.raises(RuntimeError, match="Some tensors share memory"):
        save_file(trained.state_dict(), tmp_path / "refused.safetensors")
    save_model(trained, str(tmp_path / "model.safetensors"))
    loaded = model_class(tied=True).to(getattr(torch, dtype))
    load_model(loaded, str(tmp_path / "model.safetensors"))
    assert loaded.head.weight is loaded.embedding.weight
    assert torch.equal(loaded.head.weight, trained.head.weight)
    with pytest.raises(RuntimeError, match="Missing key"):
        load_model(
            model_class(tied=False).to(getattr(torch, dtype)),
            str(tmp_path / "model.safetensors"),
        )


IDS = [[3, 1, 4, 1, 5, 9]]


def llama(tied=True):
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(0)
    config = LlamaConfig(
        hidden_size=12,
        num_hidden_layers=1,
        num_attention_heads=3,
        intermediate_size=20,
        vocab_size=20,
        tie_word_embeddings=tied,
    )
    return LlamaForCausalLM(config).double().eval()


def adapted(**config):
    """A tied Llama with an adapter that was trained a little."""
    import peft
    import torch

    model = peft.get_peft_model(llama(), peft.LoraConfig(r=2, **config)).eval()
    ids = torch.tensor(IDS)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.SGD(trained, lr=0.05)
    for _ in range(20):
        optimizer.zero_grad()
        model(ids, labels=ids).loss.backward()
        optimizer.step()
    return model


def logits(model):
    import torch

    with torch.no_grad():
        return model(torch.tensor(IDS)).logits


def is_tied(model):
    return model.lm_head.weight is model.model.embed_tokens.weight


@pytest.mark.parametrize("names", [["lm_head"], ["embed_tokens"]])
def test_an_adapter_with_tying_ensured_is_merged_twice(names):
    import torch

    model = adapted(target_modules=names, ensure_weight_tying=True)
    beside = logits(model)
    head = model.base_model.model.lm_head
    base = head.base_layer.weight.detach().clone()
    change = head.get_delta_weight("default").detach().clone()
    assert change.abs().max() > 0.01
    merged = model.merge_and_unload()
    assert is_tied(merged)
    torch.testing.assert_close(merged.lm_head.weight.detach() - base, 2 * change)
    assert not torch.allclose(logits(merged), beside, atol=0.1)


@pytest.mark.parametrize("names", [["lm_head"], ["embed_tokens"]])
def test_an_adapter_merges_rightly_into_an_untied_copy_only(names, tmp_path):
    import peft
    import torch

    model = adapted(target_modules=names)
    beside = logits(model)
    model.save_pretrained(tmp_path)
    untied = llama(tied=False)
    untied.load_state_dict(llama().state_dict())
    untied = peft.PeftModel.from_pretrained(untied, tmp_path).eval()
    torch.testing.assert_close(logits(untied.merge_and_unload()), beside)
    assert not torch.allclose(logits(model.merge_and_unload()), beside, atol=0.1)


@pytest.mark.parametrize("ensured", [False, True])
def test_a_head_trained_in_full_stays_tied_only_if_ensured(ensured):
    import torch

    model = adapted(
        target_modules=["q_proj"],
        modules_to_save=["lm_head"],
        ensure_weight_tying=ensured,
    )
    beside = logits(model)
    merged = model.merge_and_unload()
    torch.testing.assert_close(logits(merged), beside)
    assert is_tied(merged) is ensured
    assert merged.config.tie_word_embeddings is ensured


@pytest.mark.parametrize("names", [["lm_head"], ["lm_head", "embed_tokens"]])
def test_of_the_two_only_what_modules_to_save_lists_is_trained(names):
    import torch

    model = adapted(target_modules=["q_proj"], modules_to_save=names)
    merged, start = model.merge_and_unload(), llama().lm_head.weight
    assert not torch.allclose(merged.lm_head.weight, start, atol=0.1)
    kept = torch.equal(merged.model.embed_tokens.weight, start)
    assert kept is ("embed_tokens" not in names)
