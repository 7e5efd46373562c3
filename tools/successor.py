"""`make successor`: build the whole site with Zensical, Material's successor, and finish it.

The prepared tree goes in, finish.after() comes behind, as with MkDocs; the guard holds the result
to what ran. DROPPED lists what is left out. `python -m tools.successor FOLDER` keeps the site, for
the browser tests, which `make successor` runs on it (GLOSSARY_SITE).
"""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml
from glossary import ROOT
from glossary.content.pages import way_of
from glossary.proof.blocks import ran, typed
from glossary.proof.guard import compare
from glossary.site import finish
from glossary.site.prepare import Prepared, before, navigation
from glossary.site.run import pyodide
from glossary.site.settings import address_of, repository_of

DROPPED = {
    "absolute links": "a link from the root of docs/ is not resolved: written relative here "
    "(https://github.com/zensical/studio/issues/6)",
    "links in HTML": "MkDocs leaves them alone, Zensical counts them from the source: kept from it "
    "(https://github.com/zensical/zensical/issues/258)",
}
"""Parts of the site that are changed or left out for Zensical, and why."""

KEYS = "instanceof HTMLLinkElement&&"
OWN_STYLE = re.compile(
    r'attachShadow\(\{mode:"open"\}\);\w+\.appendChild\(\w+\("style",\{\},(\w+)\.'
)


def styles(site: Path) -> list[str]:
    """The style sheet that Zensical's search puts into its own shadow root.

    Raises:
        RuntimeError: if the script holds it in another way.
    """
    (bundle,) = site.glob("assets/javascripts/bundle.*.min.js")
    text = bundle.read_text("utf-8")
    if (name := OWN_STYLE.search(text)) and (
        sheet := re.search(rf"[ ,]{name[1]}='((?:[^'\\]|\\.)*)'", text)
    ):
        return [re.sub(r"\\(.)", r"\1", sheet[1])]
    raise RuntimeError(f"{bundle.name}: does not hold the search's style as it did: mend OWN_STYLE")


# Its keys ask for the links of the head, which our pages do not have.
ZENSICAL = finish.Theme({**finish.MATERIAL.mends, KEYS: "instanceof HTMLAnchorElement&&"}, styles)

UPWARD = re.compile(r'(?<= )(?=(?:href|src)="\.\./)')
KEPT = "data-kept-"
ARTICLE = re.compile(r"(<article\b[^>]*>)(.*?)(</article>)", re.DOTALL)


def settings(root: Path, made: Prepared) -> str:
    """Our mkdocs.yml for Zensical: navigation and addresses filled in, MkDocs' own parts left out.

    It is changed as nodes of YAML, so that tags which only the builder knows stay as they are.
    """
    text = (root / "mkdocs.yml").read_text("utf-8")
    node: Any = yaml.compose(text)
    data = {key.value: (key, value) for key, value in node.value}
    nav = to_data(data["nav"][1])
    repository = repository_of(root)
    new: dict[str, Any] = {
        "nav": navigation(nav, made.content),
        "docs_dir": "docs",
        "site_url": address_of(root),
        "repo_url": f"https://github.com/{repository}",
        "repo_name": repository,
        "edit_uri": "edit/main/docs/",
        "plugins": ["search"],
    }
    for key in ("hooks", "watch", "validation"):
        data.pop(key, None)
    for key, value in new.items():
        data[key] = (yaml.compose(key), yaml.compose(yaml.safe_dump(value)))
    scripts = data["extra_javascript"][1].value
    scripts.append(yaml.compose(f"{{path: {pyodide.RUN}controls.js, defer: true}}"))
    data["extra_css"][1].value.append(yaml.compose("assets/stylesheets/run.css"))
    node.value = list(data.values())
    written: str = yaml.serialize(node)
    return written


def to_data(node: yaml.Node) -> Any:
    """A node's data."""
    return yaml.safe_load(yaml.serialize(node))


def relative(text: str, uri: str) -> str:
    """A prepared page with relative links; no script holds one.

    Those in HTML are marked, or Zensical would make them longer by a folder, and lead one to a file
    .md to its page.
    """
    here = posixpath.dirname(uri)
    text = UPWARD.sub(KEPT, text)
    return re.sub(
        r"(\]\()/([\w./-]+)",
        lambda match: match[1] + posixpath.relpath(match[2], here or "."),
        text,
    )


def build(root: Path, folder: Path, made: Prepared) -> Path:
    """Build with Zensical and finish; return the folder of the site.

    Raises:
        RuntimeError: with what Zensical said, if it fails.
    """
    shutil.copytree(made.folder, folder / "docs")
    for uri, text in made.texts.items():
        (folder / "docs" / uri).write_text(relative(text, uri), "utf-8")
    shutil.copytree(root / "overrides", folder / "overrides")
    (folder / "mkdocs.yml").write_text(settings(root, made), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    if done.returncode or "No issues found" not in done.stdout + done.stderr:
        raise RuntimeError(done.stdout + done.stderr)
    site = folder / "site"
    for uri in made.texts:
        path = site / way_of(uri) / "index.html"
        html = path.read_text("utf-8").replace(KEPT, "")
        if not (article := ARTICLE.search(html)):
            raise RuntimeError(f"{path}: has no article")
        finished = finish.article(article[2], uri, made.content)
        path.write_text(html[: article.start(2)] + finished + html[article.end(2) :], "utf-8")
    for path in site.rglob("*.html"):
        if "assets" not in path.relative_to(site).parts:
            path.write_text(finish.whole_page(path.read_text("utf-8")), "utf-8")
    try:
        parts = pyodide.get()
    except pyodide.NotToBeHad as reason:
        raise RuntimeError(f"Pyodide is not to be had: {reason}") from None
    finish.after(site, root / "docs", parts, False, print, ZENSICAL, made)
    return site


def main(root: Path = ROOT, keep: Path | None = None) -> int:
    """Build and compare; return the number of complaints."""
    made = before(root)
    with tempfile.TemporaryDirectory(prefix="glossary-successor-") as folder:
        site = build(root, Path(folder), made)
        found = compare(site, ran(root, made.folder), typed(made.folder))
        if keep:
            shutil.rmtree(keep, ignore_errors=True)
            shutil.copytree(site, keep)
    for complaint in found.complaints:
        print(complaint)
    print(f"zensical: {found}, {len(found.complaints)} complaints")
    for part, why in DROPPED.items():
        print(f"left out: {part}: {why}")
    return len(found.complaints)


if __name__ == "__main__":
    try:
        sys.exit(1 if main(keep=Path(sys.argv[1]) if sys.argv[1:] else None) else 0)
    except RuntimeError as error:
        sys.exit(f"zensical: the site cannot be built:\n{error}")
