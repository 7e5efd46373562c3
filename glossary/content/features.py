"""What is unusual about a model, seen in its configuration, and the entry that explains it.

Usual, and so not said: layers that are all alike and see all earlier positions, an RMSNorm before
each half and nowhere else, plain RoPE on whole heads, heads of d_model divided by their number,
queries that share heads of keys and values, SwiGLU, no biases, an output matrix of its own, numbers
of 16 bits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from glossary.content.columns import VALUES, attending, kv_heads, layers, tensors, widths
from glossary.content.models import Model
from glossary.content.pages import MANY
from glossary.models.families import FURTHER_TOKENS, POST_NORM, SANDWICH


@dataclass(frozen=True)
class Feature:
    """Something unusual.

    Attributes:
        short: in a table of all models.
        text: a sentence or two.
        target: the page and heading that explain it, as a path in docs/.
        name: what the link to it says.
    """

    short: str
    text: str
    target: str
    name: str


@lru_cache(MANY)
def features(model: Model) -> tuple[Feature, ...]:
    """All of them, those that change most first."""
    return (
        *of_experts(model),
        *of_attention(model),
        *of_cache(model),
        *of_heads(model),
        *of_scores(model),
        *of_positions(model),
        *of_norms(model),
        *of_matrices(model),
    )


def said(model: Model, column: str) -> str:
    """What a column says of it."""
    return VALUES[column].value(model) or "none"


BALANCED = ("deepseek_v3", "deepseek_v32", "glm4_moe", "glm_moe_dsa", "minimax_m2")
"""Architectures whose router adds a bias to a sigmoid, for the choice alone."""


def balanced(model: Model) -> str:
    """How the router of BALANCED chooses."""
    groups, used = model.field("n_group") or 1, model.field("topk_group")
    chosen = (
        f" The experts stand in {groups} groups, and those of a token come from {used} of them."
        if groups > 1
        else ""
    )
    return (
        ", and for the choice alone a bias is added to the score of each expert, so that all are "
        f"used.{chosen}"
    )


def further_tokens(model: Model) -> int:
    """How many modules that predict further tokens its configuration names."""
    return max(int(model.field(name) or 0) for name in FURTHER_TOKENS)


def of_experts(model: Model) -> Iterator[Feature]:
    """Experts and their router, modules beside the model, and the few bits of some files."""
    experts = ("terms/mixture-of-experts.md", "Mixture of experts")
    balancing = ("terms/mixture-of-experts.md#a-bias-that-balances", "A bias that balances")
    if model.described["experts"]:
        yield Feature(
            "experts",
            f"A mixture of experts: {said(model, 'experts')}; used for a token: "
            f"{said(model, 'experts-used')}. All {said(model, 'parameters')} parameters must be in "
            f"memory, though one token needs {said(model, 'active')} of them (the whole input "
            "embedding counted).",
            *experts,
        )
    if kind_of(model) in (*BALANCED, "llama4_text"):
        yield Feature(
            "sigmoid router",
            "The router's scores go through a sigmoid in place of a softmax"
            + (balanced(model) if kind_of(model) in BALANCED else "."),
            *(balancing if kind_of(model) in BALANCED else experts),
        )
    if modules := further_tokens(model):
        yield Feature(
            "multi-token prediction",
            f"Its configuration names {modules} more module{'s' * (modules > 1)}, trained to "
            "predict tokens after the next one, which can draft tokens. The figures here leave "
            f"{'them' if modules > 1 else 'it'} out.",
            "terms/next-token-prediction.md#in-real-models",
            "Next-token prediction",
        )
    if said(model, "stored") == "MXFP4":
        yield Feature(
            "MXFP4",
            "Its experts are published in MXFP4, blocks of 32 four-bit numbers that share a scale.",
            "terms/precision.md#four-bits-need-a-scale-for-each-block",
            "Four bits need a scale for each block",
        )
    elif said(model, "stored") == "FP8":
        yield Feature(
            "FP8",
            "Its matrices are published in eight bits, FP8.",
            "terms/precision.md#in-real-models",
            "Precision",
        )


def of_attention(model: Model) -> Iterator[Feature]:
    """Layers that see less than all earlier positions."""
    total = len(layers(model))
    cheaper = ("terms/attention.md#cheaper-attention", "Cheaper attention")
    if linear := len(layers(model, "linear")):
        yield Feature(
            "linear layers",
            f"Linear attention (a gated delta net) in {linear} of {total} layers: they keep a "
            "state of fixed size in place of keys and values. The other layers multiply what each "
            "head gives by a sigmoid gate, for which the matrix of queries is twice as wide.",
            *cheaper,
        )
    sliding = [layer for layer in layers(model, "sliding") if layer["window"]]
    if sliding:
        which = "all" if len(sliding) == total else f"{len(sliding)} of {total}"
        yield Feature(
            "windows",
            f"A sliding window in {which} layers: a query sees the newest {said(model, 'window')} "
            "positions there, and the cache keeps no others.",
            *cheaper,
        )
    if chunked := len(layers(model, "chunked")):
        yield Feature(
            "chunks",
            f"Chunked attention in {chunked} of {total} layers: the text is divided into chunks of "
            f"{said(model, 'window')} positions, and a query sees only those of its own chunk.",
            *cheaper,
        )
    if any(layer["chosen"] for layer in layers(model)):
        yield Feature(
            "chosen positions",
            f"A small index scores all earlier positions, and attention reads the "
            f"{said(model, 'chosen')} best.",
            *cheaper,
        )
    if tensors(model, "self_attn.sinks"):
        yield Feature(
            "sinks",
            "A learned sink in each head: one more score in the softmax, without a value.",
            "terms/attention.md#why-does-the-first-token-always-get-the-most-attention",
            "Attention sink",
        )


def of_cache(model: Model) -> Iterator[Feature]:
    """What the cache keeps other than keys and values of each layer."""
    smaller = ("terms/kv-cache.md#in-real-models", "How caches are made smaller")
    if layers(model, "latent"):
        yield Feature(
            "latent attention",
            f"Multi-head latent attention: the cache keeps one latent vector of "
            f"{said(model, 'latent')} numbers a layer, and {said(model, 'rope-size')} numbers with "
            "the position, from which the keys and values of all heads are computed.",
            *smaller,
        )
    if shared := sum(not layer["cached"] for layer in attending(model)):
        yield Feature(
            "shared caches",
            f"The last {shared} of {len(layers(model))} layers have no keys and values of their "
            "own and use those of earlier layers.",
            *smaller,
        )
    if model.field("attention_k_eq_v"):
        yield Feature(
            "values are keys",
            "In the layers without a window one matrix makes both keys and values.",
            *smaller,
        )


def of_heads(model: Model) -> Iterator[Feature]:
    """Number and size of the heads."""
    heads = ("terms/grouped-query-attention.md", "Grouped queries")
    found = attending(model)
    if kv_heads(model) and not layers(model, "latent"):
        pairs = {kept for kept in kv_heads(model) if kept}
        if pairs == {1}:
            yield Feature(
                "one KV head",
                f"All {said(model, 'heads')} query heads share one head of keys and values "
                "(multi-query attention).",
                *heads,
            )
        elif pairs == {layer["heads"] for layer in found}:
            yield Feature(
                "no shared KV heads",
                "Every query head has keys and values of its own (multi-head attention): none are "
                "shared.",
                *heads,
            )
    d_model = model.described["d_model"]
    if any(layer["heads"] * layer["score"] != d_model for layer in found):
        values = VALUES["value-size"].value(model)
        of_values = f", {values} of values" if values else ""
        yield Feature(
            "own head size",
            f"Heads of {said(model, 'head-size')} numbers{of_values}, as its configuration says. "
            f"d_model divided by the query heads, {said(model, 'd-model')} / "
            f"{said(model, 'heads')}, would be {d_model / found[0]['heads']:.4g}.",
            "terms/parameter.md#where-people-go-wrong",
            "Head size is not always d_model divided by the heads",
        )


SCALED_OUTSIDE = ("gemma3_text", "olmo3")
"""Architectures that scale RoPE in layers without a window alone."""


def kind_of(model: Model) -> str:
    """Its architecture's name."""
    return str(model.described["model_type"])


def of_scores(model: Model) -> Iterator[Feature]:
    """What queries and scores are multiplied by, other than the root of the head size."""
    scalar = model.field("query_pre_attn_scalar")
    if scalar and scalar != head_of(model):
        yield Feature(
            "own score scale",
            f"Scores are divided by the root of {scalar}, not by that of the head size, "
            f"{head_of(model)}.",
            "terms/attention.md#why-scores-are-scaled",
            "Why scores are scaled",
        )
    beta, every = model.field("llama_4_scaling_beta"), "original_max_position_embeddings"
    start, where = model.field(every), ""
    if kind_of(model) == "llama4_text" and model.field("attn_temperature_tuning") is not False:
        beta, start = model.field("attn_scale") or 0.1, model.field("floor_scale") or 8192
        where = "In layers without RoPE q"  # what the library takes where the file is silent
    if beta:
        yield Feature(
            "scaled queries",
            f"{where or 'Q'}ueries are multiplied by 1 + {beta:g} ln(1 + ⌊position / {start:,}⌋): "
            f"by 1 in the first {start:,} positions, and by more further on.",
            "terms/attention.md#why-scores-are-scaled",
            "Why scores are scaled",
        )


def of_positions(model: Model) -> Iterator[Feature]:
    """How positions get in."""
    page = "terms/positional-encoding.md"
    rope = ("terms/rope.md#in-real-models", "RoPE in real models")
    if model.described["model_type"] == "gpt2":
        yield Feature(
            "learned positions",
            f"A learned vector for each of {said(model, 'context')} positions is added to that of "
            "the token.",
            f"{page}#in-real-models",
            "Positional encoding",
        )
    if (part := turned(model)) != 1:
        yield Feature(
            "partial RoPE",
            f"RoPE turns {part:.0%} of each head and leaves the rest as it is.",
            *rope,
        )
    if kind := scaled_by(model):
        start = VALUES["rope-from"].value(model)
        which, most = (
            ("RoPE's frequencies", "")
            if kind == "linear"
            else ("The slow ones of RoPE's frequencies", "up to ")
        )
        yield Feature(
            "scaled RoPE",
            f"{which} are divided by {most}{said(model, 'rope-factor')} ({kind})"
            + (", in the layers without a window" if kind_of(model) in SCALED_OUTSIDE else "")
            + (f", so that texts can be longer than {start} tokens" if start else "")
            + "; in short texts too.",
            "terms/rope.md#ways-to-stretch-it",
            "Ways to stretch RoPE",
        )
    if without := without_rope(model):
        yield Feature(
            "layers without RoPE",
            f"{without} of {len(layers(model))} layers have no positional encoding (NoPE), the "
            "others have RoPE.",
            f"{page}#can-a-gpt-know-the-order-without-positional-encoding",
            "No positional encoding",
        )
    if bases := two_bases(model):
        window, whole, share = bases
        on = "whole heads" if share == 1 else f"{share:.0%} of each head"
        yield Feature(
            "two kinds of RoPE",
            f"RoPE with base {window:,.0f} in layers with a window, and with base {whole:,.0f} on "
            f"{on} in the others.",
            *rope,
        )


def turned(model: Model) -> float:
    """The share of each head that RoPE turns, by either of the fields that say it."""
    if number := model.field("rotary_dim"):
        return float(number / model.field("head_dim"))
    return float(model.field("partial_rotary_factor") or 1)


def scaled_by(model: Model) -> str | None:
    """The name of the way in which RoPE is scaled; older files call the field `type`."""
    for fields in (model.config.get("rope_parameters"), model.config.get("rope_scaling")):
        kind = (fields or {}).get("rope_type") or (fields or {}).get("type") or "default"
        if kind != "default":
            return str(kind)
    return None


def two_bases(model: Model) -> tuple[float, float, float] | None:
    """Where layers with a window have a RoPE of their own: its base, that of the others, and
    the share of a head that these turn."""
    bases = model.config.get("rope_parameters") or {}
    if {"full_attention", "sliding_attention"} <= set(bases):
        whole, window = bases["full_attention"], bases["sliding_attention"]
        return window["rope_theta"], whole["rope_theta"], whole.get("partial_rotary_factor") or 1
    if own := model.field("rope_local_base_freq"):
        return own, model.field("rope_theta"), 1
    return None


def without_rope(model: Model) -> int:
    """How many layers have no positional encoding, by the rules of the two kinds that do so."""
    kind = model.described["model_type"]
    if kind == "llama4_text":
        return len(layers(model, "full"))
    if kind != "smollm3":
        return 0
    listed = model.field("no_rope_layers")
    interval = model.field("no_rope_layer_interval") or 4
    return listed.count(0) if listed else len(layers(model)) // int(interval)


def of_norms(model: Model) -> Iterator[Feature]:
    """Which norms there are, and where."""
    place = ("terms/layer-norm.md#where-the-norm-stands", "Where the norm stands")
    kind = model.described["model_type"]
    if kind == "gpt2":
        yield Feature(
            "layer norm",
            "Layer norm, with a mean and a bias, in place of RMSNorm.",
            "terms/layer-norm.md#rmsnorm-and-what-each-norm-ignores",
            "RMSNorm, and what each norm ignores",
        )
    if kind in POST_NORM:
        yield Feature(
            "norms after",
            "Norms after attention and after the feed-forward layer, before the addition, and none "
            "before them.",
            *place,
        )
    if kind in SANDWICH:
        yield Feature(
            "norms on both sides",
            "Norms before and after attention, and before and after the feed-forward layer.",
            *place,
        )
    own = tensors(model, "self_attn.q_norm.weight")
    over = None
    if own:
        over = "over all heads together" if own[0]["shape"][0] > head_of(model) else "in each head"
    elif kind == "llama4_text" and model.field("use_qk_norm"):
        over = "in each head, in layers with RoPE, and without learned weights"
    if over:
        yield Feature(
            "QK-norm",
            f"Queries and keys are normalized before they are compared, {over}.",
            "terms/layer-norm.md#in-real-models",
            "Norms in real models",
        )


def head_of(model: Model) -> int:
    """Size of the largest head."""
    return max(int(layer["score"]) for layer in attending(model))


def of_matrices(model: Model) -> Iterator[Feature]:
    """Ties, tables, biases and modules."""
    if model.described["tied"]:
        yield Feature(
            "tied",
            f"The output layer uses the token table again, so its {said(model, 'token-table')} "
            "numbers are counted and stored once.",
            "terms/weight-tying.md",
            "Weight tying",
        )
    if kind_of(model) in SANDWICH:
        yield Feature(
            "scaled embeddings",
            f"A token's vector is multiplied by the root of d_model, {said(model, 'd-model')}, "
            "before the first layer.",
            "terms/embedding.md#in-real-models",
            "Embedding",
        )
    if tensors(model, "per_layer.weight"):
        yield Feature(
            "tables for the layers",
            f"Each layer also looks up a vector of {said(model, 'layer-table')} numbers for the "
            f"token: {said(model, 'layer-tables')} parameters that are never multiplied.",
            "terms/embedding.md#in-real-models",
            "Per-layer embeddings",
        )
    if len(set(widths(model))) > 1:
        yield Feature(
            "two widths",
            f"Its feed-forward layers have two widths, {said(model, 'width')}.",
            "terms/feed-forward-layer.md",
            "Feed-forward layer",
        )
    if model.described["model_type"] == "gpt2":
        yield Feature(
            "no gate",
            "Feed-forward layers of two matrices with GELU, without a gate, four times as wide as "
            "the model.",
            "terms/feed-forward-layer.md#swiglu",
            "SwiGLU",
        )
    elif "gelu" in str(model.field("hidden_act") or model.field("hidden_activation")):
        yield Feature(
            "gated GELU",
            "The gate of its feed-forward layers is GELU (GeGLU) in place of SiLU (SwiGLU).",
            "terms/feed-forward-layer.md#swiglu",
            "SwiGLU",
        )
    if limit := model.field("swiglu_limit"):
        yield Feature(
            "clamped SwiGLU",
            f"A SwiGLU of its own: the gate is clamped from above at {limit:g}, the other half on "
            "both sides, and that half gets 1 added.",
            "terms/activation-function.md#in-real-models",
            "Activation functions in real models",
        )
    if limit := model.field("final_logit_softcapping"):
        yield Feature(
            "capped logits",
            f"A tanh keeps the logits between −{limit:g} and {limit:g}.",
            "terms/logits.md#caps",
            "Caps",
        )
    biased = [
        name
        for name, ending in (
            ("queries, keys and values", ("q_proj.bias", "c_attn.bias")),
            ("attention's output", ("o_proj.bias", "attn.c_proj.bias")),
            ("the router", ("mlp.router.bias",)),
            ("experts", ("experts.down_proj_bias",)),
            ("the feed-forward layers", ("mlp.down_proj.bias", "mlp.c_proj.bias")),
        )
        if any(tensors(model, one) for one in ending)
    ]
    if biased:
        yield Feature(
            "biases",
            f"Biases in {', '.join(biased)}.",
            "terms/weights.md#what-is-learned-and-what-is-not",
            "What is learned and what is not",
        )
