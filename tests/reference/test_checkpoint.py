"""The checkpoint entry's file is one that the safetensors library reads and writes."""

import ast
import io

import numpy as np
import pytest

from glossary import ROOT

FOLDER = ROOT / "snippets/checkpoint"


def names_of(script: str) -> dict:
    """A script's imports, functions and constants, without what it prints."""
    tree = ast.parse((FOLDER / script).read_text("utf-8"))
    kept = ast.Import | ast.ImportFrom | ast.FunctionDef
    tree.body = [
        node
        for node in tree.body
        if isinstance(node, kept)
        or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).isupper())
    ]
    names: dict = {}
    exec(compile(tree, script, "exec"), names)
    return names


SAVE = names_of("writing_a_safetensors_file_by_hand.py")["save"]
LOAD = names_of("reading_one_tensor_without_the_rest.py")["load"]


@pytest.fixture
def tensors():
    rng = np.random.default_rng(0)
    return {
        "W": rng.normal(size=(5, 3)).astype(np.float32),
        "turned": rng.normal(size=(3, 5)).astype(np.float32).T,
        "half": rng.normal(size=(2, 3, 4)).astype(np.float16),
        "one": np.array(7.5, dtype=np.float32),
        "none": np.zeros((0, 4), np.float32),
    }


def test_the_library_reads_what_the_script_writes(tensors):
    from safetensors.numpy import load

    read = load(SAVE(tensors))
    assert read.keys() == tensors.keys()
    for name, array in tensors.items():
        assert read[name].dtype == array.dtype
        assert np.array_equal(read[name], array)


def test_the_script_reads_what_the_library_writes(tensors):
    from safetensors.numpy import save

    tensors["turned"] = np.ascontiguousarray(tensors["turned"])
    tensors["ids"] = np.arange(6, dtype=np.int64).reshape(2, 3)
    file = save(tensors, metadata={"format": "np"})
    for name, array in tensors.items():
        assert np.array_equal(LOAD(io.BytesIO(file), name), array)


def test_the_library_refuses_tied_tables():
    import torch
    from safetensors.torch import save

    table = torch.ones(3, 2)
    with pytest.raises(RuntimeError, match="share memory"):
        save({"wte.weight": table, "lm_head.weight": table})


def test_the_library_refuses_a_header_that_is_no_header():
    from safetensors import SafetensorError
    from safetensors.numpy import load

    with pytest.raises(SafetensorError, match="header"):
        load(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
