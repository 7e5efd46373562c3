"""The checkpoint entry's file is one that the safetensors library reads and writes."""

import io
from pathlib import Path

import numpy as np
import pytest

from glossary import ROOT
from tests.support.shown import defined_in, is_constant

FOLDER = ROOT / "snippets/checkpoint"


SAVE = defined_in(FOLDER / "writing_a_safetensors_file_by_hand.py", is_constant)["save"]
LOAD = defined_in(FOLDER / "reading_one_tensor_without_the_rest.py", is_constant)[
    "load"
]


@pytest.fixture
def tensors():
    rng = np.random.default_rng(0)
    return {
        "W": rng.normal(size=(5, 3)).astype(np.float32),
        "transposed": rng.normal(size=(3, 5)).astype(np.float32).T,
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

    tensors["transposed"] = np.ascontiguousarray(tensors["transposed"])
    tensors["ids"] = np.arange(6, dtype=np.int64).reshape(2, 3)
    file = save(tensors, metadata={"format": "np"})
    for name, array in tensors.items():
        assert np.array_equal(LOAD(io.BytesIO(file), name), array)


def test_the_script_reads_one_tensor_after_the_other_from_one_file(tensors):
    file = io.BytesIO(SAVE(tensors))
    for name in [*tensors, *reversed(tensors)]:
        read = LOAD(file, name)
        assert np.array_equal(read, tensors[name])
        read += 1  # what it returns may be changed, and the file stays as it was


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


def test_save_model_keeps_a_tie_and_bf16(tmp_path):
    import torch
    from safetensors.torch import load_file, load_model, save_model
    from torch import nn

    def tied():
        model = nn.ModuleDict(
            {"wte": nn.Embedding(7, 4), "head": nn.Linear(4, 7, bias=False)}
        )
        model["head"].weight = model["wte"].weight
        return model.to(torch.bfloat16)

    model, loaded, path = tied(), tied(), str(tmp_path / "model.safetensors")
    save_model(model, path)
    assert len(load_file(path)) == 1
    load_model(loaded, path)
    assert loaded["head"].weight is loaded["wte"].weight
    assert torch.equal(loaded["wte"].weight, model["wte"].weight)
    with Path(path).open("rb") as file:
        (name,) = load_file(path)
        assert np.array_equal(
            LOAD(file, name), model["wte"].weight.detach().float().numpy()
        )


def test_the_shards_are_those_of_the_library():
    import torch
    from huggingface_hub import split_torch_state_dict_into_shards
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        hidden_size=4096,
        num_key_value_heads=8,
        intermediate_size=14_336,
        vocab_size=128_256,
    )
    with torch.device("meta"):
        model = LlamaForCausalLM(config).to(torch.bfloat16)
    split = split_torch_state_dict_into_shards(model.state_dict(), max_shard_size="5GB")
    printed = (
        (FOLDER / "a_large_model_is_a_folder_of_shards.out")
        .read_text("utf-8")
        .splitlines()
    )
    for file, line in zip(sorted(split.filename_to_tensors), printed, strict=False):
        names = split.filename_to_tensors[file]
        size = sum(2 * model.state_dict()[name].numel() for name in names)
        assert line.split() == [
            file,
            str(len(names)),
            "tensors",
            f"{size / 1e9:.2f}",
            "GB",
        ]
    assert split.tensor_to_filename["lm_head.weight"] in printed[-1]
