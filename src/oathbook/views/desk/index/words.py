"""Words to look for: folded alike in the index and in the question."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from oathbook.errors import OptionError

_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
LONGEST = 300
"""Letters of a question."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand one after the other; ``begins``: the last is the beginning of one; ``no``: must not."""

    words: tuple[str, ...]
    begins: bool
    no: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A question in words, read by ``read_words``; at least one term must be there."""

    terms: tuple[Term, ...]

    def fts5(self, column: str) -> str:
        """As SQLite's FTS5 asks for it in one column."""
        wanted = " AND ".join(_fts5(term) for term in self.terms if not term.no)
        refused = "".join(f" NOT {_fts5(term)}" for term in self.terms if term.no)
        return f"{{{column}}} : ({wanted}{refused})"

    def tsquery(self) -> str:
        """As PostgreSQL's ``to_tsquery('simple', ...)`` asks for it."""
        return " & ".join(f"{'!' if term.no else ''}({_tsquery(term)})" for term in self.terms)

    def fits(self, word: str) -> bool:
        """Whether a word of a text is one that is looked for; to mark it."""
        folded = fold_words(word)
        for term in self.terms:
            if term.no:
                continue
            *whole, last = term.words
            if folded in whole or folded == last or (term.begins and folded.startswith(last)):
                return True
        return False


def read_words(question: str) -> Words | None:
    """What a user types: words that must all stand there, "words in a row", begin*, -without. None where blank.

    OptionError where it only says what must not be there, or is too long.
    """
    if not question.strip():
        return None
    if len(question) > LONGEST:
        raise OptionError(f"the question has {len(question):,} letters; at most {LONGEST} are taken")
    terms = []
    for found in _TERM.finditer(question):
        given = found["phrase"] if found["phrase"] is not None else found["word"]
        words = tuple(fold_words(given).split())
        if words:
            terms.append(Term(words, found["phrase"] is None and given.endswith("*"), bool(found["no"])))
    if not any(not term.no for term in terms):
        raise OptionError(f"{question!r} holds no word to look for; give at least one, with letters or digits")
    return Words(tuple(terms))


def fold_words(text: str) -> str:
    """The words of a text, lower case and without accents, set apart by single blanks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(_WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter))))


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + ("*" if term.begins else "")


def _tsquery(term: Term) -> str:
    *whole, last = (f"'{word}'" for word in term.words)
    return " <-> ".join([*whole, f"{last}:*" if term.begins else last])
