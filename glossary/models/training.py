"""Memory of training, by what takes it.

Model states, full fine-tuning with AdamW in mixed precision: 16 bytes a parameter: weights and
gradients in 16 bits (2 + 2), and for the optimizer an fp32 copy of the weights and two moments
(4 + 4 + 4). ZeRO, https://arxiv.org/abs/1910.02054 section 3.1. Other ways of counting exist: the
Hugging Face documentation has 18, with gradients in fp32.
LoRA: the frozen weights in bf16 and, for the adapter alone, 16 bytes a number (fp32 weight and
gradient, two moments), as peft trains it. QLoRA: the frozen weights in NF4, see weights.py, and 2
bytes more for each number that is not in four bits, which prepare_model_for_kbit_training of peft
turns from bf16 into fp32: norms, tables and the output, and in a mixture the stacked experts.

Activations are an ESTIMATE of what the backward pass needs, in bf16 (Korthikanti et al.,
https://arxiv.org/abs/2205.05198 section 4.1, for blocks with a gate, grouped heads and an attention
that keeps no scores, such as FlashAttention). For one token in one layer, in numbers:

    4 d_model        what goes into the two norms and what comes out of them
    2 q + k + v      queries, keys, values; what attention gives to the last projection
    3 width          gate, up, and their product (2 width without a gate; of experts the chosen
                     ones, and d_model more for each of them)

With checkpointing only the d_model numbers that go into each layer are kept, and one layer at a
time is computed again. To both come the logits: bf16, and fp32 for the loss.
QLoRA is that of prepare_model_for_kbit_training: it turns checkpointing on, and since the table and
the norms are in fp32 then, what goes from layer to layer is too (tests/reference/
test_models_training.py counts the bytes).
Plain PyTorch keeps more, 1.5 to 2.6 times as much without checkpointing in two layers each of six
models, measured by the same tests: norms and activations leave copies, in fp32 too.
"""

from __future__ import annotations

from . import adapters, parameters, weights
from .config import Fields
from .families import numbers

BYTES_A_PARAMETER = {"weights": 2, "gradients": 2, "optimizer": 12}
BYTES_AN_ADAPTER_NUMBER = {"weights": 4, "gradients": 4, "optimizer": 8}
BETWEEN_IN_QLORA = 4  # bytes of a number between layers, after prepare_model_for_kbit_training


def full(model: Fields) -> Fields:
    """{"weights", "gradients", "optimizer"}: bytes of full fine-tuning without activations."""
    count = parameters.total(model)
    return {name: size * count for name, size in BYTES_A_PARAMETER.items()}


def lora(model: Fields, rank: int, targets: list[str] | str, form: str = "bf16") -> Fields:
    """{"frozen", "weights", "gradients", "optimizer"}: bytes of LoRA without activations.

    form: of the frozen weights: "bf16" (LoRA) or "nf4" (QLoRA, which has "raised_to_fp32" too: what
        fp32 takes more than bf16 for the frozen weights that are not in four bits).
    """
    frozen: Fields = {"frozen": weights.total(model, form)}
    if form == "nf4":
        frozen["raised_to_fp32"] = 2 * weights.beside_nf4(model)
    return frozen | of_adapter(adapters.parameters(model, rank, targets))


def of_adapter(count: int) -> Fields:
    """{"weights", "gradients", "optimizer"}: bytes for the `count` numbers of an adapter."""
    return {name: size * count for name, size in BYTES_AN_ADAPTER_NUMBER.items()}


def activation_numbers(model: Fields) -> list[int]:
    """For each layer the numbers that one token leaves for the backward pass (an estimate)."""
    d_model = model["d_model"]
    counts = [4 * d_model for _ in model["layers"]]
    chosen = model["experts"]["per_token"] if model["experts"] else 0
    for tensor in model["tensors"]:
        place = _layer_of(tensor["name"])
        if place is None:
            continue
        layer, name = place
        counts[layer] += _left_by(tensor, name, chosen, d_model)
    return counts


def _layer_of(name: str) -> tuple[int, str] | None:
    """(layer, module) of a tensor's name, or None outside of the layers."""
    words = name.removesuffix(".weight").split(".")
    for i, word in enumerate(words[:-1]):
        if word.isdigit():
            return int(word), ".".join(words[i + 1 :])
    return None


def _left_by(tensor: Fields, name: str, chosen: int, d_model: int) -> int:
    """Numbers that a matrix leaves: what it gives, or what the last of a half was given."""
    kind: str = tensor["kind"]
    shape: list[int] = tensor["shape"]
    if kind in ("experts", "turned"):
        if name.endswith("gate_up_proj"):
            # gate, up and their product, and a copy of the token, for each chosen expert
            width = numbers(shape) // shape[0] // d_model // 2
            return chosen * (3 * width + d_model)
        return 0
    if kind not in ("linear", "conv1d"):
        return 0
    size_out, size_in = shape if kind == "linear" else shape[::-1]
    last = name.rsplit(".", 1)[-1]
    if last in ("o_proj", "down_proj", "out_proj", "c_proj"):
        return size_in  # the attention's result, or the product of gate and up
    return size_out


def activations(
    model: Fields,
    context: int,
    batch: int = 1,
    checkpointing: bool = False,
    counts: list[int] | None = None,
    between: int = 2,
) -> Fields:
    """{"layers", "logits"}: bytes of activations for `batch` texts of `context` tokens.

    counts: what `activation_numbers` gives, for who has it already.
    between: bytes of a number that goes into a layer, with checkpointing: 4 in QLoRA.
    """
    tokens = context * batch
    counts = activation_numbers(model) if counts is None else counts
    inputs = len(counts) * model["d_model"]
    kept = between * inputs + 2 * max(counts) if checkpointing else 2 * sum(counts)
    return {
        "layers": tokens * kept,
        "logits": (2 + 4) * tokens * model["vocab_size"],
    }
