"""The loop of the page generates what transformers' generate does; its speeds are our models'."""

import contextlib
import io
import json
import runpy

import pytest
import torch
import transformers

from glossary import ROOT
from glossary.models import cache, describe, speed, weights

SIZES = {"vocab_size": 23, "bos_token_id": 0, "eos_token_id": 0}
CONFIGS = {
    "GPT-2": transformers.GPT2Config(
        **SIZES, n_positions=32, n_embd=16, n_layer=2, n_head=2, initializer_range=1.0
    ),
    "Llama": transformers.LlamaConfig(
        **SIZES, hidden_size=16, intermediate_size=24, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=2, initializer_range=1.0,
    ),
}  # fmt: skip


def run(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / f"snippets/inference/{name}.py"))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
@pytest.mark.parametrize("temperature", [0.0, 0.7])
def test_the_loop_is_generate(seed, dtype, config, temperature):
    generate = run("a_loop_to_copy")["generate"]
    torch.manual_seed(seed)
    model = transformers.AutoModelForCausalLM.from_config(config).to(dtype).eval()
    prompt = torch.randint(1, 23, (5,))

    def step(new, kept):
        out = model(new, past_key_values=kept, use_cache=True, logits_to_keep=1)
        return out.logits, out.past_key_values

    def ours(stop):
        torch.manual_seed(seed)
        return list(generate(step, prompt, 12, stop, temperature))

    first = ours(())
    stop = first[8]  # one that it does generate, so that stopping is tested
    torch.manual_seed(seed)
    how = {}
    if temperature:  # the arguments come before the model's own settings
        model.generation_config.top_k, model.generation_config.top_p = 2, 0.1
        how = {"temperature": temperature, "top_k": 0, "top_p": 1.0}
    theirs = model.generate(
        prompt[None], attention_mask=torch.ones(1, 5, dtype=torch.long),
        do_sample=temperature > 0, max_new_tokens=12, eos_token_id=stop,
        pad_token_id=0, **how,
    )[0, 5:]  # fmt: skip
    assert ours({stop}) == theirs.tolist()
    assert len(theirs) < len(first) == 12


@pytest.mark.parametrize(("name", "matters"), [("GPT-2", True), ("Llama", False)])
def test_positions_of_padding_matter_where_they_are_learned(name, matters):
    torch.manual_seed(0)
    model = transformers.AutoModelForCausalLM.from_config(CONFIGS[name]).eval()

    def logits(positions):
        with torch.no_grad():
            out = model(
                torch.tensor([[1, 1, 5, 2, 7]]),
                attention_mask=torch.tensor([[0, 0, 1, 1, 1]]),
                position_ids=torch.tensor([positions]),
            )
        return out.logits[0, 2:]

    off = (logits([0, 0, 0, 1, 2]) - logits([0, 1, 2, 3, 4])).abs().max()
    assert (off > 0.1) == matters
    assert matters or off < 1e-3


@pytest.mark.parametrize("name", CONFIGS)
def test_left_padding_in_transformers(name):
    """With the mask alone, generate counts positions from the first real token."""
    torch.manual_seed(0)
    model = transformers.AutoModelForCausalLM.from_config(CONFIGS[name]).eval()
    alone = model.generate(
        torch.tensor([[5, 2]]), attention_mask=torch.ones(1, 2, dtype=torch.long),
        do_sample=False, max_new_tokens=6, pad_token_id=0,
    )  # fmt: skip
    padded = model.generate(
        torch.tensor([[1, 1, 5, 2], [7, 1, 3, 8]]),
        attention_mask=torch.tensor([[0, 0, 1, 1], [1, 1, 1, 1]]),
        do_sample=False, max_new_tokens=6, pad_token_id=0,
    )  # fmt: skip
    length = alone.shape[1] - 2
    assert padded[0, 4 : 4 + length].tolist() == alone[0, 2:].tolist()


def test_the_numbers_of_llama():
    config = json.loads((ROOT / "models/llama-3.1-8b.json").read_text("utf-8"))[
        "config"
    ]
    model, made = describe(config), run("decoding_waits_for_memory")
    assert made["cached"] == cache.per_token(model)
    flops = 2 * made["weights"] + 4 * made["n_layers"] * made["d_model"] * 1000
    assert flops == pytest.approx(speed.forward_flops(model, 1000), rel=1e-4)
    assert 2 * made["weights"] == pytest.approx(weights.read(model, "bf16"), rel=1e-3)
