"""The mixture of experts, its balancing loss and its counts, against transformers."""

import contextlib
import io
import runpy

import pytest

from glossary import ROOT

FOLDER = ROOT / "snippets/mixture-of-experts"


def script(name: str) -> dict:
    """What a script of the entry defines."""
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(FOLDER / f"{name}.py"))


def random(*shape, seed=0):
    import torch

    g = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=g, dtype=torch.float64)


@pytest.mark.parametrize("kind", ["qwen3_moe", "mixtral"])
@pytest.mark.parametrize(("n_experts", "n_active"), [(8, 2), (5, 1), (6, 6), (32, 8)])
def test_ours_is_the_block_of_transformers(kind, n_experts, n_active):
    import torch
    import transformers

    d_model, d_ff = 6, 4
    sizes = {
        "hidden_size": d_model,
        "num_attention_heads": 2,
        "num_experts_per_tok": n_active,
        "hidden_act": "silu",
    }
    if kind == "mixtral":
        from transformers.models.mixtral import modeling_mixtral as module

        config = transformers.MixtralConfig(
            intermediate_size=d_ff, num_local_experts=n_experts, **sizes
        )
        theirs = module.MixtralSparseMoeBlock(config)
    else:
        from transformers.models.qwen3_moe import modeling_qwen3_moe as module

        config = transformers.Qwen3MoeConfig(
            moe_intermediate_size=d_ff,
            num_experts=n_experts,
            norm_topk_prob=True,
            **sizes,
        )
        theirs = module.Qwen3MoeSparseMoeBlock(config)
    router = random(d_model, n_experts)
    gate, up = random(2, n_experts, d_model, d_ff, seed=1)
    down, x = random(n_experts, d_ff, d_model, seed=2), random(3, 5, d_model, seed=3)
    theirs = theirs.double().eval()
    theirs.gate.weight.data = router.T
    theirs.experts.gate_up_proj.data = torch.cat([gate.mT, up.mT], dim=1)
    theirs.experts.down_proj.data = down.mT.contiguous()
    ours = script("a_router_picks_a_few_experts")["mixture_of_experts"]
    with torch.no_grad():
        made, (mine, _, _) = theirs(x), ours(x, router, gate, up, down, n_active)
    # Both compute their softmax in float32.
    torch.testing.assert_close(mine, made, rtol=0, atol=1e-5)


@pytest.mark.parametrize(("n_experts", "n_active"), [(8, 2), (16, 1), (128, 8)])
@pytest.mark.parametrize("padded", [False, True])
def test_the_balancing_loss_and_its_gradient(n_experts, n_active, padded):
    import torch
    from transformers.models.mixtral.modeling_mixtral import load_balancing_loss_func

    ours = script("uneven_use_raises_the_balancing_loss")["load_balancing_loss"]
    logits = 2 * random(3 * 20, n_experts).float()
    mask = torch.ones(3, 20)
    if padded:
        mask[0, :7] = 0
    mine, theirs = (logits.clone().requires_grad_() for _ in range(2))
    loss = ours(mine[mask.flatten() > 0], n_active)
    made = load_balancing_loss_func(
        (theirs,), n_experts, n_active, mask if padded else None
    )
    torch.testing.assert_close(loss, made, rtol=1e-5, atol=1e-6)
    loss.backward()
    made.backward()
    torch.testing.assert_close(mine.grad, theirs.grad, rtol=1e-4, atol=1e-7)


def test_several_layers_are_counted_as_one_by_the_library():
    """What the page says of it: tokens of all layers together, in place of a sum of losses."""
    import torch
    from transformers.models.mixtral.modeling_mixtral import load_balancing_loss_func

    ours = script("uneven_use_raises_the_balancing_loss")["load_balancing_loss"]
    layers = tuple(3 * random(50, 8, seed=seed).float() for seed in range(3))
    made = load_balancing_loss_func(layers, 8, 2)
    torch.testing.assert_close(ours(torch.cat(layers), 2), made)
    mean = torch.stack([ours(layer, 2) for layer in layers]).mean()
    assert (mean - made).abs() > 1e-4


def test_the_bias_chooses_as_in_deepseek_v3():
    import numpy as np
    import torch
    from transformers import DeepseekV3Config
    from transformers.models.deepseek_v3.modeling_deepseek_v3 import (
        DeepseekV3TopkRouter,
    )

    ours = script("a_bias_balances_without_touching_the_weights")
    n_experts, n_active = ours["n_experts"], ours["n_active"]
    config = DeepseekV3Config(
        hidden_size=n_experts,
        n_routed_experts=n_experts,
        num_experts_per_tok=n_active,
        n_group=1,
        topk_group=1,
        routed_scaling_factor=1.0,
    )
    theirs = DeepseekV3TopkRouter(config)
    theirs.weight.data = torch.eye(n_experts)  # the inputs are the logits
    theirs.e_score_correction_bias.data = torch.tensor(ours["bias"]).float()
    logits = torch.tensor(ours["logits"]).float()
    with torch.no_grad():
        _, weights, chosen = theirs(logits)
    _, mine, by_weight = ours["route"](ours["bias"])
    order = torch.argsort(chosen, dim=-1)
    at = np.argsort(mine, axis=-1)
    assert np.array_equal(
        chosen.gather(-1, order).numpy(), np.take_along_axis(mine, at, axis=-1)
    )
    np.testing.assert_allclose(
        weights.gather(-1, order).numpy(),
        np.take_along_axis(by_weight, at, axis=-1),
        atol=1e-5,
    )


@pytest.mark.parametrize("name", ["Llama 3.1 8B", "Mixtral 8x7B", "Qwen3 30B-A3B"])
def test_the_counts_are_those_of_the_built_models(name):
    import json

    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    ours = script("the_name_counts_what_is_there_once")
    sizes, _ = ours["models"][name]
    file = name.lower().replace(" ", "-")
    config = json.loads((ROOT / f"models/{file}.json").read_text("utf-8"))["config"]
    with torch.device("meta"):
        built = AutoModelForCausalLM.from_config(AutoConfig.for_model(**config))
    rest, expert = ours["parameters"](*sizes)
    assert rest + sizes[6] * expert == sum(p.numel() for p in built.parameters())
    in_experts = sum(
        p.numel()
        for key, p in built.named_parameters()
        if ".experts." in key or (sizes[6] == 1 and ".mlp." in key)
    )
    assert sizes[6] * expert == in_experts


def test_the_loss_is_off_unless_the_router_logits_are_asked_for():
    """What the page says: output_router_logits is False by default, and then nothing is added."""
    import torch
    from transformers import MixtralConfig, MixtralForCausalLM

    config = MixtralConfig(
        hidden_size=8,
        intermediate_size=8,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        num_local_experts=4,
        vocab_size=11,
        router_aux_loss_coef=0.5,
    )
    model, ids = MixtralForCausalLM(config).eval(), torch.tensor([[1, 2, 3, 4]])
    plain = model(ids, labels=ids)
    asked = model(ids, labels=ids, output_router_logits=True)
    assert plain.aux_loss is None
    torch.testing.assert_close(asked.loss, plain.loss + 0.5 * asked.aux_loss)


@pytest.mark.filterwarnings("ignore")  # of old names, by TRL itself
@pytest.mark.parametrize(("coef", "added"), [(None, 0.5), (0.0, 0.0)])
def test_trl_adds_the_loss_unless_its_coefficient_is_0(coef, added, tmp_path):
    """What the page says: on by default in TRL, with the coefficient of the model."""
    import small_trl
    import transformers
    import trl
    from datasets import Dataset

    words = small_trl.tokenizer()
    transformers.set_seed(0)
    model = transformers.MixtralForCausalLM(
        transformers.MixtralConfig(
            hidden_size=8,
            intermediate_size=8,
            num_hidden_layers=1,
            num_attention_heads=2,
            num_key_value_heads=1,
            num_local_experts=4,
            vocab_size=len(words),
            router_aux_loss_coef=0.5,
        )
    )
    trainer = trl.SFTTrainer(
        model,
        args=trl.SFTConfig(
            output_dir=tmp_path,
            max_steps=1,
            logging_steps=1,
            save_strategy="no",
            router_aux_loss_coef=coef,
            **small_trl.SETTINGS,
        ),
        train_dataset=Dataset.from_dict({"text": ["who wrote emma"] * 8}),
        processing_class=words,
    )
    assert trainer.router_aux_loss_coef == added
    trainer.train()
    assert ("aux_loss" in trainer.state.log_history[0]) == (added > 0)


@pytest.mark.filterwarnings("ignore")  # PEFT's, of its own conversion
@pytest.mark.parametrize("kind", ["mixtral", "qwen3_moe"])
@pytest.mark.parametrize(
    ("given", "router", "experts"),
    [
        ({"target_modules": "all-linear"}, True, True),
        (
            {"target_modules": "all-linear", "exclude_modules": ["mlp.gate", "gate"]},
            True,
            True,
        ),
        (
            {
                "target_modules": ["q_proj", "k_proj", "v_proj", "o_proj"],
                "target_parameters": [
                    "mlp.experts.gate_up_proj",
                    "mlp.experts.down_proj",
                ],
            },
            False,
            True,
        ),
    ],
)
def test_what_lora_adapts_in_a_mixture(kind, given, router, experts):
    """What the page says of all-linear, and of how to leave the router out."""
    import transformers
    from peft import LoraConfig, get_peft_model

    config = transformers.AutoConfig.for_model(
        kind,
        hidden_size=16,
        intermediate_size=16,
        moe_intermediate_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=8,
        num_experts_per_tok=2,
        vocab_size=11,
        **{"num_local_experts" if kind == "mixtral" else "num_experts": 4},
    )
    model = transformers.AutoModelForCausalLM.from_config(config)
    adapted = [
        name
        for name, _ in get_peft_model(model, LoraConfig(**given)).named_parameters()
        if "lora_A" in name
    ]
    assert any(".mlp.gate." in name for name in adapted) == router
    assert any(".mlp.experts." in name for name in adapted) == experts
    assert any(".q_proj." in name for name in adapted)
