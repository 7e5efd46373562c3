"""Models of the transformers library made from our data files: whole on no device, or shrunken."""

from __future__ import annotations

import copy
import json

from glossary import ROOT
from glossary.models import describe
from glossary.models.families import SAME

FILES = sorted((ROOT / "models").glob("*.json"))
NAMES = [path.stem for path in FILES]


def config_of(name: str) -> dict:
    """The config of models/<name>.json."""
    return json.loads((ROOT / f"models/{name}.json").read_text())["config"]


def library_config(config: dict):
    """The library's config object of a config.json's language model."""
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING

    model = describe(config)
    config = copy.deepcopy(config.get("text_config", config))
    config["tie_word_embeddings"] = model["tied"]
    kind = config.pop("model_type")
    for field in ("architectures", "quantization_config"):
        config.pop(field, None)
    return CONFIG_MAPPING[SAME.get(kind, kind)](**config)


def without_memory(config: dict):
    """The library's model of a config.json, on the meta device: shapes and no numbers."""
    import torch
    from transformers import AutoModelForCausalLM

    with torch.device("meta"):
        return AutoModelForCausalLM.from_config(library_config(config))


def shrunken(config: dict) -> dict:
    """The same architecture with few layers, a narrow residual stream and a small vocabulary.

    Heads and their sizes, windows, latents, states, kinds of layers and of sharing stay.
    """
    outer = copy.deepcopy(config)
    model = describe(outer)
    inner = outer.get("text_config", outer)
    if inner["model_type"] == "gpt2":
        return {**inner, "n_layer": 2, "vocab_size": 300}
    first = model["layers"][0]
    if "kv_lora_rank" not in inner and "head_dim" not in inner:
        inner["head_dim"] = first["score"]
    heads = inner["num_attention_heads"]
    kinds = [layer["kind"] for layer in model["layers"]]
    n_layers = max(kinds.index(kind) for kind in set(kinds)) + 1  # one of each kind
    n_layers = max(n_layers, 2)
    shared = inner.get("num_kv_shared_layers") or 0
    if shared:
        inner["num_kv_shared_layers"] = n_layers
        n_layers *= 2
    if inner.get("first_k_dense_replace"):
        inner["first_k_dense_replace"] = 1
    for field in ("layer_types", "no_rope_layers", "mlp_layer_types"):
        if isinstance(inner.get(field), list):
            inner[field] = inner[field][:n_layers]
    small = {
        "num_hidden_layers": n_layers,
        "hidden_size": heads * -(-64 // heads),  # a multiple: some classes ask for it
        "intermediate_size": 48,
        "intermediate_size_mlp": 56,
        "moe_intermediate_size": 40,
        "shared_expert_intermediate_size": 24,
        "hidden_size_per_layer_input": 16,
        "vocab_size": 300,
        "vocab_size_per_layer_input": 300,
        "num_experts": 6,
        "num_local_experts": 6,
        "n_routed_experts": 6,
        "num_experts_per_tok": 2,
        "top_k_experts": 2,
        "n_group": 1,
        "topk_group": 1,
    }
    for field, value in small.items():
        if inner.get(field):
            inner[field] = value
    inner["pad_token_id"] = 0  # some classes have one beyond the small vocabulary
    if max(layer["window"] or 0 for layer in model["layers"]) > 500:
        inner["num_attention_heads"] = inner[
            "num_key_value_heads"
        ]  # the cache has no queries
    return outer


def with_memory(config: dict, dtype: str = "float32"):
    """The library's model of a (shrunken) config.json with random numbers."""
    import torch
    from transformers import AutoModelForCausalLM

    torch.manual_seed(0)
    made = AutoModelForCausalLM.from_config(library_config(config))
    if describe(config)["experts"]:
        made.set_experts_implementation("eager")  # the others ask for sizes of 16 bytes
    return made.to(getattr(torch, dtype)).eval()
