"""What is said of a model in a column of a table or in a sentence, each by its name."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from glossary.content.models import Model
from glossary.models import cache, parameters, weights
from glossary.models.families import numbers

UNITS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        heading: over it.
        value: what it says of a model as Markdown, None where the model has no such thing.
    """

    heading: str
    value: Callable[[Model], str | None]


def digits(value: float, places: int = 3) -> str:
    """A number with at most so many significant digits, in groups of three, without an exponent."""
    rounded = float(f"{value:.{places}g}")
    if rounded >= 10 ** (places - 1) or not rounded:
        return f"{rounded:,.0f}"
    before = len(f"{rounded:.0f}") if rounded >= 1 else 1 + math.floor(math.log10(rounded))
    return f"{rounded:.{places - before}f}"


def words(count: float) -> str:
    """A count of parameters as people say it: 8.03 billion."""
    for unit, name in UNITS:
        if float(f"{count:.3g}") >= unit:
            return f"{digits(count / unit)} {name}"
    return f"{digits(count)}"


def percent(part: float, whole: float) -> str:
    """A share, with one digit behind the point."""
    share = f"{100 * part / whole:.1f}"
    return "under 0.1%" if share == "0.0" else f"{share}%"


def gigabytes(count: int | None) -> str | None:
    """Bytes in GB of 10⁹."""
    return None if count is None else f"{digits(count / 10**9)} GB"


def each(values: Iterable[int]) -> str | None:
    """Numbers that differ between layers, each once, the smallest first."""
    found = sorted({value for value in values if value})
    return " or ".join(f"{value:,}" for value in found) or None


def whole(value: Any) -> str | None:
    """A whole number of a configuration; some files write 500000.0."""
    return f"{value:,.0f}" if isinstance(value, int | float) else None


def layers(model: Model, *kinds: str) -> list[dict[str, Any]]:
    """Its layers of these kinds, or all."""
    found: list[dict[str, Any]] = model.described["layers"]
    return [layer for layer in found if not kinds or layer["kind"] in kinds]


def tensors(model: Model, ending: str, *, of: str = "") -> list[dict[str, Any]]:
    """Its tensors whose name has this ending, and holds `of`."""
    found: list[dict[str, Any]] = model.described["tensors"]
    return [one for one in found if one["name"].endswith(ending) and of in one["name"]]


def attending(model: Model) -> list[dict[str, Any]]:
    """The layers with heads that attend to earlier positions."""
    return [layer for layer in layers(model) if layer["kind"] != "linear"]


def kv_heads(model: Model) -> list[int]:
    """Heads of keys and values, of each layer that has them."""
    return [
        layer["cached"] // (2 * layer["score"])
        for layer in attending(model)
        if layer["kind"] != "latent"
    ]


def windows(model: Model) -> list[int]:
    """The windows of its layers that have one."""
    return [layer["window"] for layer in layers(model) if layer["window"]]


def widths(model: Model) -> list[int]:
    """Inner widths of the feed-forward layers that work on every token."""
    found = [one["shape"][0] for one in tensors(model, "mlp.c_proj.weight")]
    for one in tensors(model, "down_proj.weight"):
        if "shared_expert" not in one["name"]:
            found.append(one["shape"][1])
    return found


def expert_layers(model: Model) -> list[dict[str, Any]]:
    """The tensors of experts that lead back, one for each layer that has experts."""
    return tensors(model, "experts.down_proj")


def expert_width(model: Model) -> int | None:
    """Inner width of an expert."""
    for one in expert_layers(model):
        width: int = one["shape"][1 if one["kind"] == "turned" else 2]
        return width
    return None


def shared_experts(model: Model) -> int:
    """Experts of a layer that work on every token."""
    if not tensors(model, "down_proj.weight", of="shared_expert"):
        return 0
    return int(model.field("n_shared_experts") or 1)


def vocabulary_parameters(model: Model) -> int:
    """Parameters of the token table, and of the output matrix where it is another one."""
    of = model.described
    once: int = of["vocab_size"] * of["d_model"]
    return once if of["tied"] else 2 * once


def experts(model: Model, key: str) -> str | None:
    """A number of its mixture."""
    of = model.described["experts"]
    return f"{of[key]:,}" if of else None


def used(model: Model) -> str | None:
    """Experts that work on a token, the shared one too."""
    chosen, shared = experts(model, "per_token"), shared_experts(model)
    extra = {0: "", 1: " and the shared one"}.get(shared, f" and {shared} shared ones")
    return chosen and chosen + extra


def in_a_layer(model: Model) -> str | None:
    """Experts of a layer, and in how many layers, where that is not all."""
    count, shared, of = (
        experts(model, "count"),
        shared_experts(model),
        len(expert_layers(model)),
    )
    if not count:
        return None
    count += {0: "", 1: " and one shared by all"}.get(shared, f" and {shared} shared by all")
    total = len(layers(model))
    return count if of == total else f"{count}, in {of} of {total} layers"


def cache_full(model: Model) -> int:
    """Bytes of its cache at the full context, in bf16."""
    return cache.total(model.described, model.described["context"])


def licensed(model: Model) -> str | None:
    """Its license, with a link to where it was read."""
    of = model.entry
    return f"[{of['license']}]({of['license_from']})" if "license" in of else None


def rope_base(model: Model) -> str | None:
    """The base of RoPE, where all layers have the same."""
    return whole(model.field("rope_theta"))


def layer_tables(model: Model) -> str | None:
    """Parameters of the tables from which each layer gets a vector of its own for a token."""
    found = tensors(model, "per_layer.weight")
    return words(sum(numbers(one["shape"]) for one in found)) if found else None


def stored(model: Model) -> str | None:
    """The number format in which it is published, where its configuration says it."""
    said = model.entry["config"].get("quantization_config") or {}
    return said["quant_method"].upper() if "quant_method" in said else None


STORED = {"FP8": "fp8", "MXFP4": "mxfp4"}
"""Formats in which models are published, and what glossary/models/weights.py calls them."""


def stored_as(model: Model) -> str:
    """The format of weights.py in which it is published; 16 bits where its file names none."""
    return STORED.get(stored(model) or "", "bf16")


VALUES: dict[str, Column] = {
    "page": Column("Model", lambda m: f"[{m.name}](/{m.uri})"),
    "maker": Column("Maker", lambda m: m.entry["maker"]),
    "released": Column("Released", lambda m: m.entry.get("released", "")[:7] or None),
    "license": Column("License", licensed),
    "parameters": Column("Parameters", lambda m: words(m.parameters)),
    "parameters-exact": Column("Parameters, exactly", lambda m: f"{m.parameters:,}"),
    "billions": Column("Parameters, billions", lambda m: digits(m.parameters / 10**9)),
    "active": Column("Active for a token", lambda m: words(m.active)),
    "active-billions": Column("Active, billions", lambda m: digits(m.active / 10**9)),
    "active-without-tables": Column(
        "Active, without tables",
        lambda m: words(parameters.active_without_tables(m.described)),
    ),
    "active-share": Column("Share", lambda m: percent(m.active, m.parameters)),
    "layers": Column("Layers", lambda m: f"{len(layers(m)):,}"),
    "d-model": Column("d_model", lambda m: f"{m.described['d_model']:,}"),
    "heads": Column("Query heads", lambda m: each(a["heads"] for a in attending(m))),
    "kv-heads": Column("Heads of keys and values", lambda m: each(kv_heads(m))),
    "head-size": Column("Head size", lambda m: each(a["score"] for a in attending(m))),
    "value-size": Column("Head size of values", lambda m: whole(m.field("v_head_dim"))),
    "width": Column("Width of the feed-forward layer", lambda m: each(widths(m))),
    "vocabulary": Column("Vocabulary", lambda m: f"{m.described['vocab_size']:,}"),
    "vocabulary-share": Column(
        "Token table and output, of all parameters",
        lambda m: percent(vocabulary_parameters(m), m.parameters),
    ),
    "token-table": Column(
        "Token table", lambda m: f"{m.described['vocab_size']:,} × {m.described['d_model']:,}"
    ),
    "output": Column("Output layer", lambda m: "tied" if m.described["tied"] else "untied"),
    "context": Column("Context", lambda m: f"{m.described['context']:,}"),
    "window": Column("Window", lambda m: each(windows(m))),
    "window-layers": Column("Layers with a window", lambda m: f"{len(windows(m)):,}"),
    "linear-layers": Column("Linear layers", lambda m: f"{len(layers(m, 'linear')):,}"),
    "chosen": Column(
        "Positions chosen for a query",
        lambda m: each(layer["chosen"] or 0 for layer in layers(m)),
    ),
    "latent": Column("Latent vector", lambda m: whole(m.field("kv_lora_rank"))),
    "latent-queries": Column("Latent vector of queries", lambda m: whole(m.field("q_lora_rank"))),
    "index-heads": Column("Heads of the index", lambda m: whole(m.field("index_n_heads"))),
    "index-size": Column("Head size of the index", lambda m: whole(m.field("index_head_dim"))),
    "linear-key-heads": Column(
        "Heads of keys in a linear layer", lambda m: whole(m.field("linear_num_key_heads"))
    ),
    "linear-value-heads": Column(
        "Heads of values in a linear layer", lambda m: whole(m.field("linear_num_value_heads"))
    ),
    "linear-key-size": Column(
        "Head size of keys in a linear layer", lambda m: whole(m.field("linear_key_head_dim"))
    ),
    "linear-value-size": Column(
        "Head size of values in a linear layer", lambda m: whole(m.field("linear_value_head_dim"))
    ),
    "linear-kernel": Column(
        "Positions in a linear layer's convolution",
        lambda m: whole(m.field("linear_conv_kernel_dim")),
    ),
    "experts": Column("Experts in a layer", in_a_layer),
    "experts-count": Column("Experts in a layer", lambda m: experts(m, "count")),
    "experts-used": Column("Used for a token", used),
    "expert-width": Column("Width of an expert", lambda m: whole(expert_width(m))),
    "layer-tables": Column("Parameters of tables for the layers", layer_tables),
    "layer-table": Column(
        "Token table of a layer",
        lambda m: whole(m.field("hidden_size_per_layer_input") or None),
    ),
    "rope-base": Column("RoPE's base", rope_base),
    "rope-factor": Column("RoPE scaled by", lambda m: whole(m.field("factor"))),
    "rope-from": Column(
        "RoPE scaled from", lambda m: whole(m.field("original_max_position_embeddings"))
    ),
    "rope-size": Column(
        "Numbers with RoPE beside a latent", lambda m: whole(m.field("qk_rope_head_dim"))
    ),
    "stored": Column("Published in", stored),
    "stored-gb": Column(
        "Weights as published", lambda m: gigabytes(weights.total(m.described, stored_as(m)))
    ),
    "bf16": Column("Weights in bf16", lambda m: gigabytes(weights.total(m.described, "bf16"))),
    "bf16-gb": Column("Weights in bf16, GB", lambda m: digits(2 * m.parameters / 10**9)),
    "cache": Column(
        "KV cache for a token, bf16", lambda m: f"{cache.per_token(m.described):,} bytes"
    ),
    "cache-bytes": Column(
        "KV cache for a token, bytes", lambda m: f"{cache.per_token(m.described):,}"
    ),
    "cache-full": Column("KV cache at full context, bf16", lambda m: gigabytes(cache_full(m))),
    "cache-full-gb": Column(
        "KV cache at full context, GB", lambda m: digits(cache_full(m) / 10**9)
    ),
}
"""By the name that pages give them."""
