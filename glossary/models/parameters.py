"""Parameters: in all, by part, and how many of a mixture work on one token."""

from __future__ import annotations

from .families import numbers

PARTS = (
    "embeddings",
    "attention",
    "feed-forward",
    "experts",
    "router",
    "norms",
    "output",
)


def total(model: dict) -> int:
    """How many parameters the model has. A tied matrix counts once."""
    return sum(numbers(tensor["shape"]) for tensor in model["tensors"])


def by_part(model: dict) -> dict:
    """{part: parameters} for PARTS, in that order."""
    counts = dict.fromkeys(PARTS, 0)
    for tensor in model["tensors"]:
        counts[tensor["part"]] += numbers(tensor["shape"])
    return counts


def working(model: dict, tensor: dict) -> int:
    """How many numbers of a tensor work on one token: of experts, those of the chosen ones."""
    count = numbers(tensor["shape"])
    if tensor["part"] != "experts":
        return count
    return count // model["experts"]["count"] * model["experts"]["per_token"]


def active(model: dict) -> int:
    """Parameters without the experts that a token does not go to. All must be in memory."""
    return sum(working(model, tensor) for tensor in model["tensors"])


def active_without_tables(model: dict) -> int:
    """`active` without the tables that are only looked up; a tied one is multiplied and counts.

    Model cards differ on which of the two they call active: OpenAI's leaves the token table out.
    """
    tables = sum(
        numbers(tensor["shape"])
        for tensor in model["tensors"]
        if tensor["kind"] == "table"
    )
    output = model["vocab_size"] * model["d_model"] if model["tied"] else 0
    return active(model) - tables + output
