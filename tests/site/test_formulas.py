"""Formulas as MathML: what the converter writes otherwise than a browser needs it."""

from __future__ import annotations

import pytest

from glossary.site.formulas import NoFormula, to_mathml

BIG = '<mo minsize="1.623em" maxsize="1.623em">'
BAR = '<mo fence="false" stretchy="false">‖</mo>'
ROUND = '<mo stretchy="false">{}</mo>'


@pytest.mark.parametrize(
    ("latex", "within"),
    [
        (r"\Big\{ m \Big\}", f"{BIG}{{</mo><mi>m</mi>{BIG}}}</mo>"),
        (r"\text{min\_p}", "<mtext>min_p</mtext>"),
        ("h'", '<mrow><mi>h</mi><mo lspace="0" rspace="0">′</mo></mrow>'),
        (
            "p'_i",
            '<msub><mrow><mi>p</mi><mo lspace="0" rspace="0">′</mo></mrow><mi>i</mi></msub>',
        ),
        (r"\overline{ab}", '<mo accent="true" stretchy="true">¯</mo>'),
        (r"a \sim b", "<mi>a</mi><mo>∼</mo><mi>b</mi>"),
        (r"a \iff b", "<mi>a</mi><mo>⟺</mo><mi>b</mi>"),
        (
            r"a \log b",
            '<mi>a</mi><mspace width="0.17em" /><mi>log</mi><mspace width="0.17em" /><mi>b</mi>',
        ),
        (r"-\ln(x)", f"<mo>−</mo><mi>ln</mi>{ROUND.format('(')}"),
        (r"\log_2 x", '<mn>2</mn></msub><mspace width="0.17em" /><mi>x</mi>'),
        (r"\min_x y", "<munder><mo>min</mo><mi>x</mi></munder>"),
        (
            r"\|W\|_F",
            f"<msub><mrow>{BAR}<mi>W</mi>{BAR}</mrow><mi>F</mi></msub>",
        ),
        (
            "f(g(x))^2",
            f"<mi>f</mi><msup><mrow>{ROUND.format('(')}<mi>g</mi>{ROUND.format('(')}",
        ),
        (r"(a)(b)^2", f"<msup><mrow>{ROUND.format('(')}<mi>b</mi>"),
    ],
)
def test_it_is_written_as_a_browser_shows_it(latex, within):
    assert within in to_mathml(latex, block=True)


def test_in_a_line_limits_stand_beside_their_operator():
    assert "<msub><mo>min</mo>" in to_mathml(r"\min_x y", block=False)


@pytest.mark.parametrize("latex", [r"x_{\foo}", r"\Big\foo", r"\text{a\%b}"])
def test_a_command_that_is_not_known_stops_the_build(latex):
    with pytest.raises(NoFormula, match="unknown"):
        to_mathml(latex, block=True)


def test_its_latex_is_what_is_copied():
    assert 'alttext="a &lt; b"' in to_mathml("a\n< b", block=True)
