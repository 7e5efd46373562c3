"""The page of a lab: its cells as Markdown, so that it has the same blocks, links, formulas and
checks as every other page, and no style sheet or script of its own."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from functools import lru_cache
from itertools import count

from glossary.content.claims import COMPARED
from glossary.content.labs import Lab
from glossary.content.pages import MANY

COLORS = {
    "#000000": "var(--g-ink)",
    "black": "var(--g-ink)",
    "#ffffff": "var(--g-paper)",
    "white": "var(--g-paper)",
    "#1f5fa8": "var(--g-link)",
    "#b5521b": "var(--g-accent)",
    "#777777": "var(--g-muted)",
    "#cccccc": "var(--g-line)",
}
"""Colors of the notebooks' pictures, and what stands for them on the site, in both themes."""

SKIPPED = "<!--pytest-codeblocks:skipfile-->"
"""pytest-codeblocks' comment: a lab's cells are run by `make test-labs`, in one process."""

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
GEOMETRY = {"d", "x", "y", "x1", "x2", "y1", "y2", "points", "transform", "width"}
GEOMETRY |= {"height", "cx", "cy", "r", "stroke-width"}


def as_markdown(lab: Lab) -> str:
    """The page of a lab."""
    parts = []
    pictures = count(1)
    for cell in lab.cells:
        if isinstance(cell, str):
            parts.append(cell)
            continue
        ticks = fence_for(cell.code + cell.text)
        parts.append(f"{ticks}python\n{cell.code}\n{ticks}")
        if cell.text.strip():
            lines = (line.rstrip() for line in cell.text.strip("\n").split("\n"))
            shown = "\n".join(lines)
            parts.append(f"{COMPARED}\n\n{ticks}text\n{shown}\n{ticks}")
        parts += [
            f'<figure class="diagram">{for_the_site(svg, f"plot-{next(pictures)}-")}</figure>'
            for svg in cell.pictures
        ]
    title, _, rest = parts[0].partition("\n")
    made = lab.executed
    about = (
        f'<p class="lab-meta"><a href="{lab.path.name}" download>Download this notebook</a> '
        f"· executed {html.escape(str(made['date']))} in {made['seconds']:.0f} seconds with "
        f"{html.escape(str(made['packages']))}, at most {made['peak_mib']:,} MiB of memory</p>"
    )
    parts[0] = f"{title}\n\n{about}\n{rest}"
    return f"{SKIPPED}\n\n" + "\n\n".join(parts) + "\n"


def fence_for(text: str) -> str:
    """Backticks, more than any in `text`."""
    return "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", text))])


@lru_cache(MANY)
def for_the_site(svg: str, prefix: str) -> str:
    """A picture of matplotlib's as the site shows it: its colors, no styles, ids of its own.

    Style attributes would be stopped by the site's content security policy; the same settings as
    presentation attributes are not. Coordinates are cut to a hundredth of a point, a third of the
    size; text stays as it is.
    """
    root = etree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", svg))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.rpartition("}")[2] in ("metadata", "style"):
                parent.remove(child)
    label, box = root.get("aria-label"), root.get("viewBox")
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib.update(presentation(element.attrib.pop("style", "")))
        for name, value in list(element.attrib.items()):
            if name in GEOMETRY:
                value = re.sub(r"\d+\.\d{3,}", shorter, value)
            value = COLORS.get(value.casefold(), value)
            value = re.sub(r"url\(#", f"url(#{prefix}", value)
            if name == "id":
                value = prefix + value
            elif name in ("href", f"{{{XLINK}}}href"):
                # Not `href`, which Material's instant navigation sets anew on all that has it.
                del element.attrib[name]
                name, value = "xlink:href", value.replace("#", f"#{prefix}")
            element.set(name, value)
        if element.tag == "text" and "fill" not in element.attrib:
            element.set("fill", "var(--g-ink)")
        if not (element.text or "").strip():
            element.text = "\n" if len(element) else None
        element.tail = "\n"
    root.attrib.clear()
    root.attrib.update({"class": "plot", "xmlns": SVG, "viewBox": box or ""})
    root.attrib.update({"role": "img", "aria-label": label or ""})
    drawn = etree.tostring(root, encoding="unicode").replace(" />", "/>")
    return re.sub(r" *\n\s*", "\n", drawn).strip()


def shorter(match: re.Match[str]) -> str:
    """A coordinate to a hundredth."""
    return f"{float(match[0]):.2f}".rstrip("0").rstrip(".")


def presentation(style: str) -> dict[str, str]:
    """A style attribute's settings as attributes of their own."""
    made = {}
    for setting in filter(None, map(str.strip, re.split(r";(?![^(]*\))", style))):
        name, _, value = (part.strip() for part in setting.partition(":"))
        if name == "font":  # size and family in one; the family is the site's
            if size := re.search(r"([\d.]+)px", value):
                made["font-size"] = size[1]
            if "bold" in value:
                made["font-weight"] = "bold"
        elif not name.startswith("font-family"):
            made[name] = value
    return made
