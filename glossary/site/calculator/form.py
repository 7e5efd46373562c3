"""The form of a calculator, as a page has it: plain HTML, which its script brings to life."""

from __future__ import annotations

import posixpath

from glossary.content.models import Model, by_name
from glossary.content.pages import way_to
from glossary.models import cache, weights
from glossary.site.text import attribute

FIRST = "llama-3.1-8b"
"""The model with which each begins."""

USES = {
    "inference": "Inference",
    "lora": "Training with LoRA",
    "qlora": "Training with QLoRA",
    "full": "Training all weights",
}
FORMATS = {
    "fp32": "fp32, 32 bits", "bf16": "bf16 or fp16, 16 bits", "fp8": "FP8, 8 bits",
    "nf4": "NF4 (bitsandbytes), 4 bits", "mxfp4": "MXFP4, experts in 4 bits",
    "q8_0": "Q8_0 (GGUF), 8 bits", "q4_0": "Q4_0 (GGUF), 4 bits", "q4_1": "Q4_1 (GGUF), 4 bits",
    "q4_k_m": "Q4_K_M (GGUF), 4 to 6 bits",
}  # fmt: skip
CACHES = {
    "fp32": "fp32", "bf16": "bf16 or fp16", "fp8": "FP8", "q8_0": "q8_0 (llama.cpp)",
    "q4_0": "q4_0 (llama.cpp)",
}  # fmt: skip
assert tuple(FORMATS) == weights.FORMATS
assert list(CACHES) == list(cache.TYPES)

TEXTS = {
    "context": ("Context, in tokens", "8192"),
    "batch": ("Texts at once (batch)", "1"),
    "rank": ("Rank", "16"),
    "targets": ("Target modules", "all-linear"),
    "gpu": ("GPU memory, in GiB", "24"),
}
"""Fields with a text: label, and with what they begin."""

KINDS: dict[str, tuple[str, str, str]] = {
    "all": ("", "model config use format cache context batch rank targets checkpointing gpu", ""),
    "gpu-memory": ("", "model config use context batch gpu", "GPU memory"),
    "kv-cache": ("cache", "model config context batch cache", "KV cache"),
    "quantization": ("weights", "model config format gpu", "quantization"),
    "lora": ("lora", "model config rank targets", "LoRA"),
    "qlora": ("qlora", "model config context rank targets gpu", "QLoRA"),
    "parameter": ("parameters", "model config", "parameters"),
}
"""The calculators that a page can ask for by `<!-- calculator: name -->`: what each computes where
the reader does not choose it, its fields, and what it is for."""

SCRIPT = "the_memory_of_a_model"
"""The claim of docs/calculator.md whose script follows the fields."""


def form(kind: str, uri: str, models: dict[str, Model], has_models_page: bool) -> list[str]:
    """The lines of a calculator: one block of HTML without an empty line.

    Args:
        kind: one of KINDS.
        uri: of the page, as a path in docs/.
        models: those that can be chosen, by the name of their file.
        has_models_page: whether there is docs/models.md.
    """
    use, fields, about = KINDS[kind]

    def to(target: str) -> str:
        way = way_to(target, uri)
        return way + ("" if "." in posixpath.basename(target) else "/")

    label = f"Calculator: {about}" if about else "Calculator"
    script = f' data-script="{SCRIPT}.py"' if kind == "all" else ""
    of_use = f' data-use="{use}"' if use else ""
    off = "This calculator is a script, and scripts are off."
    if has_models_page:
        off += f' The figures of all models are in <a href="{to("models")}">a table</a>.'
    lines = [
        f'<form class="calculator no-term-links" aria-label="{label}" autocomplete="off" '
        f"novalidate data-search-exclude{of_use}{script}>",
        f'<p class="calculator-off">{off}</p>',
        '<div class="calculator-fields">',
        *(line for name in fields.split() for line in field(name, models)),
        "</div>",
        '<p class="calculator-error" role="alert"></p>',
        '<p class="calculator-result" role="status"></p>',
        '<div class="calculator-bar" aria-hidden="true"></div>',
        '<ul class="calculator-parts"></ul>',
    ]
    if kind != "all":
        more = "All fields, and a script that computes the same"
        lines.append(f'<p class="calculator-more"><a href="{to("calculator")}">{more}</a></p>')
    return [*lines, "</form>"]


def field(name: str, models: dict[str, Model]) -> list[str]:
    """One field in its label."""
    if name == "config":
        return [
            '<details class="calculator-paste"><summary>Or paste a config.json</summary>',
            '<textarea name="config" rows="6" spellcheck="false" aria-label="config.json">'
            "</textarea>",
            "<p>It stays in this page, and is not part of its address.</p></details>",
        ]
    if name == "checkpointing":
        return [
            '<label class="calculator-check"><input type="checkbox" name="checkpointing"> '
            "Gradient checkpointing</label>"
        ]
    if name in TEXTS:
        label, value = TEXTS[name]
        mode = "" if name == "targets" else ' inputmode="numeric"'
        return [f'<label>{label}<input type="text" name="{name}" value="{value}"{mode}></label>']
    label, options, first = {
        "model": ("Model", {model.slug: model.name for model in by_name(models)}, FIRST),
        "use": ("For", USES, "inference"),
        "format": ("Weights in", FORMATS, "bf16"),
        "cache": ("KV cache in", CACHES, "bf16"),
    }[name]
    made = [
        f'<option value="{value}"{" selected" if value == first else ""}>{attribute(text)}</option>'
        for value, text in options.items()
    ]
    return [f'<label>{label}<select name="{name}">', *made, "</select></label>"]
