"""What the figure of a live picture says to the page, which makes its knobs of that."""

from html.parser import HTMLParser
from types import SimpleNamespace

from glossary.site.live import attributes, files


def live(lines: str, script: str = "print(1)") -> SimpleNamespace:
    """As much of a live picture as is asked."""
    return SimpleNamespace(
        name="a_picture",
        lines=lines,
        knobs=lines.split("\n"),
        script=lambda root: script,
    )


def said_by(picture: SimpleNamespace, root) -> dict[str, str | None]:
    """The attributes of its figure, as a browser reads them."""
    read: dict[str, str | None] = {}

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            read.update({tag: ""} | dict(attrs))

    Reader().feed(f"<figure{attributes(picture, root)}>")
    return read


def test_lines_of_knobs_arrive_whatever_signs_they_hold(tmp_path):
    lines = 'rank = 4  # 1 <= rank < 9, "low" & high: a > b\nname = \'<b id="x">\''
    read = said_by(live(lines), tmp_path)
    assert (read["data-knobs"], read["data-rows"]) == (lines, "2")
    assert set(read) == {"figure", "data-knobs", "data-rows", "data-source"}


def test_another_script_has_another_address(tmp_path):
    one, other = (live("x = 1", script) for script in ("print(1)", "print(2)"))
    at = said_by(one, tmp_path)["data-source"]
    assert at.partition("?")[0] == "a_picture.py"
    assert at != said_by(other, tmp_path)["data-source"]
    assert files([other], tmp_path) == {"assets/pictures/a_picture.py": "print(2)"}
