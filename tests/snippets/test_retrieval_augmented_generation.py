"""The functions to copy of Retrieval-augmented generation, on what the page does not show."""

import numpy as np
import pytest
import torch

from glossary import ROOT
from tests.support.shown import defined_in

SNIPPETS = ROOT / "snippets/retrieval-augmented-generation"
chunked = defined_in(SNIPPETS / "an_answer_on_a_border_is_in_no_chunk.py")["chunked"]
MEAN = "a_mean_over_tokens_leaves_padding_out_{}.py"


@pytest.mark.parametrize("length", [1, 5, 6, 7, 8, 100])
@pytest.mark.parametrize(
    ("size", "overlap"), [(1, 0), (6, 0), (6, 2), (6, 5), (200, 9)]
)
def test_each_word_is_there_and_each_chunk_brings_a_new_one(length, size, overlap):
    words = list(range(length))
    chunks = chunked(words, size, overlap)
    assert [word for chunk in chunks for word in chunk][: len(chunks[0])] == chunks[0]
    joined = chunks[0] + [word for chunk in chunks[1:] for word in chunk[overlap:]]
    assert joined == words
    assert all(len(chunk) == size for chunk in chunks[:-1])
    assert len(chunks) == 1 or len(chunks[-1]) > overlap


def test_nothing_gives_one_empty_chunk_and_a_wrong_overlap_an_error():
    assert chunked([], 5) == [[]]
    for overlap in (-1, 5, 6):
        with pytest.raises(ValueError, match="smaller than a chunk"):
            chunked([1, 2], 5, overlap)


@pytest.mark.parametrize(
    "dtype", [torch.float32, torch.float64, torch.bfloat16, torch.float16]
)
def test_the_mean_of_a_text_without_tokens_is_0(dtype):
    pooled = defined_in(SNIPPETS / MEAN.format("torch"))["pooled"]
    hidden = torch.randn(3, 4, 8, generator=torch.Generator().manual_seed(0)).to(dtype)
    mask = torch.tensor([[1, 1, 1, 1], [1, 0, 0, 0], [0, 0, 0, 0]])
    means = pooled(hidden, mask)
    assert means.dtype == dtype
    assert torch.allclose(means[0], hidden[0].mean(dim=0), atol=1e-2)
    assert torch.equal(means[1], hidden[1, 0])
    assert not means[2].any()
    if dtype in (torch.float32, torch.float64):
        numpy = defined_in(SNIPPETS / MEAN.format("numpy"))
        ours = numpy["pooled"](hidden.numpy(), mask.numpy())
        assert np.allclose(ours, means, atol=1e-6)
        lengths = np.linalg.norm(numpy["normalized"](ours), axis=-1)
        assert np.allclose(lengths, [1, 1, 0], atol=1e-6)
