"""The counts of the page are those of the PEFT library, on models of these two shapes."""

import contextlib
import io
import re
import runpy

import pytest
import torch

from glossary import ROOT

pytestmark = pytest.mark.filterwarnings("ignore")
SCRIPT = ROOT / "snippets/peft/ways_counted_for_two_models.py"


@pytest.fixture(scope="module")
def printed():
    """What the script prints: counts for GPT-2 and for Llama by name of the method."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        runpy.run_path(str(SCRIPT))
    row = r"(.+?)\s+([\d,]+)\s+[\d.]+%\s+([\d,]+)\s+[\d.]+%"
    rows = (re.fullmatch(row, line) for line in out.getvalue().split("\n"))
    return {
        found[1]: {
            "GPT-2": int(found[2].replace(",", "")),
            "Llama": int(found[3].replace(",", "")),
        }
        for found in rows
        if found
    }


def without_numbers(name):
    """A model of the shape, its numbers left out."""
    import transformers

    with torch.device("meta"):
        if name == "GPT-2":
            return transformers.GPT2LMHeadModel(transformers.GPT2Config())
        config = transformers.LlamaConfig(
            num_hidden_layers=16,
            hidden_size=2048,
            intermediate_size=8192,
            num_attention_heads=32,
            num_key_value_heads=8,
            vocab_size=128_256,
            tie_word_embeddings=True,
        )
        return transformers.LlamaForCausalLM(config)


def configurations():
    import peft

    kind = {"task_type": "CAUSAL_LM"}
    return {
        "prompt, 20 vectors": peft.PromptTuningConfig(num_virtual_tokens=20, **kind),
        "prefix, 20 vectors": peft.PrefixTuningConfig(num_virtual_tokens=20, **kind),
        "IA3": peft.IA3Config(**kind),
        "LoRA 8, default layers": peft.LoraConfig(r=8, **kind),
        "LoRA 8, all linear": peft.LoraConfig(r=8, target_modules="all-linear", **kind),
    }


def adapted(name, config):
    import peft

    prompts = config.peft_type.value in ("PROMPT_TUNING", "PREFIX_TUNING")
    options = {} if prompts else {"low_cpu_mem_usage": True}
    return peft.get_peft_model(without_numbers(name), config, **options)


@pytest.mark.parametrize("name", ["GPT-2", "Llama"])
@pytest.mark.parametrize(
    "method",
    [
        "prompt, 20 vectors",
        "prefix, 20 vectors",
        "IA3",
        "LoRA 8, default layers",
        "LoRA 8, all linear",
    ],
)
def test_what_peft_trains(printed, name, method):
    model = adapted(name, configurations()[method])
    assert model.get_nb_trainable_parameters()[0] == printed[method][name]


def test_a_soft_prompt_is_not_in_the_count_of_the_base():
    """num_parameters(only_trainable=True) looks at the base alone."""
    model = adapted("GPT-2", configurations()["prompt, 20 vectors"])
    assert model.num_parameters(only_trainable=True) == 0


def test_a_projected_prefix_trains_more(printed):
    import peft

    config = peft.PrefixTuningConfig(
        task_type="CAUSAL_LM", num_virtual_tokens=20, prefix_projection=True
    )
    trained = adapted("GPT-2", config).get_nb_trainable_parameters()[0]
    assert trained > 10 * printed["prefix, 20 vectors"]["GPT-2"]


@pytest.mark.parametrize("name", ["GPT-2", "Llama"])
def test_biases(printed, name):
    model = without_numbers(name)
    biases = sum(p.numel() for n, p in model.named_parameters() if n.endswith("bias"))
    assert biases == printed["BitFit: all biases"][name]
    total = {"GPT-2": 124_439_808, "Llama": 1_235_814_400}
    assert model.num_parameters() == total[name]
