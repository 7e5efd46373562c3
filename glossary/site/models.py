"""Models as Markdown: a page for each, tables of several, figures in a sentence."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from glossary.content.asked import COLUMNS, INLINE, asked
from glossary.content.columns import digits, percent, stored_as, words
from glossary.content.content import Content
from glossary.content.features import features
from glossary.content.models import ALL, Model
from glossary.content.pages import CODE, MANY
from glossary.models import adapters, cache, parameters, speed, training, weights
from glossary.models.report import BANDWIDTH, RANK, TRAINED_ON, layers_in_words, size
from glossary.site import draw
from glossary.site.text import attribute, escape

LIST, CALCULATOR = "models.md", "calculator.md"
NUMBER = re.compile(r"(?:under )?[\d,.]+%?|")
ADDRESS = re.compile(r"(https://[^\s,;)]+)")
"""An address in a sentence of a model's file."""
NONE = "–"
ASIDE = "{ data-search-exclude }"
"""Of headings that every model has: the search finds a model by its name and its first lines."""

FORMATS = {
    "fp32": "fp32, four bytes each",
    "bf16": "bf16, two bytes each",
    "fp8": "FP8, with a scale for each block of 128 × 128",
    "nf4": "NF4, as QLoRA loads it: four bits; embeddings, norms, output, stacked experts bf16",
    "mxfp4": "MXFP4: experts in four bits with a scale for each 32, the rest in bf16",
    "q8_0": "GGUF Q8_0",
    "q4_k_m": "GGUF Q4_K_M",
}
"""Formats of weights as a page names them; glossary/models/weights.py says what each holds."""


def table(directive: str, content: Content) -> list[str]:
    """What `models:` stands for: a row for each model, with a link to its page.

    The table of all models can be sorted, which a script in the page does.
    """
    wanted = asked(directive)
    columns = [COLUMNS[name] for name in wanted.columns]
    rows = []
    for model in wanted.those_of(content.models):
        year = f" ({model.year})" if model.year else ""
        values = [column.value(model) or NONE for column in columns]
        rows.append([f"[{escape(model.name)}](/{model.uri}){year}", *values])
    if wanted.models != (ALL,):
        return ["", *written(["Model", *(c.heading for c in columns)], rows), ""]
    for row in rows:
        row[0] = re.sub(r" \(\d+\)$", "", row[0])
    made = written(["Model", *(c.heading for c in columns)], rows)
    return ["", '<div class="sortable no-term-links" markdown="1">', "", *made, "", "</div>", ""]


def written(heads: list[str], rows: list[list[str]]) -> list[str]:
    """A table in Markdown; columns of numbers stand at the right."""
    marks = []
    for values in zip(*rows, strict=True):
        numbers = all(value == NONE or NUMBER.fullmatch(value) for value in values)
        marks.append("---:" if numbers else "---")
    return [f"| {' | '.join(row)} |" for row in (heads, marks, *rows)]


def with_figures(line: str, models: dict[str, Model]) -> str:
    """A line of prose with its figures of models written out; code stays as it is.

    What is not there stays too: a problem says so.
    """
    if "{" not in line:
        return line

    def figure(match: re.Match[str]) -> str:
        model, column = models.get(match["model"]), COLUMNS.get(match["column"])
        return (model and column and column.value(model)) or match[0]

    made, at = [], 0
    for code in CODE.finditer(line):
        made += [INLINE.sub(figure, line[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*made, INLINE.sub(figure, line[at:])])


@lru_cache(MANY)
def page(model: Model, pages: frozenset[str]) -> str:
    """The page of a model as prepared Markdown.

    Args:
        model: the model.
        pages: paths in docs/ of the pages that it may link.
    """
    lines = [f"# {escape(model.name)}", "", *top(model, pages)]
    for title, section in (
        ("Where its parameters are", of_parameters),
        ("What is unusual about it", of_features),
        ("How it is built", of_sizes),
        ("Weights in memory", of_weights),
        ("KV cache", of_cache),
        ("LoRA adapter", of_adapter),
        ("Memory of training", of_training),
        ("Computation", of_computation),
        ("Sources", of_sources),
    ):
        lines += ["", f"## {title} {ASIDE}", "", *section(model, pages)]
    said = {
        "description": attribute(f"{model.name} by the numbers: {summary(model)}"),
        "tags": names(model),
    }
    head = [f"{key}: {json.dumps(value)}" for key, value in said.items()]
    return "\n".join(["---", *head, "---", "", *lines, ""])


def names(model: Model) -> list[str]:
    """What people call it, that of its repository too."""
    _, _, repository = model.entry["card"].partition("https://huggingface.co/")
    return [model.name, *([repository] if repository else [])]


def summary(model: Model) -> str:
    """A sentence with the figures that most people ask for."""
    held = f"{said(model, 'bf16')} of weights in bf16"
    if stored_as(model) != "bf16":
        held = (
            f"published in {said(model, 'stored')}, in which these take "
            f"{said(model, 'stored-gb')}, and {said(model, 'bf16')} in bf16"
        )
    active = f", {words(model.active)} active for a token" if model.described["experts"] else ""
    return (
        f"{words(model.parameters)} parameters{active}; {held}; a context of up to "
        f"{said(model, 'context')} tokens by its configuration, for which the KV cache takes "
        f"{said(model, 'cache-full')}."
    )


def said(model: Model, column: str) -> str:
    """What a column says of it."""
    return COLUMNS[column].value(model) or NONE


def link(words: str, target: str, pages: frozenset[str]) -> str:
    """A link to a page of the site, or the words alone where it has no such page."""
    uri = re.split(r"[#?]", target)[0]
    return f"[{words}](/{target})" if uri in pages else words


def outside(words: str, address: str) -> str:
    """A link to another site."""
    return f"[{escape(words)}]({address.replace('(', '%28').replace(')', '%29')})"


def top(model: Model, pages: frozenset[str]) -> list[str]:
    """What stands under the heading."""
    of = model.entry
    meta = [escape(of["maker"])]
    if "released" in of:
        meta.append(outside(f"released {of['released']}", of["released_from"]))
    if "license" in of:
        meta.append(outside(of["license"], of["license_from"]))
    if LIST in pages:
        meta.append(link("All models", LIST, pages))
    lines = [summary(model), "{: .term-lead }", "", " · ".join(meta), "{: .term-meta }", ""]
    if CALCULATOR in pages:
        to = link("Calculator", f"{CALCULATOR}?model={model.slug}", pages)
        lines += [f"{to}: this model with your context, batch, number formats and GPU.", ""]
    return lines


def of_parameters(model: Model, pages: frozenset[str]) -> list[str]:
    """The picture, and its numbers."""
    rows = [
        [part.capitalize(), f"{count:,}", percent(count, model.parameters)]
        for part, count in parts(model)
    ]
    rows.append(["**In all**", f"**{model.parameters:,}**", ""])
    drawn = picture(model).rstrip("\n").split("\n")
    lines = [*inline_svg(drawn), "", *written(["Part", "Parameters", "Share"], rows)]
    if of := model.described["experts"]:
        tables = parameters.active_without_tables(model.described)
        _, also, shared = said(model, "experts-used").partition(" and ")
        lines += [
            "",
            f"Active for a token: {model.active:,}, because {of['per_token']} of {of['count']} "
            f"experts{also}{shared} work on it, or {tables:,} without the token table, which is "
            "only looked up. "
            f"{link('Makers differ', 'terms/parameter.md#in-real-models', pages)} on which of the "
            "two they give. All experts must be in memory.",
        ]
    elif model.described["tied"]:
        tied = link("tied", "terms/weight-tying.md", pages)
        lines += ["", f"The output layer is {tied}: it is the token table, counted once."]
    return lines


def parts(model: Model) -> list[tuple[str, int]]:
    """The parts that it has, with their parameters."""
    counts = parameters.by_part(model.described)
    return [(part, count) for part, count in counts.items() if count]


def inline_svg(svg: list[str]) -> list[str]:
    """A picture in the page, so that it takes the page's colors."""
    lines = "\n".join(svg)
    return f'<figure class="diagram">{lines}</figure>'.split("\n")


def picture(model: Model) -> str:
    """A bar for each part; below the experts those that work on a token, with a frame."""
    found = [(part, count, False) for part, count in parts(model)]
    if model.described["experts"]:
        at = 1 + [part for part, _, _ in found].index("experts")
        active = sum(
            parameters.working(model.described, one)
            for one in model.described["tensors"]
            if one["part"] == "experts"
        )
        found.insert(at, ("active ones", active, True))
    largest = max(count for _, count, _ in found)
    left, right, step = 134, 320, 34
    drawn = []
    for index, (part, count, inner) in enumerate(found):
        y = 8 + step * index
        width = max(2, draw.scale(count, 0, largest, 0, right - left))
        label = f"{words(count)}, {percent(count, model.parameters)}"
        fill = draw.TRAINED if inner else draw.FROZEN
        drawn += [
            draw.text(left - 10, y + 17, part, anchor="end"),
            draw.box(left, y, width, 24, fill=fill, stroke=draw.INK if inner else None),
            draw.text(left + width + 8, y + 17, label, color=draw.INK),
        ]
    told = "; ".join(
        f"{part} {words(count)}, {percent(count, model.parameters)}" for part, count, _ in found
    )
    return draw.picture(
        "parts",
        f"Where the parameters of {model.name} are",
        f"A bar for each part, as long as its share of {words(model.parameters)} parameters: "
        f"{told}.",
        (520, 8 + step * len(found)),
        drawn,
    )


def of_features(model: Model, pages: frozenset[str]) -> list[str]:
    """What is unusual, each with a link to what explains it."""
    found = [
        f"- **{one.short[0].upper()}{one.short[1:]}.** {one.text} "
        f"See {link(one.name, one.target, pages)}."
        for one in features(model)
    ]
    if not found:
        return [
            "Nothing that its configuration shows. Its layers are all alike: RMSNorm before each "
            "half, RoPE on whole heads, "
            f"{link('grouped queries', 'terms/grouped-query-attention.md', pages)}, "
            f"{link('SwiGLU', 'terms/feed-forward-layer.md#swiglu', pages)}, no biases, an "
            "output layer of its own, and numbers of 16 bits."
        ]
    return found


SIZES = {
    "layers": ("Layers", "terms/transformer.md"),
    "d-model": ("d_model, numbers of a token's vector", "terms/embedding.md"),
    "heads": ("Query heads", "terms/multi-head-attention.md"),
    "kv-heads": ("Heads of keys and values", "terms/grouped-query-attention.md"),
    "head-size": ("Head size", "terms/multi-head-attention.md"),
    "rope-size": ("Numbers of a head with the position", "terms/rope.md"),
    "value-size": ("Head size of values", "terms/multi-head-attention.md"),
    "latent": ("Latent vector of keys and values", "terms/grouped-query-attention.md"),
    "latent-queries": ("Latent vector of queries", "terms/grouped-query-attention.md"),
    "index-heads": ("Heads of the index", "terms/attention.md"),
    "index-size": ("Head size of the index", "terms/attention.md"),
    "linear-key-heads": ("Heads of keys in a linear layer", "terms/attention.md"),
    "linear-key-size": ("Their size", "terms/attention.md"),
    "linear-value-heads": ("Heads of values in a linear layer", "terms/attention.md"),
    "linear-value-size": ("Their size", "terms/attention.md"),
    "linear-kernel": ("Positions in its convolution", "terms/attention.md"),
    "width": ("Width of the feed-forward layer", "terms/feed-forward-layer.md"),
    "experts": ("Experts in a layer", "terms/mixture-of-experts.md"),
    "experts-used": ("Experts used for a token", "terms/mixture-of-experts.md"),
    "expert-width": ("Width of an expert", "terms/mixture-of-experts.md"),
    "vocabulary": ("Vocabulary", "terms/vocabulary.md"),
    "context": ("Context in tokens, by its configuration", "terms/context-window.md"),
    "output": ("Output layer", "terms/weight-tying.md"),
}
"""Columns in the table of sizes, what it calls them, and where that is explained."""


def of_sizes(model: Model, pages: frozenset[str]) -> list[str]:
    """Layers, heads, widths."""
    rows = [
        [link(name, target, pages), value]
        for column, (name, target) in SIZES.items()
        if (value := COLUMNS[column].value(model))
    ]
    return written(["Size", "Number"], rows)


@lru_cache(2 * len(FORMATS))
def weigh(model: Model, form: str) -> int | None:
    """Bytes of its weights in a format; two sections of a page say them."""
    return weights.total(model.described, form)


def of_weights(model: Model, pages: frozenset[str]) -> list[str]:
    """Bytes by format."""
    sizes = {form: weigh(model, form) for form in FORMATS}
    own = stored_as(model)
    published_in = {own: ", as it is published"} if own != "bf16" else {}
    if own == "fp8" and not model.entry["config"]["quantization_config"].get("weight_block_size"):
        published_in[own] += ", there with one scale a matrix"
    rows = [
        [FORMATS[form] + published_in.get(form, ""), size(count)]
        for form, count in sizes.items()
        if count is not None
    ]
    scales = link("scales", "terms/quantization.md", pages)
    gguf = " A GGUF file also holds the tokenizer, a few megabytes." if sizes["q8_0"] else ""
    more = ""
    if own != "bf16" and model.described["notes"]:
        notes = "; ".join(escape(note) for note in model.described["notes"])
        more = f" In these sizes {notes}."
    return [
        *written(["Format", "Size"], rows),
        "",
        f"GB are 10⁹ bytes, GiB 2³⁰. The {scales} of a format are counted.{more}{gguf}",
    ]


def of_cache(model: Model, pages: frozenset[str]) -> list[str]:
    """What each layer keeps, and bytes by type."""
    of = model.described
    kept = []
    for group in layers_in_words(of):
        count = group["layers"]
        which = f"{count} {group['kind']} layer{'s' * (count != 1)}"
        window = f", for the newest {group['window']:,} positions" if group["window"] else ""
        what = f"{group['numbers']:,} numbers a position{window}" if group["numbers"] else "nothing"
        if group["kind"] == "linear":
            what = "a state of fixed size"
        kept.append(f"{which}: {what}")
    rows = [
        [kind, f"{cache.per_token(of, kind):,}", size(cache.total(of, of["context"], kind))]
        for kind in cache.TYPES
        if cache.fits(of, kind)
    ]
    lines = [
        f"What a {link('cache', 'terms/kv-cache.md', pages)} keeps: {'; '.join(kept)}.",
        "",
        *written(
            ["Cache type", "Bytes for a token", f"One text of {of['context']:,} tokens"], rows
        ),
    ]
    more = []
    full = cache.per_token_when_windows_are_full(of)
    if full != cache.per_token(of):
        all_kept = size(cache.total_without_windows(of, of["context"]))
        more.append(
            f"Once the windows are full a further token adds {full:,} bytes in bf16. A program "
            f"that keeps all positions in every layer needs {all_kept}."
        )
    if (expanded := cache.total_expanded(of, of["context"])) is not None:
        more.append(
            "A program that keeps full keys and values in place of the latent vector needs "
            f"{size(expanded)} in bf16."
        )
    if state := cache.state(of):
        more.append(f"The states of linear layers take {size(state)} of it for each text.")
    return [*lines, *(["", " ".join(more)] if more else [])]


def of_adapter(model: Model, pages: frozenset[str]) -> list[str]:
    """Parameters and file of adapters."""
    of = model.described
    usual = adapters.default_targets(of)
    ways: dict[str, list[str] | str] = {"`all-linear`": adapters.ALL_LINEAR}
    if isinstance(usual, list):
        ways = {f"`{'`, `'.join(usual)}`, PEFT's default": usual, **ways}
    rows = []
    for name, targets in ways.items():
        every = targets == adapters.ALL_LINEAR
        found = every_linear(model) if every else adapters.adapted(of, targets)
        count = adapters.parameters_of(found, RANK)
        file = adapters.safetensors_bytes(adapters.tensors_of(found, RANK), "fp32")
        share = f"{digits(100 * count / model.parameters, 2)}%"
        rows.append([name, f"{count:,}", share, f"{file:,}"])
    lora = link("LoRA", "terms/lora.md#how-many-numbers-train", pages)
    return [
        f"{lora} at rank {RANK}; any other rank in proportion. The file is "
        f"`adapter_model.safetensors` in fp32, as PEFT saves it. {all_linear(model)}",
        "",
        *written(["Target modules", "Parameters", "Of the model", "File, bytes"], rows),
    ]


def all_linear(model: Model) -> str:
    """What PEFT makes of all-linear in this model: which of its parts get an adapter."""
    of = model.described
    inside = (
        " Counted are those of the language model. Loaded with the rest, such as a vision part, "
        "PEFT gives the linear layers there an adapter too."
        if of["inside"]
        else ""
    )
    if not of["experts"]:
        return f"`all-linear` is every linear layer but the output.{inside}"
    names = {one["name"].removesuffix(".base_layer") for one in every_linear(model)}
    hit: dict[str, set[str]] = {}
    missed: dict[str, set[str]] = {}
    for one in of["tensors"]:
        if one["part"] in ADAPTABLE and one["kind"] not in ("vector", "kernel"):
            name = one["name"].removesuffix(".weight")
            stack, _, last = name.rpartition(".")
            found = name in names or (one["part"] == "experts" and stack in names)
            (hit if found else missed).setdefault(one["part"], set()).add(last)
    some = [part for part in ADAPTABLE if part in hit and part not in missed]
    some += [
        f"of {part} {', '.join(f'`{last}`' for last in sorted(hit[part]))} alone"
        for part in ADAPTABLE
        if part in hit and part in missed
    ]
    none = [part for part in ADAPTABLE if part in missed and part not in hit]
    twice = (
        " Every expert gets one, the joint gate-and-up matrix at twice the rank."
        if "experts" in hit
        else ""
    )
    return (
        "`all-linear` is what PEFT makes of it. Of this mixture it gives an adapter to "
        f"{', '.join(some)}, and none to {', '.join([*none, 'output'])}.{twice}{inside}"
    )


ADAPTABLE = ("attention", "feed-forward", "shared experts", "router", "experts")
"""Parts with matrices that an adapter could stand beside."""


@lru_cache(1)
def every_linear(model: Model) -> list[dict[str, Any]]:
    """Its matrices that an adapter of all linear layers is put beside."""
    return adapters.adapted(model.described, adapters.ALL_LINEAR)


def of_training(model: Model, pages: frozenset[str]) -> list[str]:
    """Memory by method, and activations."""
    of = model.described
    tokens = min(TRAINED_ON, of["context"])
    rows = [["All weights, AdamW in mixed precision", *states(training.full(of))]]
    made = training.of_adapter(adapters.parameters_of(every_linear(model), RANK))
    loaded = weigh(model, "nf4") or 0
    for name, frozen in (
        ("LoRA", weigh(model, "bf16") or 0),
        ("QLoRA, as bitsandbytes loads it", loaded),
        ("QLoRA, the rest in fp32", loaded + 2 * weights.beside_nf4(of)),
    ):
        rows.append(
            [f"{name}, rank {RANK}, `all-linear`", *states({"frozen": frozen, **made})],
        )
    counts = training.activation_numbers(of)
    kept = training.activations(of, tokens, counts=counts)
    less = training.activations(of, tokens, checkpointing=True, counts=counts)
    in_qlora = training.activations(
        of, tokens, checkpointing=True, counts=counts, between=training.BETWEEN_IN_QLORA
    )
    formula = link("The formula", "terms/gpu-memory.md#the-mathematics", pages)
    own = stored_as(model)
    copy = (
        f" All rows start from a copy in bf16: `transformers` does not load the published "
        f"{said(model, 'stored')} files through bitsandbytes."
        if own != "bf16"
        else ""
    )
    heads = [
        "Method",
        "Frozen weights",
        "Trained weights",
        "Gradients",
        "Optimizer, fp32 copy",
        "Sum",
    ]
    return [
        *written(heads, rows),
        "",
        f"{formula}: 16 bytes for each trained number, 2 for a frozen one in bf16. The last row is "
        "QLoRA after `prepare_model_for_kbit_training` of PEFT, "
        f"{link('a line of the usual recipe', 'terms/qlora.md#the-same-with-peft', pages)}, which "
        "turns what is not in four bits into fp32"
        + (": here the experts above all" if of["experts"] else "")
        + f".{copy} Activations "
        f"come on top. For one text of {tokens:,} tokens the layers keep about "
        f"{size(kept['layers'])}, or {size(less['layers'])} with gradient checkpointing. That line "
        f"turns it on, and what goes into each layer is in fp32 then: {size(in_qlora['layers'])}. "
        f"The logits take {size(kept['logits'])}. These are estimates for attention that keeps no "
        "scores; plain PyTorch keeps more.",
    ]


def states(made: dict[str, int]) -> list[str]:
    """The cells of a method: frozen weights, trained ones, gradients, optimizer, sum."""
    names = ("frozen", "weights", "gradients", "optimizer")
    return [*(gb(made[name]) if name in made else NONE for name in names), gb(sum(made.values()))]


def gb(count: int) -> str:
    """Bytes in a narrow cell."""
    return size(count).partition(" (")[0]


def of_computation(model: Model, pages: frozenset[str]) -> list[str]:
    """FLOPs, and the ceiling of decoding."""
    of = model.described
    context = of["context"]
    latent = any(layer["absorbed"] for layer in of["layers"])
    rows = [["all matrices", flops(speed.matrix_flops(of))]]
    if latent:
        from_cache = flops(speed.attention_flops(of, context, absorbed=True))
        rows.append([f"attention at token {context:,}, from cached latents", from_cache])
    at_once = ", keys and values expanded" if latent else ""
    rows += [
        [
            f"attention at token {context:,}{at_once}",
            flops(speed.attention_flops(of, context)),
        ],
        [
            f"forward pass, mean over {context:,} tokens{at_once}",
            flops(speed.mean_forward_flops(of, context)),
        ],
        [
            f"training, mean over {context:,} tokens{at_once}",
            flops(speed.training_flops(of, context)),
        ],
    ]
    waits = link("Decoding waits for memory", "terms/inference.md#decoding-waits-for-memory", pages)
    own = stored_as(model)
    as_published = f"{said(model, 'stored')}, as published," if own != "bf16" else "bf16"
    read = speed.bytes_read(of, own) or 1
    rate = (
        f"{size(read)} of weights in {as_published} in a pass, so a memory of "
        f"{gb(BANDWIDTH)} a second gives at most {BANDWIDTH / read:,.0f} passes"
    )
    if own != "bf16":
        wide = speed.bytes_read(of, "bf16") or 1
        rate += f", and in bf16 {size(wide)}, at most {BANDWIDTH / wide:,.0f}"
    drafted = link("speculative decoding", "terms/speculative-decoding.md", pages)
    absorbed = link(
        "absorbed", "terms/grouped-query-attention.md#one-vector-and-still-many-keys", pages
    )
    ways = (
        f" With cached latents the matrices that make keys and values of them are {absorbed}, so "
        "that no position is expanded again; over a whole text each is expanded once."
        if latent
        else ""
    )
    return [
        *written(["For one token", "FLOPs"], rows),
        "",
        f"A multiplication and an addition count as two.{ways} {waits}: one text with an empty "
        f"cache reads {rate}. A pass makes one token, or several where they are drafted "
        f"({drafted}).",
    ]


def flops(count: float) -> str:
    """FLOPs in the unit that keeps three digits readable."""
    for power, unit in ((12, "T"), (9, "G"), (6, "M")):
        if count >= 10**power:
            return f"{count / 10**power:,.3g} {unit}FLOPs".replace(".0 ", " ")
    return f"{count:,.0f} FLOPs"


def of_sources(model: Model, pages: frozenset[str]) -> list[str]:
    """Where everything was read, and what is not counted."""
    of = model.entry
    read = f"read {of['read']}"
    if "config_read_in" in of:
        read += f" in {outside('a copy', of['config_read_in'])}"
    else:
        read += f": {escape(of['config_from'])}"
    if "config_note" in of:
        words, *addresses = ADDRESS.split(of["config_note"])
        read += f"; {escape(words)}"
        for address, after in zip(addresses[::2], addresses[1::2], strict=True):
            read += outside("source", address) + escape(after)
    lines = ['<div class="sources" markdown="1">', ""]
    lines.append(f"- Configuration: {outside('config.json', of['config_address'])}, {read}")
    lines.append(f"- {outside('Model card', of['card'])}")
    if "paper" in of:
        lines.append(f"- {outside('Paper or report', of['paper'])}")
    for field, name in (("license", "License"), ("released", "Released")):
        if field in of:
            lines.append(f"- {name}: {outside(of[field], of[f'{field}_from'])}")
        else:
            lines.append(f"- {name}: not read in a source that we could open; see the card")
    for one in of.get("published", ()):
        lines.append(f"- Published {published(one)}")
    for field, value in model.described["assumed"].items():
        lines.append(
            f"- Not in the file, taken as the `transformers` library does: `{field}` {value:,}"
        )
    lines += [f"- {note[0].upper()}{escape(note[1:])}" for note in model.described["notes"]]
    file = f"https://github.com/{{repository}}/blob/main/{model.where}"
    tests = "https://github.com/{repository}/tree/main/tests/reference"
    lines += [
        f"- All figures are computed from [{model.where}]({file}). "
        f"[Tests]({tests}) hold parameters, cache and adapter to those of the "
        f"{'language model' if model.described['inside'] else 'model'} that `transformers` and "
        "`peft` build",
        "",
        "</div>",
    ]
    return lines


PUBLISHED = {
    "active": "active parameters",
    "bytes": "bytes of all tensors",
    "file": "bytes of a file",
    "safetensors": "bytes of model.safetensors",
}
"""Kinds of published figures as a page names them."""


def published(one: dict[str, object]) -> str:
    """A figure that its maker has published."""
    figure = one["figure"]
    shown = f"{figure:,}" if isinstance(figure, int) else f"{figure} billion"
    form = str(one.get("format", ""))
    form = f" in {form if form == 'bf16' else form.upper()}" if form else ""
    address, _, place = str(one["source"]).partition(" ")
    beyond = one.get("beyond")
    more = ""
    if isinstance(beyond, dict):
        more = ", of which " + ", ".join(f"{escape(k)}: {v:,}" for k, v in beyond.items())
    what = PUBLISHED.get(str(one["what"]), str(one["what"]))
    of = f" {escape(str(one['note']))}" if "note" in one else ""
    at = f", {escape(place)}" if place else ""
    return (
        f"{escape(what)}{form}{of}: {shown}{more} ({outside('source', address)}{at}; "
        f"{escape(str(one['seen']))})"
    )
