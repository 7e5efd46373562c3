"""Models as content: their files, what pages ask of them, what is unusual about each."""

import json

import pytest

from glossary import ROOT
from glossary.content.asked import COLUMNS
from glossary.content.columns import digits, percent, words
from glossary.content.features import features, scaled_by
from glossary.models import parameters, report
from glossary.site.models import SIZES
from tests.support.pages import MODELS
from tests.support.project import SHOWN, WIDGET
from tests.support.samples import in_turn

GPT2 = (ROOT / "models/gpt2.json").read_text("utf-8")
TABLE = "<!-- models: gpt2 | parameters -->"


@pytest.fixture
def with_model(project):
    """A project with one model."""
    project.write("models/gpt2.json", GPT2)
    return project


def said(content, which, column):
    return COLUMNS[column].value(content.models[which])


@pytest.mark.parametrize("which", in_turn(MODELS, a_day=10))
def test_columns_say_what_the_command_prints(content, which):
    """`python -m glossary.models` is held to the libraries; columns are a second way to it."""
    model = content.models[which]
    made = report(model.entry["config"])
    assert said(content, which, "parameters-exact") == f"{made['parameters']:,}"
    assert said(content, which, "billions") == digits(made["parameters"] / 10**9)
    assert said(content, which, "active-billions") == digits(made["active"] / 10**9)
    assert said(content, which, "active-share") == percent(
        made["active"], made["parameters"]
    )
    assert said(content, which, "active-without-tables") == words(
        made["active_without_tables"]
    )
    assert said(content, which, "bf16-gb") == digits(made["weights"]["bf16"] / 10**9)
    kept = made["cache"]["by_type"]["bf16"]
    assert said(content, which, "cache-bytes") == f"{kept['per_token']:,}"
    assert said(content, which, "cache-full-gb") == digits(kept["total"] / 10**9)
    assert said(content, which, "context") == f"{made['cache']['context']:,}"
    assert said(content, which, "output") == ("tied" if made["tied"] else "untied")
    if made["experts"]:
        assert said(content, which, "experts").startswith(
            f"{made['experts']['count']:,}"
        )
        assert said(content, which, "experts-used").split()[0] == str(
            made["experts"]["per_token"]
        )
    else:
        assert said(content, which, "experts") is None


FIELDS = {
    "layers": ("num_hidden_layers", "n_layer"),
    "d-model": ("hidden_size", "n_embd"),
    "heads": ("num_attention_heads", "n_head"),
    "vocabulary": ("vocab_size",),
}


@pytest.mark.parametrize("which", in_turn(MODELS, a_day=10))
@pytest.mark.parametrize("column", FIELDS)
def test_sizes_are_those_of_the_configuration(content, which, column):
    config = content.models[which].config
    values = [config[name] for name in FIELDS[column] if name in config]
    # Gemma 3 27B's file says all; a field that a file leaves out is the library's.
    if values:
        assert said(content, which, column) == f"{values[0]:,}"
    else:
        assert content.models[which].described["assumed"] or column == "vocabulary"


@pytest.mark.parametrize(
    ("which", "column", "value"),
    [
        ("gpt2", "width", "3,072"),
        ("gpt2", "kv-heads", "12"),
        ("gpt2", "rope-base", None),
        ("gpt2", "window", None),
        ("gpt2", "stored", None),
        ("gpt2", "layer-tables", None),
        ("gpt2", "page", "[GPT-2 small](/models/gpt2.md)"),
        ("gpt2", "released", "2019-02"),
        ("devstral-small-2", "released", None),
        ("gemma-3-1b", "kv-heads", "1"),
        ("llama-3.1-8b", "rope-base", "500,000"),
        ("llama-3.1-8b", "vocabulary-share", "13.1%"),
        ("gpt2", "vocabulary-share", "31.0%"),
        ("llama-3.1-8b", "width", "14,336"),
        ("gpt-oss-20b", "width", None),
        ("gpt-oss-20b", "expert-width", "2,880"),
        ("gpt-oss-20b", "window", "128"),
        ("gpt-oss-20b", "stored", "MXFP4"),
        ("mixtral-8x7b", "expert-width", "14,336"),
        ("mixtral-8x7b", "experts-used", "2"),
        ("deepseek-v2-lite", "experts-used", "6 and 2 shared ones"),
        (
            "deepseek-v2-lite",
            "experts",
            "64 and 2 shared by all, in 26 of 27 layers",
        ),
        ("deepseek-v3", "experts-used", "8 and the shared one"),
        ("deepseek-v3", "kv-heads", None),
        ("deepseek-v3", "latent", "512"),
        ("deepseek-v3.2", "chosen", "2,048"),
        ("gemma-4-31b", "head-size", "256 or 512"),
        ("gemma-4-e2b", "width", "6,144 or 12,288"),
        ("gemma-4-e2b", "layer-tables", "2.35 billion"),
        ("qwen3.5-9b", "kv-heads", "4"),
        ("kimi-k2", "parameters", "1.03 trillion"),
    ],
)
def test_what_a_column_says(content, which, column, value):
    assert said(content, which, column) == value


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"), (0.000_123_4, "0.000123"), (0.0352, "0.0352"), (0.1, "0.100"), (4, "4.00"),
        (9.999, "10.0"), (15.04, "15.0"), (99.96, "100"), (124.4, "124"), (1026.4, "1,030"),
    ],
)  # fmt: skip
def test_digits(number, shown):
    assert digits(number) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (999_499, "999,000"), (999_600, "1.00 million"), (999_600_000, "1.00 billion"),
        (8_030_261_248, "8.03 billion"), (1_026_408_209_408, "1.03 trillion"),
    ],
)  # fmt: skip
def test_words(count, shown):
    assert words(count) == shown


def test_a_share_that_rounds_to_nothing_is_told_as_small():
    assert percent(1, 8) == "12.5%"
    assert percent(1, 2001) == "under 0.1%"


@pytest.mark.parametrize(
    ("which", "unusual"),
    [
        ("mistral-7b-v0.3", None),
        ("llama-3.1-8b", "scaled RoPE"),
        ("llama-2-7b", "no shared KV heads"),
        (
            "gpt2",
            "no shared KV heads, learned positions, layer norm, tied, no gate, biases",
        ),
        (
            "gpt-oss-20b",
            "experts, MXFP4, windows, sinks, own head size, scaled RoPE, clamped SwiGLU, biases",
        ),
        (
            "deepseek-v3",
            "experts, sigmoid router, multi-token prediction, FP8, latent attention, own head "
            "size, scaled RoPE",
        ),
        (
            "deepseek-v3.2",
            "experts, sigmoid router, multi-token prediction, FP8, chosen positions, latent "
            "attention, own head size, scaled RoPE",
        ),
        ("deepseek-v2-lite", "experts, latent attention, own head size, scaled RoPE"),
        (
            "kimi-k2",
            "experts, sigmoid router, FP8, latent attention, own head size, scaled RoPE",
        ),
        (
            "minimax-m2",
            "experts, sigmoid router, multi-token prediction, FP8, own head size, partial RoPE, "
            "QK-norm",
        ),
        ("ministral-3-3b", "own head size, scaled queries, scaled RoPE, tied"),
        (
            "gemma-3-27b",
            "windows, own head size, own score scale, scaled RoPE, two kinds of RoPE, norms on "
            "both sides, QK-norm, tied, scaled embeddings, gated GELU",
        ),
        (
            "gemma-3-1b",
            "windows, one KV head, own head size, two kinds of RoPE, norms on both sides, "
            "QK-norm, tied, scaled embeddings, gated GELU",
        ),
        ("qwen3-0.6b", "own head size, QK-norm, tied"),
        (
            "qwen3.5-9b",
            "multi-token prediction, linear layers, partial RoPE, QK-norm",
        ),
        (
            "llama-4-scout",
            "experts, sigmoid router, chunks, scaled queries, scaled RoPE, layers without RoPE, "
            "QK-norm",
        ),
        ("smollm3-3b", "layers without RoPE, tied"),
        ("olmo-2-1b", "no shared KV heads, norms after, QK-norm"),
        (
            "gemma-4-e2b",
            "windows, shared caches, one KV head, own head size, two kinds of RoPE, norms on "
            "both sides, QK-norm, tied, scaled embeddings, tables for the layers, two widths, "
            "gated GELU, capped logits",
        ),
    ],
)
def test_what_is_unusual(content, which, unusual):
    assert said(content, which, "unusual") == unusual


@pytest.mark.parametrize(
    ("which", "short", "text"),
    [
        ("gpt-oss-20b", "windows", "12 of 24 layers: a query sees the newest 128 "),
        ("mistral-7b-v0.1", "windows", "in all layers: a query sees the newest 4,096 "),
        ("llama-4-scout", "layers without RoPE", "12 of 48 layers"),
        ("smollm3-3b", "layers without RoPE", "9 of 36 layers"),
        ("gemma-4-e2b", "shared caches", "The last 20 of 35 layers"),
        ("gemma-4-31b", "two kinds of RoPE", "base 1,000,000 on 25% of each head"),
        (
            "llama-3.1-8b",
            "scaled RoPE",
            "The slow ones of RoPE's frequencies are divided by up to 8 (llama3), so ",
        ),
        (
            "deepseek-v3",
            "scaled RoPE",
            "by up to 40 (yarn), so that texts can be longer than 4,",
        ),
        (
            "gemma-3-27b",
            "scaled RoPE",
            "divided by 8 (linear), in the layers without a window;",
        ),
        (
            "olmo-3.1-32b",
            "scaled RoPE",
            "without a window, so that texts can be longer than 8,192",
        ),
        ("gemma-3-1b", "two kinds of RoPE", "base 1,000,000 on whole heads"),
        ("olmo-2-1b", "QK-norm", "over all heads together"),
        (
            "llama-4-scout",
            "QK-norm",
            "in layers with RoPE, and without learned weights",
        ),
        ("minimax-m2", "partial RoPE", "RoPE turns 50% of each head"),
        ("deepseek-v3", "own head size", "Heads of 192 numbers, 128 of values, as"),
        ("gpt-oss-20b", "own head size", "query heads, 2,880 / 64, would be 45."),
        ("gpt-oss-20b", "biases", "attention's output, the router, experts."),
        (
            "deepseek-v3",
            "sigmoid router",
            "in 8 groups, and those of a token come from 4",
        ),
        ("glm-4.5-air", "sigmoid router", "of each expert, so that all are used."),
        ("minimax-m2", "multi-token prediction", "names 3 more modules, "),
        (
            "devstral-small-2",
            "scaled queries",
            "1 + 0.1 ln(1 + ⌊position / 8,192⌋): by 1 ",
        ),
        ("ministral-3-3b", "scaled queries", "⌊position / 16,384⌋"),
        ("llama-4-scout", "scaled queries", "In layers without RoPE queries are"),
        (
            "gemma-3-27b",
            "own score scale",
            "root of 168, not by that of the head size, 128.",
        ),
        ("gemma-3-27b", "scaled embeddings", "root of d_model, 5,376, before"),
        ("gpt-oss-20b", "clamped SwiGLU", "clamped from above at 7, "),
        ("gemma-4-31b", "capped logits", "between −30 and 30"),
        ("qwen3-8b", "QK-norm", "in each head"),
        ("qwen2.5-7b", "biases", "Biases in queries, keys and values."),
        ("qwen3.5-9b", "linear layers", "in 24 of 32 layers"),
    ],
)
def test_what_is_said_of_it(content, which, short, text):
    (found,) = [one for one in features(content.models[which]) if one.short == short]
    assert text in found.text


def test_a_router_without_a_bias_does_not_lead_to_the_bias(content):
    def target(which):
        found = {one.short: one.target for one in features(content.models[which])}
        return found["sigmoid router"]

    assert target("deepseek-v3").endswith("#a-bias-that-balances")
    assert target("llama-4-scout") == "terms/mixture-of-experts.md"


def sizes(content, which):
    """The numbers of "How it is built", by column."""
    found = {column: said(content, which, column) for column in SIZES}
    return {
        column: int(text.replace(",", ""))
        for column, text in found.items()
        if text and text.replace(",", "").isdigit()
    }


@pytest.mark.parametrize("which", ["deepseek-v3", "deepseek-v3.2", "kimi-k2"])
def test_attention_with_a_latent_can_be_computed_from_the_page(content, which):
    of = sizes(content, which)
    d_model, heads, key, value = (
        of["d-model"],
        of["heads"],
        of["head-size"],
        of["value-size"],
    )
    rotated, latent, queries = of["rope-size"], of["latent"], of["latent-queries"]
    a_layer = d_model * queries + queries * heads * key  # queries, by a latent
    a_layer += d_model * (latent + rotated)
    a_layer += latent * heads * (key - rotated + value)
    a_layer += heads * value * d_model
    if "index-heads" in of:
        a_layer += queries * of["index-heads"] * of["index-size"]
        a_layer += d_model * (of["index-size"] + of["index-heads"])
    parts = parameters.by_part(content.models[which].described)
    assert of["layers"] * a_layer == parts["attention"]


def test_linear_attention_can_be_computed_from_the_page(content):
    of = sizes(content, "qwen3.5-9b")
    d_model = of["d-model"]
    keys = of["linear-key-heads"] * of["linear-key-size"]
    values = of["linear-value-heads"] * of["linear-value-size"]
    linear = d_model * (2 * keys + 2 * values + 2 * of["linear-value-heads"])
    linear += values * d_model + (2 * keys + values) * of["linear-kernel"]
    linear += 2 * of["linear-value-heads"]
    full = 3 * d_model * of["heads"] * of["head-size"]  # queries, their gate, output
    full += 2 * d_model * of["kv-heads"] * of["head-size"]
    parts = parameters.by_part(content.models["qwen3.5-9b"].described)
    assert 24 * linear + 8 * full == parts["attention"]


@pytest.mark.parametrize("which", in_turn(MODELS, a_day=10))
def test_yarn_reaches_as_far_as_the_configuration_says(content, which):
    """A factor or a limit that was read wrongly does not give the product."""
    model = content.models[which]
    if scaled_by(model) == "yarn":
        start = model.field("original_max_position_embeddings")
        assert start * model.field("factor") == model.described["context"]


def test_a_broken_file_is_told_with_its_line(with_model):
    with_model.edit("models/gpt2.json", '"n_embd": 768', '"n_embd": "768"')
    number = 1 + GPT2[: GPT2.index('"n_embd"')].count("\n")
    (problem,) = with_model.problems()
    assert problem == (
        f'models/gpt2.json:{number}: n_embd is "768": give a whole number: mend it as '
        "glossary/models/library.py says"
    )


def test_a_file_that_is_no_json_is_told_with_its_line(with_model):
    with_model.edit("models/gpt2.json", '"maker": "OpenAI",', '"maker": "OpenAI"')
    (problem,) = with_model.problems()
    assert problem.startswith("models/gpt2.json:4: line 4, column 3: not JSON")


@pytest.mark.parametrize("name", ["GPT2", "all", "gpt_2"])
def test_the_name_of_a_file_is_that_of_an_address(with_model, name):
    with_model.write(f"models/{name}.json", GPT2)
    (problem,) = with_model.problems()
    assert problem.startswith(f"models/{name}.json:1: a model's file is called as")


def test_who_names_a_broken_model_is_told_once(with_model):
    with_model.add(WIDGET, f"\n{TABLE}\n\nIt has {{gpt2: parameters}} parameters.\n")
    assert with_model.problems() == []
    with_model.edit("models/gpt2.json", '"n_embd": 768', '"n_embd": null')
    (problem,) = with_model.problems()
    assert problem.startswith("models/gpt2.json:")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "<!-- models: gpt3 | parameters -->",
            "there is no models/gpt3.json: add it, or name one of gpt2",
        ),
        ("<!-- models: gpt2 | weight -->", "a model has no 'weight': name one of "),
        ("<!-- models: gpt2 -->", "write models, a bar, columns: <!-- models: gpt2, "),
        ("<!-- models: gpt2 | -->", "write models, a bar, columns: "),
        ("<!-- models: gpt2, | layers -->", "write models, a bar, columns: "),
        (
            "<!-- models: gpt2, all | layers -->",
            "'all' stands for every model: name it alone",
        ),
        (
            "<!-- models: gpt2, gpt2 | layers -->",
            "'gpt2' stands here twice: keep one",
        ),
        (
            "<!-- models: gpt2 | layers, layers -->",
            "'layers' stands here twice: keep one",
        ),
        ("<!-- model: gpt2 | layers -->", "write it alone on its line, as "),
        ("Look: <!-- models: gpt2 | layers -->", "write it alone on its line, as "),
        (
            "It has {gpt3: parameters}.",
            "there is no models/gpt3.json: add it, or name one of gpt2",
        ),
        ("### Has it {gpt2: parameters}?", "a figure of a model stands in a sentence"),
        (
            f"<!-- predict: Are there {{gpt2: parameters}}? -->\n{SHOWN}",
            "a figure of a model stands in a sentence or a cell: write it there",
        ),
        ("It has {gpt2: weight}.", "a model has no 'weight': name one of "),
        (
            "It has {gpt2: experts}.",
            "GPT-2 small has no 'experts': say it otherwise",
        ),
    ],
)
def test_what_a_page_asks_wrongly_is_told_with_its_line(with_model, line, told):
    number = with_model.add(WIDGET, f"\n{line}\n") + 1
    (problem,) = with_model.problems()
    assert problem.startswith(f"{WIDGET}:{number}: {told}"), problem


def test_without_models_a_table_says_that_there_are_none(project):
    project.add(WIDGET, f"\n{TABLE}\n")
    (problem,) = project.problems()
    assert "name one of none: there are no files" in problem


def test_code_and_formulas_ask_for_nothing(with_model):
    with_model.add(WIDGET, "\nWrite `{gpt3: parameters}`, or $x_{i}$, or {: .lead }.\n")
    assert with_model.problems() == []


def test_a_page_that_stands_where_a_models_page_is_made_is_told(with_model):
    with_model.write("docs/models/gpt2.md", "# Mine\n")
    assert with_model.problems() == [
        "docs/models/gpt2.md:1: the page of models/gpt2.json stands there: write about it "
        "elsewhere"
    ]


def test_figures_of_models_are_typed_by_nobody(content):
    """Counts of parameters that a directive can give stand in no entry's table by hand."""
    typed = {
        f"| {words(model.parameters)} |": which
        for which, model in content.models.items()
    }
    typed |= {f"| {m.parameters:,} |": which for which, m in content.models.items()}
    for page in content.pages.values():
        for number, line in page.prose:
            for figure, which in typed.items():
                assert figure not in line, f"{page.where}:{number}: {{{which}: …}}"


def test_the_order_of_a_file_is_of_no_account(with_model):
    entry = json.loads(GPT2)
    turned = dict(reversed(entry.items()))
    with_model.write("models/gpt2.json", json.dumps(turned))
    assert with_model.load().models["gpt2"].parameters == 124_439_808
