"""Figures in prose are compared as numbers with what code printed."""

import pytest

from glossary.content.figures import figures, paragraphs, quoted, sentences


def supported(said: str, printed: str) -> bool:
    """Whether each figure of a sentence is in an output."""
    found = quoted(said)
    assert found, f"{said!r} holds no figure"
    return all(figure.is_in(list(figures(printed))) for figure in found)


SET = [
    (r"$93.1\%$", "0.931", "0.932"),
    (r"$93.1\,\%$", "0.931", "0.932"),
    (r"$\approx 0.931$", "0.931", "0.932"),
    (r"$p \approx 93.1 \%$", "0.931", "0.932"),
    (r"$0.931 \pm 0.01$", "0.931 ± 0.01", "0.932 ± 0.01"),
    (r"$0.931\pm0.01$", "0.931 ± 0.01", "0.931 ± 0.02"),
    (r"$\pm 0.01$", "0.931 ± 0.01", "0.931 ± 0.02"),
    (r"$1{,}234$", "1234", "1235"),
    (r"$1\,234$", "1234", "1235"),
    (r"$3 \times 10^8$", "300000000", "3"),
    (r"$3\cdot10^{-4}$", "0.0003", "0.003"),
    (r"$\mathbf{0.931}$", "0.931", "0.932"),
    (r"$24\,\text{GB}$", "24", "25"),
    ("$L = 0.931$", "0.931", "0.932"),
    ("$$\nL=0.931\n$$", "0.931", "0.932"),
    ("`share = 0.931`", "share: 0.931", "share: 0.932"),
    ("`share=0.931`", "share: 0.931", "share: 0.932"),
    ("`right share  0.931`", "right share  0.931", "right share  0.932"),
    ("`share: 0.931 ± 0.02`", "0.931 ± 0.02", "0.932 ± 0.02"),
    ("10<sup>9</sup> bytes", "1000000000", "10"),
    ("3 × 10<SUP>-4</SUP>", "0.0003", "0.003"),
]
"""Figures in formulas and code, however they are set; what they are; and another number."""


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("81.2 %", "0.812"),
        ("81.2 %", "share: 81.2"),
        ("81.2%", "81.2 %"),
        ("90 %", "0.9"),
        ("90 %", "0.90"),
        ("0 %", "0.0"),
        ("460,800", "460800"),
        ("460,800", "460,800 numbers"),
        ("about 2.50", "2.5"),
        ("0.5000", ".5"),
        ("-81.2", "-81.2"),
        ("\u221281.2", "-81.2"),
        ("3e8", "300000000"),
        ("1e-05", "0.00001"),
        ("1.5e3", "1500"),
        ("124M", "124,439,808"),
        ("124 million", "124439808"),
        ("0.12 billion", "124439808"),
        ("5k", "4,999"),
        ("3 thousand", "2,999"),
        ("7B", "6,738,415,616"),
        ("2T", "1,999,999,999,999"),
        ("2 trillion", "1,999,999,999,999"),
        ("`0.25`", "0.25"),
        ("`460,800`", "460800"),
        ("95 percent", "0.95"),
        ("95 per cent", "0.95"),
        ("95\u00a0%", "0.95"),
        ("95\u202f%", "0.95"),
        ("95\u2009%", "0.95"),
        ("(0.34)", "0.34"),
        ("**0.34**", "0.34"),
        ("| 0.34 |", "0.34"),
        ("0.34.", "0.34"),
        ("3 × 10⁸", "300,000,000"),
        ("3×10^8", "3e8"),
        ("10⁶", "1000000"),
        ("2^20 and 2²⁰", "1,048,576"),
        ("2.5 × 10⁻³", "0.0025"),
        ("$0.25$", "0.25"),
        ("`loss: 0.25`", "loss: 0.25"),
        ("95&nbsp;%", "0.95"),
        ("95 pct", "0.95"),
        ("ninety-five percent", "0.95"),
        ("Ninety per cent", "90"),
        ("1.5 bn", "1500000000"),
        ("1 234", "1234"),
        ("24 GB", "24"),
        ("98x", "98"),
        *((said, printed) for said, printed, _ in SET),
    ],
)
def test_the_same_number_supports_a_figure(said, printed):
    assert supported(said, printed)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        # Zeros of whole numbers are not cut off.
        ("460,800", "4608"),
        ("460,800", "46080"),
        ("5,000,000", "5"),
        ("2,000 reviews", "200"),
        ("40,960 pieces", "4,096"),
        ("90 %", "9"),
        ("90 %", "0.09"),
        ("100", "1"),
        ("100", "10"),
        ("120.0", "12"),
        # The sign counts.
        ("-81.2", "81.2"),
        ("\u221281.2", "81.2"),
        ("81.2", "-81.2"),
        ("81.2 %", "-0.812"),
        # Words, signs and powers are part of a figure.
        ("95 percent", "0.96"),
        ("95\u00a0%", "0.96"),
        ("95\u202f%", "0.96"),
        ("125M", "124,439,808"),
        ("124M", "124"),
        ("124 million", "12,443,980"),
        ("0.12 billion", "129,000,000"),
        ("0.12 billion", "111,000,000"),
        ("3 thousand", "2,400"),
        ("3e8", "3"),
        ("3e8", "8"),
        ("1e-05", "1e-04"),
        ("`0.25`", "0.26"),
        # Parts of numbers and names are no support.
        ("0.34", "0.345"),
        ("0.34", "10.34"),
        ("812", "0.812"),
        ("460,800", "1,460,800"),
        ("0.34", "version1.0.34"),
        ("0.34", "x0.34"),
        ("81.2 %", ""),
        # What is raised is a figure too, and so is what is measured.
        ("3 × 10⁸", "3"),
        ("3 × 10⁸", "300,000"),
        ("10⁹ bytes", "10"),
        ("10⁻⁴", "10,000"),
        ("24 GB", "25"),
        ("98x faster", "97"),
        # And in whatever it stands.
        ("$0.95$", "0.91"),
        ("`accuracy: 0.95`", "accuracy: 0.91"),
        ("95&nbsp;%", "0.96"),
        ("95&#8239;%", "0.96"),
        ("95 ％", "0.96"),
        ("fifty percent", "0.6"),
        ('"-81.2"', "81.2"),
        ("81.2", "x=-81.2"),
        ("[−81.2]", "81.2"),
        # A list is no number.
        ("99,5 %", "9.95"),
        ("1,234", "[12,34]"),
        # A percentage is printed as a share or as what stands before the sign, and no otherwise.
        ("81.2 %", "8120"),
        ("81.2 %", "0.00812"),
        *((said, other) for said, _, other in SET),
    ],
)
def test_another_number_does_not(said, printed):
    assert not supported(said, printed)


def test_a_figure_has_its_value():
    found = figures("-81.2 and \u22123, 2.5e\u22123, 1,200 and 1.5k; 50 %")
    assert [float(figure.value) for figure in found] == [
        -81.2,
        -3,
        0.0025,
        1200,
        1500,
        0.5,
    ]


def test_ranks_and_counts_of_things_in_the_text_are_no_figures():
    said = "Of 30 layers, rank 8, the 2nd of 99, GPT-2, v2.1, 81.2 % and 460,800."
    assert [figure.text for figure in quoted(said)] == ["81.2 %", "460,800"]


@pytest.mark.parametrize(
    "said",
    [
        "`f(x=0.5)`",
        "`x == 0.5`",
        "`x >= 0.5`",
        "$y = 0.7x$",
        "$y = 0.7 x + 2.5$",
        "$$\nx \\in [0.7, 0.9]\n$$",
        "`a: b`",
        "[x](y-100.html)",
        "[llama.cpp#15077](https://example.org/pull/1)",
        "<https://example.org/100.5>",
        "https://example.org/0.5",
        '<img width="100.5">',
    ],
)
def test_code_formulas_and_addresses_are_no_figures(said):
    assert quoted(f"Text {said} text.") == []


def test_paragraphs_items_and_rows_stand_alone():
    lines = [
        "One",
        "two",
        "",
        "- three",
        "- four",
        "  five",
        "1. six",
        "2) seven",
        "* eight",
        "",
        "| six |",
        "| seven |",
    ]
    assert paragraphs(enumerate(lines, start=1)) == [
        (1, "One\ntwo"),
        (4, "- three"),
        (5, "- four\n  five"),
        (7, "1. six"),
        (8, "2) seven"),
        (9, "* eight"),
        (11, "| six |"),
        (12, "| seven |"),
    ]
    assert paragraphs([(2, "text"), (3, "more")]) == [(2, "text\nmore")]
    assert paragraphs(enumerate(["# One", "two", "# Three", "four"])) == [
        (0, "# One"),
        (1, "two"),
        (2, "# Three"),
        (3, "four"),
    ]


def test_a_sentence_ends_whatever_the_next_one_begins_with():
    """What stands beside a source is supported by it: what stands behind it is another sentence."""
    ends = ["See [a paper](a.md).", "(See [a paper](a.md).)", "“See [a paper](a.md).”"]
    ends += [
        "[A paper says so.](a.md)",
        "*See [a paper](a.md).*",
        "<b>See [a](b.md)!</b>",
    ]
    begins = [
        "We",
        "`x`",
        "94 %",
        "“We”",
        "$x$",
        "<b>We</b>",
        "we",
        "ärmer",
        "(we)",
        "*we*",
        "‘we’",
    ]
    begins += ["… we", "- we", "~~we~~", "→ we", "[a](b.md)", "![a](b.svg)"]
    for end in ends:
        for begin in begins:
            text = f"{end} {begin} have 94.1 %."
            assert sentences(text) == [end, f"{begin} have 94.1 %."], text
    for short in (
        "e.g.",
        "i.e.",
        "cf.",
        "et al.",
        "vs.",
        "p.",
        "pp.",
        "fig.",
        "approx.",
        "...",
    ):
        assert len(sentences(f"It has, {short} 94.1 % of [a paper](a.md).")) == 1, short
        assert (
            len(sentences(f"[A paper](a.md) is meant, {short} Ours has 94.1 %.")) == 2
        ), short


def test_a_sentence_does_not_end_in_a_link():
    text = "It is 2.5 (fig. 3).\nSee [Q. Who? A text](a.md), p. 7! *So* it is."
    assert sentences(text) == [
        "It is 2.5 (fig. 3).",
        "See [Q. Who? A text](a.md), p. 7!",
        "*So* it is.",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("costs $1,200 to train and $3,400 to run", ["1,200", "3,400"]),
        (r"costs \$1,200 to train and \$3,400 to run", ["1,200", "3,400"]),
        ("where $x = 1234y$ is", []),
        ("rose by 12 percentage points, or 13 pp", ["12 percentage points", "13 pp"]),
        ("12.5x faster, 350MB, 12.5s, 500ms", ["12.5x", "350MB", "12.5s", "500ms"]),
        ("1\u2009234\u2009567 of 1\u202f000", ["1\u2009234\u2009567", "1\u202f000"]),
        ("_95.3%_ and __96.3%__ and **97**%", ["95.3%", "96.3%", "97%"]),
        ("loss < 2.31 and > 1.9", ["2.31", "1.9"]),
        ("<b>2.31</b>", ["2.31"]),
    ],
)
def test_a_figure_is_seen_however_it_is_set(text, found):
    assert [figure.text for figure in quoted(text)] == found


@pytest.mark.parametrize(
    "text", ["minus 81.2", "\u201381.2", "\u201181.2", "\u221281.2"]
)
def test_a_sign_is_seen_however_it_is_set(text):
    (figure,) = quoted(f"a change of {text} points")
    assert not figure.is_in(figures("81.2"))
    assert figure.is_in(figures("-81.2"))


def test_thin_spaces_part_thousands():
    (figure,) = quoted("1\u202f234\u202f567")
    assert figure.is_in(figures("1234567"))
