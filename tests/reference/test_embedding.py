"""The nearest neighbors that the page prints, from SmolLM2's own embedding matrix."""

import pytest

from labs import sentiment


@pytest.fixture(scope="module")
def matrix():
    tokenizer, model = sentiment.load_model()
    weight = model.get_input_embeddings().weight.detach().cpu()
    return tokenizer, weight, weight / weight.norm(dim=1, keepdim=True)


def nearest(matrix, signs, left_out=()):
    """Tokens and cosine similarities, the largest first, of a sum of embeddings."""
    tokenizer, weight, units = matrix
    ids = [tokenizer(word)["input_ids"] for word in signs]
    assert all(len(i) == 1 for i in ids)
    vector = sum(
        sign * weight[i[0]] for sign, i in zip(signs.values(), ids, strict=True)
    )
    best = (units @ (vector / vector.norm())).topk(6)
    shown = [(tokenizer.decode([i]), f"{s:.2f}") for s, i in zip(*best, strict=True)]
    return [pair for pair in shown if pair[0] not in left_out]


def test_neighbors_of_single_tokens(matrix):
    assert nearest(matrix, {" cat": 1}, [" cat"])[:5] == [
        (" Cat", "0.73"),
        ("Cat", "0.69"),
        ("cat", "0.64"),
        (" cats", "0.63"),
        (" dog", "0.58"),
    ]
    assert nearest(matrix, {" Monday": 1}, [" Monday"])[:4] == [
        (" Tuesday", "0.89"),
        (" Wednesday", "0.88"),
        (" Thursday", "0.88"),
        (" Saturday", "0.83"),
    ]


def test_one_analogy_works_and_one_does_not(matrix):
    queen = nearest(matrix, {" king": 1, " man": -1, " woman": 1})
    assert queen[:3] == [(" queen", "0.72"), (" king", "0.69"), (" Queen", "0.63")]
    rome = nearest(matrix, {" Paris": 1, " France": -1, " Italy": 1})
    assert rome[:2] == [(" Paris", "0.71"), (" Italy", "0.69")]
    assert not any("Rom" in token for token, _ in rome)


def test_the_mean_cosine_of_two_tokens(matrix):
    units = matrix[2].double()
    n = len(units)
    mean = (units.sum(dim=0).square().sum() - n) / (n * (n - 1))
    assert f"{mean:.2f}" == "0.44"
