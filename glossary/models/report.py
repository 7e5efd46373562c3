"""Everything about one model: as data, and as text for a terminal."""

from __future__ import annotations

from . import adapters, cache, parameters, speed, training, weights
from .config import Fields
from .families import describe

RANK = 16
BANDWIDTH = 1_000_000_000_000  # one TB/s: multiply for any other memory
TRAINED_ON = 4096  # tokens of a text in training, or the model's context where that is shorter


def report(
    config: Fields,
    *,
    context: int | None = None,
    batch: int = 1,
    rank: int = RANK,
    targets: list[str] | str | None = None,
    bandwidth: float = BANDWIDTH,
) -> Fields:
    """All figures of the model that the object of a config.json describes.

    Args:
        config: the object.
        context: tokens of a text; the model's own limit if None.
        batch: texts at once.
        rank: of the adapter.
        targets: its target modules, or "all-linear"; peft's choice if None.
        bandwidth: of the memory, in bytes a second.

    Returns:
        A dict of numbers, texts, lists and dicts, as `--json` prints it. Sizes are bytes.

    Raises:
        ConfigError: what is wrong with the config or the targets.
    """
    model = describe(config)
    context = model["context"] if context is None else context
    targets = adapters.default_targets(model) if targets is None else targets
    trained_on = min(TRAINED_ON, context)
    kinds = [kind for kind in cache.TYPES if cache.fits(model, kind)]
    made = {
        "model_type": model["model_type"],
        "parameters": parameters.total(model),
        "by_part": parameters.by_part(model),
        "tied": model["tied"],
        "experts": model["experts"],
        "active": parameters.active(model),
        "active_without_tables": parameters.active_without_tables(model),
        "assumed": model["assumed"],
        "notes": list(model["notes"]),
        "weights": {form: weights.total(model, form) for form in weights.FORMATS},
        "cache": {
            "context": context,
            "batch": batch,
            "layers": layers_in_words(model),
            "by_type": {
                kind: {
                    "per_token": cache.per_token(model, kind),
                    "per_token_when_windows_are_full": (
                        cache.per_token_when_windows_are_full(model, kind)
                    ),
                    "total": cache.total(model, context, kind, batch),
                    "without_windows": cache.total_without_windows(model, context, kind, batch),
                    "expanded": cache.total_expanded(model, context, kind, batch),
                }
                for kind in kinds
            },
            "state": cache.state(model),
        },
        "adapter": {
            "rank": rank,
            "targets": targets,
            "matrices": len(adapters.adapted(model, targets)),
            "parameters": adapters.parameters(model, rank, targets),
            "file": {
                kind: adapters.file_bytes(model, rank, targets, kind) for kind in adapters.SIZES
            },
        },
        "training": {
            "tokens": trained_on,
            "batch": batch,
            "full": training.full(model),
            "lora": training.lora(model, rank, targets, "bf16"),
            "qlora": training.lora(model, rank, targets, "nf4"),
            "activations_estimate": training.activations(model, trained_on, batch),
            "activations_estimate_with_checkpointing": training.activations(
                model, trained_on, batch, checkpointing=True
            ),
            "activations_estimate_of_qlora": training.activations(
                model, trained_on, batch, checkpointing=True, between=training.BETWEEN_IN_QLORA
            ),
        },
        "flops": {
            "matrices": speed.matrix_flops(model),
            "attention_at_the_end": speed.attention_flops(model, context),
            "attention_at_the_end_from_latents": (
                speed.attention_flops(model, context, absorbed=True)
                if any(layer["absorbed"] for layer in model["layers"])
                else None
            ),
            "forward_mean": speed.mean_forward_flops(model, context),
            "training_mean": speed.training_flops(model, context),
        },
        "speed": {
            "bandwidth": bandwidth,
            "bytes_read": {
                form: speed.bytes_read(model, form, context) for form in weights.FORMATS
            },
            "tokens_per_second_with_empty_cache": {
                form: speed.tokens_per_second(model, bandwidth, form) for form in weights.FORMATS
            },
            "tokens_per_second_at_the_end": {
                form: speed.tokens_per_second(model, bandwidth, form, context)
                for form in weights.FORMATS
            },
        },
    }
    return made


def layers_in_words(model: Fields) -> list[Fields]:
    """[{"kind", "layers", "window", "numbers"}]: which layers keep what, equal ones together."""
    groups: dict[tuple[str, int | None, int], int] = {}
    for layer in model["layers"]:
        key = (layer["kind"], layer["window"], layer["cached"])
        groups[key] = groups.get(key, 0) + 1
    return [
        {"kind": kind, "layers": count, "window": window, "numbers": kept}
        for (kind, window, kept), count in groups.items()
    ]


def size(count: float | None) -> str:
    """Bytes in words, by powers of 1000 as sellers count and of 1024 as programs do."""
    if count is None:
        return "does not fit this model"
    if count < 1000:
        return f"{count:.0f} B"
    for power, unit in ((4, "T"), (3, "G"), (2, "M"), (1, "k")):
        if count >= 1000**power:
            binary = count / 1024**power
            return f"{count / 1000**power:,.2f} {unit}B ({binary:,.2f} {unit.upper()}iB)"
    raise AssertionError


def text(name: str, made: Fields) -> str:
    """A report as text, a line a figure."""
    lines = [f"{name}: {made['model_type']}"]

    def add(label: str, value: str) -> None:
        lines.append(f"  {label:<34} {value}")

    def head(title: str) -> None:
        lines.append(title)

    head("Parameters")
    add("in all", f"{made['parameters']:,}")
    for part, count in made["by_part"].items():
        if count:
            add(part, f"{count:,} ({100 * count / made['parameters']:.1f} %)")
    if made["tied"]:
        add("output", "tied: the token table again, not counted twice")
    if made["experts"]:
        of = made["experts"]
        add(
            "active for a token",
            f"{made['active']:,} ({of['per_token']} of {of['count']} experts a layer); "
            "all must be in memory",
        )
        add("active without tables", f"{made['active_without_tables']:,}")
    head("Weights")
    for form, count in made["weights"].items():
        if count is not None:
            add(form, size(count))
    kept = made["cache"]
    head(f"KV cache, {kept['batch']} x {kept['context']:,} tokens")
    for group in kept["layers"]:
        window = f", the newest {group['window']:,} positions" if group["window"] else ""
        what = f"{group['numbers']:,} numbers a position" if group["numbers"] else "nothing"
        if group["kind"] == "linear":
            what = "a state of fixed size"
        add(f"{group['layers']} {group['kind']} layers", f"{what}{window}")
    for kind, sizes in kept["by_type"].items():
        add(kind, f"{sizes['per_token']:,} B a token; {size(sizes['total'])}")
        if sizes["without_windows"] != sizes["total"]:
            add("", f"{size(sizes['without_windows'])} where windows are not used")
        if sizes["expanded"] is not None:
            add("", f"{size(sizes['expanded'])} where full keys and values are kept")
    if kept["state"]:
        add("of which states of linear layers", f"{size(kept['state'])} a text")
    of = made["adapter"]
    targets = of["targets"] if isinstance(of["targets"], str) else ", ".join(of["targets"])
    head(f"LoRA adapter, rank {of['rank']}, {targets}")
    add("parameters", f"{of['parameters']:,} beside {of['matrices']:,} matrices")
    for kind, count in of["file"].items():
        add(f"file in {kind}", f"{count:,} B")
    trained = made["training"]
    head(f"Memory of training, {trained['batch']} x {trained['tokens']:,} tokens")
    for way in ("full", "lora", "qlora"):
        parts = ", ".join(f"{part} {size(count)}" for part, count in trained[way].items())
        add(way, f"{size(sum(trained[way].values()))}: {parts}")
    for label, field in (
        ("activations, an estimate", "activations_estimate"),
        ("with checkpointing, an estimate", "activations_estimate_with_checkpointing"),
        ("in QLoRA, with checkpointing", "activations_estimate_of_qlora"),
    ):
        parts = trained[field]
        add(label, f"layers {size(parts['layers'])}, logits {size(parts['logits'])}")
    flops = made["flops"]
    head("FLOPs for a token")
    add("matrices", f"{flops['matrices']:.4g}")
    of_latents = flops["attention_at_the_end_from_latents"]
    expanded = "" if of_latents is None else ", keys and values expanded"
    add(
        f"attention at token {kept['context']:,}",
        f"{flops['attention_at_the_end']:.4g}{expanded}",
    )
    if of_latents is not None:
        add("", f"{of_latents:.4g}, from cached latents")
    add("forward pass, mean over the text", f"{flops['forward_mean']:.4g}")
    add("training, mean over the text", f"{flops['training_mean']:.4g}")
    rate = made["speed"]
    head(f"At most tokens a second for one text, {size(rate['bandwidth'])} a second")
    for form, empty in rate["tokens_per_second_with_empty_cache"].items():
        if empty is not None:
            full = rate["tokens_per_second_at_the_end"][form]
            add(form, f"{empty:,.1f} with an empty cache, {full:,.1f} at the end")
    if made["assumed"]:
        head("Not in the file, taken as the transformers library does")
        for field, value in made["assumed"].items():
            add(field, f"{value:,}")
    for note in made["notes"]:
        lines.append(f"Note: {note}")
    return "\n".join(lines)
