"""LoRA: which matrices get a pair of thin ones, how many numbers these hold, and their file.

https://arxiv.org/abs/2106.09685; names and file as the `peft` library makes them.
"""

from __future__ import annotations

import json

from .config import ConfigError, Fields

# What peft takes where no target modules are named (peft/utils/constants.py). Where it knows none,
# it asks for them, and so does this.
TARGETS = {
    "gpt2": ["c_attn"],
    "llama": ["q_proj", "v_proj"],
    "mistral": ["q_proj", "v_proj"],
    "gemma2": ["q_proj", "v_proj"],
    "gemma3_text": ["q_proj", "v_proj"],
    "qwen2": ["q_proj", "v_proj"],
    "qwen3": ["q_proj", "v_proj"],
}
ALL_LINEAR = "all-linear"
LINEAR = ("linear", "conv1d", "derived")

# Experts were linear layers of their own before version 5 of transformers. For these architectures
# peft takes their old names for the stacked tensors and the router (peft/utils/
# transformers_weight_conversion.py); elsewhere it passes stacked experts by.
_AS_MIXTRAL = {
    "gate": "gate",
    "w1": "gate_up_proj",
    "w3": "gate_up_proj",
    "w2": "down_proj",
}
_AS_QWEN = {
    "gate": "gate",
    "gate_proj": "gate_up_proj",
    "up_proj": "gate_up_proj",
    "down_proj": "down_proj",
}
EXPERTS = {
    **dict.fromkeys(("mixtral", "minimax_m2"), _AS_MIXTRAL),
    **dict.fromkeys(
        (
            "deepseek_v2", "deepseek_v3", "deepseek_v32", "glm4_moe", "glm_moe_dsa",
            "qwen3_moe", "qwen3_next",
        ),
        _AS_QWEN,
    ),
}  # fmt: skip

SIZES = {"fp32": ("F32", 4), "bf16": ("BF16", 2), "fp16": ("F16", 2)}


def adapted(model: Fields, targets: list[str] | str) -> list[Fields]:
    """The matrices that get an adapter: a list of {"name", "in", "out", "times"}.

    targets: names of modules, the last parts of theirs as in peft; or "all-linear": every linear
        layer but the output. In the architectures of EXPERTS the names of experts' matrices stand
        for the stacked tensors, of which peft adapts every expert, and for nothing else.
    times: how many adapters of the given rank the matrix gets: one for each expert of a stack.

    Raises:
        ConfigError: a target that the model does not have.
    """
    old_names = EXPERTS.get(model["model_type"], {})
    if targets == ALL_LINEAR:
        wanted = [name for name in modules(model) if name not in old_names]
        stacked = list(old_names.values())
    else:
        wanted, stacked = [], []
        for target in targets:
            hit = old_names.get(target.rsplit(".", 1)[-1])
            (stacked if hit else wanted).append(hit or target)
        if stacked.count("gate_up_proj") == 1:
            one, two = [old for old, new in old_names.items() if new == "gate_up_proj"]
            raise ConfigError(f"targets {one} and {two} go together: they are one tensor here")
    # By the last part of a name: most tensors have none of the wanted ones.
    by_last: dict[str, list[str]] = {}
    for target in wanted:
        last = target.rsplit(".", 1)[-1]
        by_last[last] = [*by_last.get(last, []), target]
    found, used = [], set()
    for tensor in model["tensors"]:
        name = tensor["name"].removesuffix(".weight")
        alike = by_last.get(name.rsplit(".", 1)[-1], [])
        hits = [t for t in alike if name == t or name.endswith("." + t)]
        if tensor["kind"] in LINEAR and hits:
            if targets == ALL_LINEAR and tensor["part"] == "output":
                continue
            used.update(hits)
            size_out, size_in = tensor["shape"]
            if tensor["kind"] == "conv1d":
                size_in, size_out = size_out, size_in
            found.append({"name": name, "in": size_in, "out": size_out, "times": 1})
        elif tensor["kind"] in ("matrix", "experts"):
            found += _of_mixture(tensor, name, stacked)
    for target in [] if targets == ALL_LINEAR else wanted:
        if target not in used:
            raise ConfigError(
                f"target {target!r} is no linear layer of {model['model_type']}; there are "
                f"{', '.join(modules(model))}"
            )
    return found


def _of_mixture(tensor: Fields, name: str, stacked: list[str]) -> list[Fields]:
    """The adapter of a router or of stacked experts, if they are among `stacked`."""
    path, last = name.rsplit(".", 1)
    if last not in stacked:
        return []
    if tensor["kind"] == "matrix":
        size_out, size_in = tensor["shape"]
        return [{"name": name, "in": size_in, "out": size_out, "times": 1}]
    count, size_out, size_in = tensor["shape"]
    # peft wraps the stack once for each of its tensors, the first one innermost.
    inner = last == "gate_up_proj" and "down_proj" in stacked
    return [
        {
            "name": path + ".base_layer" if inner else path,
            "in": size_in,
            "out": size_out,
            "times": count * (2 if last == "gate_up_proj" else 1),
        }
    ]


def modules(model: Fields) -> list[str]:
    """The names that targets may have: the last part of each linear layer's."""
    names = {
        tensor["name"].removesuffix(".weight").rsplit(".", 1)[-1]: None
        for tensor in model["tensors"]
        if tensor["kind"] in LINEAR
    }
    return list(names | dict.fromkeys(EXPERTS.get(model["model_type"], {})))


def default_targets(model: Fields) -> list[str] | str:
    """What peft takes by itself, or "all-linear" where it would ask.

    It looks the published model_type up, so it knows Gemma 3 1B (gemma3_text) and asks for the
    target modules of Gemma 3 27B (gemma3, which holds a gemma3_text). What it takes for some other
    such models, gemma4 and llama4, is not said here.
    """
    return ALL_LINEAR if model["inside"] else TARGETS.get(model["model_type"], ALL_LINEAR)


def parameters(model: Fields, rank: int, targets: list[str] | str) -> int:
    """How many numbers the adapter trains: rank x (in + out) for each matrix."""
    return parameters_of(adapted(model, targets), rank)


def parameters_of(found: list[Fields], rank: int) -> int:
    """The same for the matrices that `adapted` has found."""
    return sum(rank * one["times"] * (one["in"] + one["out"]) for one in found)


def tensors(model: Fields, rank: int, targets: list[str] | str) -> list[tuple[str, list[int]]]:
    """The adapter's file: a list of (name, shape), in the file's order."""
    return tensors_of(adapted(model, targets), rank)


def tensors_of(found: list[Fields], rank: int) -> list[tuple[str, list[int]]]:
    """The same for the matrices that `adapted` has found."""
    entries = []
    for one in found:
        at = f"base_model.model.{one['name']}."
        rows = rank * one["times"]
        entries.append((at + "lora_A.weight", [rows, one["in"]]))
        entries.append((at + "lora_B.weight", [one["out"], rows]))
    return sorted(entries)


def file_bytes(model: Fields, rank: int, targets: list[str] | str, kind: str = "fp32") -> int:
    """Bytes of adapter_model.safetensors, header and all.

    kind: of the numbers; peft trains and saves fp32 unless it is told otherwise.
    """
    return safetensors_bytes(tensors(model, rank, targets), kind)


def safetensors_bytes(entries: list[tuple[str, list[int]]], kind: str) -> int:
    """Bytes of a safetensors file with tensors [(name, shape)] of one kind.

    8 bytes for the header's length, the header as JSON filled up with spaces to a multiple of 8,
    the numbers. https://github.com/huggingface/safetensors#format
    """
    name_of_kind, size = SIZES[kind]
    header: Fields = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, shape in entries:
        begin = end
        count = size
        for length in shape:
            count *= length
        end += count
        header[name] = {
            "dtype": name_of_kind,
            "shape": shape,
            "data_offsets": [begin, end],
        }
    length = len(json.dumps(header, separators=(",", ":")))
    return 8 + -(-length // 8) * 8 + end
