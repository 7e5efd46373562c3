"""Parameters: in all, by part, and how many of a mixture work on one token."""

from __future__ import annotations

from .config import Fields
from .families import numbers

PARTS = (
    "embeddings",
    "attention",
    "feed-forward",
    "shared experts",
    "experts",
    "router",
    "norms",
    "output",
)


def total(model: Fields) -> int:
    """How many parameters the model has. A tied matrix counts once."""
    return sum(numbers(tensor["shape"]) for tensor in model["tensors"])


def by_part(model: Fields) -> Fields:
    """{part: parameters} for PARTS, in that order."""
    counts = dict.fromkeys(PARTS, 0)
    for tensor in model["tensors"]:
        counts[tensor["part"]] += numbers(tensor["shape"])
    return counts


def working(model: Fields, tensor: Fields) -> int:
    """How many numbers of a tensor work on one token: of experts, those of the chosen ones."""
    count = numbers(tensor["shape"])
    if tensor["part"] != "experts":
        return count
    mixture: dict[str, int] = model["experts"]
    return count // mixture["count"] * mixture["per_token"]


def active(model: Fields) -> int:
    """Parameters without the experts that a token does not go to. All must be in memory."""
    return sum(working(model, tensor) for tensor in model["tensors"])


def active_without_tables(model: Fields) -> int:
    """`active` without the tables that are only looked up; a tied one is multiplied and counts.

    Model cards differ on which of the two they call active: OpenAI's leaves the token table out.
    """
    tables = sum(
        numbers(tensor["shape"]) for tensor in model["tensors"] if tensor["kind"] == "table"
    )
    output = model["vocab_size"] * model["d_model"] if model["tied"] else 0
    return active(model) - tables + output
