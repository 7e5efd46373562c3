"""One page: begin it, or test what concerns it.

    python -m tools.page new "dropout"     make term NAME="dropout"
    python -m tools.page test dropout      make test PAGE=dropout

The first writes a page, a script, its output and a picture to fill in, which build as they are;
what is to be written is marked TODO. The second says what is wrong or lacking, each with its line,
and runs the page's scripts.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from glossary import ROOT
from glossary.content.changes import CHANGES
from glossary.content.content import PICTURES, Content, load
from glossary.content.entries import (
    ASKED,
    CLAIMS,
    LINKS,
    SOURCES,
    WORDS,
    lacking,
)
from glossary.content.order import GROUPS_FOLDER, slug_of
from glossary.content.pages import Page
from glossary.content.problems import Problem, counted
from glossary.content.terms import GROUPS, LEVELS, SUMMARY_LENGTH, TERMS_FOLDER
from glossary.site.page import check_links, files_of
from glossary.site.prepare import static_files

from tools import pictures

NAME = re.compile(r"\w(?:[^\x00-\x1f]{0,60}\w)?")
"""As the head of a term takes it, and short enough for a file."""

OWN = (
    f"{TERMS_FOLDER}/{{slug}}.md",
    "snippets/{slug}/two_and_two_are_four.py",
    "snippets/{slug}/two_and_two_are_four.out",
    "pictures/{slug}.py",
)
"""The files of a new term, beside its picture."""

PAGE = """\
---
term: {term}
# expansion: only for abbreviations
# aliases: [true synonyms only]
# Found under their own names, though explained here:
# covers: {{Name: {{heading: id-of-its-heading, means: "One sentence."}}}}
# terms_taught: [standard words, each in **bold** once, in a sentence that says what it means]
group: {group}   # one of {groups}
level: {level}   # {levels}
# One sentence of at most {summary_length} characters, of plain words and other terms.
summary: "TODO: what it is, in one sentence."
related: []   # slugs of other entries; name this one in the related of one of them, too
# Keys of docs/sources.yml (add works there), and what each supports here.
# {sources} or more, primary ones first.
sources:
  brown2020language: "TODO: what it supports, with its section"
---

# {heading}

<!-- {fewest} to {most} words in all; link {links} other entries: a name links itself. -->

## In plain words

TODO: an everyday example.

## Picture

<!-- picture: {slug} -->

TODO: what one sees, and why it is so.

## In code

<!-- {claims} claims or more. A pair: <claim>_numpy.py and <claim>_torch.py, one <claim>.out. -->

### TODO: what the script shows

TODO: what to watch.

<!-- predict: TODO: what surprises in the output, as a question? -->
<!-- script: {slug}/two_and_two_are_four -->

TODO: what the output means, and under which setting.

<!-- Optional: ## The mathematics, then ## In real models (with sources, dated). -->

## Where people go wrong

TODO: a wrong sentence, with a link to someone who said it, and what is right.

## Questions people ask

<!-- {asked} or more real questions; an answer is one to three sentences, with a link. -->

### TODO: a question?

TODO: the answer.
"""

SCRIPT = '''\
"""TODO: the claim, in one sentence with a full stop."""

# At most 30 lines of 88 columns; its own imports and seed; shapes as comments.
print("sum:", 2 + 2)
'''

PICTURE = '''\
"""TODO: what is drawn, and from which data."""

from glossary.site import draw as d


def draw() -> str:
    """The picture: at most 520 wide, so that letters of 16 stay readable on a phone."""
    parts = [d.text(20, 40, "TODO")]
    return d.picture("{slug}", "TODO: a few words", "TODO: what it shows", (520, 80), parts)
'''


def new(name: str, root: Path = ROOT) -> list[Path]:
    """Write what a new term needs.

    Returns:
        The files.

    Raises:
        SystemExit: if the name cannot be a term, or is one.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    if not slug or not NAME.fullmatch(name):
        sys.exit(f'{name[:60]!r} is no name of a term: write make term NAME="dropout"')
    content = load(root)
    for term in content.terms:
        if slug == term.slug or name.casefold() in map(str.casefold, term.names):
            sys.exit(f"{name!r} is a name in {term.page.where} already: edit that page")
    picture = root / PICTURES / f"{slug}.svg"
    own = [root / part.format(slug=slug) for part in OWN]
    for path in (*own, picture):  # of a term whose head is broken, or of a page that is no term
        if path.exists():
            sys.exit(f"{path.relative_to(root).as_posix()} is there already: edit or move it")
    page = PAGE.format(
        term=json.dumps(name[0].upper() + name[1:], ensure_ascii=False),
        heading=name[0].upper() + name[1:],
        slug=slug,
        group=next(iter(GROUPS)),
        groups=" | ".join(GROUPS),
        level=LEVELS[0],
        levels=" | ".join(LEVELS),
        summary_length=SUMMARY_LENGTH,
        sources=SOURCES,
        fewest=WORDS[0],
        most=WORDS[1],
        links=LINKS,
        claims=CLAIMS,
        asked=ASKED,
    )
    texts = (page, SCRIPT, "sum: 4\n", PICTURE.replace("{slug}", slug))
    made = dict(zip(own, texts, strict=True))
    changes = root / CHANGES
    text = changes.read_text("utf-8") if changes.is_file() else ""
    if text and f"\n  {slug}: " not in text:
        # Its day, for the feed: below the others, before the corrections.
        today = datetime.now(UTC).date()
        made[changes] = text.replace("\n\ncorrections:", f"\n  {slug}: {today}\n\ncorrections:", 1)
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    picture.write_text(pictures.draw(slug, root), "utf-8")
    return [*made, picture]


def page_of(name: str, content: Content) -> Page:
    """The page that is meant: a slug, or a path in docs/.

    Raises:
        SystemExit: if there is none.
    """
    bare = name.removeprefix("docs/").removesuffix(".md")
    for uri in (f"{bare}.md", f"terms/{bare}.md"):
        if uri in content.pages:
            return content.pages[uri]
    known = sorted(Path(uri).stem for uri in content.pages)
    near = get_close_matches(bare, known)
    sys.exit(f"there is no page {name!r}: name {' or '.join(near) or ', '.join(known)}")


def concerning(page: Page, content: Content) -> list[Problem]:
    """All problems of a page: what stops a build, what it lacks, pictures that are out of date."""
    files = {page.where}
    for _, name in page.named("script"):
        files |= set(files_of(name, content)) if name in content.claims else set()
    files |= {f"snippets/{page.path.stem}/{path.name}" for path in scripts_beside(page, content)}
    term = content.by_slug.get(page.path.stem)
    group = f"docs/{GROUPS_FOLDER}/{slug_of(term.group)}.md" if term else ""
    problems = [*content.problems, *check_links(content, static_files(content.root))]
    found = [p for p in [*problems, *lacking(content)] if p.path in files]
    found += [p for p in lacking(content) if p.path == group and term and term.slug in p.message]
    for line, name in page.named("picture"):
        if name in pictures.names(content.root):
            try:
                drawn = pictures.draw(name, content.root)
            except Exception as error:
                message = f"stops with {type(error).__name__}: {error}"
                found.append(Problem(f"pictures/{name}.py", 1, message))
                continue
            if drawn != content.pictures.get(name):
                message = f"its picture is not what pictures/{name}.py draws: make pictures"
                found.append(Problem(page.where, line, message))
    return sorted(set(found))


def scripts_beside(page: Page, content: Content) -> list[Path]:
    """Files in the page's folder of snippets/, shown or not."""
    return sorted((content.root / "snippets" / page.path.stem).glob("*"))


def look(name: str, root: Path = ROOT) -> int:
    """Say what is wrong with a page, run its scripts; the exit status."""
    content = load(root)
    page = page_of(name, content)
    problems = concerning(page, content)
    for problem in problems:
        print(problem)
    if any(problem in content.problems for problem in problems):
        print(f"{page.where}: mend these, then its scripts can be run")
        return 1
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", page.where], cwd=root)
    said = (
        f"{page.where}: {counted(len(problems), 'thing')} to mend" if problems else "nothing lacks"
    )
    print(f"{said}, but its scripts fail (above)" if done.returncode else said)
    return 1 if problems or done.returncode else 0


def main() -> int:
    """Do what the arguments say."""
    match sys.argv[1:]:
        case ["new", name]:
            for path in new(name):
                print(path.relative_to(ROOT).as_posix())
            return 0
        case ["test", name]:
            return look(name)
    sys.exit(__doc__)


if __name__ == "__main__":
    sys.exit(main())
