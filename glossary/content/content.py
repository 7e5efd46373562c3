"""All content, loaded and checked once: what a build, the tests and the tools start from."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from glossary.content.asked import check_asked
from glossary.content.assets import asset_problems
from glossary.content.changes import CHANGES, Changes, check_changes, read_changes
from glossary.content.claims import (
    Claim,
    check_claims,
    claims_on,
    load_claims,
    missing,
    output_problems,
)
from glossary.content.drawings import check_picture
from glossary.content.files import in_order, looked_at_once, text_of
from glossary.content.labs import Lab, labs_of, misquoted, read_lab
from glossary.content.live import Live, read_live
from glossary.content.models import Model, model_paths, read_model
from glossary.content.names import Names, names_of
from glossary.content.order import check_circles, leads_to, slug_of
from glossary.content.pages import Page, page_problems, read_page
from glossary.content.problems import Problem, ProblemsFound, shown_name, shown_path
from glossary.content.programs import PROGRAMS
from glossary.content.searches import SEARCHES, Searches, check_searches, read_searches
from glossary.content.sources import SOURCES, Work, read_works
from glossary.content.terms import (
    GROUPS,
    TERMS_FOLDER,
    Term,
    check_together,
    read_term,
    term_paths,
)

PICTURES = "docs/assets/diagrams"
LISTS = (
    "a-z",
    "groups",
    "questions",
    "stages",
    *(f"group-{slug_of(g)}" for g in GROUPS),
)
"""The lists that a page can ask for by `<!-- glossary: name -->`."""

CALCULATORS = ("all", "gpu-memory", "kv-cache", "quantization", "lora", "qlora", "parameter")
"""The calculators that a page can ask for by `<!-- calculator: name -->`."""

TOKENIZERS = ("gpt2", "own")
"""With which a page can let the reader's own text begin by `<!-- tokens: name -->`."""

LIVE = ("small", "write", "train", "next", "attention", "cache", "losses")
"""The parts of the live GPT that a page can ask for by `<!-- live: name -->`, and its losses."""

NAMED = {
    "glossary": ("there is no list", LISTS),
    "calculator": ("there is no calculator", CALCULATORS),
    "tokens": ("there is no tokenizer", TOKENIZERS),
    "live": ("the live GPT has no", LIVE),
    "program": ("there is no program", PROGRAMS),
}
"""What a page asks for by one of a few names: how it is said that there is none, and the names."""

KINDS = (".md", ".ipynb", ".yml", ".svg", ".css", ".js", ".html", ".csv")
"""Kinds of files in docs/. Of any other kind the guard would not know what it shows."""

OWN = (".js", ".css", ".py", ".html", ".txt", ".csv")
"""Those of them that no other module reads: they are published as they are."""

WEIGHTS = "assets/live/"
"""The folder of docs/ with the weights of the live GPT, and names to train it on."""

OF_WEIGHTS = (".safetensors", ".json", ".txt")
CODE = ("assets/javascripts/",)
"""Folders of docs/ whose Python and HTML is the site's own; a notice there is of what it serves."""


@dataclass
class Content:
    """Everything that the site is made of.

    Attributes:
        root: the repository.
        pages: the Markdown pages by their path in docs/.
        terms: all terms whose head is right, as people sort words.
        works: what they cite, by key.
        claims: what scripts show, by name.
        labs: the notebooks that are right, by the name of their file.
        pictures: the text of each picture, by name.
        live: those that a reader can have drawn anew, by name.
        models: the published configurations that are right, by the name of their file.
        changes: when entries came, and what was corrected.
        searches: what is asked for by names that no head gives.
        problems: everything that is to be mended.
    """

    root: Path
    pages: dict[str, Page] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    works: dict[str, Work] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    labs: dict[str, Lab] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    live: dict[str, Live] = field(default_factory=dict)
    models: dict[str, Model] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    searches: Searches = field(default_factory=Searches)
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def by_slug(self) -> dict[str, Term]:
        """The terms by slug."""
        return {term.slug: term for term in self.terms}

    @cached_property
    def names(self) -> Names:
        """The names of the terms."""
        return names_of(self.terms)

    @cached_property
    def leads(self) -> dict[str, frozenset[str]]:
        """For each term, by slug, the terms that its page leads to."""
        return leads_to(self.terms, self.names)

    def checked(self) -> Content:
        """Itself.

        Raises:
            ProblemsFound: if there is any problem.
        """
        if self.problems:
            raise ProblemsFound(self.problems)
        return self


@looked_at_once()
def load(root: Path) -> Content:
    """Read everything and check it; problems are collected, not raised."""
    content = Content(root)
    problems = content.problems
    docs = root / "docs"
    files = in_order(docs.rglob("*"))
    for path in files:
        if path.is_file():
            problems += check_place(path, root)
    for path in (path for path in files if path.suffix == ".md"):
        try:
            page = content.pages[path.relative_to(docs).as_posix()] = read_page(path, root)
            problems += page_problems(page)
        except ProblemsFound as found:
            problems += found.problems
    try:
        content.works = read_works(root / SOURCES, root)
    except ProblemsFound as found:
        problems += found.problems
    for path in term_paths(root):
        try:
            content.terms.append(read_term(path, root))
        except ProblemsFound as found:
            problems += found.problems
    content.terms.sort(key=lambda term: term.term.casefold())
    for path in labs_of(root):
        if twin := content.pages.get(f"labs/{path.stem}.md"):
            message = f"the page of {path.name} stands there: write it into the notebook"
            problems.append(Problem(twin.where, 1, message))
        try:
            content.labs[path.name] = read_lab(path, root)
        except ProblemsFound as found:
            problems += found.problems
    for path in in_order((root / PICTURES).glob("*.svg")):
        with suppress(ProblemsFound):  # check_place has told it
            content.pictures[path.stem] = text_of(path, root)
    content.live, slips = read_live(root)
    problems += slips
    broken = set()
    for path in model_paths(root):
        try:
            model = content.models[path.stem] = read_model(path, root)
            if model.uri in content.pages:
                message = f"the page of {model.where} stands there: write about it elsewhere"
                problems.append(Problem(content.pages[model.uri].where, 1, message))
        except ProblemsFound as found:
            problems += found.problems
            broken.add(path.stem)
    for page in content.pages.values():
        problems += check_asked(page, content.models, broken)
    content.claims = load_claims(root)
    problems += check_claims(content.claims, root)
    problems += check_shown(content)
    for page in content.pages.values():
        problems += misquoted(page, content.labs, printed_on(page, content))
    # Between pages only where each is right: else one slip is told many times.
    if len(content.terms) == len(term_paths(root)) and content.works:
        problems += check_together(content.terms, content.works)
        problems += check_circles(content.terms)
    if (path := root / CHANGES).exists():
        problems += changes_of(path, content)
    if (path := root / SEARCHES).exists():
        problems += searches_of(path, content)
    return content


def changes_of(path: Path, content: Content) -> list[Problem]:
    """Read docs/changes.yml; its problems."""
    try:
        content.changes = read_changes(path, content.root)
    except ProblemsFound as found:
        return found.problems
    slugs = {one.stem for one in term_paths(content.root)}
    return check_changes(path, content.changes, slugs, content.root)


def searches_of(path: Path, content: Content) -> list[Problem]:
    """Read docs/searches.yml; its problems."""
    try:
        content.searches = read_searches(path, content.root)
    except ProblemsFound as found:
        return found.problems
    if len(content.terms) < len(term_paths(content.root)):
        return []  # what it names may be in a head that is wrong, which is told
    return check_searches(path, content.searches, content.by_slug, content.root)


def printed_on(page: Page, content: Content) -> str:
    """What the scripts print that a page shows; what is missing is told elsewhere."""
    outputs = [claim.output for claim in claims_on(page, content.claims)]
    readable = [output for output in outputs if not output_problems(output, content.root)]
    return "\n".join(text_of(output, content.root) for output in readable)


def check_place(path: Path, root: Path) -> list[Problem]:
    """Problems of where a file of docs/ is, and of what kind."""
    where, uri = shown_name(path, root), path.relative_to(root / "docs")
    own = uri.as_posix().startswith(CODE)
    if uri.as_posix().startswith(WEIGHTS) and path.suffix in OF_WEIGHTS:
        return []
    if path.suffix not in KINDS and not (own and path.suffix in (".py", ".txt")):
        return [Problem(where, 1, f"only {', '.join(KINDS)} files belong in docs/")]
    if path.suffix == ".svg":
        return check_picture(path, root)
    if path.suffix == ".html" and not own:
        return [Problem(where, 1, "pages are Markdown: write it as .md")]
    if path.suffix == ".md":
        if uri.parts[0] == "assets":
            return [Problem(where, 1, "docs/assets/ holds no pages: move it")]
        if where.startswith(f"{TERMS_FOLDER}/") and len(uri.parts) != 2:
            return [Problem(where, 1, f"a term is a page directly in {TERMS_FOLDER}/")]
    if path.suffix == ".ipynb" and uri.parts[:-1] != ("labs",):
        return [Problem(where, 1, "a notebook is a lab: move it to docs/labs/")]
    return asset_problems(path, root) if path.suffix in OWN else []


def check_shown(content: Content) -> list[Problem]:
    """What pages name is there; each script is shown somewhere."""
    problems, shown = [], set()
    for page in content.pages.values():
        for line, kind, name in page.directives:
            if kind == "script":
                shown.add(name)
                if name not in content.claims:
                    problems.append(Problem(page.where, line, missing(name)))
            elif kind == "picture" and name not in content.pictures:
                message = (
                    f"there is no {PICTURES}/{name[:80]}.svg: write pictures/{name[:80]}.py and "
                    "run make pictures, or mend the name"
                )
                problems.append(Problem(page.where, line, message))
            elif kind in NAMED:
                there_is_no, names = NAMED[kind]
                if name not in names:
                    message = f"{there_is_no} {name[:80]!r}: write one of {', '.join(names)}"
                    problems.append(Problem(page.where, line, message))
                elif kind == "program" and not (content.root / f"{name}.py").is_file():
                    message = f"{name}.py is not there: bring it back, or remove this line"
                    problems.append(Problem(page.where, line, message))
    for claim in content.claims.values():
        if claim.name not in shown:
            script = shown_path(next(iter(claim.scripts.values())), content.root)
            message = "is shown on no page: write <!-- script: %s --> on one, or remove it"
            problems.append(Problem(script, 1, message % claim.name))
    return problems
