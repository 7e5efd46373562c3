"""One setting of the calculator: what takes the memory, how that is computed, and a script for it.

docs/calculator.md and the small calculators in the entries run this module, translated into
JavaScript by glossary/site/calculator/translate.py.
"""

from __future__ import annotations

from . import adapters, cache, parameters, training, weights
from .config import LARGEST_CONTEXT, ConfigError, Fields
from .families import numbers

# What each field of a setting takes: the largest number, as for the command's options.
LIMITS = {"context": LARGEST_CONTEXT, "batch": 10_000_000, "rank": 100_000, "gpu": 1_000_000}


def number(word: str, name: str) -> int:
    """The whole number that is written in a field of LIMITS.

    Raises:
        ConfigError: it is none, or out of range.
    """
    high = LIMITS[name]
    if not word.isascii() or not word.isdigit() or not 1 <= int(word[:20]) <= high:
        raise ConfigError(f"{name}: {word[:20]!r} is not a number from 1 to {high:,}")
    return int(word)


def estimate(model: Fields, setting: Fields) -> list[Fields]:
    """What takes the memory: [{"name", "count", "how"}], of which the counts add up.

    Args:
        model: as `describe` makes it.
        setting:
            use: "inference", "full", "lora", "qlora"; or one part alone: "parameters", "weights",
                "cache".
            format: of the weights, one of weights.FORMATS. Training has its own.
            cache: one of cache.TYPES.
            context, batch: tokens of a text, and texts. Without a context there are no
                activations.
            rank, targets: of the adapter; targets as the command takes them, "" for peft's choice.
            checkpointing: whether activations are computed again; in QLoRA they always are, by
                the line that also turns the rest into fp32.

    Returns:
        Bytes by part, or numbers by part for "parameters"; `how` is the formula with its numbers.

    Raises:
        ConfigError: what does not go together.
    """
    use, context, batch = setting["use"], setting["context"], setting["batch"]
    if use == "parameters":
        counts = parameters.by_part(model)
        return [_part(name, count, "") for name, count in counts.items() if count]
    if use == "cache":
        return [_cache(model, setting)]
    if use == "weights":
        return [_weights(model, setting["format"])]
    if use == "inference":
        return [_weights(model, setting["format"]), _cache(model, setting)]
    if use == "full":
        count = parameters.total(model)
        made = [
            _part(name, size, f"{count:,} parameters × {training.BYTES_A_PARAMETER[name]} bytes")
            for name, size in training.full(model).items()
        ]
    else:
        made = _adapter(model, use, setting["rank"], setting["targets"])
    if context:
        tokens = context * batch
        left = training.activations(model, context, batch, setting["checkpointing"])
        each = left["layers"] // (2 * tokens)
        what, how = "activations, estimated", f"{tokens:,} tokens × {each:,} numbers × 2 bytes"
        if use == "qlora":
            left = _left_in_qlora(model, context, batch)
            inputs, inside = _kept_in_qlora(model)
            what = "activations with gradient checkpointing, estimated"
            how = f"{tokens:,} tokens × ({inputs:,} numbers × 4 bytes + {inside:,} × 2 bytes)"
        made.append(_part(what, left["layers"], how))
        how = f"{tokens:,} tokens × {model['vocab_size']:,} logits × 6 bytes"
        made.append(_part("logits, estimated", left["logits"], how))
    return made


def _left_in_qlora(model: Fields, context: int, batch: int) -> Fields:
    """Activations as prepare_model_for_kbit_training leaves them."""
    return training.activations(model, context, batch, True, None, training.BETWEEN_IN_QLORA)


def _kept_in_qlora(model: Fields) -> list[int]:
    """Numbers that a token leaves: inputs of all layers, and what one layer leaves."""
    counts = training.activation_numbers(model)
    return [len(counts) * model["d_model"], max(counts)]


def _part(name: str, count: int, how: str) -> Fields:
    return {"name": name, "count": count, "how": how}


def targets_in(model: Fields, word: str) -> list[str] | str:
    """The target modules that a field names: all-linear, names with commas between, or nothing."""
    if not word:
        return adapters.default_targets(model)
    return word if word == adapters.ALL_LINEAR else [w for w in word.split(",") if w]


def _adapter(model: Fields, use: str, rank: int, word: str) -> list[Fields]:
    """LoRA and QLoRA: the frozen weights, and what the adapter's numbers need."""
    targets = targets_in(model, word)
    count = adapters.parameters(model, rank, targets)
    frozen = _weights(model, "nf4" if use == "qlora" else "bf16")
    made = [_part("frozen weights", frozen["count"], frozen["how"])]
    if use == "qlora":
        rest = weights.beside_nf4(model)
        made.append(_part("what PEFT turns into fp32", 2 * rest, f"{rest:,} × 2 bytes more"))
    widths = sum(
        one["times"] * (one["in"] + one["out"]) for one in adapters.adapted(model, targets)
    )
    sizes = training.BYTES_AN_ADAPTER_NUMBER
    for name, size in sizes.items():
        how = f"rank {rank:,} × {widths:,} inputs and outputs × {size} bytes"
        made.append(_part("adapter" if name == "weights" else name, size * count, how))
    return made


def _formats(model: Fields, form: str) -> list[str]:
    """The format of each tensor where the model is kept in `form`."""
    if form not in weights.BLOCKS and form != "q4_k_m":
        return [
            form if weights.tensor_bytes(tensor, form) != 2 * numbers(tensor["shape"]) else "bf16"
            for tensor in model["tensors"]
        ]
    seen = {"v_proj": 0, "down_proj": 0}
    n_layers = len(model["layers"])
    return [
        weights.llama_cpp_type(model, tensor, form, seen, n_layers) for tensor in model["tensors"]
    ]


def groups(model: Fields, form: str) -> list[Fields]:
    """The tensors, equal ones together: [{"many", "rows", "columns", "form"}].

    A stack of experts is as many matrices; in MXFP4 it is one, in which the blocks go on.
    """
    found: dict[str, Fields] = {}
    formats = _formats(model, form)
    for i, tensor in enumerate(model["tensors"]):
        shape, of = tensor["shape"], formats[i]
        many, rows, columns = 1, 1, shape[-1]
        if len(shape) > 1:
            rows = shape[-2]
        if len(shape) > 2:
            many = shape[0]
        if of == "mxfp4":
            many, rows = 1, many * rows
        key = f"{rows} {columns} {of}"
        if key not in found:
            found[key] = {"many": 0, "rows": rows, "columns": columns, "form": of}
        found[key]["many"] += many
    return list(found.values())


def _weights(model: Fields, form: str) -> Fields:
    """The weights in one of weights.FORMATS."""
    count = weights.total(model, form)
    if count is None:
        raise ConfigError(f"{form} does not fit {model['model_type']}: choose another format")
    held: Fields = {}
    for one in groups(model, form):
        of = held.get(one["form"], {"numbers": 0, "matrices": 0, "blocks": 0})
        of["numbers"] += one["many"] * one["rows"] * one["columns"]
        of["matrices"] += one["many"]
        of["blocks"] += one["many"] * -(-one["rows"] // 128) * -(-one["columns"] // 128)
        held[one["form"]] = of
    return _part("weights", count, " + ".join([_term(kind, of) for kind, of in held.items()]))


def _term(kind: str, of: Fields) -> str:
    """The bytes of all tensors of one format, as a formula."""
    what = f"{of['numbers']:,} × "
    if kind == "fp8":
        return f"{what}1 byte + {of['blocks']:,} scales × 4 bytes"
    if kind == "nf4":  # 1/2 + 1/64 + 4/(64 x 256) of a byte, and the tables of each matrix
        return f"{what}2,113/4,096 bytes + {of['matrices']:,} matrices × 1,092 bytes"
    size, block = SIZES[kind]
    return f"{what}{size} bytes" if block == 1 else f"{what}{size}/{block} bytes"


# Bytes of so many numbers.
SIZES = {
    "fp32": (4, 1),
    "bf16": (2, 1),
    "mxfp4": (17, 32),
    **{kind: (size, block) for kind, (block, size) in weights.BLOCKS.items()},
}


def _kept(model: Fields) -> list[Fields]:
    """The layers that have a cache, equal ones together: [{"many", "cached", "window"}]."""
    found: dict[str, Fields] = {}
    for layer in model["layers"]:
        window = layer["window"]
        key = f"{layer['cached']} {window}"
        if key not in found:
            found[key] = {"many": 0, "cached": layer["cached"], "window": window}
        found[key]["many"] += 1
    return [one for one in found.values() if one["cached"]]


def _cache(model: Fields, setting: Fields) -> Fields:
    """The KV cache."""
    kind, context, batch = setting["cache"], setting["context"], setting["batch"]
    if not cache.fits(model, kind):
        raise ConfigError(
            f"{kind} does not fit {model['model_type']}: the rows of its cache are no multiple of "
            f"{cache.TYPES[kind][1]} numbers"
        )
    terms = [
        f"{one['many']} layers × {one['cached']:,} numbers × "
        f"{cache.positions_kept(one, context):,} positions"
        for one in _kept(model)
    ]
    size, block = cache.TYPES[kind]
    how = " + ".join(terms)
    if terms[1:]:
        how = f"({how})"
    if terms:
        how = f"{how} × {size} bytes" if block == 1 else f"{how} × {size}/{block} bytes"
    fixed = cache.state(model, kind)
    if fixed:
        how = f"{how} + {fixed:,} bytes of states" if terms else f"{fixed:,} bytes of states"
    if batch > 1:
        how = f"{batch:,} texts × ({how})"
    return _part("KV cache", cache.total(model, context, kind, batch), how)


def script(name: str, model: Fields, setting: Fields) -> str:
    """A Python program that computes and prints what `estimate` returns.

    name: of the model, for its first line.
    """
    use, context, batch = setting["use"], setting["context"], setting["batch"]
    if use == "parameters":
        form = "bf16"
    elif use == "qlora":
        form = "nf4"
    else:
        form = setting["format"] if use in ("inference", "weights", "cache") else "bf16"
    tensors = groups(model, form)
    used = [one["form"] for one in tensors]
    uses_cache = use in ("inference", "cache")
    what = {
        "inference": "for inference", "full": "to be trained whole", "lora": "for LoRA",
        "qlora": "for QLoRA", "parameters": "for parameters", "weights": "for its weights",
        "cache": "for its KV cache",
    }[use]  # fmt: skip
    lines = [f'"""The memory that {name} needs {what}."""', ""]
    printed = []
    if use != "cache":
        lines.append("tensors = [  # how many, rows, columns, format")
        lines += [
            f'    ({one["many"]}, {one["rows"]:_}, {one["columns"]:_}, "{one["form"]}"),'
            for one in tensors
        ]
        lines.append("]")
    if uses_cache:
        kept = [
            f"({one['many']}, {one['cached']:_}, {one['window'] or 0:_})" for one in _kept(model)
        ]
        lines.append(
            "# Layers that keep so many numbers a position, of the newest positions (0: of all)."
        )
        lines.append(f"layers = [{', '.join(kept)}]")
        fixed = cache.state(model, setting["cache"])
        lines.append(f"context, batch, states = {context:_}, {batch:_}, {fixed:_}")
        size, block = cache.TYPES[setting["cache"]]
        lines.append(f"block, block_bytes = {block}, {size}  # the cache in {setting['cache']}")
    if use in ("lora", "qlora"):
        lines.append("adapted = [  # how many matrices, inputs, outputs")
        lines += _adapted_lines(model, targets_in(model, setting["targets"]))
        lines.append("]")
        lines.append(f"rank = {setting['rank']:_}")
    trains = use in ("full", "lora", "qlora") and context
    if trains:
        lines.append(
            f"context, batch, vocab_size = {context:_}, {batch:_}, {model['vocab_size']:_}"
        )
        if use == "qlora":
            inputs, inside = _kept_in_qlora(model)
            lines.append("# Numbers that a token leaves: inputs of all layers, and one layer.")
            lines.append(f"inputs, inside = {inputs:_}, {inside:_}")
        else:
            left = training.activations(model, context, batch, setting["checkpointing"])
            each = left["layers"] // (2 * context * batch)
            lines.append(f"left = {each:_}  # numbers that a token leaves for the backward pass")
    if use in ("parameters", "full"):
        lines.append("parameters = sum(n * rows * columns for n, rows, columns, _ in tensors)")
    elif use != "cache":
        lines += _function(used)
    if use not in ("parameters", "full", "cache"):
        lines.append(
            "held = sum(n * size(rows, columns, form) for n, rows, columns, form in tensors)"
        )
        printed.append("held")
    if use == "qlora":
        lines.append("# prepare_model_for_kbit_training turns what is not in four bits into fp32,")
        lines.append("# so that the layers' inputs are too, and gradient checkpointing on.")
        lines.append(
            'rest = sum(n * rows * columns for n, rows, columns, form in tensors if form != "nf4")'
        )
        printed.append("2 * rest")
    if uses_cache:
        lines.append(
            "kept = sum(n * each * min(context, window or context) for n, each, window in layers)"
        )
        lines.append("kept = batch * (kept // block * block_bytes + states)")
        printed.append("kept")
    if use in ("lora", "qlora"):
        lines.append(
            "numbers = sum(n * rank * (inputs + outputs) for n, inputs, outputs in adapted)"
        )
        printed += ["4 * numbers", "4 * numbers", "8 * numbers"]
    if use == "full":
        printed += ["2 * parameters", "2 * parameters", "12 * parameters"]
    if trains:
        if use == "qlora":
            printed.append("context * batch * (4 * inputs + 2 * inside)")
        else:
            printed.append("2 * context * batch * left")
        printed.append("6 * context * batch * vocab_size")
    if use == "parameters":
        lines.append('print(f"parameters: {parameters:,}")')
    else:
        found = estimate(model, setting)
        rows = [f'"{part["name"]}": {printed[i]}' for i, part in enumerate(found)]
        if len(rows) > 2:
            lines += ["parts = {", *[f"    {row}," for row in rows], "}"]
        else:
            lines.append(f"parts = {{{', '.join(rows)}}}")
        lines += [
            "for name, count in parts.items():",
            '    print(f"{name}: {count:,} bytes")',
            'print(f"in all: {sum(parts.values()) / 2**30:.2f} GiB")',
        ]
    return "\n".join(lines) + "\n"


def _adapted_lines(model: Fields, targets: list[str] | str) -> list[str]:
    found: dict[str, Fields] = {}
    for one in adapters.adapted(model, targets):
        key = f"{one['in']} {one['out']}"
        if key not in found:
            found[key] = {"many": 0, "in": one["in"], "out": one["out"]}
        found[key]["many"] += one["times"]
    return [f"    ({one['many']}, {one['in']:_}, {one['out']:_})," for one in found.values()]


def _function(used: list[str]) -> list[str]:
    """`size`, which knows the formats that a script uses."""
    lines = ["", "", "def size(rows, columns, form):", "    numbers = rows * columns"]
    if "nf4" in used:
        lines += [
            '    if form == "nf4":  # 4 bits, scales of one byte, their own scales, two tables',
            "        scales = -(-numbers // 64)",
            "        return -(-numbers // 2) + scales + 4 * (-(-scales // 256) + 273)",
        ]
    if "fp8" in used:
        lines += [
            '    if form == "fp8":  # one byte, and scales for blocks of 128 x 128',
            "        return numbers + 4 * -(-rows // 128) * -(-columns // 128)",
        ]
    rows = [
        f'"{kind}": ({block}, {size}),' for kind, (size, block) in SIZES.items() if kind in used
    ]
    if len(rows) > 2:
        lines += ["    blocks = {", *[f"        {row}" for row in rows], "    }"]
    else:
        lines.append(f"    blocks = {{{' '.join(rows)[:-1]}}}")
    lines += [
        "    block, size_bytes = blocks[form]",
        "    return -(-numbers // block) * size_bytes",
        "",
        "",
    ]
    return lines
