"""RoPE, its layouts and its scaling as the page shows them, against transformers."""

import contextlib
import io
import json
import re
import runpy

import pytest

from glossary import ROOT

FOLDER = ROOT / "snippets/rope"


def shown(name):
    """What a script of the entry defines."""
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


def frequencies_of(kind, parameters, d_head, context):
    """The library's frequencies, and its factor for cosines and sines."""
    from transformers import LlamaConfig
    from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

    config = LlamaConfig(
        hidden_size=2 * d_head,
        num_attention_heads=2,
        head_dim=d_head,
        max_position_embeddings=context,
        rope_parameters={"rope_type": kind, **parameters},
    )
    return ROPE_INIT_FUNCTIONS[kind](config, "cpu")


@pytest.mark.parametrize(
    ("file", "given"),
    [
        ("gpt-oss-120b", {}),
        ("olmo-3.1-32b", {}),
        ("qwen3-8b", {"factor": 4.0, "original_max_position_embeddings": 32768}),
    ],
)
def test_yarn_is_that_of_the_library_for_real_models(file, given):
    import torch

    config = json.loads((ROOT / f"models/{file}.json").read_text("utf-8"))["config"]
    scaling = given or dict(config["rope_scaling"])
    scaling.pop("rope_type", None)
    whole = scaling.get("truncate", True)
    d_head = (
        config.get("head_dim") or config["hidden_size"] // config["num_attention_heads"]
    )
    trained, factor = scaling["original_max_position_embeddings"], scaling["factor"]
    parameters = {"rope_theta": float(config["rope_theta"]), **scaling}
    context = int(trained * factor)
    theirs, sharper = frequencies_of("yarn", parameters, d_head, context)
    ours, mine = shown("ways_to_stretch_rope")["yarn"](
        d_head, config["rope_theta"], trained, factor, whole=whole
    )
    torch.testing.assert_close(
        torch.tensor(ours), theirs.double(), rtol=1e-5, atol=1e-9
    )
    assert mine == pytest.approx(sharper, rel=1e-9)


@pytest.mark.parametrize(("theta", "factor", "fast"), [(1e4, 40.0, 32), (5e4, 32.0, 1)])
def test_deepseek_v3_and_kimi_k2_take_the_frequencies_only(theta, factor, fast):
    """With mscale and mscale_all_dim the scores are multiplied, not cosines and sines."""
    import torch
    from transformers import DeepseekV3Config
    from transformers.models.deepseek_v3.modeling_deepseek_v3 import (
        DeepseekV3Attention,
    )

    parameters = {
        "rope_theta": theta,
        "factor": factor,
        "beta_fast": fast,
        "beta_slow": 1,
        "mscale": 1.0,
        "mscale_all_dim": 1.0,
        "original_max_position_embeddings": 4096,
    }
    theirs, of_cosines = frequencies_of("yarn", parameters, 64, int(4096 * factor))
    ours, sharper = shown("ways_to_stretch_rope")["yarn"](64, theta, 4096, factor, fast)
    torch.testing.assert_close(
        torch.tensor(ours), theirs.double(), rtol=1e-5, atol=1e-9
    )
    assert of_cosines == 1 < sharper
    config = DeepseekV3Config(rope_parameters={"rope_type": "yarn", **parameters})
    with torch.device("meta"):
        attention = DeepseekV3Attention(config, layer_idx=0)
    plain = attention.qk_head_dim**-0.5
    assert attention.scaling == pytest.approx(plain * sharper**2, rel=1e-9)


def test_dynamic_leaves_short_texts_as_trained():
    import torch
    from transformers import LlamaConfig
    from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

    config = LlamaConfig(
        head_dim=64,
        max_position_embeddings=4096,
        rope_parameters={"rope_type": "dynamic", "rope_theta": 1e4, "factor": 4.0},
    )
    plain = 1e4 ** (-torch.arange(0, 64, 2) / 64)
    made = {n: ROPE_INIT_FUNCTIONS["dynamic"](config, "cpu", n)[0] for n in (99, 8192)}
    torch.testing.assert_close(made[99], plain)
    assert (made[8192][1:] < plain[1:]).all()


@pytest.mark.parametrize(("kind", "same"), [("default", True), ("dynamic", False)])
def test_with_dynamic_cached_keys_keep_their_old_base(kind, same):
    """Token by token beyond the trained length, another answer than in one pass."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(0)
    parameters = {"rope_type": kind, "rope_theta": 1e4}
    if kind == "dynamic":
        parameters["factor"] = 4.0
    config = LlamaConfig(
        vocab_size=50,
        hidden_size=64,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=2,
        max_position_embeddings=16,
        rope_parameters=parameters,
        initializer_range=0.3,
    )
    model = LlamaForCausalLM(config).eval()
    ids, cache = torch.randint(0, 50, (1, 40)), None
    with torch.inference_mode():
        whole = model(ids).logits[0, -1]
        model(ids[:, :4])  # a short text sets the base back
        for i in range(ids.shape[1]):
            out = model(ids[:, i : i + 1], past_key_values=cache, use_cache=True)
            cache = out.past_key_values
    off = (out.logits[0, -1] - whole).abs().max()
    assert (off < 1e-3) == same
    assert same or off > 0.1


@pytest.mark.parametrize(
    ("d_head", "theta", "trained", "factor", "fast", "slow"),
    [
        (64, 1e4, 2048, 2.0, 32, 1),
        (6, 1e4, 4096, 8.0, 32, 1),
        (128, 1e6, 256, 40.0, 64, 2),
        (64, 1e4, 4096, 1.0, 32, 1),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_yarn_on_other_settings(d_head, theta, trained, factor, fast, slow, whole):
    import torch

    parameters = {
        "rope_theta": theta,
        "factor": factor,
        "original_max_position_embeddings": trained,
        "beta_fast": fast,
        "beta_slow": slow,
        "truncate": whole,
    }
    theirs, sharper = frequencies_of("yarn", parameters, d_head, int(trained * factor))
    yarn = shown("ways_to_stretch_rope")["yarn"]
    ours, mine = yarn(d_head, theta, trained, factor, fast, slow, whole)
    torch.testing.assert_close(
        torch.tensor(ours), theirs.double(), rtol=1e-5, atol=1e-9
    )
    assert mine == pytest.approx(sharper, rel=1e-9)


def test_the_other_columns_are_those_of_the_library():
    import torch
    from transformers import LlamaConfig
    from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

    page = shown("ways_to_stretch_rope")
    d_head, theta, trained = page["d_head"], page["theta"], page["trained"]
    factor = float(page["factor"])
    common = {"rope_theta": theta, "factor": factor}
    llama = {
        "low_freq_factor": 1.0,
        "high_freq_factor": 4.0,
        "original_max_position_embeddings": trained,
        **common,
    }
    whole = trained * page["factor"]
    made = {
        "inter": frequencies_of("linear", common, d_head, whole)[0],
        "Llama": frequencies_of("llama3", llama, d_head, whole)[0],
    }
    # The library's "dynamic" raises the base for the length of a text: by as much at 8 times
    # the length as NTK-aware scaling with a factor of 8 does, if its own factor is 1.
    config = LlamaConfig(
        head_dim=d_head,
        max_position_embeddings=trained,
        rope_parameters={"rope_type": "dynamic", "rope_theta": theta, "factor": 1.0},
    )
    made["NTK"] = ROPE_INIT_FUNCTIONS["dynamic"](config, "cpu", seq_len=whole)[0]
    for name, theirs in made.items():
        ours = torch.tensor(page["ways"][name])
        torch.testing.assert_close(ours, theirs.double(), rtol=1e-4, atol=0)


def test_a_part_of_each_head_is_rotated_as_in_glm():
    import torch
    from transformers.models.glm4_moe.modeling_glm4_moe import apply_rotary_pos_emb

    ours = shown("two_layouts_of_rope_torch")
    g = torch.Generator().manual_seed(0)
    q, k = torch.randn(2, 1, 3, 5, 16, generator=g, dtype=torch.float64)
    positions, part = torch.arange(7, 12), 8  # half of each head
    angles = ours["angles_of"](positions, part)
    both = torch.cat([angles, angles], dim=-1)[None]
    for x, y in zip(
        (q, k), apply_rotary_pos_emb(q, k, both.cos(), both.sin()), strict=True
    ):
        turned = ours["halves"](x[..., :part], angles)
        made = torch.cat([turned, x[..., part:]], dim=-1)
        torch.testing.assert_close(made, y, rtol=0, atol=1e-12)


@pytest.mark.parametrize("of", ["glm4_moe.Glm4Moe", "qwen3_5.Qwen3_5Text"])
def test_frequencies_of_a_part_are_those_of_a_head_of_its_size(of):
    import importlib

    import torch

    module, name = of.split(".")
    models = "transformers.models"
    made = importlib.import_module(f"{models}.{module}.configuration_{module}")
    rotary = importlib.import_module(f"{models}.{module}.modeling_{module}")
    parameters = {"rope_theta": 1e6, "partial_rotary_factor": 0.25}
    config = getattr(made, f"{name}Config")(
        head_dim=32, rope_parameters={"rope_type": "default", **parameters}
    )
    theirs = getattr(rotary, f"{name}RotaryEmbedding")(config).inv_freq
    one = torch.tensor([1])  # the angles of position 1 are the frequencies
    ours = shown("two_layouts_of_rope_torch")["angles_of"](one, 8, 1e6)[0]
    torch.testing.assert_close(ours, theirs.double(), rtol=1e-6, atol=0)


def test_a_cast_of_the_model_rounds_the_frequencies(tmp_path):
    """Loading in bfloat16 does not, and no later cast brings the digits back."""
    import torch
    from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=8,
        hidden_size=64,
        intermediate_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
    )
    LlamaForCausalLM(config).save_pretrained(tmp_path)
    model = AutoModelForCausalLM.from_pretrained(tmp_path, dtype=torch.bfloat16)
    assert model.lm_head.weight.dtype is torch.bfloat16
    exact = model.model.rotary_emb.inv_freq.clone()
    assert exact.dtype is torch.float32
    cast = model.to(torch.bfloat16).float().model.rotary_emb.inv_freq
    torch.testing.assert_close(cast, exact, rtol=2**-8, atol=0)
    assert not torch.allclose(cast, exact, rtol=2**-12, atol=0)


def test_gemma_4_rotates_the_fastest_pairs_of_the_whole_head():
    import torch

    d_head, theta = 32, 1e6
    parameters = {"rope_theta": theta, "partial_rotary_factor": 0.25}
    theirs, _ = frequencies_of("proportional", parameters, d_head, 4096)
    plain = theta ** (-torch.arange(0, d_head, 2) / d_head)
    plain[d_head // 8 :] = 0  # a quarter of the pairs is left
    torch.testing.assert_close(plain, theirs, rtol=1e-6, atol=0)


def test_the_setting_of_yarn_on_the_page_is_taken_by_the_library():
    import transformers

    page = (ROOT / "docs/terms/rope.md").read_text(encoding="utf-8")
    setting = json.loads("{" + re.search(r'`("rope_scaling": .*?\})`', page)[1] + "}")
    most = json.loads(
        "{" + re.search(r'`("max_position_embeddings": \d+)`', page)[1] + "}"
    )
    taken = transformers.Qwen3Config(**setting, **most).rope_parameters
    assert setting["rope_scaling"].items() <= taken.items()
    factor = setting["rope_scaling"]["factor"]
    trained = setting["rope_scaling"]["original_max_position_embeddings"]
    assert most["max_position_embeddings"] == factor * trained
