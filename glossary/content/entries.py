"""What every entry has: length, links, scripts, questions, sources, a picture, a place.

Rules of completeness: a page that breaks one can be built and looked at, but not handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from glossary.content.content import Content, printed_on
from glossary.content.figures import figures, paragraphs, quoted
from glossary.content.files import text_of
from glossary.content.labs import LINK, SOURCE, printed_in
from glossary.content.order import (
    GROUPS_FOLDER,
    in_group,
    linked_in,
    path_of,
    slug_of,
    used_in_summaries,
)
from glossary.content.pages import QUESTIONS, Page
from glossary.content.problems import Problem, counted
from glossary.content.terms import GROUPS, Term
from glossary.content.verified import scripts_of

FOUNDING = ("lora", "llm", "weights")
"""These explain at length what the others take up one by one."""

WORDS = (350, 1500)
FOUNDING_WORDS = (350, 3000)
LINKS, CLAIMS, SOURCES, ASKED, FOUNDING_ASKED = 8, 3, 3, 4, 12
WRONG = "Where people go wrong"
SECTIONS = (
    "In plain words",
    "Picture",
    "In code",
    "The mathematics",
    "In real models",
    WRONG,
    QUESTIONS,
)
"""In this order; of those in LEFT_OUT one that has nothing to say is left out."""

LEFT_OUT = ("The mathematics", "In real models")
FILLER = re.compile(
    r"\b(?:simply|just|obviously|of course|very powerful|leverage|delve)\b|!(?=\s|$)",
    re.IGNORECASE,
)
HOUSE_WORDS = {
    r"slopes?": "derivative, or gradient",
    r"bends?|bent": "nonlinearity, or curvature",
    r"ways? back|back on the way": "backward pass",
    r"ways? forward": "forward pass",
    r"turned over": "transposed",
    r"lists? of numbers": "vector",
    r"products? of two lists": "dot product",
    r"chances": "probabilities",
    r"fillers?": "padding",
    r"pull of the weights": "weight decay",
    r"held equal": "tested to be equal",
    r"told as": "expressed as",
    r"all one": "makes no difference",
    r"places? of (?:a|an|the|each|its|this|every|one) tokens?": "position",
    r"commonest": "most common",
    r"cannot be had": "is not available",
    r"something else than": "something other than",
}
"""Words that only this site used, each with the field's: VOICE. Allowed in plain words."""

HOUSE_WORD = re.compile(rf"\b(?:{'|'.join(HOUSE_WORDS)})\b", re.IGNORECASE)
OF_ELSEWHERE = {
    "adamw": "20,000 0.05 50,000",  # ratios of what is printed, a product of what the script holds
    "backpropagation": "−0.5 1e-8",  # another weight, tried; AdamW's default
    "batch": "128",  # of the whole batch
    "causal-mask": "0.05",  # the tolerance to set
    "chat-template": "2023",  # the year of ChatML
    "checkpoint": "2024",  # the year of Llama 3.1
    "dpo": "100,000",  # the tolerance of tests/reference
    "dropout": "0.25",  # the variance of noise of 0.5
    "fine-tuning": "−100 0.99",  # a label; of GRPO's example, which is linked there
    "gpu-memory": "20.9 billion 41.8",  # gpt-oss 20B's parameters, and twice as many bytes
    "gradient-accumulation": "5.23",  # a version
    "grpo": "1.28 1.2 100,000",  # e to what is printed, 1 + epsilon, a tolerance
    "inference": "295",  # a ratio of two numbers in the script
    "initialization": "700",  # of tests/reference
    "instruction-tuning": "1.16 1e-5",  # a version, a tolerance
    "lora": "0.5196 1,088",  # what PEFT prints of Llama 3.1; the small model's parameters
    "loss": "10,000",  # tried in tests/snippets
    "pre-training": "1,000",  # an example of a context
    "precision": "200,000",  # tried in tests/snippets
    "retrieval-augmented-generation": "1e-6 0.37 0.66",  # of tests/reference
    "rlhf": "1e-5 0.01",  # tolerances
    "rope": "256",  # 2 ** 8
    "sampling": "50,257",  # GPT-2's vocabulary
    "scaling-law": "400",  # models that Chinchilla's authors fitted
    "speculative-decoding": "5.23",  # a version
    "weights": "0.4 9.9 0.65",  # what `make seeds` found
}
"""Figures beside scripts that no script of the page holds or prints, and why they stand there."""

COMMENT = r"<!-- (?!predict:).*?-->"
"""What no reader sees: a question above a script is read."""

NOT_PROSE = re.compile(
    r"<!--.*?-->|<[^>]+>|\$\$.*?\$\$|\$[^$]*\$|^[|#][^\n]*|\{:[^}]*\}|(?<=\])\([^)]*\)",
    re.DOTALL | re.MULTILINE,
)


def lacking(content: Content) -> list[Problem]:
    """What entries and groups lack, each with its line and what to do."""
    problems: list[Problem] = []
    for term in content.terms:
        problems += lacking_in(term, content)
    for group in GROUPS:
        problems += lacking_in_path(group, content)
    return sorted(problems)


def lacking_in(term: Term, content: Content) -> Iterator[Problem]:
    """What one entry lacks."""
    page = term.page
    founding = term.slug in FOUNDING
    end = len(page.lines)

    def at(line: int, message: str) -> Problem:
        return Problem(page.where, line, message)

    fewest, most = FOUNDING_WORDS if founding else WORDS
    words = words_of(page)
    if not fewest <= words <= most:
        yield at(page.body_at, f"{words} words of prose: write {fewest} to {most}")
    others = linked_in(page, content.names, term.summary) & set(content.by_slug) - {term.slug}
    if len(others) < LINKS:
        found = ", ".join(sorted(others)) or "none"
        yield at(page.body_at, f"links {len(others)} other entries ({found}): link {LINKS}")
    claims = [name for _, name in page.named("script") if name.startswith(f"{term.slug}/")]
    if len(claims) < CLAIMS:
        place = line_of_section(page, "In code") or end
        yield at(
            place, f"shows {counted(len(claims), 'claim')}: show {CLAIMS} by scripts of its own"
        )
    if not page.predictions:
        place = line_of_section(page, "In code") or end
        yield at(
            place, "has nothing to predict: write <!-- predict: a question? --> above a script"
        )
    if len(term.sources) < SOURCES:
        yield term.problem("sources", f"{len(term.sources)}: name {SOURCES}, primary ones first")
    if not page.named("picture"):
        place = line_of_section(page, "Picture") or end
        yield at(place, "has no picture: draw one and write <!-- picture: name -->")
    yield from lacking_in_sections(term)
    yield from lacking_in_questions(term, FOUNDING_ASKED if founding else ASKED)
    yield from unsourced_in(term)
    for number, line in page.prose:
        if match := FILLER.search(re.sub(rf"`[^`]*`|{COMMENT}", "", line)):
            yield at(number, f"{match[0]!r} says nothing here: leave it out")
    for number, line in enumerate(page.lines, start=1):
        if "TODO" in line:
            yield at(number, f"still to write: {line.strip()[:60]!r}")
    yield from not_printed_in(term, content)
    yield from house_words_in(term)
    yield from lacking_in_taught(term)
    if not term.related:
        yield term.problem("related", "name the terms that a reader goes to from here")
    if not any(term.slug in other.related for other in content.terms):
        message = f"no other entry leads here: name {term.slug} in the related of one"
        yield term.problem("related", message)


def prose_of(page: Page) -> str:
    """The paragraphs and lists: without headings, tables, formulas, code, targets of links."""
    return NOT_PROSE.sub(" ", "\n".join(line for _, line in page.prose))


def words_of(page: Page) -> int:
    """How many words its prose has."""
    return len(re.findall(r"\S*\w\S*", prose_of(page)))


def line_of_section(page: Page, title: str) -> int:
    """Line of a section's heading, 0 where there is none."""
    return next((n for n, level, text in page.headings if (level, text) == (2, title)), 0)


def lacking_in_sections(term: Term) -> Iterator[Problem]:
    """Sections that are missing, unknown, or in another order."""
    page = term.page
    found = [(line, text) for line, level, text in page.headings if level == 2]
    order = [text for _, text in found if text in SECTIONS]
    for line, text in found:
        if text not in SECTIONS:
            message = f"{text[:60]!r} is no section of an entry: use {', '.join(SECTIONS)}"
            yield Problem(page.where, line, message)
    for text in SECTIONS:
        if text not in order and text not in LEFT_OUT:
            message = f"has no section {text!r}: write ## {text}"
            yield Problem(page.where, len(page.lines), message)
    if order != [text for text in SECTIONS if text in order]:
        message = f"its sections stand in another order than {', '.join(SECTIONS)}"
        yield Problem(page.where, found[0][0], message)
    levels = [(line, level) for line, level, _ in page.headings]
    for (_, above), (line, below) in pairwise(levels):
        if below > above + 1:
            message = f"a heading of level {below} below one of level {above}: go down by one"
            yield Problem(page.where, line, message)


def lacking_in_questions(term: Term, wanted: int) -> Iterator[Problem]:
    """Too few questions, and answers without a link to what shows them."""
    page = term.page
    asked = [line for line, _ in page.questions]
    if len(asked) < wanted:
        line = line_of_section(page, QUESTIONS) or len(page.lines)
        yield Problem(
            page.where, line, f"answers {counted(len(asked), 'question')}: answer {wanted}"
        )
    section = page.section(QUESTIONS)
    for line, end in pairwise([*asked, len(page.lines) + 1]):
        answer = "\n".join(text for number, text in section if line < number < end)
        if not re.search(r"\]\([^)]+\)", answer):
            message = "this answer has no link: link what shows it"
            yield Problem(page.where, line, message)
        if "<!-- script:" in answer:
            message = "an answer is one to three sentences: show the script above, link it here"
            yield Problem(page.where, line, message)


def unsourced_in(term: Term) -> Iterator[Problem]:
    """Mistakes in quotation marks whose paragraph links nobody outside who said them."""
    for number, text in paragraphs(term.page.section(WRONG)):
        quoted = re.match(r"\*\*[^*]*?[\"“](.+?)[\"”]", text, re.DOTALL)
        if quoted and "](http" not in text:
            said = " ".join(quoted[1].split())[:60]
            message = f"nobody is linked who said {said!r}: link them, or leave the marks out"
            yield Problem(term.page.where, number, message)


def not_printed_in(term: Term, content: Content) -> Iterator[Problem]:
    """Figures beside the scripts that these neither hold nor print: an output has changed, or they
    were typed. A paragraph with a source, or with a lab that is compared with it, has its own."""
    scripts = scripts_of(term.page, content.claims)
    code = "\n".join(text_of(script, content.root) for script in scripts).replace("_", "")
    there = [*printed_in(printed_on(term.page, content)), *figures(code)]
    there += figures(OF_ELSEWHERE.get(term.slug, ""))
    for number, text in paragraphs(term.page.section("In code")):
        if SOURCE.search(text) or any(folder for _, folder, _, _ in LINK.findall(text)):
            continue
        for figure in quoted(text):
            if not figure.is_in(there):
                message = (
                    f"says {figure.text!r}, which no script of this page holds or prints: mend it, "
                    "or write it into OF_ELSEWHERE (glossary/content/entries.py) and why"
                )
                yield Problem(term.page.where, number, message)


def house_words_in(term: Term) -> Iterator[Problem]:
    """Words that no other page of the field uses, outside of the plain words; beside the bold
    standard word they are its explanation."""
    plain = {number for number, _ in term.page.section("In plain words")}
    for number, line in term.page.prose:
        text = re.sub(rf"`[^`]*`|\]\([^)]*\)|{COMMENT}", "", line)
        if number in plain or "**" in text or not (match := HOUSE_WORD.search(text)):
            continue
        for word, standard in HOUSE_WORDS.items():
            if re.fullmatch(word, match[0], re.IGNORECASE):
                message = f"{match[0]!r} is said by nobody else: write {standard}"
                yield Problem(term.page.where, number, message)


def lacking_in_taught(term: Term) -> Iterator[Problem]:
    """Standard terms that are not in bold exactly once."""
    prose = re.sub(r"`[^`]*`", "", "\n".join(line for _, line in term.page.prose))
    bold = [" ".join(match.split()) for match in re.findall(r"\*\*(.+?)\*\*", prose, re.DOTALL)]
    plain = [name.casefold() for name in bold]
    for index, name in enumerate(term.terms_taught):
        count = plain.count(name.casefold())
        if count != 1:
            line = term.lines[f"terms_taught.{index}"]
            message = (
                f"terms_taught: {name!r} stands in bold {count} times: once, where the "
                "sentence says what it means"
            )
            yield Problem(term.page.where, line, message)


def lacking_in_path(group: str, content: Content) -> Iterator[Problem]:
    """A group's first paragraph leads through all its terms, none before what it needs."""
    members = in_group(content.terms, group, content.pages)
    uri = f"{GROUPS_FOLDER}/{slug_of(group)}.md"
    page = content.pages.get(uri)
    if not members:
        return
    if not page:
        message = f"is not there: write the page of the group {group}"
        yield Problem(f"docs/{uri}", 1, message)
        return
    path = path_of(group, content.pages)
    line = next((n for n, text in page.prose if text.strip() and text[0] != "#"), 1)
    for term in members:
        if path.count(term.slug) != 1:
            message = f"links {term.slug} {path.count(term.slug)} times in its first paragraph"
            yield Problem(page.where, line, f"{message}: lead through each term once")
    for slug in path:
        if slug not in {term.slug for term in members}:
            message = f"{slug} is no term of this group: link it after the first paragraph"
            yield Problem(page.where, line, message)
    used = used_in_summaries(members, content.names)
    for index, term in enumerate(members):
        for later in members[index + 1 :]:
            if later.slug in used[term.slug]:
                message = f"{term.slug} stands before {later.slug}, which its summary needs"
                yield Problem(page.where, line, f"{message}: put it behind")
