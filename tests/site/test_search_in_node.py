"""The search's scripts in Node, on a site of nine sections: what they answer, to the letter.

`python -m tests.site.test_search_in_node` stores the answers to QUERIES anew: review them as code.
"""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.node import in_node

DRIVER = Path(__file__).with_name("search_in_node.mjs")
STORED = Path(__file__).with_name("search_answers.json")
AGAIN = "Then store the answers anew: python -m tests.site.test_search_in_node"
SCRIPTS = "assets/javascripts"
SITE = "https://a.b/site/"
LONG = " ".join(f"filler{n}" for n in range(20))

DOCS = [
    {"location": "", "title": "Home", "text": "Words about models."},
    {
        "location": "terms/lora/",
        "title": "LoRA",
        "text": "A way to adapt a model: two small matrices are trained.",
        "code": "lora_alpha LoraConfig merge_and_unload",
    },
    {
        "location": "terms/lora/#rank-of-an-adapter",
        "title": "Rank of an adapter",
        "text": f"{LONG} The small matrices have a rank of 8 & 16. {LONG} Trained matrices end.",
        "code": "rank = 8",
    },
    {
        "location": "terms/softmax/",
        "title": "Softmax",
        "text": "Turns logits into probabilities. Naïve code overflows; it's stable with top_k.",
        "code": "np.exp F.softmax",
    },
    {
        "location": "terms/softmax/#sources",
        "title": "Sources",
        "text": "Logits and probabilities of small models.",
    },
    {"location": "groups/math/", "title": "Math", "text": "Softmax and logits."},
    {
        "location": "terms/qat/",
        "title": "QAT",
        "text": "Training a low-low model so that its matrix may be quantized. Model, models.",
    },
    {
        "location": "terms/qat/#related",
        "title": "Related terms",
        "text": "Trained models, logits.",
    },
    {
        "location": "terms/qat/#trainer",
        "title": "Trainer",
        "text": "A trainer trains; a tracer traces. "
        + "A pretrained model was trained before. " * 9,
    },
]
NAMES = [
    ["LoRA", "terms/lora/", "term", ""],
    ["LoRA", "terms/lora/", "stands", "Low-Rank Adaptation"],
    ["Low-Rank Adaptation", "terms/lora/", "term", ""],
    ["LoRA adapter", "terms/lora/#rank-of-an-adapter", "cover", ""],
    ["rslora", "terms/lora/#rank-of-an-adapter", "code", ""],
    [
        "long-range adaptation",
        "terms/lora/",
        "wrong",
        "LoRA is <low-rank> & not long-range.",
    ],
    ["Softmax", "terms/softmax/", "term", ""],
    ["normalized exponential", "terms/softmax/", "term", ""],
    ["overflow", "terms/softmax/", "taught", ""],
    ["QAT", "terms/qat/", "term", ""],
    ["QAT", "terms/qat/", "stands", "Quantization-Aware Training"],
    ["Quantization-Aware Training", "terms/qat/", "term", ""],
    ["BOS", "terms/qat/#trainer", "cover", ""],
    ["SmolLM2 135M", "models/smollm2/", "model", ""],
]
QUERIES = [
    "",
    "the",
    "zzzz",
    "LoRA",
    "lora adapters",
    "lora_alpha",
    "loraConfig",
    "merge_and_unload()",
    "rslora",
    "use rslora",
    "long-range adaptation",
    "low resource adaptation",
    "low rank adaption",
    "softmx",
    "sofmtax",
    "softmax",
    "soft",
    "sof",
    "norm",
    "normalised exponential",
    "naive code",
    "Naïve overflow",
    "logits",
    "logits probabilities",
    "probabilities logits",
    "small matrices",
    "matrices small trained",
    "matrixes",
    "trainde matrices",
    "what is the rank of an adapter?",
    "filler7 rank",
    "F.softmax",
    "np.exp",
    "smollm2",
    "SmolLM2-135M",
    "models",
    "model words",
    "rank 8",
    "<b>rank</b> & more",
    "overflows",
    "adapter for overflow",
    "mach",
    "math",
    "osftmax",
    "softmaxx function",
    "adabt",
    "mutricez",
    "low-low",
    "low rank of adaptation",
    "low-rank model adaptation",
    "long rank acceleration",
    "LRA",
    "qqq lora www",
    "the lora adapters please",
    "adapters for the lora adapter",
    "normalized exponentials of logits",
    "pretrained models",
    "QAT",
    "quant aware training",
    "s",
    "lo",
    "long-range adap",
    "small m",
    "trai",
    "matri",
    "probabilites logit",
    "small model trained twice",
    "overflow in naive softmax code",
    "naïve",
    "it's",
    "top_k",
    "topK",
    "Trained",
]
MISTYPED = [
    "lorra",
    "soft max",
    "smollm2 135m",
    "overflow",
    "rs lora",
    "lora adaptor",
    "qqqq",
]


@pytest.fixture(scope="module")
def asks(site):
    """Asks the scripts of the built site, several things in one process: each takes a while."""

    def ask(*asked: dict[str, Any]) -> list[Any]:
        return in_node(DRIVER, site / SCRIPTS, given=list(asked))

    return ask


@pytest.fixture(scope="module")
def found(asks):
    """What all of it brings, as it is stored."""
    return told(*asks(*asked()))


def rounded(value: Any) -> Any:
    """Scores to nine digits: all machines agree on them."""
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list) else value


def asked() -> list[dict[str, Any]]:
    return [
        {"does": "answers", "docs": DOCS, "names": NAMES, "queries": QUERIES},
        {"does": "near", "names": NAMES, "queries": MISTYPED},
    ]


def told(answers: list[Any], near: list[Any]) -> dict[str, Any]:
    """What is stored."""
    return {
        "answers": dict(zip(QUERIES, rounded(answers), strict=True)),
        "near": dict(zip(MISTYPED, near, strict=True)),
    }


def test_the_answers_are_those_that_are_stored(found):
    stored = json.loads(STORED.read_text("utf-8"))
    for kind, answers in stored.items():
        assert list(found[kind]) == list(answers)
        for query, answer in answers.items():
            assert found[kind][query] == answer, f"{query!r}: better? {AGAIN}"


@pytest.mark.parametrize(
    ("query", "place", "says"),
    [
        ("lora adapters", "terms/lora/", ""),
        (
            "long-range adaptation",
            "terms/lora/",
            "LoRA is &lt;low-rank&gt; &amp; not long-range.",
        ),
        (
            "low resource adaptation",
            "terms/lora/",
            "<b>LoRA</b> stands for <b>Low-Rank Adaptation</b>.",
        ),
        ("softmx", "terms/softmax/", "Spelled <b>Softmax</b> here."),
        ("trainde matrices", "terms/lora/", "Found for <b>trained</b>."),
        ("softmax", "terms/softmax/", ""),
        ("lo", "terms/lora/", ""),
        (
            "long-range adap",
            "terms/lora/",
            "<b>LoRA</b> stands for <b>Low-Rank Adaptation</b>.",
        ),
    ],
)
def test_what_comes_first_and_what_is_told_with_it(found, query, place, says):
    one = found["answers"][query]["items"][0][0]
    assert (one["location"].partition("#")[0], one.get("told", "")) == (place, says)


def test_of_a_query_without_end_the_beginning_is_read(asks):
    """Each word that stands nowhere is compared with all that do: it would take minutes."""
    long = "softmx " + " ".join(f"zqx{n}wv" for n in range(100))
    queries = [long, long[:200]]
    whole, begun = asks(
        {"does": "answers", "docs": DOCS, "names": NAMES, "queries": queries},
        {"does": "near", "names": NAMES, "queries": queries},
    )
    assert whole[0] == whole[1] != []
    assert begun[0] == begun[1]


def test_a_score_is_bm25(asks):
    """By the formula: a word of one section, which no name has, in a collection of six."""
    docs = [
        {"location": f"terms/{n}/", "title": "", "text": text}
        for n, text in enumerate(["apple pear", "apple apple fig plum", "quince"])
    ]
    (answers,) = asks(
        {"does": "answers", "docs": docs, "names": [], "queries": ["apple"]}
    )
    lengths, often = [2, 4, 1], [1, 2, 0]
    rarity = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    wanted = {}
    for n, count in enumerate(often[:2]):
        held = count / (0.4 + 0.6 * lengths[n] / (7 / 3))
        # One word: all of it is covered. Of the best that can be, and by MORE for a first section.
        score = rarity * held * 2.2 / (held + 1.2) / (rarity * 2.2)
        wanted[f"terms/{n}/"] = score * 0.7
    found = {item["location"]: item["score"] for (item,) in answers[0]["items"]}
    assert found == pytest.approx(wanted)


def test_entities_and_markup_of_zensicals_index_are_read(asks):
    texts = ["<p>a &lt; b&#33;</p><p>c&nbsp;&amp; d &unknown;</p>", "&gt;&quot;&apos;"]
    (read,) = asks({"does": "plain", "texts": texts})
    assert read == ["a < b! c & d &unknown;", ">\"'"]


def test_the_worker_answers_both_themes(asks):
    docs = [{"location": "terms/x/", "title": "X", "text": "apple & pear"}]
    items = [
        {"location": "terms/x/", "title": "<b>X</b>", "text": "<p>apple &amp; pear</p>"}
    ]
    for data, query in (
        ({"docs": docs}, "apple"),
        ({"items": items}, {"input": "apple"}),
    ):
        (heard,) = asks(
            {
                "does": "worker",
                "messages": [
                    {"type": 0, "data": {**data, "config": {"lang": ["en"]}}},
                    {"type": 9, "data": "pear"},
                    {"type": 2, "data": query},
                ],
            }
        )
        ready, result = heard
        assert ready == {"type": 1}
        assert result["type"] == 3
        ((item,),) = result["data"]["items"]
        assert (item["title"], item["text"]) == (
            "X",
            "<mark>apple</mark> &amp; pear",
        )


# Zensical's worker beside ours

ITEMS = [{"location": f"terms/{n}/", "text": f"text {n}"} for n in range(4)]


def result(*ids: int, prev: int | None = None) -> dict[str, Any]:
    """What Zensical's worker says of these sections."""
    pages = {"total": len(ids)} | ({} if prev is None else {"prev": prev})
    matches = [{"field": "title"}, {"field": "text"}]
    items = [{"id": one, "score": 1, "matches": matches} for one in ids]
    return {"type": 3, "data": {"items": items, "pagination": pages}}


def best(*groups: tuple[str, str]) -> dict[str, Any]:
    """What ours says."""
    return {
        "type": 3,
        "data": {"items": [[{"location": a, "told": b}, {}] for a, b in groups]},
    }


def beside(asks, *steps: tuple[str, Any]) -> dict[str, Any]:
    made = [{"to": to, "message": message} for to, message in steps]
    (found,) = asks(
        {"does": "beside", "items": [dict(one) for one in ITEMS], "steps": made}
    )
    return found


def test_ours_come_first_and_what_is_told_stands_in_the_text_of_the_section(asks):
    set_up, query = {"type": 0, "data": {"config": {"x": 1}}}, {"type": 2, "data": "a"}
    found = beside(
        asks,
        ("both", set_up),
        ("ours", {"type": 1}),
        ("theirs", {"type": 1}),
        ("both", query),
        ("ours", best(("terms/2/", "Told."), ("terms/3/", ""), ("nowhere/", "x"))),
        ("theirs", result(0, 2)),
        ("theirs", result(1, 2, prev=0)),
        ("both", query),
        ("theirs", result(0)),
        ("ours", best(("terms/1/", "Else."))),
        ("end", None),
    )
    ours, theirs = found["ours"], found["theirs"]
    assert [one["type"] for one in ours] == [one["type"] for one in theirs] == [0, 2, 2]
    assert ours[0]["data"]["config"] == theirs[0]["data"]["config"] == {"x": 1}
    assert [one["location"] for one in ours[0]["data"]["items"]] == [
        one["location"] for one in ITEMS
    ]
    assert theirs[0]["data"]["items"][0]["location"] == found["site"] + "terms/0/"
    ready, one, more, other = found["told"]
    assert ready["type"] == 1
    assert [item["id"] for item in one["data"]["items"]] == [2, 3, 0]
    told, alone, rest = one["data"]["items"]
    assert told["matches"] == [{"field": "title"}]
    assert alone == {"id": 3, "score": 0, "matches": []}
    assert rest["matches"] == [{"field": "title"}, {"field": "text"}]
    assert one["data"]["pagination"] == {"total": 2}
    assert one["texts"] == ["text 0", "text 1", "<p>Told.</p>text 2", "text 3"]
    assert [item["id"] for item in more["data"]["items"]] == [1], "what follows"
    assert [item["id"] for item in other["data"]["items"]] == [1, 0]
    assert other["texts"] == ["text 0", "<p>Else.</p>text 1", "text 2", "text 3"]
    assert found["ended"] == [True, True]


def test_no_more_than_ten_of_ours_come_first(asks):
    many = [{"location": f"terms/{n}/", "text": ""} for n in range(12)]
    ours = best(*((one["location"], "") for one in many))
    (found,) = asks(
        {
            "does": "beside",
            "items": many,
            "steps": [
                {"to": "both", "message": {"type": 0, "data": {}}},
                {"to": "ours", "message": ours},
                {"to": "theirs", "message": result(11, 3)},
            ],
        }
    )
    (answer,) = found["told"]
    assert [one["id"] for one in answer["data"]["items"]] == [*range(10), 11]


# An address that is not there


NEAR = (
    "site/terms/lorra.html",
    "site/lorra/",
    "site/terms/lo_ra/index.html",
    "site/Define/%6Corra.json",
    "site/groups/models/labs/lorra",
    "elsewhere/lorra",
    "site/lorra%",
    "site/adaptation-lora-low",
)
MANY = "site/apple"
NOTHING = {  # with the answer to the request for the names, and how many such requests there are
    "site/": (200, 0),
    "site/terms/index.html": (200, 0),
    "site/labs/": (200, 0),
    "site/models/": (200, 0),
    "site/groups/": (200, 0),
    "site/define/": (200, 0),
    "site/qqqqqq": (200, 1),
    "site/lorra.md": (404, 2),  # once more past the cache
    "site/lorra.json": (0, 2),
}


@pytest.fixture(scope="module")
def suggested(asks):
    """What the page says at each address."""
    ways = {**dict.fromkeys((*NEAR, MANY, "site/rslora/"), (200, 1)), **NOTHING}
    names = [one for one in NAMES if one[2] != "taught"]
    many = [[f"Apple {n}", f"terms/apple-{n}/", "term", ""] for n in range(7)]
    pages = [
        {
            "does": "notFound",
            "address": f"https://a.b/{way}",
            "names": many if way == MANY else names,
            "status": status,
        }
        for way, (status, _) in ways.items()
    ]
    return dict(zip(ways, asks(*pages), strict=True))


@pytest.mark.parametrize("way", NEAR)
def test_a_mistyped_address_is_answered_by_what_is_near(suggested, way):
    found = suggested[way]
    assert found["fetched"] == [f"{SITE}assets/javascripts/search/names.json"]
    assert found["hidden"] is False
    assert found["links"][0] == [f"{SITE}terms/lora/", "LoRA"]
    assert set(found["tags"]) == {"li a"}


def test_five_are_offered_of_many(suggested):
    assert len(suggested[MANY]["links"]) == 5


def test_a_part_of_a_page_is_named_with_its_page(suggested):
    (link, *_) = suggested["site/rslora/"]["links"]
    assert link == [f"{SITE}terms/lora/#rank-of-an-adapter", "rslora, in LoRA"]


@pytest.mark.parametrize("way", NOTHING)
def test_nothing_is_shown_where_nothing_is_near_or_no_names_come(suggested, way):
    found = suggested[way]
    assert len(found["fetched"]) == NOTHING[way][1]
    assert (found["hidden"], found["links"]) == (True, [])


# The search waits until the reader goes to it

INDEX, ZENSICALS, MAP = "search/search_index.json", "search.json", "sitemap.xml"
THEIRS = "../../assets/javascripts/workers/search.1.min.js"
TARGETS = (".md-search", "[for=__search]", None)
KINDS = ("focusin", "pointerover", "touchstart", "click")


@pytest.fixture(scope="module")
def waits(asks):
    """A page with the search, by what a reader goes to and how."""
    messages = [
        {"type": 0, "data": {"docs": [], "config": {}}},
        {"type": 2, "data": "a"},
    ]
    usual = {"does": "waits", "messages": messages, "url": THEIRS}
    ways = [(target, kind) for target in TARGETS for kind in KINDS]
    pages = [{**usual, "target": target, "type": kind} for target, kind in ways]
    other = {**usual, "url": "run/worker.js", "target": None, "type": "click"}
    return dict(zip([*ways, "other"], asks(*pages, other), strict=True))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("target", TARGETS)
def test_index_and_worker_wait_for_a_reader_who_goes_to_the_search(waits, target, kind):
    found = waits[target, kind]
    at_once = [["GET", f"../../{MAP}", True], f"../../{MAP}"]
    assert found["before"] == {"sent": [at_once], "made": []}
    assert list(found["options"]) == list(KINDS)
    for options in found["options"].values():
        assert options == {"capture": True, "passive": True}
    if not target:
        assert (found["sent"], found["made"], found["told"]) == ([at_once], [], [])
        return
    assert sorted(body for _, body in found["sent"]) == [
        f"../../{ZENSICALS}",
        f"../../{INDEX}",
        f"../../{MAP}",
    ]
    (worker,) = found["made"]
    assert worker["url"] == f"{SITE}assets/javascripts/search/worker.js"
    assert [one["type"] for one in worker["got"]] == [0, 2]
    assert worker["ended"] is True
    assert found["told"] == [{"type": 1}] * 2, "to its listener and to `onmessage`"
    *indices, other, script = map(bool, found["heard"])
    assert (indices, other, script) == ([True, True], False, True), "what fails is said"
    assert "are you online" in found["heard"][0]


def test_other_workers_are_left_alone(waits):
    (worker,) = waits["other"]["made"]
    assert worker["url"] == "run/worker.js"
    assert [one["type"] for one in worker["got"]] == [0, 2]
    assert waits["other"]["before"]["made"] == ["run/worker.js"]


if __name__ == "__main__":
    from glossary import ROOT

    folder = ROOT / "docs" / SCRIPTS  # as they are written
    made = told(*in_node(DRIVER, folder, given=asked()))
    text = json.dumps(made, ensure_ascii=False, indent=1)
    # A list of scores or of pages on one line each would not be read either.
    STORED.write_text(re.sub(r"\n {4,}", " ", text) + "\n", "utf-8")
