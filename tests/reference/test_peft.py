"""The counts of the page are those of the PEFT library, on a small GPT-2."""

import contextlib
import io
import re

import pytest

from glossary import ROOT

pytestmark = pytest.mark.filterwarnings("ignore")
D_MODEL, N_LAYERS = 24, 3


SCRIPT = ROOT / "snippets/peft/ways_counted_for_gpt_2_small.py"


def printed(**changed):
    """What the script prints for a model of other sizes, by name of the method."""
    sizes = "n_layers, d_model, d_ff, total = 12, 768, 3072, 124_439_808"
    source = SCRIPT.read_text("utf-8")
    assert sizes in source
    source = source.replace(
        sizes, f"n_layers, d_model, d_ff, total = {N_LAYERS}, {D_MODEL}, 96, 1"
    )
    for old, new in changed.items():
        assert f"{old} = d_model" in source
        source = source.replace(f"{old} = d_model", f"{old} = {new}")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(source, SCRIPT.name, "exec"), {})
    rows = (
        re.fullmatch(r"(.+?)\s+([\d,]+)\s+[\d.]+%", row)
        for row in out.getvalue().split("\n")
    )
    return {row[1]: int(row[2].replace(",", "")) for row in rows if row}


def adapted_by(config):
    import peft
    import transformers

    model = transformers.GPT2LMHeadModel(
        transformers.GPT2Config(
            n_layer=N_LAYERS, n_embd=D_MODEL, n_head=4, vocab_size=50, n_positions=32
        )
    )
    return peft.get_peft_model(model, config)


def trained_by(config) -> int:
    return adapted_by(config).get_nb_trainable_parameters()[0]


def test_prompt_tuning():
    from peft import PromptTuningConfig

    config = PromptTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=20)
    model = adapted_by(config)
    assert model.get_nb_trainable_parameters()[0] == printed()["prompt, 20 vectors"]
    assert model.num_parameters(only_trainable=True) == 0  # looks at the base alone


def test_prefix_tuning():
    from peft import PrefixTuningConfig

    config = PrefixTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=20)
    assert trained_by(config) == printed()["prefix, 20 vectors"]


def llama(n_kv_heads=4):
    from transformers import LlamaConfig, LlamaForCausalLM

    return LlamaForCausalLM(
        LlamaConfig(
            num_hidden_layers=N_LAYERS,
            hidden_size=D_MODEL,
            intermediate_size=96,
            num_attention_heads=4,
            num_key_value_heads=n_kv_heads,
            vocab_size=50,
        )
    )


@pytest.mark.parametrize("n_kv_heads", [4, 2])
def test_lora_on_query_and_value(n_kv_heads):
    from peft import LoraConfig, get_peft_model

    config = LoraConfig(task_type="CAUSAL_LM", r=8, target_modules=["q_proj", "v_proj"])
    trained = get_peft_model(llama(n_kv_heads), config).get_nb_trainable_parameters()[0]
    assert trained == printed(d_kv=D_MODEL * n_kv_heads // 4)["LoRA 8, query and value"]


def test_lora_on_all_linear_layers():
    """Of GPT-2's, with query, key and value apart: a fused matrix has one A for the three."""
    from peft import LoraConfig

    config = LoraConfig(task_type="CAUSAL_LM", r=8, target_modules="all-linear")
    fused = trained_by(config) + N_LAYERS * 2 * 8 * D_MODEL
    assert fused == printed()["LoRA 8, all linear"]


def test_biases():
    """PEFT's bias="all" trains these, beside what LoRA adds."""
    from peft import LoraConfig

    config = LoraConfig(
        task_type="CAUSAL_LM", r=1, target_modules=["c_attn"], bias="all"
    )
    lora = N_LAYERS * (D_MODEL + 3 * D_MODEL)
    assert (
        adapted_by(config).num_parameters(only_trainable=True) - lora
        == (printed()["BitFit: all biases"])
    )


def test_ia3():
    """On keys, values and the inside of the feed-forward layer, as in its paper."""
    from peft import IA3Config, get_peft_model

    config = IA3Config(
        task_type="CAUSAL_LM",
        target_modules=["k_proj", "v_proj", "down_proj"],
        feedforward_modules=["down_proj"],
    )
    trained = get_peft_model(llama(), config).get_nb_trainable_parameters()[0]
    assert trained == printed()["IA3"]
