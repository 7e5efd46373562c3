"""Show an entry in the terminal, or print one of its scripts: from this checkout, offline.

python -m glossary.define lora
python -m glossary.define "layer norm"
python -m glossary.define lora --script merging > merging.py
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from rich.console import Console
from rich.markdown import Markdown

from glossary import ROOT
from glossary.content.claims import Claim, claims_on
from glossary.content.content import Content, load
from glossary.content.files import text_of
from glossary.content.problems import ProblemsFound, quote
from glossary.content.terms import TERMS_FOLDER, Term
from glossary.site.page import prepared
from glossary.site.reach import markdown
from glossary.site.settings import address_of, repository_of, settings_of

PROGRAM = "glossary.define"
WIDTH = 100
"""Of lines in a file or a wide terminal: a script's fit, and prose can be read."""

FORMULA = re.compile(
    r"(?P<kept>^(?P<fence>`{3,}).*?^(?P=fence)`*$|(?<!\\)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))"
    r"|\$\$(?P<block>.+?)\$\$|(?<![\\$])\$(?![\s$])(?P<inline>[^$\n]+?)(?<![\s\\])\$",
    re.DOTALL | re.MULTILINE,
)
"""A formula of a page; code is kept as it is."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        stop(f"{message}: write python -m {PROGRAM} lora")


def stop(message: str) -> NoReturn:
    """End with one line of what is wrong."""
    print(f"{PROGRAM}: {message}", file=sys.stderr)
    sys.exit(2)


def names_of(content: Content) -> dict[str, Term]:
    """Each name by which an entry is asked for, in lower case: its own before all others."""
    own = {name.casefold(): term for term in content.terms for name in (term.slug, *term.names)}
    covered = {name.casefold(): term for term in content.terms for name in term.covers}
    taught = {name.casefold(): term for term in content.terms for name in term.terms_taught}
    return taught | covered | own


def plain(word: str) -> str:
    """A name without what people write differently: case, hyphens, spaces."""
    return " ".join(word.casefold().replace("-", " ").replace("_", " ").split())


def either(names: list[str]) -> str:
    """Some names as a question offers them."""
    return " or ".join([*([", ".join(names[:-1])] if names[1:] else []), names[-1]])


def find(word: str, content: Content) -> Term:
    """The term that is asked for.

    Raises:
        SystemExit: with a line that says what is wrong with it, or that names those that are
            spelled alike.
    """
    word = " ".join(word.split())
    broken = {problem.path: problem for problem in reversed(content.problems)}
    where = f"{TERMS_FOLDER}/{plain(word).replace(' ', '-')}.md"
    names = names_of(content)
    by_plain = {plain(name): term for name, term in names.items()}
    if found := names.get(word.casefold()) or by_plain.get(plain(word)):
        return found
    if where in broken:
        stop(str(broken[where]))
    near = [by_plain[name] for name in get_close_matches(plain(word), by_plain, cutoff=0.7)]
    offered = list(dict.fromkeys(term.slug for term in near))
    if offered:
        stop(f"there is no entry {quote(word)}: did you mean {either(offered)}?")
    stop(f"there is no entry {quote(word)}: docs/terms/ holds {len(content.terms)}, one a file")


def script(term: Term, word: str, content: Content) -> str:
    """The script of a term's page whose name holds a word.

    Of two that show the same it is the first, in NumPy; the second has a name of its own.

    Raises:
        SystemExit: with a line that names the scripts, if none fits or several do.
    """
    claims = claims_on(term.page, content.claims)
    wanted = word.casefold().removesuffix(".py").replace("-", "_").replace(" ", "_")
    exact = [
        path for one in claims for path in one.scripts.values() if path.stem.casefold() == wanted
    ]
    if exact:
        return text_of(exact[0], content.root)
    found = [one for one in claims if wanted in short(one).casefold()]
    exactly = [one for one in found if short(one).casefold() == wanted]
    if len(exactly or found) == 1:
        first, *others = (exactly or found)[0].scripts.values()
        for other in others:
            print(f"{PROGRAM}: there is also --script {other.stem}", file=sys.stderr)
        return text_of(first, content.root)
    if found:
        stop(f"{quote(word)} is in several: name one of {', '.join(map(short, found))}")
    all_of = [short(one) for one in claims]
    if not all_of:
        stop(f"{term.slug} has no scripts")
    near = get_close_matches(wanted, all_of, n=1, cutoff=0.5)
    meant = f"did you mean {near[0]}?" if near else f"name one of {', '.join(all_of)}"
    stop(f"{term.slug} has no script {quote(word)}: {meant}")


def short(claim: Claim) -> str:
    """A claim's name without the folder of its page."""
    return claim.name.rpartition("/")[2]


def entry(term: Term, content: Content) -> str:
    """A term's page as Markdown."""
    text = prepared(term.page, content, repository_of(content.root))
    name = settings_of(content.root).get("site_name", "Glossary")
    return markdown.page(text, term.uri, address_of(content.root), name)


def readable(text: str) -> str:
    """A page whose formulas stand as code: Markdown takes LaTeX for markup of its own."""

    def shown(match: re.Match[str]) -> str:
        if match["kept"]:
            return match[0]
        return f"`{' '.join((match['block'] or match['inline']).split())}`"

    return FORMULA.sub(shown, text)


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Do what the arguments say.

    Raises:
        SystemExit: with 2 for what cannot be done.
    """
    about, _, examples = (__doc__ or "").partition("\n\n")
    parser = Parser(
        prog=f"python -m {PROGRAM}",
        description=about,
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("word", nargs="+", help="a term, by any of its names")
    parser.add_argument("--script", metavar="NAME", help="print a script of the page, or its like")
    parser.add_argument("--markdown", action="store_true", help="print the page as Markdown")
    options = parser.parse_args(arguments)
    content = load(root)
    if not content.terms:
        stop(f"{root} holds no entries: run it in a checkout of the repository")
    term = find(" ".join(options.word), content)
    if options.script is not None:
        sys.stdout.write(script(term, options.script, content))
        return 0
    try:
        text = entry(term, content)
    except ProblemsFound as found:
        stop(str(found.problems[0]))
    if options.markdown:
        sys.stdout.write(text)
        return 0
    console = Console()
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    console.print(Markdown(readable(text)))
    return 0


def quietly() -> int:
    """The same where what reads the output may stop: `| head`."""
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


if __name__ == "__main__":
    sys.exit(quietly())
