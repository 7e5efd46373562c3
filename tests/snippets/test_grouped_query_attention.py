"""Grouped attention to copy, on second inputs; the table of real models, against models/."""

import contextlib
import io
import json
import runpy

import pytest
import torch
from torch.nn import functional as F
from torch.utils._python_dispatch import TorchDispatchMode

from glossary import ROOT
from glossary.models import cache, describe

FOLDER = ROOT / "snippets/grouped-query-attention"


def script(name: str) -> dict:
    """What a script of the entry defines."""
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(FOLDER / f"{name}.py"))


@pytest.fixture(scope="module")
def attention():
    return script("queries_are_grouped_and_nothing_is_repeated")[
        "grouped_query_attention"
    ]


def qkv(n_heads, n_kv_heads, queries, keys, dtype=torch.float64, batch=2):
    g = torch.Generator().manual_seed(3)
    shapes = (n_heads, queries, 8), (n_kv_heads, keys, 8), (n_kv_heads, keys, 8)
    return [torch.randn(batch, *shape, generator=g).to(dtype) for shape in shapes]


@pytest.mark.parametrize(
    ("n_heads", "n_kv_heads"), [(6, 6), (6, 3), (6, 1), (1, 1), (12, 4)]
)
@pytest.mark.parametrize(
    ("queries", "keys"), [(1, 1), (1, 9), (5, 9), (7, 7), (0, 3), (2, 0)]
)
def test_it_equals_pytorchs_at_any_size(attention, n_heads, n_kv_heads, queries, keys):
    q, k, v = qkv(n_heads, n_kv_heads, queries, keys)
    causal = torch.ones(queries, keys).tril(keys - queries).bool()
    for allowed in (None, causal):
        theirs = F.scaled_dot_product_attention(
            q, k, v, attn_mask=allowed, enable_gqa=True
        )
        torch.testing.assert_close(attention(q, k, v, allowed), theirs)


@pytest.mark.parametrize(
    ("dtype", "near"),
    [(torch.float32, 1e-5), (torch.float16, 0.005), (torch.bfloat16, 0.03)],
)
def test_it_keeps_the_type(attention, dtype, near):
    exact = attention(*qkv(6, 2, 5, 9))
    ours = attention(*qkv(6, 2, 5, 9, dtype))
    assert ours.dtype == dtype
    torch.testing.assert_close(ours.double(), exact, rtol=near, atol=near)


def test_a_text_padded_on_the_left_is_as_alone(attention):
    q, k, v = qkv(6, 2, 5, 5)
    real = torch.arange(5) >= torch.tensor([[0], [2]])
    allowed = torch.ones(5, 5).tril().bool() & real[:, None, None]
    both = attention(q, k, v, allowed)
    short = [part[1:, :, 2:] for part in (q, k, v)]
    alone = attention(*short, torch.ones(3, 3).tril().bool())
    torch.testing.assert_close(both[1:, :, 2:], alone)


def test_a_query_that_may_look_at_nothing_gives_zeros_and_no_gradient(attention):
    q, k, v = (part.requires_grad_() for part in qkv(4, 2, 3, 5))
    allowed = torch.ones(3, 5).bool()
    allowed[1] = False
    out = attention(q, k, v, allowed)
    assert out[:, :, 1].eq(0).all()
    out.sum().backward()
    assert q.grad[:, :, 1].eq(0).all()
    assert all(part.grad.isfinite().all() for part in (q, k, v))


def test_a_nan_is_not_hidden(attention):
    q, k, v = qkv(4, 2, 3, 5)
    k[0, 0, 2] = torch.nan
    assert attention(q, k, v)[0, :2].isnan().all()


def test_heads_that_do_not_divide_are_refused(attention):
    with pytest.raises(ValueError, match="5 query heads cannot share 2 evenly"):
        attention(*qkv(5, 2, 3, 3))


class Largest(TorchDispatchMode):
    """The most numbers in a tensor that any operation gave back."""

    most = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        made = func(*args, **(kwargs or {}))
        for tensor in made if isinstance(made, (tuple, list)) else [made]:
            if isinstance(tensor, torch.Tensor):
                self.most = max(self.most, tensor.numel())
        return made


def test_no_copy_of_keys_or_values_is_made(attention):
    q, k, v = qkv(8, 2, 1, 64)
    repeated = 4 * k.numel()
    with Largest() as seen:
        attention(q, k, v)
    assert seen.most <= k.numel()  # nothing larger than the keys that were handed in
    with Largest() as seen:
        F.scaled_dot_product_attention(
            q, k.repeat_interleave(4, dim=1), v.repeat_interleave(4, dim=1)
        )
    assert seen.most >= repeated  # so that this check can fail


def test_for_a_prompt_the_scores_are_larger_than_repeated_keys(attention):
    """What the page says: more queries than d_head; the fused kernel holds no scores."""
    for queries, larger in ((8, False), (9, True), (64, True)):
        q, k, v = qkv(8, 2, queries, 64)
        with Largest() as seen:
            attention(q, k, v)
        assert (seen.most > 4 * k.numel()) == larger
    with (
        torch.nn.attention.sdpa_kernel(torch.nn.attention.SDPBackend.FLASH_ATTENTION),
        Largest() as fused,
    ):
        F.scaled_dot_product_attention(q, k, v, enable_gqa=True)
    assert fused.most <= q.numel() < seen.most


def test_key_value_heads_say_nothing_of_a_cache_with_latent_vectors():
    """What the page says of DeepSeek-V3's: as many as query heads, and 576 numbers."""
    config = json.loads((ROOT / "models/deepseek-v3.json").read_text("utf-8"))["config"]
    assert config["num_key_value_heads"] == config["num_attention_heads"] == 128
    assert config["kv_lora_rank"] + config["qk_rope_head_dim"] == 576


@pytest.mark.parametrize(
    ("kernel", "repeats"), [("FLASH_ATTENTION", False), ("MATH", True)]
)
def test_what_the_page_says_of_pytorchs_kernels_on_a_cpu(kernel, repeats):
    q, k, v = qkv(8, 2, 1, 64)
    chosen = getattr(torch.nn.attention.SDPBackend, kernel)
    with torch.nn.attention.sdpa_kernel(chosen), Largest() as seen:
        F.scaled_dot_product_attention(q, k, v, enable_gqa=True)
    assert (seen.most >= 4 * k.numel()) == repeats


FILES = {
    "Llama 2 7B": "llama-2-7b",
    "Llama 3.1 8B": "llama-3.1-8b",
    "Llama 3.1 70B": "llama-3.1-70b",
    "GLM-4.5-Air": "glm-4.5-air",
    "gpt-oss 120B": "gpt-oss-120b",
    "Qwen3 30B-A3B": "qwen3-30b-a3b",
    "Qwen3.5 397B-A17B": "qwen3.5-397b-a17b",
}


def test_the_table_has_all_models():
    assert set(script("what_sharing_saves_in_real_models")["models"]) == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_bytes_of_a_token_are_those_of_the_configuration(name):
    n_layers, n_heads, n_kv_heads, d_head = script("what_sharing_saves_in_real_models")[
        "models"
    ][name]
    config = json.loads((ROOT / f"models/{FILES[name]}.json").read_text("utf-8"))[
        "config"
    ]
    assert config.get("text_config", config)["num_attention_heads"] == n_heads
    model = describe(config)
    long = 10_000  # all windows are full
    one_more = cache.between_steps(model, long + 1, "bf16", 1)
    one_more -= cache.between_steps(model, long, "bf16", 1)
    assert one_more == 2 * n_layers * n_kv_heads * d_head * 2
