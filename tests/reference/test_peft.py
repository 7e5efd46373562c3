"""The counts of the page are those of the PEFT library, on a small GPT-2."""

import runpy

import pytest

from glossary import ROOT

pytestmark = pytest.mark.filterwarnings("ignore")
D_MODEL, N_LAYERS = 24, 3


@pytest.fixture(scope="module")
def count():
    return runpy.run_path(
        str(ROOT / "snippets/peft/five_ways_counted_for_gpt_2_small.py")
    )


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

    config = PromptTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=5)
    model = adapted_by(config)
    assert model.get_nb_trainable_parameters()[0] == 5 * D_MODEL
    assert model.num_parameters(only_trainable=True) == 0  # looks at the base alone


def test_prefix_tuning(count):
    from peft import PrefixTuningConfig

    config = PrefixTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=5)
    assert trained_by(config) == count["prefix"](5, D_MODEL, N_LAYERS)


def test_lora(count):
    """GPT-2 keeps query, key and value in one matrix: as many numbers as two of LoRA's."""
    from peft import LoraConfig

    config = LoraConfig(task_type="CAUSAL_LM", r=3, target_modules=["c_attn"])
    assert trained_by(config) == count["lora"](3, D_MODEL, N_LAYERS)


def test_lora_on_separate_matrices(count):
    from peft import LoraConfig, get_peft_model
    from transformers import LlamaConfig, LlamaForCausalLM

    model = LlamaForCausalLM(
        LlamaConfig(
            num_hidden_layers=N_LAYERS,
            hidden_size=D_MODEL,
            intermediate_size=40,
            num_attention_heads=4,
            vocab_size=50,
        )
    )
    config = LoraConfig(task_type="CAUSAL_LM", r=3, target_modules=["q_proj", "v_proj"])
    trained = get_peft_model(model, config).get_nb_trainable_parameters()[0]
    assert trained == count["lora"](3, D_MODEL, N_LAYERS)


def test_biases(count):
    """Those of the four linear layers of a block; norms have their own."""
    from transformers import GPT2Config, GPT2LMHeadModel

    config = GPT2Config(n_layer=N_LAYERS, n_embd=D_MODEL, n_head=4, vocab_size=50)
    biases = sum(
        p.numel()
        for name, p in GPT2LMHeadModel(config).named_parameters()
        if name.endswith(".bias") and ".ln_" not in name
    )
    assert biases == count["biases"](D_MODEL, N_LAYERS)
