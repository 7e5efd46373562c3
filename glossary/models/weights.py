"""Bytes of the weights in each number format, with the scales that the format keeps.

fp32, bf16  four and two bytes a parameter.
fp8         as DeepSeek-V3 is published: one byte for each weight of linear layers and experts,
            and one fp32 scale for each block of 128 x 128 of them. The rest is bf16: tables,
            output, routers, norms, biases.
            https://github.com/deepseek-ai/DeepSeek-V3/blob/main/README_WEIGHTS.md
nf4         as QLoRA loads it, bitsandbytes with double quantization: four bits for each weight of
            linear layers, one byte for each 64 of them, one fp32 number for each 256 of these
            bytes, and for each tensor an offset and two tables of levels, 16 and 256 in fp32. The
            rest is bf16, the output among it, and so are stacked experts: bitsandbytes passes
            them by since transformers 5.
            https://arxiv.org/abs/2305.14314 section 3; bitsandbytes/functional.py
mxfp4       as gpt-oss is published: experts in blocks of 32 four-bit numbers with one byte of
            scale; the rest bf16. Only for mixtures. OCP Microscaling Formats v1.0;
            https://arxiv.org/abs/2508.10925 section 2.1
q8_0, q4_0, q4_1, q4_k_m
            files of llama.cpp: blocks of 32 or 256 weights along a row, with their scales. One
            row of numbers (norms, biases) and routers are fp32. Which tensor of q4_k_m gets more
            bits is llama.cpp's rule (src/llama-quant.cpp). The file's other contents, the
            tokenizer above all, are not counted: a few megabytes.
"""

from __future__ import annotations

from collections.abc import Callable

from .config import Fields
from .families import numbers
from .parameters import working

FORMATS = ("fp32", "bf16", "fp8", "nf4", "mxfp4", "q8_0", "q4_0", "q4_1", "q4_k_m")

# llama.cpp's block formats: weights in a block, bytes of a block (ggml-common.h; package gguf).
BLOCKS = {
    "q4_0": (32, 18),
    "q4_1": (32, 20),
    "q5_0": (32, 22),
    "q5_1": (32, 24),
    "q8_0": (32, 34),
    "q4_k": (256, 144),
    "q5_k": (256, 176),
    "q6_k": (256, 210),
}
# What a row that cannot be cut into blocks of 256 is kept in instead.
SHORTER = {"q4_k": "q5_0", "q5_k": "q5_1", "q6_k": "q8_0"}

# Architectures whose files llama.cpp writes with one tensor for each of ours, as the rule below
# takes them. Others have fused, split or repeated tensors there, and no size is given.
GGUF = (
    "llama", "mistral", "ministral3", "mixtral", "qwen2", "qwen3", "qwen3_moe", "gemma2",
    "gemma3_text", "olmo2", "olmo3", "smollm3",
)  # fmt: skip


def total(model: Fields, form: str) -> int | None:
    """Bytes of all weights in one of FORMATS, or None where the format does not fit the model."""
    return _sum(model, form, lambda tensor, size: size)


def read(model: Fields, form: str) -> int | None:
    """Bytes of the weights that one token's forward pass reads, or None as in `total`.

    Of the experts only the chosen ones, of each table one row; a tied table is read as output.
    """

    def part_read(tensor: Fields, size: int) -> int:
        if tensor["kind"] == "table":
            is_output = (
                model["tied"]
                and tensor["shape"][0] == model["vocab_size"]
                and (tensor["name"] in ("model.embed_tokens.weight", "transformer.wte.weight"))
            )
            return size if is_output else size // tensor["shape"][0]
        count = numbers(tensor["shape"])
        return size * working(model, tensor) // count

    return _sum(model, form, part_read)


def _sum(model: Fields, form: str, part: Callable[[Fields, int], int]) -> int | None:
    if form == "mxfp4" and not model["experts"]:
        return None
    of_llama_cpp = form in BLOCKS or form == "q4_k_m"
    if of_llama_cpp and model["model_type"] not in GGUF:
        return None
    n_layers = len(model["layers"])
    seen = {"v_proj": 0, "down_proj": 0}
    bytes_in_all = 0
    for tensor in model["tensors"]:
        if of_llama_cpp:
            kind = llama_cpp_type(model, tensor, form, seen, n_layers)
            size = _in_blocks(tensor, kind)
            if size is None:
                return None
        else:
            size = tensor_bytes(tensor, form)
        bytes_in_all += part(tensor, size)
    return bytes_in_all


def _ceil(number: int, unit: int) -> int:
    return -(-number // unit)


def tensor_bytes(tensor: Fields, form: str) -> int:
    """Bytes of one tensor in fp32, bf16, fp8, nf4 or mxfp4."""
    shape, count = tensor["shape"], numbers(tensor["shape"])
    if form == "fp32":
        return 4 * count
    dense = tensor["kind"] in ("linear", "conv1d") and tensor["part"] not in (
        "output",
        "router",
    )
    experts = tensor["kind"] in ("experts", "turned")
    if form == "fp8" and (dense or experts):
        blocks = _ceil(shape[-1], 128) * _ceil(shape[-2], 128)
        return count + 4 * blocks * (shape[0] if experts else 1)
    # bitsandbytes passes over the output alone; a router that is a linear layer is quantized too.
    if form == "nf4" and tensor["kind"] in ("linear", "conv1d") and tensor["part"] != "output":
        return nf4_bytes(count)
    if form == "mxfp4" and experts:
        return _ceil(count, 32) * 17
    return 2 * count


def nf4_bytes(count: int) -> int:
    """Bytes that bitsandbytes keeps for `count` weights in NF4 with double quantization."""
    scales = _ceil(count, 64)
    return _ceil(count, 2) + scales + 4 * (_ceil(scales, 256) + 1 + 16 + 256)


def beside_nf4(model: Fields) -> int:
    """How many numbers stay in bf16 where a model is loaded in NF4.

    prepare_model_for_kbit_training of peft, a line of the usual recipe of QLoRA, turns them into
    fp32 (peft/utils/other.py).
    """
    count = 0
    for tensor in model["tensors"]:
        if tensor_bytes(tensor, "nf4") == 2 * numbers(tensor["shape"]):
            count += numbers(tensor["shape"])
    return count


def llama_cpp_type(model: Fields, tensor: Fields, form: str, seen: Fields, n_layers: int) -> str:
    """The type that llama-quantize gives a tensor; `seen` counts those that it numbers."""
    name, mixture = tensor["name"], model["experts"]
    many = mixture is not None and mixture["count"] == 8  # its own rule, made for Mixtral
    if len(tensor["shape"]) == 1 or tensor["part"] == "router" or name.endswith("_bias"):
        return "fp32"
    is_table = tensor["kind"] == "table"
    if tensor["part"] == "output" or (is_table and model["tied"]):
        return "q8_0" if form == "q8_0" else _fitting(tensor, "q6_k")
    base = "q4_k" if form == "q4_k_m" else form
    if form == "q4_k_m":
        if "self_attn.v_proj" in name:
            base = "q6_k" if _more_bits(seen["v_proj"], n_layers) else base
            seen["v_proj"] += 1
            if model["model_type"] == "llama" and n_layers == 80 and base == "q4_k":
                base = "q5_k"  # 8 queries share a value: few weights, and each matters more
            base = "q8_0" if many else base
        elif "self_attn.k_proj" in name:
            base = "q8_0" if many else base
        elif "self_attn.o_proj" in name:
            base = "q5_k" if many else base
        elif "down_proj" in name:
            base = "q6_k" if _more_bits(seen["down_proj"], n_layers) else base
            seen["down_proj"] += 1
    return _fitting(tensor, base)


def _more_bits(i: int, n: int) -> bool:
    """llama.cpp's choice: the first and the last eighth of the layers, and every third between."""
    return i < n // 8 or i >= 7 * n // 8 or (i - n // 8) % 3 == 2


def _row(tensor: Fields) -> int:
    """How long a row is in llama.cpp: the numbers that go into one output."""
    shape: list[int] = tensor["shape"]
    return shape[-2 if tensor["kind"] in ("conv1d", "turned") else -1]


def _fitting(tensor: Fields, kind: str) -> str:
    return SHORTER[kind] if kind in SHORTER and _row(tensor) % BLOCKS[kind][0] else kind


def _in_blocks(tensor: Fields, kind: str) -> int | None:
    count = numbers(tensor["shape"])
    if kind == "fp32":
        return 4 * count
    size, size_bytes = BLOCKS[kind]
    if _row(tensor) % size:
        return None
    return count // size * size_bytes
