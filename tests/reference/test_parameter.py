"""The parameter entry's counts are those of the models that transformers builds."""

import contextlib
import io
import runpy

import pytest
import torch

from glossary import ROOT

FOLDER = ROOT / "snippets/parameter"


def names_of(script: str) -> dict:
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(FOLDER / script))


LLAMA = names_of("models_counted_from_their_configurations.py")["count"]
GPT = names_of("what_the_count_depends_on.py")["count"]


def built(make, config):
    with torch.device("meta"):
        model = make(config)
    model.tie_weights()
    return sum(p.numel() for p in model.parameters())


@pytest.mark.parametrize(
    ("sizes", "tied"),
    [
        ((80, 8192, 64, 8, 128, 28_672, 32_000), False),
        ((80, 8192, 64, 64, 128, 28_672, 32_000), False),
        ((2, 64, 4, 2, 32, 96, 100), True),  # heads wider than d_model / n_heads
        ((1, 1, 1, 1, 1, 1, 1), True),
    ],
)
def test_a_llama_has_as_many_as_counted(sizes, tied):
    from transformers import LlamaConfig, LlamaForCausalLM

    n_layers, d_model, n_heads, n_kv_heads, d_head, d_ff, vocab_size = sizes
    config = LlamaConfig(
        num_hidden_layers=n_layers,
        hidden_size=d_model,
        num_attention_heads=n_heads,
        num_key_value_heads=n_kv_heads,
        head_dim=d_head,
        intermediate_size=d_ff,
        vocab_size=vocab_size,
        tie_word_embeddings=tied,
        pad_token_id=None,
        bos_token_id=None,
        eos_token_id=None,
    )
    assert built(LlamaForCausalLM, config) == LLAMA(*sizes, tied=tied)[0]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"n_heads": 24, "d_head": 32},
        {"context": 2048},
        {"n_layers": 24},
        {"d_model": 1536, "n_heads": 24},
    ],
)
def test_a_gpt2_has_as_many_as_counted(change):
    from transformers import GPT2Config, GPT2LMHeadModel

    sizes = {"n_layers": 12, "d_model": 768, "n_heads": 12, "context": 1024} | change
    config = GPT2Config(
        n_layer=sizes["n_layers"],
        n_embd=sizes["d_model"],
        n_head=sizes["n_heads"],
        n_positions=sizes["context"],
    )
    assert built(GPT2LMHeadModel, config) == GPT(**change)


def llama(**change):
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(0)
    sizes = {"vocab_size": 50, "hidden_size": 32, "intermediate_size": 48}
    heads = {"num_attention_heads": 4, "num_key_value_heads": 4, "head_dim": 8}
    config = LlamaConfig(num_hidden_layers=2, **sizes, **heads, **change)
    return LlamaForCausalLM(config).double().eval()


def up_and_down(layer, times):
    layer.mlp.up_proj.weight *= times(48)[:, None]
    layer.mlp.down_proj.weight /= times(48)


def value_and_output(layer, times):
    layer.self_attn.v_proj.weight *= times(32)[:, None]
    layer.self_attn.o_proj.weight /= times(32)


def query_and_key(layer, times):  # one number a head: rotary positions mix within one
    layer.self_attn.q_proj.weight *= times(4).repeat_interleave(8)[:, None]
    layer.self_attn.k_proj.weight /= times(4).repeat_interleave(8)[:, None]


def query_and_key_by_pairs(layer, times):  # the pairs are (i, i + 4) in each head of 8
    scales = times(16).reshape(4, 4).repeat(1, 2).flatten()
    layer.self_attn.q_proj.weight *= scales[:, None]
    layer.self_attn.k_proj.weight /= scales[:, None]


def query_and_key_by_numbers(layer, times):
    layer.self_attn.q_proj.weight *= times(32)[:, None]
    layer.self_attn.k_proj.weight /= times(32)[:, None]


def gate_and_down(layer, times):  # what SiLU reads cannot be scaled
    layer.mlp.gate_proj.weight *= times(48)[:, None]
    layer.mlp.down_proj.weight /= times(48)


@pytest.mark.parametrize(
    ("scale", "same"),
    [
        (up_and_down, True),
        (value_and_output, True),
        (query_and_key, True),
        (query_and_key_by_pairs, True),
        (query_and_key_by_numbers, False),
        (gate_and_down, False),
    ],
)
def test_a_llama_is_the_same_function_after_scaling(scale, same):
    def times(size):  # of both signs
        generator = torch.Generator().manual_seed(size)
        return torch.randn(size, generator=generator, dtype=torch.float64)

    model, ids = llama(), torch.arange(12).reshape(2, 6)
    with torch.no_grad():
        before = model(ids).logits
        for layer in model.model.layers:
            scale(layer, times)
        after = model(ids).logits
    assert torch.allclose(before, after, atol=1e-9) == same
