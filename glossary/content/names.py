"""The names of terms, found in text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from glossary.content.pages import MANY
from glossary.content.terms import Term


@dataclass(frozen=True, eq=False)
class Named:
    """What a name stands for: a term, or something that its page also explains.

    Attributes:
        term: the term.
        means: the one sentence that says what it is.
        heading: id of the heading where it is explained; empty for the term itself.
    """

    term: Term
    means: str
    heading: str = ""


_known: dict[object, Names] = {}


def names_of(terms: list[Term]) -> Names:
    """The names of terms; the same object as long as names and meanings are the same."""
    key = tuple((t.slug, t.term, t.expansion, *t.aliases, t.summary, str(t.covers)) for t in terms)
    if key not in _known:
        _known.clear()
        _known[key] = Names(terms)
    return _known[key]


@lru_cache(16 * MANY)
def pattern_of(name: str) -> re.Pattern[str]:
    """What a name looks like in a text, where its first letter stands."""
    exact = any(c.isupper() for c in name[1:])
    pattern = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"{pattern}(?:e?s)?(?![\w-])", 0 if exact else re.IGNORECASE)


class Names:
    """Finds the names of terms in text, as whole words, the longest first, singular or plural.

    Names with capitals inside (LoRA, LLM) match as they are written; the others also match with
    a capital at the start of a sentence. Looked up by their first word, so that many terms cost
    no more than few.
    """

    WORD = re.compile(r"(?<![\w-])\w[\w-]*")

    def __init__(self, terms: Iterable[Term]):
        self.all: list[Named] = []
        """Everything that is named, each once."""

        self._by_word: dict[str, list[tuple[int, re.Pattern[str], Named]]] = {}
        for term in terms:
            itself = Named(term, term.summary)
            named = dict.fromkeys(term.names, itself)
            for name, covered in term.covers.items():
                named[name] = Named(term, covered.means, covered.heading)
            self.all += dict.fromkeys(named.values())
            for name, stands_for in named.items():
                # Of `pass@k` the text has `pass` as a word.
                first = self.WORD.search(name)
                key = first[0].casefold() if first else name
                found = self._by_word.setdefault(key, [])
                found.append((len(name), pattern_of(name), stands_for))
        for found in self._by_word.values():
            found.sort(key=lambda entry: -entry[0])

    def find(self, text: str) -> Iterator[tuple[int, int, Named]]:
        """Start, end and meaning of each mention, in order, none inside another."""
        end, by_word = 0, self._by_word
        for word in self.WORD.finditer(text):
            if word.start() < end:
                continue
            key = word[0].casefold()
            entries = by_word.get(key, [])
            for ending in ("s", "es"):
                if key.endswith(ending) and (more := by_word.get(key[: -len(ending)])):
                    entries = sorted([*entries, *more], key=lambda entry: -entry[0])
            for _, pattern, named in entries:
                if match := pattern.match(text, word.start()):
                    end = match.end()
                    yield match.start(), end, named
                    break
