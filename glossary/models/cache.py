"""Bytes of the KV cache: what each layer keeps for the positions it can still see.

A layer with a window w keeps the w newest positions. The `transformers` library drops one of them
between two steps (the next token makes the w-th), and so holds w - 1 after each pass.
A latent layer (DeepSeek) keeps one small vector a position, from which keys and values are made
anew; programs that keep the keys and values themselves need `expanded` numbers.
A linear layer keeps a state that does not grow, its sums in fp32.
"""

from __future__ import annotations

from .config import Fields

# Bytes of a number as (bytes, numbers): llama.cpp's q8_0 and q4_0 keep a 2-byte scale for each 32.
TYPES = {
    "fp32": (4, 1),
    "bf16": (2, 1),
    "fp8": (1, 1),
    "q8_0": (34, 32),
    "q4_0": (18, 32),
}


def fits(model: Fields, kind: str) -> bool:
    """Whether the rows of every layer's cache can be cut into the blocks of this cache type."""
    block = TYPES[kind][1]
    return all(
        layer["row"] % block == 0 and layer["cached"] % block == 0
        for layer in model["layers"]
        if layer["cached"]
    )


def in_bytes(count: int, kind: str) -> int:
    """Bytes of `count` numbers in one of TYPES; `count` is a multiple of its block."""
    size, block = TYPES[kind]
    return count // block * size


def positions_kept(layer: Fields, context: int) -> int:
    """Of `context` positions those that a layer keeps."""
    return context if layer["window"] is None else min(context, layer["window"])


def per_token(model: Fields, kind: str = "bf16") -> int:
    """Bytes that one more token adds while no window is full."""
    return in_bytes(sum(layer["cached"] for layer in model["layers"]), kind)


def per_token_when_windows_are_full(model: Fields, kind: str = "bf16") -> int:
    """Bytes that one more token adds when every window is full: layers without a window alone."""
    kept = [layer["cached"] for layer in model["layers"] if layer["window"] is None]
    return in_bytes(sum(kept), kind)


def state(model: Fields, kind: str = "bf16") -> int:
    """Bytes of what linear layers keep for one text, however long it is."""
    own: int = sum(layer["state"][0] for layer in model["layers"])
    sums: int = sum(layer["state"][1] for layer in model["layers"])
    # Only the type of 16 or 32 bits applies: block types are for rows of keys and values.
    return own * (4 if kind == "fp32" else 2) + 4 * sums


def total(model: Fields, context: int, kind: str = "bf16", batch: int = 1) -> int:
    """Bytes for `batch` texts of `context` tokens each."""
    kept = sum(layer["cached"] * positions_kept(layer, context) for layer in model["layers"])
    return batch * (in_bytes(kept, kind) + state(model, kind))


def total_without_windows(model: Fields, context: int, kind: str = "bf16", batch: int = 1) -> int:
    """Bytes where a program keeps every position in every layer."""
    kept = sum(layer["cached"] for layer in model["layers"]) * context
    return batch * (in_bytes(kept, kind) + state(model, kind))


def total_expanded(model: Fields, context: int, kind: str = "bf16", batch: int = 1) -> int | None:
    """Bytes where a program keeps the keys and values that a latent makes; None without latents."""
    if not any(layer["expanded"] for layer in model["layers"]):
        return None
    kept = sum(layer["expanded"] or layer["cached"] for layer in model["layers"])
    return batch * in_bytes(kept * context, kind)


def between_steps(model: Fields, context: int, kind: str = "bf16", batch: int = 1) -> int:
    """Bytes that `transformers` holds after a pass: one position less where a window is full."""
    kept = sum(
        layer["cached"]
        * (context if layer["window"] is None else min(context, layer["window"] - 1))
        for layer in model["layers"]
    )
    return batch * (in_bytes(kept, kind) + state(model, kind))
