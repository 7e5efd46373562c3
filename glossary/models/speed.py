"""FLOPs per token, and the ceiling that memory bandwidth sets on tokens per second.

A multiplication and an addition count as two. Counted are the matrices (2 for each number that
works on the token; tables are looked up, norms and activations left out) and attention's two
products, queries with keys and weights with values: 2 heads (score + value) for each position that
the token sees. Training is three times the forward pass: backward is two. Kaplan et al.,
https://arxiv.org/abs/2001.08361 section 2.1, whose 2N leaves the attention term out.
A linear layer reads its state, corrects it and reads it again: 6 key x value a head.
A latent layer works in one of two ways. Over a whole text it makes keys and values of all heads
from the latents (expanded), as training does. Decoding from cached latents, it would have to make
those of every earlier position anew; the matrices that make them are multiplied into the query and
the output instead (absorbed; https://arxiv.org/abs/2405.04434 section 2.1.2), which costs a new
token what making its own keys and values does, and 2 heads (2 latent + rotated) for each position.
"""

from __future__ import annotations

from . import cache, weights
from .config import Fields
from .parameters import working


def matrix_flops(model: Fields) -> int:
    """FLOPs of one token's forward pass in all matrices; none depends on the context."""
    kinds = ("linear", "conv1d", "derived", "matrix", "experts", "turned", "kernel")
    count = sum(working(model, tensor) for tensor in model["tensors"] if tensor["kind"] in kinds)
    if model["tied"]:
        count += model["vocab_size"] * model["d_model"]
    return 2 * count


def attention_flops(model: Fields, seen: int, absorbed: bool = False) -> int:
    """FLOPs of attention's products for a token that sees `seen` positions, its own among them.

    absorbed: with a latent as it is cached, without keys and values made of it.
    """
    flops = 0
    for layer in model["layers"]:
        if layer["kind"] == "linear":
            flops += 6 * layer["heads"] * layer["score"] * layer["value"]
            continue
        flops += 2 * layer["index"] * seen
        visible = cache.positions_kept(layer, seen)
        if layer["chosen"] is not None:
            visible = min(visible, layer["chosen"])
        each = layer["score"] + layer["value"]
        if absorbed and layer["absorbed"] is not None:
            each = layer["absorbed"]
        flops += 2 * layer["heads"] * each * visible
    return flops


def forward_flops(model: Fields, seen: int) -> int:
    """FLOPs of the forward pass for the token at position `seen`, counted from 1."""
    return matrix_flops(model) + attention_flops(model, seen)


def mean_forward_flops(model: Fields, context: int) -> float:
    """FLOPs of the forward pass for a token, the mean over a text of `context` tokens."""
    total = 0
    for layer in model["layers"]:
        if layer["kind"] == "linear":
            total += 6 * layer["heads"] * layer["score"] * layer["value"] * context
            continue
        total += 2 * layer["index"] * _sum_to(context, None)
        limits = [n for n in (layer["window"], layer["chosen"]) if n is not None]
        seen = _sum_to(context, min(limits, default=None))
        total += 2 * layer["heads"] * (layer["score"] + layer["value"]) * seen
    return matrix_flops(model) + total / context


def _sum_to(context: int, limit: int | None) -> int:
    """1 + 2 + ... + context, where no term exceeds `limit`."""
    if limit is None or limit >= context:
        return context * (context + 1) // 2
    return limit * (limit + 1) // 2 + (context - limit) * limit


def training_flops(model: Fields, context: int) -> float:
    """FLOPs of training on one token, the mean over a text: forward once, backward twice."""
    return 3 * mean_forward_flops(model, context)


def bytes_read(model: Fields, form: str, context: int = 0, kind: str = "bf16") -> int | None:
    """Bytes that one step of decoding for one text reads: weights that work, and the cache."""
    of_weights = weights.read(model, form)
    if of_weights is None:
        return None
    return of_weights + (cache.total(model, context, kind) if context else 0)


def tokens_per_second(
    model: Fields,
    bandwidth: float,
    form: str = "bf16",
    context: int = 0,
    kind: str = "bf16",
) -> float | None:
    """No program decodes one text faster from a memory of `bandwidth` bytes a second."""
    read = bytes_read(model, form, context, kind)
    return None if read is None else bandwidth / read
