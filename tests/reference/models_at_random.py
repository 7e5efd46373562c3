"""Random configurations of each architecture, within what the library accepts."""

from __future__ import annotations

import copy
import functools
import json

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from models_in_transformers import FILES

from glossary.models import describe
from glossary.models.families import DEFAULTS, DELTA, LATENT, MIXTURES

AT_RANDOM = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
FULL, SLIDING = "full_attention", "sliding_attention"
SINCE = {"gemma2": "gemma-3-1b"}  # no file of its own: another's fields serve
PATTERNED = (
    "gemma2",
    "gemma3_text",
    "gemma4_text",
    "gpt_oss",
    "olmo3",
    "qwen2",
    "qwen3",
)


@functools.cache
def known() -> dict:
    """{architecture: the config.json of one of its models, without what is around it}."""
    found = {}
    for path in FILES:
        config = json.loads(path.read_text("utf-8"))["config"]
        kind = describe(config)["model_type"]
        found.setdefault(kind, config.get("text_config", config))
    for kind, other in SINCE.items():
        fields = json.loads((FILES[0].parent / f"{other}.json").read_text("utf-8"))[
            "config"
        ]
        found.setdefault(kind, {**fields, "model_type": kind})
    return found


@st.composite
def configs(draw, kind: str) -> dict:
    """A config.json of the architecture with random numbers, some optional fields left out."""
    c = copy.deepcopy(known()[kind])
    c["model_type"] = kind
    c["pad_token_id"] = 0
    for field in ("bos_token_id", "eos_token_id"):
        c[field] = None

    def number(low: int, high: int) -> int:
        return draw(st.integers(low, high))

    heads, n_layers = number(1, 3) * (kv := number(1, 4)), number(1, 7)
    d_model = heads * 8 * number(1, 3)
    if kind == "gpt2":
        c |= {"n_embd": d_model, "n_head": heads, "n_layer": n_layers}
        c |= {"n_positions": number(1, 40), "vocab_size": number(2, 300)}
        c["n_inner"] = draw(st.none() | st.integers(1, 90))
        c["tie_word_embeddings"] = draw(st.booleans())
        return c
    c |= {
        "hidden_size": d_model,
        "num_attention_heads": heads,
        "num_key_value_heads": heads if kind in LATENT else kv,
        "num_hidden_layers": n_layers,
        "vocab_size": number(2, 300),
        "intermediate_size": number(1, 90),
        "tie_word_embeddings": draw(st.booleans()),
    }
    if kind not in LATENT:
        c["head_dim"] = 8 * number(1, 8)
    for field, default in DEFAULTS[kind].items():
        if isinstance(default, bool) and field != "tie_word_embeddings":
            c[field] = draw(st.booleans())
    if c.get("enable_moe_block"):
        c |= {"num_experts": 1, "top_k_experts": 1, "moe_intermediate_size": 1}
    if kind in MIXTURES:
        count, chosen, width = MIXTURES[kind]
        c[count] = number(2, 7)
        c[chosen] = number(1, c[count])
        c[width] = number(1, 40)
        c |= {"n_group": 1, "topk_group": 1}
    for field in ("shared_expert_intermediate_size", "intermediate_size_mlp"):
        if field in c:
            c[field] = number(1, 50)
    if "n_shared_experts" in c:
        c["n_shared_experts"] = number(1, 3)
    if "first_k_dense_replace" in c:
        c["first_k_dense_replace"] = number(0, n_layers)
    if kind in LATENT:
        c |= {"kv_lora_rank": 2 * number(1, 20), "q_lora_rank": number(1, 40)}
        c |= {
            "qk_nope_head_dim": 2 * number(1, 15),
            "qk_rope_head_dim": 2 * number(1, 9),
        }
        c["v_head_dim"] = number(1, 30)
        if kind in ("deepseek_v2", "deepseek_v3") and draw(st.booleans()):
            c["q_lora_rank"] = None
        if "index_topk" in c:
            c |= {
                "index_n_heads": number(1, 4),
                "index_head_dim": 20,
                "index_topk": number(1, 9),
            }
    if kind in DELTA:
        c |= {
            "linear_num_key_heads": (few := number(1, 3)),
            "linear_key_head_dim": number(1, 20),
        }
        c |= {"linear_num_value_heads": few * number(1, 3)}
        c |= {
            "linear_value_head_dim": number(1, 20),
            "linear_conv_kernel_dim": number(1, 5),
        }
        c["layer_types"] = draw(
            st.lists(
                st.sampled_from([FULL, "linear_attention"]),
                min_size=n_layers,
                max_size=n_layers,
            )
        )
    c |= _pattern(draw, kind, n_layers)
    if "rotary_dim" in c:
        c["rotary_dim"] = 8
    if kind == "gemma4_text":
        c |= _gemma_4(draw, c, n_layers)
    shared = c.get("num_kv_shared_layers")
    optional = [*DEFAULTS[kind], "layer_types", "no_rope_layers", "rope_scaling"]
    for field in draw(st.lists(st.sampled_from(optional), unique=True)):
        if field in ("num_attention_heads", "num_key_value_heads"):
            continue
        if field in ("layer_types", "num_kv_shared_layers") and shared:
            continue  # the library asks layers that share for a layer of their kind
        if field == "use_sliding_window" and SLIDING in c.get("layer_types", []):
            continue  # the library then has such layers and no window
        c.pop(field, None)
    return c


def _pattern(draw, kind: str, n_layers: int) -> dict:
    """Windows, and which layers have them."""
    window = draw(st.integers(2, 50))
    if kind == "llama4_text":
        rotated = st.lists(
            st.sampled_from([0, 1]), min_size=n_layers, max_size=n_layers
        )
        return {"attention_chunk_size": window, "no_rope_layers": draw(rotated)}
    if kind == "smollm3":
        return {"no_rope_layers": None, "sliding_window": window}
    if kind in ("mistral", "ministral3", "mixtral", "phi3", "qwen3_moe"):
        return {"sliding_window": draw(st.none() | st.just(window))}
    if kind not in PATTERNED:
        return {}
    types = draw(
        st.lists(st.sampled_from([FULL, SLIDING]), min_size=n_layers, max_size=n_layers)
    )
    made = {"sliding_window": window, "layer_types": types}
    if kind in ("qwen2", "qwen3"):
        made |= {
            "use_sliding_window": True,
            "max_window_layers": draw(st.integers(0, n_layers)),
        }
    if kind == "gemma3_text":
        made["sliding_window_pattern"] = draw(st.integers(1, 6))
    return made


def _gemma_4(draw, c: dict, n_layers: int) -> dict:
    """Sizes for tokens that layers get anew, and layers that share; these need one of each kind."""
    types = [*c["layer_types"][:-1], FULL]
    shared = draw(st.integers(0, n_layers - 1))
    if set(types[: n_layers - shared]) != set(types):
        shared = 0
    return {
        "layer_types": types,
        "num_kv_shared_layers": shared,
        # the library cuts these where layers share, without a look whether there are any
        "hidden_size_per_layer_input": draw(
            st.sampled_from([8, 12] if shared else [0, 8, 12])
        ),
        "vocab_size_per_layer_input": draw(st.integers(2, 200)),
        "global_head_dim": 8 * draw(st.integers(1, 8)),
        "num_global_key_value_heads": draw(
            st.sampled_from([None, c["num_key_value_heads"]])
        ),
    }
