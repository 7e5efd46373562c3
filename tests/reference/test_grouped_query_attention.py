"""Grouped and latent attention as the page shows them, against transformers."""

import contextlib
import io
import runpy

import pytest

from glossary import ROOT

FOLDER = ROOT / "snippets/grouped-query-attention"
COPY = "queries_are_grouped_and_nothing_is_repeated"
NEAR = {"sdpa": {"rtol": 0, "atol": 1e-12}, "eager": {"rtol": 0, "atol": 1e-6}}
"""All in float64; the library's own attention, "eager", computes its softmax in float32."""


def script(name: str) -> dict:
    """What a script of the entry defines."""
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(FOLDER / f"{name}.py"))


def layer_of(n_kv_heads: int, d_head: int = 4, implementation: str = "eager"):
    """Llama's attention with six heads of random weights."""
    import torch
    from transformers import LlamaConfig
    from transformers.models.llama.modeling_llama import LlamaAttention

    config = LlamaConfig(
        hidden_size=24,
        num_attention_heads=6,
        num_key_value_heads=n_kv_heads,
        head_dim=d_head,
    )
    config._attn_implementation = implementation
    layer = LlamaAttention(config, layer_idx=0).double().eval()
    g = torch.Generator().manual_seed(2)
    for p in layer.parameters():
        p.data = torch.randn(p.shape, generator=g, dtype=torch.float64) / 4
    return layer


def test_llama_repeats_each_key_for_neighboring_heads():
    import torch
    from transformers.models.llama.modeling_llama import repeat_kv

    ours = script("which_heads_share_is_fixed_by_training")
    k, group = ours["k"], ours["group"]
    index = torch.arange(ours["n_heads"]) // group
    assert torch.equal(repeat_kv(k, group), k[:, index])


@pytest.mark.parametrize("n_kv_heads", [6, 3, 2, 1])
@pytest.mark.parametrize("queries", [1, 4])
def test_ours_is_theirs_in_each_way_of_computing_it(n_kv_heads, queries, monkeypatch):
    """Repeated (eager); packed for one query, repeated for several (sdpa); left to PyTorch."""
    import torch
    from transformers.integrations.sdpa_attention import sdpa_attention_forward
    from transformers.models.llama.modeling_llama import eager_attention_forward

    ours = script(COPY)["grouped_query_attention"]
    g = torch.Generator().manual_seed(1)
    q = torch.randn(2, 6, queries, 4, generator=g, dtype=torch.float64)
    k, v = torch.randn(2, 2, n_kv_heads, 7, 4, generator=g, dtype=torch.float64)
    allowed = torch.ones(queries, 7).tril(7 - queries).bool()
    allowed = allowed.expand(2, 1, queries, 7).clone()
    allowed[1, ..., :2] = False  # padding
    added = torch.zeros(allowed.shape, dtype=q.dtype).masked_fill(~allowed, -torch.inf)
    layer = layer_of(n_kv_heads)
    made = ours(q, k, v, allowed).transpose(1, 2)
    eager, _ = eager_attention_forward(layer, q, k, v, added, scaling=0.5)
    torch.testing.assert_close(made, eager, **NEAR["eager"])
    for force in "0", "1":
        monkeypatch.setenv("TRANSFORMERS_SDPA_FORCE_GQA", force)
        sdpa, _ = sdpa_attention_forward(layer, q, k, v, added, scaling=0.5)
        torch.testing.assert_close(made, sdpa, **NEAR["sdpa"])


@pytest.mark.parametrize("implementation", ["eager", "sdpa"])
@pytest.mark.parametrize(("n_kv_heads", "d_head"), [(6, 4), (2, 10), (1, 4)])
def test_a_layer_of_llama_is_ours_between_its_matrices(
    n_kv_heads, d_head, implementation
):
    import torch

    ours = script(COPY)["grouped_query_attention"]
    layer = layer_of(n_kv_heads, d_head, implementation)
    x = torch.randn(2, 5, 24, generator=torch.Generator().manual_seed(1)).double()
    still = torch.ones(1, 5, d_head).double(), torch.zeros(1, 5, d_head).double()
    causal = torch.ones(5, 5).tril().bool()
    added = torch.zeros(1, 1, 5, 5).double().masked_fill(~causal, -torch.inf)
    theirs, _ = layer(x, position_embeddings=still, attention_mask=added)
    q, k, v = (
        part(x).unflatten(-1, (-1, d_head)).transpose(1, 2)
        for part in (layer.q_proj, layer.k_proj, layer.v_proj)
    )
    assert (q.shape[1], k.shape[1], v.shape[1]) == (6, n_kv_heads, n_kv_heads)
    made = layer.o_proj(ours(q, k, v, causal).transpose(1, 2).flatten(2))
    torch.testing.assert_close(made, theirs, **NEAR[implementation])


@pytest.mark.parametrize("implementation", ["eager", "sdpa"])
def test_the_cache_holds_the_shared_heads_and_no_copies(implementation):
    import torch
    from transformers import LlamaConfig, LlamaModel

    config = LlamaConfig(
        hidden_size=24,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=6,
        num_key_value_heads=2,
        head_dim=4,
        vocab_size=11,
        attn_implementation=implementation,
    )
    made = LlamaModel(config).eval()(torch.tensor([[1, 2, 3]]), use_cache=True)
    for layer in made.past_key_values.layers:
        assert tuple(layer.keys.shape) == tuple(layer.values.shape) == (1, 2, 3, 4)


@pytest.mark.parametrize(("new", "held"), [(True, 6), (False, 1)])
def test_falcon_40b_caches_copies_and_7b_one_head_whatever_num_kv_heads_says(new, held):
    """40B, with `new_decoder_architecture`, repeats first; 7B, with `multi_query`, shares one."""
    import torch
    from transformers import FalconConfig, FalconModel

    config = FalconConfig(
        hidden_size=24,
        num_hidden_layers=1,
        num_attention_heads=6,
        num_kv_heads=2 if new else 6,
        new_decoder_architecture=new,
        multi_query=True,
        vocab_size=11,
    )
    made = FalconModel(config).eval()(torch.tensor([[1, 2, 3]]), use_cache=True)
    for layer in made.past_key_values.layers:
        assert tuple(layer.keys.shape) == tuple(layer.values.shape) == (1, held, 3, 4)


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_latent_attention_is_deepseeks_without_norm_and_rotated_part(kind):
    import numpy as np
    import torch
    from transformers import DeepseekV3Config
    from transformers.models.deepseek_v3.modeling_deepseek_v3 import DeepseekV3Attention

    ours = script(f"a_latent_vector_gives_each_head_its_own_keys_{kind}")
    n_heads, d_head, d_latent = ours["n_heads"], ours["d_head"], ours["d_latent"]
    config = DeepseekV3Config(
        hidden_size=ours["d_model"],
        num_attention_heads=n_heads,
        num_key_value_heads=n_heads,
        kv_lora_rank=d_latent,
        q_lora_rank=None,
        qk_nope_head_dim=d_head,
        qk_rope_head_dim=2,
        v_head_dim=d_head,
    )
    config._attn_implementation = "sdpa"
    theirs = DeepseekV3Attention(config, layer_idx=0).double().eval()
    theirs.kv_a_layernorm = torch.nn.Identity()
    theirs.o_proj = torch.nn.Identity()
    theirs.scaling = d_head**-0.5
    W = {name: torch.tensor(np.asarray(ours[name])) for name in ("up_k", "up_v")}
    down, W_q, x = (torch.tensor(np.asarray(ours[n])) for n in ("W_down", "W_q", "x"))
    with torch.no_grad():
        for part in theirs.q_proj, theirs.kv_a_proj_with_mqa, theirs.kv_b_proj:
            part.weight.zero_()  # the rotated part stays zero
        rows = theirs.q_proj.weight.view(n_heads, d_head + 2, -1)
        rows[:, :d_head] = W_q.mT
        theirs.kv_a_proj_with_mqa.weight[:d_latent] = down.T
        both = torch.cat([W["up_k"], W["up_v"]], dim=2)  # (n_heads, d_latent, 2 d_head)
        theirs.kv_b_proj.weight.copy_(both.mT.flatten(0, 1))
        seq_len = len(x)
        still = torch.ones(1, seq_len, 2).double(), torch.zeros(1, seq_len, 2).double()
        made, _ = theirs(x[None], position_embeddings=still, attention_mask=None)
    last = made[0, -1].view(n_heads, d_head)
    for name in "written_out", "absorbed":
        mine = torch.tensor(np.asarray(ours[name])).reshape(n_heads, d_head)
        torch.testing.assert_close(mine, last, **NEAR["sdpa"])
