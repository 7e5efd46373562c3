"""What each architecture is built of: every tensor by name and shape, every layer's cache.

Names and shapes are those of the `transformers` library (tests/reference/test_models.py holds each
to the library's own model), so a published checkpoint of before version 5 may hold the experts one
by one where one stacked tensor stands here. The numbers are the same.
"""

from __future__ import annotations

from .config import (
    LARGEST_CONTEXT,
    MOST_LAYERS,
    MOST_PARAMETERS,
    ConfigError,
    Fields,
    flag,
    indices,
    listed,
    named,
    whole,
)

# A multimodal model's config.json holds the language model's in `text_config`. Whether the output
# is tied stands outside of it, and the outer class has its own default.
WRAPPERS: dict[str, Fields] = {
    "gemma3": {"text": ("gemma3_text",), "tied": True},
    "gemma4": {"text": ("gemma4_text",), "tied": True},
    "llama4": {"text": ("llama4_text",), "tied": False},
    "mistral3": {"text": ("mistral", "ministral3"), "tied": True},
    "qwen3_5": {"text": ("qwen3_5_text",), "tied": False},
    "qwen3_5_moe": {"text": ("qwen3_5_moe_text",), "tied": False},
}

# Same tensors under another name. Moonshot's own notes say that Kimi K2 is DeepSeek-V3's
# architecture and that model_type may be changed to deepseek_v3.
SAME = {"kimi_k2": "deepseek_v3"}

# Values that the library takes where a config.json leaves the field out. Only fields that published
# files do leave out stand here: any other that is missing stops the count.
# tests/reference/test_models.py holds each to the library's class.
DEFAULTS: dict[str, Fields] = {
    "gpt2": {"tie_word_embeddings": True},
    "llama": {"attention_bias": False, "mlp_bias": False, "tie_word_embeddings": False},
    "mistral": {"tie_word_embeddings": False},
    "ministral3": {"head_dim": 128, "tie_word_embeddings": False},
    "mixtral": {"tie_word_embeddings": False},
    "gemma2": {"head_dim": 256, "attention_bias": False, "tie_word_embeddings": True},
    "gemma3_text": {
        "attention_bias": False,
        "head_dim": 256,
        "max_position_embeddings": 131_072,
        "num_attention_heads": 8,
        "num_key_value_heads": 4,
        "sliding_window": 4096,
        "tie_word_embeddings": True,
        "vocab_size": 262_208,
    },
    "gemma4_text": {
        "attention_bias": False,
        "attention_k_eq_v": False,
        "enable_moe_block": False,
        "num_kv_shared_layers": 0,
        "tie_word_embeddings": True,
        "use_double_wide_mlp": False,
    },
    "qwen2": {"tie_word_embeddings": False, "use_sliding_window": False},
    "qwen3": {
        "attention_bias": False,
        "head_dim": 128,
        "tie_word_embeddings": False,
        "use_sliding_window": False,
    },
    "qwen3_moe": {
        "attention_bias": False,
        "decoder_sparse_step": 1,
        "tie_word_embeddings": False,
        "use_sliding_window": False,
    },
    "qwen3_next": {
        "attention_bias": False,
        "decoder_sparse_step": 1,
        "head_dim": 256,
        "tie_word_embeddings": False,
    },
    "qwen3_5_text": {
        "attention_bias": False,
        "head_dim": 256,
        "tie_word_embeddings": False,
    },
    "qwen3_5_moe_text": {
        "attention_bias": False,
        "head_dim": 256,
        "tie_word_embeddings": False,
    },
    "gpt_oss": {"attention_bias": True, "head_dim": 64, "tie_word_embeddings": False},
    "deepseek_v2": {
        "attention_bias": False,
        "mlp_bias": False,
        "tie_word_embeddings": False,
    },
    "deepseek_v3": {"attention_bias": False, "tie_word_embeddings": False},
    "deepseek_v32": {"attention_bias": False, "tie_word_embeddings": False},
    "glm_moe_dsa": {"attention_bias": False, "tie_word_embeddings": False},
    "glm4_moe": {
        "attention_bias": False,
        "tie_word_embeddings": False,
        "use_qk_norm": False,
    },
    "llama4_text": {
        "attention_bias": False,
        "head_dim": 128,
        "interleave_moe_layer_step": 1,
        "no_rope_layer_interval": 4,
        "tie_word_embeddings": False,
    },
    "minimax_m2": {"head_dim": 128, "tie_word_embeddings": False},
    "olmo2": {"attention_bias": False, "tie_word_embeddings": False},
    "olmo3": {"attention_bias": False, "tie_word_embeddings": False},
    "phi3": {"tie_word_embeddings": False},
    "smollm3": {
        "attention_bias": False,
        "mlp_bias": False,
        "tie_word_embeddings": True,
        "use_sliding_window": False,
    },
}

# Where the library takes the number of heads for a missing number of key/value heads, and the width
# divided by the heads for a missing head size. Elsewhere both must be given.
KV_HEADS_FROM_HEADS = ("llama", "olmo2", "olmo3", "phi3")
HEAD_DIM_FROM_WIDTH = (
    "llama", "mistral", "mixtral", "qwen2", "qwen3_moe", "glm4_moe", "olmo2", "olmo3", "phi3",
    "smollm3",
)  # fmt: skip

# Fields where null says that there is none, while the library has a number for a missing one.
NULL_IS_NONE = {
    "sliding_window": ("mistral", "qwen2", "qwen3", "qwen3_moe"),
    "q_lora_rank": ("deepseek_v2", "deepseek_v3"),
}

SHARED = "shared experts"  # the part of those that work on every token
LATENT = ("deepseek_v2", "deepseek_v3", "deepseek_v32", "glm_moe_dsa")
SANDWICH = ("gemma2", "gemma3_text", "gemma4_text")  # a norm before and after each half
POST_NORM = ("olmo2", "olmo3")  # only after
DELTA = ("qwen3_next", "qwen3_5_text", "qwen3_5_moe_text")
FURTHER_TOKENS = ("num_nextn_predict_layers", "num_mtp_modules", "mtp_num_hidden_layers")
QK_NORM_BY_HEAD = ("gemma3_text", "gemma4_text", "qwen3", "qwen3_moe", *DELTA)
QK_NORM_OVER_ALL = ("minimax_m2", "olmo2", "olmo3")

# The names under which a mixture keeps its numbers: experts, experts for a token, their width.
MIXTURES = {
    "mixtral": ("num_local_experts", "num_experts_per_tok", "intermediate_size"),
    "minimax_m2": ("num_local_experts", "num_experts_per_tok", "intermediate_size"),
    "gpt_oss": ("num_local_experts", "num_experts_per_tok", "intermediate_size"),
    "llama4_text": ("num_local_experts", "num_experts_per_tok", "intermediate_size"),
    "gemma4_text": ("num_experts", "top_k_experts", "moe_intermediate_size"),
    "qwen3_moe": ("num_experts", "num_experts_per_tok", "moe_intermediate_size"),
    "qwen3_next": ("num_experts", "num_experts_per_tok", "moe_intermediate_size"),
    "qwen3_5_moe_text": ("num_experts", "num_experts_per_tok", "moe_intermediate_size"),
    "deepseek_v2": ("n_routed_experts", "num_experts_per_tok", "moe_intermediate_size"),
    "deepseek_v3": ("n_routed_experts", "num_experts_per_tok", "moe_intermediate_size"),
    "deepseek_v32": (
        "n_routed_experts",
        "num_experts_per_tok",
        "moe_intermediate_size",
    ),
    "glm_moe_dsa": ("n_routed_experts", "num_experts_per_tok", "moe_intermediate_size"),
    "glm4_moe": ("n_routed_experts", "num_experts_per_tok", "moe_intermediate_size"),
}

LAYER_TYPES = (
    "full_attention", "sliding_attention", "chunked_attention", "linear_attention",
    "indexed_attention",
)  # fmt: skip


def describe(config: Fields) -> Fields:
    """The model that `config` (the object of a config.json) describes.

    Returns a dict:
        model_type: the architecture's name, that of the language model where others are around it.
        d_model, vocab_size, context: whole numbers.
        tied: whether the output matrix is the token table.
        experts: None, or {"count", "per_token"} of a mixture.
        tensors: a list of {"name", "shape", "part", "kind"}. `part` is one of parameters.PARTS.
            `kind` is "linear" (out, in), "conv1d" (GPT-2's, in, out), "matrix" (multiplied, but no
    X
        buffers: the same, for what a checkpoint holds beside parameters.
        layers: one dict a layer, for cache.py and speed.py (see _layer).
        assumed: {field: value} of what the library takes where the file is silent.
        notes: sentences on what is not counted.
        inside: None, or the model_type of the multimodal model that it is the language model of.

    Raises:
        ConfigError: an unknown architecture, or a field that is missing or cannot be right.
    """
    outer = config
    notes: list[str] = []
    kind = named(config, "model_type")
    tied = None
    inside_of = None
    if kind in WRAPPERS or "text_config" in config:
        inside = outer.get("text_config")
        if not isinstance(inside, dict):
            raise ConfigError(
                "text_config is missing: the numbers of the language model stand in it"
            )
        config = inside
        inner = named_inside(config)
        known = WRAPPERS.get(kind)
        if known and inner not in known["text"]:
            raise ConfigError(
                f"text_config.model_type is {inner[:40]!r}: with {kind} it is "
                f"{' or '.join(known['text'])}"
            )
        if not known and "tie_word_embeddings" not in outer:
            raise ConfigError(
                f"tie_word_embeddings is missing beside text_config, and what {kind!r} takes then "
                "is not known here"
            )
        tied = flag(outer, "tie_word_embeddings", known["tied"] if known else False)
        others = [part for part in ("vision_config", "audio_config") if outer.get(part)]
        if others:
            names = " and ".join(part.removesuffix("_config") for part in others)
            notes.append(f"only the language model is counted, not the {names} part")
        inside_of = kind
        kind = inner
    kind = SAME.get(kind, kind)
    if kind not in DEFAULTS:
        names = ", ".join(sorted([*DEFAULTS, *SAME, *WRAPPERS]))
        raise ConfigError(f"model_type {kind[:40]!r} is not known here; known are {names}")
    if "per_layer_config" in config:
        raise ConfigError("per_layer_config is not known here: layers must be regular")
    _miss_none(kind, config)
    given = {**DEFAULTS[kind], **{k: v for k, v in config.items() if v is not None}}
    assumed = {
        name: value
        for name, value in DEFAULTS[kind].items()
        if config.get(name) is None and not isinstance(value, bool)
    }
    if tied is None:
        tied = flag(given, "tie_word_embeddings", False)
    model = _gpt2(given, tied) if kind == "gpt2" else _decoder(kind, given, tied)
    model["assumed"] = {**assumed, **model["assumed"]}
    model["notes"] = notes
    model["inside"] = inside_of
    for field in FURTHER_TOKENS:
        if config.get(field):
            notes.append(
                f"the modules that predict further tokens are not counted ({field}: "
                f"{whole(config, field)})"
            )
    total = sum(numbers(tensor["shape"]) for tensor in model["tensors"])
    if total > MOST_PARAMETERS:
        raise ConfigError(f"{total:,} parameters: no model has as many; look for a digit too many")
    return model


def _miss_none(kind: str, config: Fields) -> None:
    """Ask for the fields of NULL_IS_NONE that count."""
    for name, kinds in NULL_IS_NONE.items():
        if kind not in kinds or name in config:
            continue
        asks = name == "sliding_window" and kind != "mistral"  # for another field first
        if asks and not flag(config, "use_sliding_window", False):
            continue
        raise ConfigError(f"{name} is missing: give it, or null for a model without")


def named_inside(text_config: Fields) -> str:
    """The model_type of a `text_config`.

    Raises:
        ConfigError: missing, or not a text.
    """
    try:
        return named(text_config, "model_type")
    except ConfigError as error:
        raise ConfigError(f"text_config.{error}") from None


def numbers(shape: list[int]) -> int:
    """How many numbers a tensor of this shape holds."""
    product = 1
    for size in shape:
        product *= size
    return product


def tensor(name: str, shape: list[int], part: str, kind: str) -> Fields:
    """One entry of a model's tensors (see `describe`)."""
    return {"name": name, "shape": shape, "part": part, "kind": kind}


def linear(name: str, size_in: int, size_out: int, part: str, bias: bool = False) -> list[Fields]:
    """A linear layer's weight, (out, in), and its bias."""
    made = [tensor(name + ".weight", [size_out, size_in], part, "linear")]
    if bias:
        made.append(tensor(name + ".bias", [size_out], part, "vector"))
    return made


def norm(name: str, size: int, bias: bool = False) -> list[Fields]:
    """A norm's weight, and its bias."""
    made = [tensor(name + ".weight", [size], "norms", "vector")]
    if bias:
        made.append(tensor(name + ".bias", [size], "norms", "vector"))
    return made


def _layer(
    kind: str,
    heads: int,
    score: int,
    value: int,
    cached: int,
    window: int | None = None,
) -> Fields:
    """What cache.py and speed.py need of a layer.

    kind: "full", "sliding", "chunked", "latent" or "linear".
    heads: of the queries; score: numbers a query and a key have; value: numbers a value has.
    cached: numbers that the cache holds for one position.
    row: how many of them lie together in one row, which block formats cut into blocks.
    window: positions that are kept, or None for all.
    chosen: positions that a query is compared with in full, where an indexer chooses them.
    index: multiplications with which the indexer judges one position.
    expanded: numbers for one position if a latent is kept as full keys and values.
    absorbed: numbers of a latent with which a head works on one position, where the matrices that
        would make keys and values of it are multiplied into queries and output instead.
    state: numbers that a linear layer keeps, however long the text: in the cache's type, and
        always in fp32.
    """
    return {
        "kind": kind,
        "heads": heads,
        "score": score,
        "value": value,
        "cached": cached,
        "row": score,
        "window": window,
        "chosen": None,
        "index": 0,
        "expanded": None,
        "absorbed": None,
        "state": [0, 0],
    }


def _gpt2(c: Fields, tied: bool) -> Fields:
    n_layers = whole(c, "n_layer", high=MOST_LAYERS)
    d_model, heads = whole(c, "n_embd"), whole(c, "n_head")
    vocab_size, context = whole(c, "vocab_size"), whole(c, "n_positions")
    width = whole(c, "n_inner", 4 * d_model)
    if flag(c, "add_cross_attention", False):
        raise ConfigError("add_cross_attention is true: only decoders are counted here")
    if d_model % heads:
        raise ConfigError(f"n_embd {d_model:,} is not a multiple of n_head {heads:,}")
    tensors = [
        tensor("transformer.wte.weight", [vocab_size, d_model], "embeddings", "table"),
        tensor("transformer.wpe.weight", [context, d_model], "embeddings", "table"),
    ]
    layers = []
    for i in range(n_layers):
        at = f"transformer.h.{i}."
        tensors += norm(at + "ln_1", d_model, bias=True)
        for name, part, size_in, size_out in (
            ("attn.c_attn", "attention", d_model, 3 * d_model),
            ("attn.c_proj", "attention", d_model, d_model),
            ("mlp.c_fc", "feed-forward", d_model, width),
            ("mlp.c_proj", "feed-forward", width, d_model),
        ):
            tensors.append(tensor(at + name + ".weight", [size_in, size_out], part, "conv1d"))
            tensors.append(tensor(at + name + ".bias", [size_out], part, "vector"))
        tensors += norm(at + "ln_2", d_model, bias=True)
        head = d_model // heads
        layers.append(_layer("full", heads, head, head, 2 * d_model))
    tensors += norm("transformer.ln_f", d_model, bias=True)
    if not tied:
        tensors += linear("lm_head", d_model, vocab_size, "output")
    return {
        "model_type": "gpt2",
        "d_model": d_model,
        "vocab_size": vocab_size,
        "context": context,
        "tied": tied,
        "experts": None,
        "tensors": tensors,
        "buffers": [],
        "layers": layers,
        "assumed": {},
    }


def _decoder(kind: str, c: Fields, tied: bool) -> Fields:
    n_layers = whole(c, "num_hidden_layers", high=MOST_LAYERS)
    d_model = whole(c, "hidden_size")
    vocab_size = whole(c, "vocab_size")
    context = whole(c, "max_position_embeddings", high=LARGEST_CONTEXT)
    heads = whole(c, "num_attention_heads")
    assumed: dict[str, int] = {}
    if kind in LATENT:
        kv_heads = head = 0  # there are none: a latent is kept
    else:
        kv_heads = _kv_heads(kind, c, heads, assumed)
        head = _head_dim(kind, c, d_model, heads, assumed)
    types = _layer_types(kind, c, n_layers)
    mixture = _mixture(kind, c)
    sparse = _sparse_layers(kind, c, n_layers) if mixture else [False] * n_layers
    correction = [mixture["count"]] if mixture else []

    tensors = [tensor("model.embed_tokens.weight", [vocab_size, d_model], "embeddings", "table")]
    buffers: list[Fields] = []
    layers = []
    for i in range(n_layers):
        at = f"model.layers.{i}."
        shares = kind == "gemma4_text" and i >= n_layers - _shared(c, n_layers)
        if kind in LATENT:
            made, layer = _latent(kind, at, c, d_model, heads, i, n_layers)
        elif types[i] == "linear_attention":
            made, layer = _delta(kind, at, c, d_model)
        else:
            window = _window(kind, c, types[i])
            made, layer = _heads(
                kind, at, c, d_model, heads, kv_heads, head, types[i], window, shares
            )
        tensors += made
        layers.append(layer)
        tensors += _feed_forward(kind, at, c, d_model, mixture if sparse[i] else None, shares)
        if kind in POST_NORM:
            norms = ["post_attention_layernorm", "post_feedforward_layernorm"]
        elif kind in SANDWICH:
            norms = [
                "input_layernorm", "post_attention_layernorm",
                "pre_feedforward_layernorm", "post_feedforward_layernorm",
            ]  # fmt: skip
        else:
            norms = ["input_layernorm", "post_attention_layernorm"]
        for name in norms:
            tensors += norm(at + name, d_model)
        if kind == "gemma4_text":
            buffers.append(tensor(at + "layer_scalar", [1], "norms", "vector"))
        elif sparse[i] and kind in (
            "deepseek_v3",
            "deepseek_v32",
            "glm_moe_dsa",
            "glm4_moe",
        ):
            bias = at + "mlp.gate.e_score_correction_bias"
            buffers.append(tensor(bias, correction, "router", "vector"))
        elif kind == "minimax_m2":
            bias = at + "mlp.e_score_correction_bias"
            buffers.append(tensor(bias, correction, "router", "vector"))
    tensors += norm("model.norm", d_model)
    if kind == "gemma4_text":
        tensors += _per_layer_inputs(c, n_layers, d_model)
    if not tied:
        tensors += linear("lm_head", d_model, vocab_size, "output")
    return {
        "model_type": kind,
        "d_model": d_model,
        "vocab_size": vocab_size,
        "context": context,
        "tied": tied,
        "experts": mixture and {key: mixture[key] for key in ("count", "per_token")},
        "tensors": tensors,
        "buffers": buffers,
        "layers": layers,
        "assumed": assumed,
    }


def _kv_heads(kind: str, c: Fields, heads: int, assumed: Fields) -> int:
    if c.get("num_key_value_heads") is None and kind in KV_HEADS_FROM_HEADS:
        assumed["num_key_value_heads"] = heads
    kv_heads = whole(c, "num_key_value_heads", assumed.get("num_key_value_heads"))
    if heads % kv_heads:
        raise ConfigError(
            f"num_attention_heads {heads:,} is not a multiple of num_key_value_heads {kv_heads:,}"
        )
    return kv_heads


def _head_dim(kind: str, c: Fields, d_model: int, heads: int, assumed: Fields) -> int:
    if c.get("head_dim") is None and kind in HEAD_DIM_FROM_WIDTH:
        if d_model % heads:
            raise ConfigError(
                f"head_dim is missing, and hidden_size {d_model:,} is not a multiple of "
                f"num_attention_heads {heads:,}"
            )
        assumed["head_dim"] = d_model // heads
    return whole(c, "head_dim", assumed.get("head_dim"))


def _layer_types(kind: str, c: Fields, n_layers: int) -> list[str]:
    """The library's name for each layer's kind of attention."""
    full, sliding = "full_attention", "sliding_attention"
    if kind in ("mistral", "ministral3", "mixtral", "phi3"):  # no pattern: all or none
        return [full if c.get("sliding_window") is None else sliding] * n_layers
    if kind == "qwen3_moe":
        return [sliding if _uses_window(c) else full] * n_layers
    if kind in ("llama", "olmo2", "minimax_m2", "glm4_moe", *LATENT):
        return [full] * n_layers
    listed_types = listed(c, "layer_types", n_layers, LAYER_TYPES)
    if listed_types is not None:
        types = listed_types
    elif kind in ("qwen2", "qwen3"):
        first = whole(c, "max_window_layers", low=0) if _uses_window(c) else n_layers
        types = [sliding if i >= first else full for i in range(n_layers)]
    elif kind == "smollm3":
        rotated = listed(c, "no_rope_layers", n_layers, (0, 1))
        interval = whole(c, "no_rope_layer_interval", 4)
        rotated = rotated or [(i + 1) % interval != 0 for i in range(n_layers)]
        types = [sliding if _uses_window(c) and not rotated[i] else full for i in range(n_layers)]
    elif kind == "llama4_text":
        rotated = c.get("no_rope_layers") or None
        rotated = rotated and listed(c, "no_rope_layers", n_layers, (0, 1))
        interval = whole(c, "no_rope_layer_interval")
        rotated = rotated or [(i + 1) % interval != 0 for i in range(n_layers)]
        types = ["chunked_attention" if on else full for on in rotated]
    elif kind in DELTA:
        interval = whole(c, "full_attention_interval", 4)
        types = [full if (i + 1) % interval == 0 else "linear_attention" for i in range(n_layers)]
    else:
        default = {"gemma2": 2, "gpt_oss": 2, "olmo3": 4, "gemma4_text": 6}.get(kind, 6)
        interval = whole(c, "sliding_window_pattern", default) if kind == "gemma3_text" else default
        types = [full if (i + 1) % interval == 0 else sliding for i in range(n_layers)]
    if kind in ("qwen2", "qwen3") and sliding in types and not _uses_window(c):
        raise ConfigError(
            "layer_types has sliding_attention, but use_sliding_window or sliding_window is not set"
        )
    if kind == "gemma4_text" and types[-1] != full:
        types = [*types[:-1], full]  # as the library does, with a warning
    allowed = {
        "llama4_text": (full, "chunked_attention"),
        **dict.fromkeys(DELTA, (full, "linear_attention")),
    }.get(kind, (full, sliding))
    for i, entry in enumerate(types):
        if entry not in allowed:
            raise ConfigError(f"layer_types[{i}] is {entry!r}: {kind} has no such layers")
    return types


def _uses_window(c: Fields) -> bool:
    return flag(c, "use_sliding_window", False) and c.get("sliding_window") is not None


def _window(kind: str, c: Fields, layer_type: str) -> int | None:
    if layer_type == "sliding_attention":
        return whole(c, "sliding_window", low=2)
    if layer_type == "chunked_attention":
        return whole(c, "attention_chunk_size", low=2)
    return None


def _shared(c: Fields, n_layers: int) -> int:
    """Gemma's last layers that take keys and values from earlier ones."""
    return whole(c, "num_kv_shared_layers", low=0, high=n_layers - 1)


def _heads(
    kind: str,
    at: str,
    c: Fields,
    d_model: int,
    heads: int,
    kv_heads: int,
    head: int,
    layer_type: str,
    window: int | None,
    shares: bool,
) -> tuple[list[Fields], Fields]:
    """Attention with query heads and, as many or fewer, key/value heads."""
    value_is_key = False
    if kind == "gemma4_text" and layer_type == "full_attention":
        head = whole(c, "global_head_dim", 512)
        value_is_key = flag(c, "attention_k_eq_v", False)
        if value_is_key:
            kv_heads = whole(c, "num_global_key_value_heads", kv_heads)
    bias = {
        "qwen2": True,
        **dict.fromkeys(("mistral", "ministral3", "mixtral", "phi3", "minimax_m2"), False),
    }.get(kind)
    if bias is None:
        bias = flag(c, "attention_bias", False)
    bias_out = bias and kind not in ("qwen2", "glm4_moe")
    gate = 2 if kind in DELTA else 1  # these also project a gate for each query
    if kind in DELTA and not flag(c, "attn_output_gate", True):
        raise ConfigError("attn_output_gate is false: the library always has that gate")

    at += "self_attn."
    part = "attention"
    queries, keys = heads * head, kv_heads * head
    if kind == "phi3":
        made = linear(at + "qkv_proj", d_model, queries + 2 * keys, part)
    else:
        made = linear(at + "q_proj", d_model, gate * queries, part, bias)
        if not shares:
            made += linear(at + "k_proj", d_model, keys, part, bias)
            if not value_is_key:
                made += linear(at + "v_proj", d_model, keys, part, bias)
    made += linear(at + "o_proj", queries, d_model, part, bias_out)
    if kind == "gpt_oss":
        made.append(tensor(at + "sinks", [heads], part, "vector"))
    if kind in QK_NORM_OVER_ALL:
        made += norm(at + "q_norm", queries) + norm(at + "k_norm", keys)
    elif kind in QK_NORM_BY_HEAD or (kind == "glm4_moe" and flag(c, "use_qk_norm", False)):
        made += norm(at + "q_norm", head) + ([] if shares else norm(at + "k_norm", head))
    name = layer_type.removesuffix("_attention")
    layer = _layer(name, heads, head, head, 0 if shares else 2 * keys, window)
    return made, layer


def _latent(
    kind: str, at: str, c: Fields, d_model: int, heads: int, i: int, n_layers: int
) -> tuple[list[Fields], Fields]:
    """Multi-head latent attention: keys and values are made anew from one small latent."""
    latent, rotated = whole(c, "kv_lora_rank"), whole(c, "qk_rope_head_dim")
    plain, value = whole(c, "qk_nope_head_dim"), whole(c, "v_head_dim")
    score = plain + rotated
    bias = flag(c, "attention_bias", False)
    at += "self_attn."
    part = "attention"
    if c.get("q_lora_rank") is None and kind in ("deepseek_v2", "deepseek_v3"):
        made = linear(at + "q_proj", d_model, heads * score, part)
        query_rank = 0
    else:
        query_rank = whole(c, "q_lora_rank")
        made = linear(at + "q_a_proj", d_model, query_rank, part, bias)
        made += norm(at + "q_a_layernorm", query_rank)
        made += linear(at + "q_b_proj", query_rank, heads * score, part)
    made += linear(at + "kv_a_proj_with_mqa", d_model, latent + rotated, part, bias)
    made += norm(at + "kv_a_layernorm", latent)
    made += linear(at + "kv_b_proj", latent, heads * (plain + value), part)
    made += linear(at + "o_proj", heads * value, d_model, part, bias)
    layer = _layer("latent", heads, score, value, latent + rotated)
    layer["expanded"] = heads * (score + value)
    layer["absorbed"] = latent + rotated + latent
    layer["row"] = latent
    if kind in ("deepseek_v32", "glm_moe_dsa"):
        layer["chosen"] = whole(c, "index_topk")
    if kind == "deepseek_v32" or (kind == "glm_moe_dsa" and _runs_indexer(c, i, n_layers)):
        index_heads, index = whole(c, "index_n_heads"), whole(c, "index_head_dim")
        at += "indexer."
        made += linear(at + "wq_b", query_rank, index_heads * index, part)
        made += linear(at + "wk", d_model, index, part)
        made += norm(at + "k_norm", index, bias=True)
        made += linear(at + "weights_proj", d_model, index_heads, part)
        layer["index"] = index_heads * (index + 1)  # and each head's own weight
        layer["cached"] += index
        layer["expanded"] += index
    return made, layer


def _runs_indexer(c: Fields, i: int, n_layers: int) -> bool:
    """Whether a layer of GLM chooses its tokens itself, or takes the choice of one before."""
    types = listed(c, "indexer_types", n_layers, ("full", "shared"))
    pattern = c.get("index_topk_pattern")
    if types is None and pattern is not None:
        if not isinstance(pattern, str) or len(pattern) < n_layers or set(pattern) - {*"FS"}:
            raise ConfigError(f"index_topk_pattern is not {n_layers} letters F or S")
        return bool(pattern[i] == "F")
    if types is None:
        every = max(whole(c, "index_topk_freq", 1, low=0), 1)
        offset = whole(c, "index_skip_topk_offset", 2, low=0)
        return max(i - offset + 1, 0) % every == 0
    return bool(types[i] == "full")


def _delta(kind: str, at: str, c: Fields, d_model: int) -> tuple[list[Fields], Fields]:
    """A gated delta net: linear attention, whose state does not grow with the text."""
    key_heads, value_heads = (
        whole(c, "linear_num_key_heads"),
        whole(c, "linear_num_value_heads"),
    )
    key_head, value_head = (
        whole(c, "linear_key_head_dim"),
        whole(c, "linear_value_head_dim"),
    )
    kernel = whole(c, "linear_conv_kernel_dim")
    if value_heads % key_heads:
        raise ConfigError(
            f"linear_num_value_heads {value_heads:,} is not a multiple of "
            f"linear_num_key_heads {key_heads:,}"
        )
    keys, values = key_heads * key_head, value_heads * value_head
    mixed = 2 * keys + values
    at += "linear_attn."
    part = "attention"
    made = [
        tensor(at + "dt_bias", [value_heads], part, "vector"),
        tensor(at + "A_log", [value_heads], part, "vector"),
        tensor(at + "conv1d.weight", [mixed, 1, kernel], part, "kernel"),
    ]
    if kind == "qwen3_next":
        made += linear(at + "in_proj_qkvz", d_model, mixed + values, part)
        made += linear(at + "in_proj_ba", d_model, 2 * value_heads, part)
    else:
        made += linear(at + "in_proj_qkv", d_model, mixed, part)
        made += linear(at + "in_proj_z", d_model, values, part)
        made += linear(at + "in_proj_b", d_model, value_heads, part)
        made += linear(at + "in_proj_a", d_model, value_heads, part)
    made += norm(at + "norm", value_head)
    made += linear(at + "out_proj", values, d_model, part)
    layer = _layer("linear", value_heads, key_head, value_head, 0)
    layer["state"] = [mixed * kernel, value_heads * key_head * value_head]
    return made, layer


def _mixture(kind: str, c: Fields) -> Fields | None:
    """{"count", "per_token", "width"} of the experts, or None of a dense model."""
    if kind not in MIXTURES:
        return None
    if kind == "gemma4_text" and not flag(c, "enable_moe_block", False):
        return None
    count_name, chosen_name, width_name = MIXTURES[kind]
    count = whole(c, count_name)
    chosen = whole(c, chosen_name)
    if chosen > count:
        raise ConfigError(f"{chosen_name} {chosen:,} is more than {count_name} {count:,}")
    return {"count": count, "per_token": chosen, "width": whole(c, width_name)}


def _sparse_layers(kind: str, c: Fields, n_layers: int) -> list[bool]:
    """For each layer whether it has experts."""
    if kind in ("qwen3_moe", "qwen3_next"):
        dense = indices(c, "mlp_only_layers", n_layers) or []
        step = whole(c, "decoder_sparse_step")
        return [i not in dense and (i + 1) % step == 0 for i in range(n_layers)]
    if kind == "llama4_text":
        step = whole(c, "interleave_moe_layer_step")
        given = indices(c, "moe_layers", n_layers)
        chosen = range(step - 1, n_layers, step) if given is None else given
        return [i in chosen for i in range(n_layers)]
    if kind in (*LATENT, "glm4_moe"):
        types = None
        if kind in ("deepseek_v32", "glm_moe_dsa"):
            types = listed(c, "mlp_layer_types", n_layers, ("dense", "sparse"))
        if types is not None:
            return [entry == "sparse" for entry in types]
        first = whole(c, "first_k_dense_replace", low=0)
        return [i >= first for i in range(n_layers)]
    return [True] * n_layers


def _gated(
    at: str, d_model: int, width: int, bias: bool = False, part: str = "feed-forward"
) -> list[Fields]:
    """A feed-forward layer with a gate: three matrices."""
    return (
        linear(at + "gate_proj", d_model, width, part, bias)
        + linear(at + "up_proj", d_model, width, part, bias)
        + linear(at + "down_proj", width, d_model, part, bias)
    )


def _feed_forward(
    kind: str,
    at: str,
    c: Fields,
    d_model: int,
    mixture: Fields | None,
    shares: bool,
) -> list[Fields]:
    """A layer's second half: dense, or a router with its experts."""
    mlp = at + ("feed_forward." if kind == "llama4_text" else "mlp.")
    if kind == "gemma4_text":
        wide = 2 if shares and flag(c, "use_double_wide_mlp", False) else 1
        made = _gated(mlp, d_model, wide * whole(c, "intermediate_size"))
        if mixture:
            count, width = mixture["count"], mixture["width"]
            made += [
                tensor(at + "router.scale", [d_model], "router", "vector"),
                tensor(at + "router.per_expert_scale", [count], "router", "vector"),
                *linear(at + "router.proj", d_model, count, "router"),
            ]
            made += _stacked(at + "experts.", count, d_model, width)
            for name in (
                "post_feedforward_layernorm_1",
                "post_feedforward_layernorm_2",
                "pre_feedforward_layernorm_2",
            ):
                made += norm(at + name, d_model)
        if _per_layer_size(c):
            made += linear(at + "per_layer_input_gate", d_model, _per_layer_size(c), "feed-forward")
            made += linear(at + "per_layer_projection", _per_layer_size(c), d_model, "feed-forward")
            made += norm(at + "post_per_layer_input_norm", d_model)
        return made
    if not mixture:
        width = whole(c, "intermediate_size_mlp" if kind == "llama4_text" else "intermediate_size")
        if kind == "phi3":
            return linear(mlp + "gate_up_proj", d_model, 2 * width, "feed-forward") + linear(
                mlp + "down_proj", width, d_model, "feed-forward"
            )
        bias = kind in ("llama", "smollm3", "deepseek_v2") and flag(c, "mlp_bias", False)
        return _gated(mlp, d_model, width, bias)
    count, width = mixture["count"], mixture["width"]
    if kind == "gpt_oss":
        return [
            tensor(mlp + "router.weight", [count, d_model], "router", "matrix"),
            tensor(mlp + "router.bias", [count], "router", "vector"),
            *_stacked(mlp + "experts.", count, d_model, width, turned=True, bias=True),
        ]
    if kind == "llama4_text":
        return [
            tensor(mlp + "router.weight", [count, d_model], "router", "derived"),
            *_stacked(mlp + "experts.", count, d_model, width, turned=True),
            *_gated(mlp + "shared_expert.", d_model, width, False, SHARED),
        ]
    made = [tensor(mlp + "gate.weight", [count, d_model], "router", "matrix")]
    made += _stacked(mlp + "experts.", count, d_model, width)
    if kind in (*LATENT, "glm4_moe"):
        shared = whole(c, "n_shared_experts") * width
        bias = kind == "deepseek_v2" and flag(c, "mlp_bias", False)
        made += _gated(mlp + "shared_experts.", d_model, shared, bias, SHARED)
    elif kind in ("qwen3_next", "qwen3_5_moe_text"):
        shared = whole(c, "shared_expert_intermediate_size")
        made += _gated(mlp + "shared_expert.", d_model, shared, False, SHARED)
        made += linear(mlp + "shared_expert_gate", d_model, 1, SHARED)
    return made


def _stacked(
    at: str,
    count: int,
    d_model: int,
    width: int,
    turned: bool = False,
    bias: bool = False,
) -> list[Fields]:
    """All experts of a layer in two tensors."""
    up, down = [count, 2 * width, d_model], [count, d_model, width]
    if turned:
        up, down = [count, d_model, 2 * width], [count, width, d_model]
    kind = "turned" if turned else "experts"
    made = [
        tensor(at + "gate_up_proj", up, "experts", kind),
        tensor(at + "down_proj", down, "experts", kind),
    ]
    if bias:
        made += [
            tensor(at + "gate_up_proj_bias", [count, 2 * width], "experts", "vector"),
            tensor(at + "down_proj_bias", [count, d_model], "experts", "vector"),
        ]
    return made


def _per_layer_size(c: Fields) -> int:
    """Gemma's small models: numbers of a token that each layer gets anew."""
    return whole(c, "hidden_size_per_layer_input", 256, low=0)


def _per_layer_inputs(c: Fields, n_layers: int, d_model: int) -> list[Fields]:
    size = _per_layer_size(c)
    if not size:
        return []
    rows = whole(c, "vocab_size_per_layer_input", 262_144)
    return [
        tensor(
            "model.embed_tokens_per_layer.weight",
            [rows, n_layers * size],
            "embeddings",
            "table",
        ),
        *linear("model.per_layer_model_projection", d_model, n_layers * size, "embeddings"),
        *norm("model.per_layer_projection_norm", size),
    ]
