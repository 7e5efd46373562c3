"""Pictures that hold data are what their scripts draw."""

import re

import pytest

from glossary import ROOT
from glossary.content.content import PICTURES as DIAGRAMS
from tools.pictures import draw, names

PICTURES = sorted((ROOT / DIAGRAMS).glob("*.svg"))


@pytest.mark.parametrize("name", names())
def test_a_picture_is_what_its_script_draws(name):
    file = ROOT / DIAGRAMS / f"{name}.svg"
    assert file.is_file(), f"{name}: run `make pictures`"
    assert file.read_text("utf-8") == draw(name), f"{name}: run `make pictures`"


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_keeps_to_the_policy_and_to_the_themes(path):
    text = path.read_text("utf-8")
    assert not re.search(r"(?<![-\w])style=", text), (
        "the content security policy stops style attributes"
    )
    assert not re.search(r'(?:fill|stroke)="#', text), "name colors by var(--g-...)"
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert all(one.startswith(path.stem) for one in ids), "ids begin with the file name"
    width = float(re.search(r'viewBox="0 0 (\S+)', text)[1])
    assert width <= 560
    for size in re.findall(r'font-size="([\d.]+)"', text):
        assert float(size) >= 13
    for shown in re.findall(
        r"<title[^>]*>(.*?)</title>.*?<desc[^>]*>(.*?)</desc>", text, re.S
    ):
        assert all(shown)
