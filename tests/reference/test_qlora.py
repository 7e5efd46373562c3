"""The levels of NF4 are the published ones; the page's arithmetic gives the paper's figures."""

import ast
import contextlib
import inspect
import io
import re
import runpy
import statistics

import numpy as np
import pytest
import torch

from glossary import ROOT

# bitsandbytes, bitsandbytes/functional.py, get_4bit_type("nf4"); QLoRA, appendix E.
PUBLISHED = [
    -1.0,
    -0.6961928009986877,
    -0.5250730514526367,
    -0.39491748809814453,
    -0.28444138169288635,
    -0.18477343022823334,
    -0.09105003625154495,
    0.0,
    0.07958029955625534,
    0.16093020141124725,
    0.24611230194568634,
    0.33791524171829224,
    0.44070982933044434,
    0.5626170039176941,
    0.7229568362236023,
    1.0,
]


def run(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / f"snippets/qlora/{name}.py"))


@pytest.mark.parametrize("name", ["numpy", "torch"])
def test_levels_are_the_published_ones(name):
    levels = run(f"the_16_levels_of_nf4_{name}")["nf4_levels"]()
    np.testing.assert_allclose(np.asarray(levels), PUBLISHED, atol=1e-6)


@pytest.mark.parametrize("name", ["numpy", "torch"])
def test_the_short_form_gives_the_same_levels(name):
    levels = run(f"nf4_against_other_16_levels_{name}")["nf4"]
    np.testing.assert_allclose(np.asarray(levels), PUBLISHED, atol=1e-6)


def test_quantiles_of_scipy():
    from scipy import stats

    for p in np.linspace(0.5, 0.9677083, 9):
        assert statistics.NormalDist().inv_cdf(p) == pytest.approx(
            stats.norm.ppf(p), abs=1e-12
        )


def test_the_fields_that_the_page_names():
    """Those of transformers, and what they are when left out."""
    import transformers

    page = (ROOT / "docs/terms/qlora.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(.+?)` \| `(.+?)` \|", page, re.M)
    fields = {name: ast.literal_eval(value) for name, value, _ in rows}
    assert len(fields) == 4
    config = transformers.BitsAndBytesConfig(**fields)
    assert config.load_in_4bit
    assert config.bnb_4bit_quant_type == "nf4"
    assert config.bnb_4bit_compute_dtype is torch.bfloat16
    left_out = transformers.BitsAndBytesConfig()
    for name, _, default in rows:
        value = getattr(left_out, name)
        assert str(value).removeprefix("torch.") == str(ast.literal_eval(default)), name


@pytest.mark.parametrize("two_scales", [False, True])
@pytest.mark.parametrize("name", ["numpy", "torch"])
def test_blocks_of_zeros_and_of_one_value(name, two_scales):
    page = run(f"nf4_against_other_16_levels_{name}")
    numbers = np.zeros(192)
    numbers[64:128] = 0.5
    numbers[128:] = np.linspace(-1, 1, 64)
    given = torch.tensor(numbers) if name == "torch" else numbers
    assert 0 <= float(page["error"](given, page["nf4"], two_scales=two_scales)) < 15


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A small Llama with an output layer of its own, saved in bf16."""
    import transformers

    folder = tmp_path_factory.mktemp("llama")
    config = transformers.LlamaConfig(
        num_hidden_layers=2,
        hidden_size=64,
        intermediate_size=128,
        num_attention_heads=4,
        num_key_value_heads=2,
        vocab_size=50,
        tie_word_embeddings=False,
    )
    model = transformers.LlamaForCausalLM(config).to(torch.bfloat16)
    model.save_pretrained(folder)
    return folder


def in_4_bits(folder):
    import transformers

    config = transformers.BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype="bfloat16",
    )
    return transformers.AutoModelForCausalLM.from_pretrained(
        folder, quantization_config=config, dtype="bfloat16", device_map="cpu"
    )


@pytest.mark.filterwarnings("ignore")
def test_the_lines_of_the_page(saved):
    """What is in 4 bits, what line 3 makes of the rest, and that a step reaches A and B."""
    import peft

    base = in_4_bits(saved)
    packed = {n for n, p in base.named_parameters() if type(p).__name__ == "Params4bit"}
    assert packed == {n for n, _ in base.named_parameters() if "_proj" in n}
    assert base.lm_head.weight.dtype is torch.bfloat16
    base = peft.prepare_model_for_kbit_training(base)
    assert base.is_gradient_checkpointing
    assert not any(p.requires_grad for p in base.parameters())
    rest = [p.dtype for n, p in base.named_parameters() if n not in packed]
    assert set(rest) == {torch.float32}
    assert base.lm_head.weight.dtype is torch.float32
    config = peft.LoraConfig(
        r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM"
    )
    model = peft.get_peft_model(base, config).train()
    trained = {n: p for n, p in model.named_parameters() if p.requires_grad}
    assert len(trained) == 2 * len(packed)
    assert {p.dtype for p in trained.values()} == {torch.float32}
    ids = torch.arange(14).reshape(2, 7)
    model(input_ids=ids, labels=ids).loss.backward()
    assert all(p.grad is not None for p in trained.values())


def on_the_cpu(function):
    """A function of PEFT that computes on a GPU whatever it is given, made to use the CPU."""
    names = dict(vars(inspect.getmodule(function)))
    text = inspect.getsource(function)
    assert '"cuda"' in text
    exec(text.replace('"cuda"', '"cpu"'), names)
    return names[function.__name__]


@pytest.mark.filterwarnings("ignore")
def test_peft_leaves_the_scale_out_of_loftq(saved, monkeypatch):
    """At scale 1 it makes up for some of the rounding, at scale 2 for none."""
    import bitsandbytes
    import peft
    import transformers
    from peft.utils import loftq_utils

    started = on_the_cpu(loftq_utils._loftq_init_new)
    monkeypatch.setattr(loftq_utils, "_loftq_init_new", started)
    full = transformers.AutoModelForCausalLM.from_pretrained(saved)
    weight = full.model.layers[0].mlp.up_proj.weight.float()

    def left_over(alpha):
        config = peft.LoraConfig(r=16, lora_alpha=alpha, target_modules="all-linear")
        model = peft.get_peft_model(in_4_bits(saved), config)
        peft.replace_lora_weights_loftq(model, str(saved / "model.safetensors"))
        layer = model.get_submodule("base_model.model.model.layers.0.mlp.up_proj")
        packed = layer.base_layer.weight
        base = bitsandbytes.functional.dequantize_4bit(packed.data, packed.quant_state)
        rounding = weight - base.float()
        after = rounding - layer.get_delta_weight("default")
        return (after.norm() / rounding.norm()).item()

    assert left_over(16) < 0.8
    assert left_over(32) == pytest.approx(1, abs=1e-3)


@pytest.mark.filterwarnings("ignore")
def test_loftq_as_a_start_is_not_for_a_quantized_base(saved, monkeypatch):
    import peft
    from peft.tuners.lora import layer
    from peft.utils import loftq_utils

    monkeypatch.setattr(layer, "loftq_init", on_the_cpu(loftq_utils.loftq_init))
    config = peft.LoraConfig(
        target_modules="all-linear",
        init_lora_weights="loftq",
        loftq_config=peft.LoftQConfig(loftq_bits=4),
    )
    model = peft.get_peft_model(in_4_bits(saved), config)
    with pytest.raises(RuntimeError, match="shapes"):
        model(input_ids=torch.arange(7)[None])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_trainer_of_trl_turns_a_and_b_into_bf16(saved, tmp_path):
    """Half of what PEFT's take, AdamW's averages included."""
    import datasets
    import peft
    import small_trl
    import trl

    trainer = trl.SFTTrainer(
        model=in_4_bits(saved),
        args=trl.SFTConfig(
            output_dir=tmp_path, max_steps=1, save_strategy="no", **small_trl.SETTINGS
        ),
        train_dataset=datasets.Dataset.from_dict({"text": ["who wrote emma"] * 2}),
        processing_class=small_trl.tokenizer(),
        peft_config=peft.LoraConfig(r=2, target_modules=["q_proj"]),
    )
    trainer.train()
    trained = [p for p in trainer.model.parameters() if p.requires_grad]
    averages = [
        of[name]
        for of in trainer.optimizer.state.values()
        for name in ("exp_avg", "exp_avg_sq")
    ]
    assert len(averages) == 2 * len(trained) > 0
    assert {t.dtype for t in (*trained, *averages)} == {torch.bfloat16}


@pytest.mark.filterwarnings("ignore")
def test_without_an_adapter_the_trainer_refuses(saved, tmp_path):
    import transformers

    arguments = transformers.TrainingArguments(
        output_dir=tmp_path, use_cpu=True, report_to=[]
    )
    with pytest.raises(ValueError, match="purely quantized models"):
        transformers.Trainer(in_4_bits(saved), arguments)


@pytest.mark.filterwarnings("ignore")
def test_fused_experts_are_not_packed_and_grow(tmp_path):
    """What the page warns of: bf16 after line 2, fp32 after line 3."""
    import peft
    import transformers

    config = transformers.Qwen3MoeConfig(
        num_hidden_layers=1,
        hidden_size=64,
        moe_intermediate_size=64,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=32,
        num_experts=4,
        num_experts_per_tok=2,
        vocab_size=50,
    )
    model = transformers.Qwen3MoeForCausalLM(config).to(torch.bfloat16)
    model.save_pretrained(tmp_path)
    base = in_4_bits(tmp_path)

    def types(part):
        return {p.dtype for n, p in base.named_parameters() if part in n}

    assert types("self_attn.q_proj") == {torch.uint8}
    assert types("experts") == {torch.bfloat16}
    base = peft.prepare_model_for_kbit_training(base)
    assert types("experts") == {torch.float32}
