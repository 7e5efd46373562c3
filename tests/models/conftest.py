"""The models of models/, read once."""

from __future__ import annotations

import json

import pytest

from glossary import ROOT
from glossary.models import describe


@pytest.fixture(scope="session")
def model():
    """A function from the name of a file in models/ to the model that it describes."""
    kept: dict[str, dict] = {}

    def of(name: str) -> dict:
        if name not in kept:
            entry = json.loads((ROOT / f"models/{name}.json").read_text("utf-8"))
            kept[name] = describe(entry["config"])
        return kept[name]

    return of
