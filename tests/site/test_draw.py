"""Elements of pictures: where they stand, and that text in them stays text."""

import xml.etree.ElementTree as etree

import pytest

from glossary.site.draw import arrow, box, dot, line, number, picture, scale, text


def drawn(element: str) -> tuple[str, dict[str, str], str]:
    """Name, attributes and text of an element."""
    made = etree.fromstring(element)
    return made.tag, made.attrib, made.text or ""


def points(element: str) -> list[tuple[float, float]]:
    pairs = drawn(element)[1]["points"].split()
    return [tuple(map(float, pair.split(","))) for pair in pairs]


def test_a_picture_has_its_size_and_says_what_it_shows():
    root = etree.fromstring(picture("a-b", "A < B", 'B & "C"', (520, 40), [dot(1, 2)]))
    title, described, circle = root
    assert root.attrib["viewBox"] == "0 0 520 40"
    assert root.attrib["role"] == "img"
    assert (title.text, described.text) == ("A < B", 'B & "C"')
    ids = [title.attrib["id"], described.attrib["id"]]
    assert ids == root.attrib["aria-labelledby"].split() == ["a-b-title", "a-b-desc"]
    assert circle.attrib == {"cx": "1", "cy": "2", "r": "4", "fill": "var(--g-accent)"}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (2, "2"),
        (2.0, "2"),
        (2.04, "2"),
        (2.06, "2.1"),
        (-0.26, "-0.3"),
        (519.96, "520"),
    ],
)
def test_a_coordinate_is_written_to_a_tenth(value, written):
    assert number(value) == written


def test_words_stand_as_they_are():
    name, given, words = drawn(text(1, 2, 'a < "b" & c'))
    assert (name, words) == ("text", 'a < "b" & c')
    assert given == {"x": "1", "y": "2", "font-size": "16", "fill": "var(--g-ink)"}
    _, given, _ = drawn(text(1, 2, "a", size=12, color="link", anchor="end", bold=True))
    assert given["text-anchor"] == "end"
    assert given["font-weight"] == "700"
    assert (given["font-size"], given["fill"]) == ("12", "var(--g-link)")


def test_a_box_has_what_it_is_given_and_no_more():
    name, given, _ = drawn(box(1, 2, 30, 40))
    assert name == "rect"
    plain = {
        "x": "1",
        "y": "2",
        "width": "30",
        "height": "40",
        "fill": "var(--g-frozen)",
    }
    assert given == plain
    _, given, _ = drawn(
        box(1, 2, 30, 40, fill="ink", stroke="line", radius=3, opacity=0)
    )
    assert given == plain | {
        "fill": "var(--g-ink)",
        "rx": "3",
        "stroke": "var(--g-line)",
        "fill-opacity": "0",
    }
    assert drawn(box(1, 2, 30, 40, opacity=0.126))[1]["fill-opacity"] == "0.13"


def test_a_line_leads_through_its_points():
    element = line([(1, 2), (3.04, 4.06)], color="ink", width=1.5, dashes="6 4")
    name, given, _ = drawn(element)
    assert (name, points(element)) == ("polyline", [(1, 2), (3, 4.1)])
    assert given["stroke-dasharray"] == "6 4"
    assert (given["stroke"], given["stroke-width"], given["fill"]) == (
        "var(--g-ink)",
        "1.5",
        "none",
    )
    _, given, _ = drawn(line([(1, 2), (3, 4)]))
    assert given["stroke-width"] == "2"
    assert "stroke-dasharray" not in given


@pytest.mark.parametrize(
    ("end", "left", "right"),
    [
        ((50, 0), (41, 6), (41, -6)),
        ((0, 50), (-6, 41), (6, 41)),
        ((30, 40), (19.8, 36.4), (29.4, 29.2)),
    ],
)
def test_the_head_of_an_arrow_is_at_its_end_on_both_sides(end, left, right):
    shaft, head = etree.fromstring(f"<g>{arrow((0, 0), end, color='ink')}</g>")
    as_text = [etree.tostring(one, encoding="unicode") for one in (shaft, head)]
    assert points(as_text[0]) == [(0, 0), end]
    found, tip, other = points(as_text[1])
    assert tip == end
    assert {found, other} == {left, right}
    assert {one.attrib["stroke"] for one in (shaft, head)} == {"var(--g-ink)"}


def test_an_arrow_that_begins_elsewhere_has_the_same_head():
    shaft, head = etree.fromstring(f"<g>{arrow((100, 10), (60, 10))}</g>")
    assert shaft.attrib["points"] == "100,10 60,10"
    assert head.attrib["points"].split()[1] == "60,10"
    assert {p.partition(",")[0] for p in head.attrib["points"].split()} == {"60", "69"}


def test_a_value_falls_between_two_coordinates():
    assert scale(5, 0, 10, 100, 200) == 150
    assert scale(-2, -2, 2, 100, 50) == 100
    assert scale(2, -2, 2, 100, 50) == 50
    assert scale(3, 2, 4, 10, 30) == 20
