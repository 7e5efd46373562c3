"""Live pictures: what a script must have for it, and what each draws at each turn."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as etree

import pytest

from glossary import ROOT
from glossary.content.content import PICTURES
from glossary.content.live import FORM, Live, problems_of, read_live
from glossary.site import live as site_live
from tools import pictures

LIVE = read_live(ROOT)[0]
SVG = "{http://www.w3.org/2000/svg}"
ATTRIBUTES = {
    "text": "x y font-size font-weight text-anchor fill",
    "rect": "x y width height rx fill fill-opacity stroke stroke-width",
    "circle": "cx cy r fill stroke stroke-width",
    "polyline": "points fill stroke stroke-width stroke-dasharray",
}
WORDS = {"fill", "stroke", "text-anchor"}
SCRIPT = '''"""A dot."""

from glossary.site import draw as d

radius = 4  # knob: 1 to 9
left = 10  # knob: 0, 10


def draw(radius: int = radius, left: int = left) -> str:
    return d.picture("dot", "A dot", f"Of {radius}.", (99, 9), [d.dot(left, 4, radius)])
'''


def value_of(text: str) -> object:
    return json.loads(text.lower().replace("_", ""))


def turns(live: Live) -> dict[str, dict[str, object]]:
    """Five values of each knob, those between the ends spread evenly, the others as they were."""
    return {
        f"{knob.name}={value}": {knob.name: value_of(value)}
        for knob in live.knobs
        for value in knob.some()
        if value != knob.value
    }


def parts_of(text: str) -> list[etree.Element]:
    return list(etree.fromstring(text))


def numbers(part: etree.Element) -> list[float]:
    said = [value for name, value in part.attrib.items() if name not in WORDS]
    return [float(one) for text in said for one in re.split(r"[ ,]", text)]


def reach_of(part: etree.Element) -> tuple[float, float, float, float]:
    """Left, top, right and bottom; of words about, by letters of half their size."""
    given = dict(part.attrib)
    tag = part.tag.removeprefix(SVG)
    if tag == "polyline":
        points = [tuple(map(float, one.split(","))) for one in given["points"].split()]
        across, up = zip(*points, strict=True)
        return min(across), min(up), max(across), max(up)
    if tag == "circle":
        x, y, r = (float(given[name]) for name in ("cx", "cy", "r"))
        return x - r, y - r, x + r, y + r
    x, y = float(given["x"]), float(given["y"])
    if tag == "rect":
        return x, y, x + float(given["width"]), y + float(given["height"])
    size = float(given["font-size"])
    wide = 0.5 * size * len(part.text or "")
    x -= {"middle": wide / 2, "end": wide}.get(given.get("text-anchor", ""), 0)
    return x, y - 0.7 * size, x + wide, y


def complaints_of(text: str, built: str) -> list[str]:
    """What is wrong with a picture that was drawn with other values."""
    root, before = etree.fromstring(text), etree.fromstring(built)
    title, desc, *parts = root
    wrong = []
    if root.attrib != before.attrib:
        wrong.append("it has another size or name")
    if not (title.text and desc.text) or desc.text == before[1].text:
        wrong.append("its description is not of these values")
    if text.split("\n")[3:] == built.split("\n")[3:]:
        wrong.append("nothing in it changed")
    if re.search(r"\b(?:nan|inf)\b", text, re.IGNORECASE):
        wrong.append("it says nan or inf")
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for part in parts:
        tag = part.tag.removeprefix(SVG)
        if tag not in ATTRIBUTES or set(part.attrib) - set(ATTRIBUTES[tag].split()):
            wrong.append(f"{tag} {[*part.attrib]} is not let into a page")
            continue
        if not all(abs(one) < 1e5 for one in numbers(part)):
            wrong.append(f"{tag} {part.attrib}: no number")
        if tag == "text" and float(part.attrib["font-size"]) < 13:
            wrong.append(f"{part.text}: too small to read")
        left, top, right, bottom = reach_of(part)
        if left < -3 or top < -3 or right > width + 3 or bottom > height + 3:
            wrong.append(
                f"{tag} {part.attrib} {part.text or ''}: outside of the picture"
            )
    if over := over_each_other(parts):
        wrong.append(f"words on each other: {sorted(over)}")
    return wrong


def over_each_other(parts: list[etree.Element]) -> set[tuple[str, str]]:
    """Words that lie on other words."""
    words = [one for one in parts if one.tag == f"{SVG}text"]
    places = [reach_of(one) for one in words]
    return {
        (str(words[i].text), str(words[j].text))
        for i, (left, top, right, bottom) in enumerate(places)
        for j, (other, above, end, below) in enumerate(places[:i])
        if left < end and other < right and top < below and above < bottom
    }


def test_there_are_many():
    assert len(LIVE) >= 12
    assert read_live(ROOT)[1] == []


@pytest.mark.parametrize("name", LIVE)
def test_each_turn_of_each_knob_draws_a_whole_picture(name):
    built = (ROOT / PICTURES / f"{name}.svg").read_text("utf-8")
    draw = pictures.drawer(name)
    assert draw() == built
    tried = turns(LIVE[name])
    assert len(tried) >= len(LIVE[name].knobs)
    found = {
        what: complaints_of(draw(**values), built) for what, values in tried.items()
    }
    assert {what: wrong for what, wrong in found.items() if wrong} == {}


def test_the_script_that_a_page_gets_draws_alone_what_the_site_has_built(tmp_path):
    """In a folder with nothing in it, of a Python that does not know this repository."""
    name = "softmax"
    text = LIVE[name].script()
    (tmp_path / "picture.py").write_text(f"{text}show(first=1.5)\nshow(first=2.0)\n")
    done = subprocess.run(
        [sys.executable, "-E", "-S", "picture.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 400  # a page breaks longer ones
    end = lines.index(next(one for one in lines if one.endswith('"'))) + 1
    first, second = ("".join(lines[:end]), "".join(lines[end:]))
    assert json.loads(second) == (ROOT / PICTURES / f"{name}.svg").read_text("utf-8")
    assert json.loads(first) == pictures.drawer(name)(first=1.5)


# What a script must have


def test_a_script_with_knobs_is_read(tmp_path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/dot.py").write_text(SCRIPT)
    (tmp_path / "pictures/plain.py").write_text('"""No such line."""\n')
    (tmp_path / "pictures/word.py").write_text('"""Of a knob, without any."""\n')
    found, problems = read_live(tmp_path)
    assert problems == []
    (dot,) = found.values()
    assert [(knob.name, knob.value) for knob in dot.knobs] == [
        ("radius", "4"),
        ("left", "10"),
    ]
    assert dot.lines == "radius = 4  # knob: 1 to 9\nleft = 10  # knob: 0, 10"
    assert 'run_path("pictures/dot.py")["draw"]' in dot.script()
    said = site_live.attributes(dot, tmp_path)
    digest = re.search(r'data-source="dot\.py\?([0-9a-f]{8})"', said)[1]
    assert said.startswith(' data-rows="2" ')
    assert said.endswith(
        ' data-knobs="radius = 4  # knob: 1 to 9&#10;left = 10  # knob: 0, 10"'
    )
    other = Live("dot", SCRIPT.replace("99", "98"), dot.knobs)
    assert digest not in site_live.attributes(other, tmp_path)
    assert site_live.files([dot], tmp_path) == {"assets/pictures/dot.py": dot.script()}


DRAW = "def draw(radius: int = radius, left: int = left) -> str:"
NOT_THERE = (
    "a page has no {}: a picture with knobs needs Python's own library, NumPy and "
    "glossary.site.draw"
)


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        (DRAW, "def draw(radius: int = radius) -> str:", 9, FORM),
        (DRAW, "def draw(radius: int = 4, left: int = left) -> str:", 9, FORM),
        (DRAW, "def draw(left: int = radius, radius: int = left) -> str:", 9, FORM),
        (DRAW, "def draw(radius: int, left: int = left) -> str:", 9, FORM),
        (DRAW, "def draw(*, radius: int = radius, left: int = left) -> str:", 9, FORM),
        (DRAW, f"{DRAW[:-9]}, more: int = 4) -> str:", 9, FORM),
        (DRAW, f"{DRAW[:-9]}, *more: int) -> str:", 9, FORM),
        (DRAW, f"{DRAW[:-9]}, **more: int) -> str:", 9, FORM),
        (DRAW, f"{DRAW[:-9]}, *, more: int = 4) -> str:", 9, FORM),
        ("def draw(", "def drawn(", 1, FORM),
        (
            "radius = 4  # knob: 1 to 9",
            "radius = 0  # knob: 1 to 9",
            5,
            "radius = 0 is none of",
        ),
        (
            "from glossary.site",
            "from glossary.content",
            3,
            NOT_THERE.format("glossary.content"),
        ),
        (
            "from glossary.site",
            "import scipy\nfrom glossary.site",
            3,
            NOT_THERE.format("scipy"),
        ),
        ("[d.dot", "[d.from_script, d.dot", 10, "a page has no other script"),
        ("return d", "return d(", 10, "Python cannot read it: "),
    ],
)
def test_what_would_not_be_drawn_in_a_page_is_told(
    tmp_path, before, after, line, message
):
    assert before in SCRIPT
    (tmp_path / "pictures").mkdir()
    text = SCRIPT.replace(before, after, 1)
    (tmp_path / "pictures/dot.py").write_text(text)
    found, (problem,) = read_live(tmp_path)
    assert found == {}
    assert (problem.path, problem.line) == ("pictures/dot.py", line)
    assert problem.message.startswith(message)
    assert (line, problem.message) in problems_of(text)


def test_a_script_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/dot.py").write_bytes(b"# knob: \xff\n")
    found, (problem,) = read_live(tmp_path)
    assert found == {}
    assert str(problem) == "pictures/dot.py:1: is not UTF-8: save it as UTF-8"
