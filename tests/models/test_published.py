"""Our counts are the published ones: parameters, bytes of checkpoints, sizes of files."""

from __future__ import annotations

import json

import pytest

from glossary import ROOT
from glossary.models import adapters, describe, parameters, weights
from glossary.models.families import numbers

FILES = sorted((ROOT / "models").glob("*.json"))


def published() -> list:
    return [
        pytest.param(path.stem, one, id=f"{path.stem}-{one['what']}")
        for path in FILES
        for one in json.loads(path.read_text("utf-8")).get("published", ())
    ]


@pytest.mark.parametrize(("name", "one"), published())
def test_the_figure_in_the_file_is_ours(model, name, one):
    """Parameters and bytes, to the last digit; what is beyond the language model is named."""
    made = model(name)
    beyond = sum(one.get("beyond", {}).values())
    if one["what"] == "parameters":
        held = parameters.total(made) + (
            sum(numbers(b["shape"]) for b in made["buffers"]) if one["buffers"] else 0
        )
        assert held + beyond == one["figure"]
    elif one["what"] == "bytes":
        assert weights.total(made, one["format"]) + beyond == one["figure"]
    elif one["what"] == "active":
        assert round(parameters.active_without_tables(made) / 1e9, 2) == one["figure"]
    elif one["what"] == "safetensors":
        entries = sorted(
            (tensor["name"], tensor["shape"]) for tensor in made["tensors"]
        )
        assert adapters.safetensors_bytes(entries, one["format"]) == one["figure"]
    else:
        assert one["what"] == "file"
        metadata = one["figure"] - weights.total(made, one["format"])
        assert 0 < metadata < 9e6  # the tokenizer and the names of tensors


def test_most_models_have_a_published_figure():
    assert len({case.values[0] for case in published()}) >= 20


def test_deepseek_v3s_checkpoint_number_by_number(model):
    """684,531,386,000 numbers: 680,571,043,840 fp8, 3,918,786,560 bf16, 41,555,600 fp32.

    https://huggingface.co/api/models/deepseek-ai/DeepSeek-V3?expand[]=safetensors. Its README says
    "685B, which includes 671B of the Main Model weights and 14B of the Multi-Token Prediction (MTP)
    Module weights", and README_WEIGHTS.md of what that module consists.
    """
    made = model("deepseek-v3")
    vocab, d_model = made["vocab_size"], made["d_model"]
    last = [t for t in made["tensors"] if t["name"].startswith("model.layers.60.")]
    tensors = made["tensors"] + last  # the module is a layer more, like the last one

    def is_fp8(tensor: dict) -> bool:
        return weights.tensor_bytes(tensor, "fp8") < 2 * numbers(tensor["shape"])

    fp8 = sum(numbers(t["shape"]) for t in tensors if is_fp8(t))
    scales = sum(
        (weights.tensor_bytes(t, "fp8") - numbers(t["shape"])) // 4
        for t in tensors
        if is_fp8(t)
    )
    bf16 = sum(numbers(t["shape"]) for t in tensors if not is_fp8(t))
    # the module's own table and output, a matrix that joins two streams, three norms
    bf16 += 2 * vocab * d_model + 2 * d_model * d_model + 3 * d_model
    biases = sum(numbers(b["shape"]) for b in made["buffers"]) + 256
    assert fp8 == 680_571_043_840
    assert bf16 == 3_918_786_560
    assert scales + biases == 41_555_600
    assert fp8 + bf16 + scales + biases == 684_531_386_000


@pytest.mark.parametrize(
    ("name", "own_ends"),
    [
        ("glm-4.5-air", True),
        ("qwen3-next-80b-a3b", False),
        ("qwen3.5-9b", False),
        ("qwen3.5-27b", False),
        ("qwen3.5-35b-a3b", False),
        ("qwen3.5-397b-a17b", False),
    ],
)
def test_modules_that_predict_further_tokens(model, name, own_ends):
    """What checkpoints hold beyond the model, so that our count is checked to the last number.

    One more layer like the last, a matrix that joins two streams, three norms; with GLM also a
    table and an output of its own and the router's biases.
    """
    made = model(name)
    d_model, last = made["d_model"], len(made["layers"]) - 1
    at = f"model.layers.{last}."
    module = sum(
        numbers(t["shape"]) for t in made["tensors"] if t["name"].startswith(at)
    )
    module += 2 * d_model**2 + 3 * d_model
    if own_ends:
        module += 2 * made["vocab_size"] * d_model + made["experts"]["count"]
    entry = json.loads((ROOT / f"models/{name}.json").read_text("utf-8"))
    beyond = entry["published"][0]["beyond"]
    assert beyond["the module that predicts further tokens"] == module


def test_gpt_oss_by_parts_as_its_card_has_them(model):
    """https://arxiv.org/abs/2508.10925 table 1, in billions: MLP, attention, embedding + output."""
    for name, mlp, attention, ends in (
        ("gpt-oss-120b", 114.71, 0.96, 1.16),
        ("gpt-oss-20b", 19.12, 0.64, 1.16),
    ):
        parts = parameters.by_part(model(name))
        assert round((parts["experts"] + parts["router"]) / 1e9, 2) == mlp
        assert round(parts["attention"] / 1e9, 2) == attention
        assert round((parts["embeddings"] + parts["output"]) / 1e9, 2) == ends


def test_llama_3_1_8b_in_q4_k_m_as_llama_cpp_prints_it(model):
    """ "model size = 4.58 GiB (4.89 BPW)", "type q6_K: 33 tensors", in logs of llama.cpp."""
    made = model("llama-3.1-8b")
    size = weights.total(made, "q4_k_m")
    assert f"{size / 2**30:.2f}" == "4.58"
    assert f"{8 * size / parameters.total(made):.2f}" == "4.89"
    seen = {"v_proj": 0, "down_proj": 0}
    kinds = [
        weights.llama_cpp_type(made, tensor, "q4_k_m", seen, 32)
        for tensor in made["tensors"]
    ]
    assert kinds.count("q6_k") == 33
    assert kinds.count("q4_k") == 193


def test_nf4_is_the_4_127_bits_of_the_paper():
    """https://arxiv.org/abs/2305.14314 section 3: from 0.5 to 0.127 bits a parameter for scales."""
    count = 65_000_000_000
    assert 8 * weights.nf4_bytes(count) / count == pytest.approx(4.127, abs=5e-4)


def test_gpt_3_and_llama_1_by_hand():
    """GPT-3's paper, table D.1, counts 174,600M; with GPT-2's blocks and a tied output."""
    gpt_3 = describe(
        {
            "model_type": "gpt2",
            "n_layer": 96,
            "n_embd": 12_288,
            "n_head": 96,
            "n_positions": 2048,
            "vocab_size": 50_257,
        }
    )
    assert parameters.total(gpt_3) == 174_604_259_328
