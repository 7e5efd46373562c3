"""RoPE and the learned table as the page shows them, against transformers."""

import contextlib
import io
import json
import re
import runpy

import pytest

from glossary import ROOT

FOLDER = ROOT / "snippets/positional-encoding"


def shown(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(FOLDER / f"{name}.py"))


@pytest.mark.parametrize("theta", [10_000.0, 500_000.0])
def test_rope_in_both_layouts_is_that_of_llama(theta):
    import numpy as np
    import torch
    from transformers import LlamaConfig
    from transformers.models.llama.modeling_llama import (
        LlamaRotaryEmbedding,
        apply_rotary_pos_emb,
    )

    batch, n_heads, n_kv_heads, seq_len, d_head = 2, 3, 1, 7, 10
    config = LlamaConfig(
        hidden_size=n_heads * d_head,
        num_attention_heads=n_heads,
        num_key_value_heads=n_kv_heads,
        head_dim=d_head,
        rope_parameters={"rope_type": "default", "rope_theta": theta},
    )
    g = torch.Generator().manual_seed(0)
    q = torch.randn(batch, n_heads, seq_len, d_head, generator=g, dtype=torch.float64)
    k = torch.randn(
        batch, n_kv_heads, seq_len, d_head, generator=g, dtype=torch.float64
    )
    positions = torch.arange(5, 5 + seq_len)
    cos, sin = LlamaRotaryEmbedding(config)(q, positions.expand(batch, seq_len))
    theirs = apply_rotary_pos_emb(q, k, cos, sin)

    for name in "numpy", "torch":
        ours = shown(f"two_layouts_of_rope_{name}")
        plain = shown(f"rope_scores_depend_on_the_offset_only_{name}")["rope"]
        back = np.argsort([*range(0, d_head, 2), *range(1, d_head, 2)])
        for x, y in zip((q, k), theirs, strict=True):
            if name == "numpy":
                x, at = x.numpy(), positions.numpy()
            else:
                at = positions
            angles = ours["angles_of"](at, d_head, theta)
            halves = torch.as_tensor(ours["halves"](x, angles))
            # The library computes the angles in float32.
            torch.testing.assert_close(halves, y, rtol=0, atol=1e-5)

            # Reordered, neighbors as pairs are the same; so is the page's first form.
            order = np.argsort(back)
            spread = x[..., back]
            for turned in (
                ours["interleaved"](spread, angles),
                plain(spread, at, theta),
            ):
                torch.testing.assert_close(
                    torch.as_tensor(turned[..., order]), y, rtol=0, atol=1e-5
                )


def test_a_learned_table_is_added_and_ends():
    """What the page says of GPT-2: one row a place, added to the token's, and none beyond."""
    import torch
    from transformers import GPT2Config, GPT2Model

    config = GPT2Config(vocab_size=11, n_positions=4, n_embd=6, n_layer=1, n_head=2)
    model = GPT2Model(config).eval()
    assert tuple(model.wpe.weight.shape) == (4, 6)
    assert (
        sum(p.numel() for p in GPT2Model(GPT2Config(n_layer=0)).wpe.parameters())
        == 786_432
    )
    ids = torch.tensor([[3, 3, 5]])
    first = model(ids, output_hidden_states=True).hidden_states[0]
    assert torch.allclose(first, model.wte(ids) + model.wpe(torch.arange(3)))
    with pytest.raises((IndexError, RuntimeError)):
        model(torch.zeros(1, 5, dtype=torch.long))


def test_llama_3s_scaling_is_that_of_the_library():
    import torch
    from transformers import LlamaConfig
    from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding

    page = shown("scaling_rope_to_a_longer_context")
    config = LlamaConfig(
        head_dim=page["d_head"],
        max_position_embeddings=page["trained"] * page["factor"],
        rope_parameters={
            "rope_type": "llama3",
            "rope_theta": page["theta"],
            "factor": float(page["factor"]),
            "low_freq_factor": 1.0,
            "high_freq_factor": 4.0,
            "original_max_position_embeddings": page["trained"],
        },
    )
    theirs = LlamaRotaryEmbedding(config).inv_freq
    ours = torch.tensor(page["ways"]["Llama 3.1's"])
    torch.testing.assert_close(ours, theirs, rtol=1e-4, atol=0)


def test_the_setting_of_yarn_on_the_page_is_taken_by_the_library():
    import transformers

    page = (ROOT / "docs/terms/positional-encoding.md").read_text(encoding="utf-8")
    setting = json.loads("{" + re.search(r'`("rope_scaling": .*?\})`', page)[1] + "}")
    most = json.loads(
        "{" + re.search(r'`("max_position_embeddings": \d+)`', page)[1] + "}"
    )
    taken = transformers.Qwen3Config(**setting, **most).rope_parameters
    assert setting["rope_scaling"].items() <= taken.items()
    factor = setting["rope_scaling"]["factor"]
    trained = setting["rope_scaling"]["original_max_position_embeddings"]
    assert most["max_position_embeddings"] == factor * trained
