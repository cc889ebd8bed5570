"""How many: number phrases, what they say (value, low, high) and what they count.

A phrase is read from the words ("no more than a hundred and sixty"); what it counts comes from the tree where there is
one, else from the next noun. Numbers that count nothing (dates, ages, money, measures, names) give no figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oathbook.lexicon import Lexicon
from oathbook.reading.columns import Columns
from oathbook.reading.numberphrases import DASHES, Phrase, PhraseReader
from oathbook.reading.times import TimeReader, time_reader
from oathbook.records import Figure, FigureExpression

if TYPE_CHECKING:
    from spacy.tokens import Doc

OPENERS = ("the", "its", "their", "his", "her", "these", "those", "our", "my", "your")
COUNTING_VERBS = ("number", "total", "count", "exceed", "reach")


class FigureReader:
    """Finds figures with one lexicon's words. Holds no state between documents."""

    def __init__(self, data: dict[str, Any], times: TimeReader) -> None:
        self.phrases = PhraseReader(data)
        self.labels = frozenset(data["labels"])
        self.measures = frozenset(data["measures"])
        self.money = frozenset(data["money"])
        self.fractions = frozenset(data["fractions"])
        self.members = frozenset(data["members"])
        self.not_one = frozenset(data["not_one"])
        self.people = frozenset(data["people"])
        self.borders = frozenset(data["borders"])
        self.times = times

    # phrases

    def find(self, doc: Doc) -> tuple[FigureExpression, ...]:
        """Every figure of the document, in order."""
        columns = Columns(doc)
        words = columns.lower
        taken = self._dated(columns)
        has_tree = doc.has_annotation("DEP")
        out = []
        at = 0
        while at < len(words):
            phrase = self.phrases.read(words, at)
            if phrase is None:
                at += 1
                continue
            at = phrase.last + 1
            if any(taken[i] for i in range(phrase.first, phrase.last + 1)) or self._no_count(words, doc, phrase):
                continue
            head, noun = self._counted(doc, words, phrase, has_tree)
            if head == -2:
                continue
            figure = Figure(phrase.value, phrase.low, phrase.high, noun)
            start, end = doc[phrase.first].idx, doc[phrase.last].idx + len(doc[phrase.last])
            out.append(FigureExpression(start, end, figure, phrase.first, phrase.last, head))
        return tuple(out)

    # numbers that count nothing

    def _dated(self, columns: Columns) -> list[bool]:
        """For each token whether it belongs to a date, a length of time or an age."""
        starts = columns.numbers("IDX")
        taken = [False] * len(starts)
        at = 0
        for start, end in self.times.spans(columns.text):
            while at < len(starts) and starts[at] < start:
                at += 1
            i = at
            while i < len(starts) and starts[i] < end:
                taken[i] = True
                i += 1
        return taken

    def _no_count(self, words: Sequence[str], doc: Doc, phrase: Phrase) -> bool:
        before = words[phrase.first - 1] if phrase.first else ""
        after = words[phrase.last + 1] if phrase.last + 1 < len(words) else ""
        then = words[phrase.last + 2] if phrase.last + 2 < len(words) else ""
        if before in self.money or after in self.money or (after in DASHES and then in self.money):
            return True
        if after in self.measures or f"{after} {then}" in self.measures or (after in DASHES and then in self.measures):
            return True
        if after in self.fractions or (after in DASHES and then in self.fractions):
            return True
        digits = words[phrase.core][0].isdigit()
        bare = words[phrase.first][0].isdigit()
        if bare and before in self.labels and after not in self.people:
            return True
        if (digits and before in ("/", "#", "[")) or (after in ("/", ":") and then[:1].isdigit()):
            return True
        if bare and before and _name_before(doc, phrase.first) and not then.isalpha() and not after.isalpha():
            return True
        if (
            before == after == ","
            and (phrase.value or 100) < 100
            and phrase.first > 1
            and doc[phrase.first - 2].text[0].isupper()
        ):
            return True
        if (
            digits
            and before in DASHES
            and phrase.first >= 2
            and words[phrase.first - 2].isalpha()
            and not _spaced(doc, phrase.first - 1)
        ):
            return True
        if (
            digits
            and phrase.first == phrase.last
            and (after == "." or after == ")")
            and _opens_sentence(doc, phrase.first, words)
        ):
            return True
        if (
            after in DASHES
            and then.isalpha()
            and then != "strong"
            and then not in self.members
            and not _spaced(doc, phrase.last + 1)
        ):
            return True
        if before == "of" and phrase.first > 1 and words[phrase.first - 2] == "age":
            return True
        if phrase.value is not None and not 0 < phrase.value < 10**9:
            return True
        if words[phrase.core] == "one" and phrase.first == phrase.core:
            return before in ("no", "any", "every", "each", "this", "the") or after in self.not_one
        return False

    # what is counted

    def _counted(self, doc: Doc, words: Sequence[str], phrase: Phrase, has_tree: bool) -> tuple[int, str | None]:
        """The token counted and its word; -1 where nothing is, -2 where the number turns out to be no count."""
        strong = words[phrase.last] == "strong"
        if not has_tree or not doc[phrase.core].dep_:
            head = self._next_noun(words, phrase.last + 1, single=words[phrase.core] == "one")
        else:
            head = self._by_tree(doc, phrase)
            if head == -2:
                return -2, None
        if head < 0:
            return (
                -2 if words[phrase.core] == "one" and words[phrase.first] in ("one", "a", "some", "the", "only") else -1
            ), None
        if strong or (
            head < phrase.first
            and doc[head].text.lower() not in self.people
            and not doc[head].text.lower().endswith("s")
        ):
            return head, None
        return head, doc[head].text

    def _by_tree(self, doc: Doc, phrase: Phrase) -> int:
        number = doc[phrase.core]
        inside = range(phrase.first, phrase.last + 1)
        for _ in range(4):
            if number.head.i == number.i or number.head.i not in inside:
                break
            number = number.head
        dep, head = number.dep_.split(":")[0], number.head
        if dep == "nummod" and head.i < phrase.first:
            return -2
        of = self._of_phrase(doc, phrase)
        if of >= 0:
            return of
        if dep in ("nummod", "amod", "det", "compound", "advmod") and head.i not in inside:
            if head.i > phrase.last:
                return head.i
            return -2
        if dep == "nmod" and head.i < phrase.first and any(c.text.lower() == "of" for c in number.lefts):
            return head.i if head.pos_ in ("NOUN", "PROPN") else -1
        if dep in ("obj", "obl", "xcomp", "ccomp") and head.lemma_.lower() in COUNTING_VERBS:
            return next((c.i for c in head.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"), -1)
        if number.text.lower() == "one" and number.pos_ == "PRON":
            return -2
        subject = next((c for c in number.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"), None)
        return subject.i if subject is not None and subject.tag_ == "NNS" else -1

    def _of_phrase(self, doc: Doc, phrase: Phrase) -> int:
        """The noun in "400 of the battalion's fighters", "dozens of men"."""
        if phrase.last + 1 >= len(doc) or doc[phrase.last + 1].text.lower() != "of":
            return -1
        of = doc[phrase.last + 1]
        if of.head.i > of.i:
            return of.head.i if of.head.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") else -1
        return -1

    def _next_noun(self, words: Sequence[str], at: int, *, single: bool) -> int:
        """The noun that follows, where no tree tells: over "of the", to the first plural (after "one" any word)."""
        limit = min(len(words), at + 6)
        if at < limit and words[at] == "of":
            at += 1
            while at < limit and (words[at][:1].isdigit() or words[at] in OPENERS or words[at] in ("'s", "’s")):
                at += 1
            single = False
        if single:
            return at if at < len(words) and words[at].isalpha() and words[at] not in self.borders else -1
        for i in range(at, min(limit, at + 4)):
            word = words[i]
            if word in self.people or (
                word.endswith("s") and len(word) > 3 and word.isalpha() and not word.endswith(("ss", "us", "is"))
            ):
                return i
            if word in self.borders or not (word[:1].isalpha() or word in DASHES):
                return -1
        return -1


def _spaced(doc: Doc, i: int) -> bool:
    return bool(doc[i].whitespace_) or bool(i and doc[i - 1].whitespace_)


def _name_before(doc: Doc, i: int) -> bool:
    """Whether a capitalised word, not the first of its sentence, stands before the number: "Cadena 1", "CTF 50"."""
    token = doc[i - 1]
    return (
        token.text[0].isupper()
        and i >= 2
        and doc[i - 2].text not in (".", ":", "!", "?", "\n")
        and not doc[i - 2].is_space
    )


def _opens_sentence(doc: Doc, i: int, words: Sequence[str]) -> bool:
    if i == 0:
        return True
    return words[i - 1].isspace() or bool(
        doc[i].is_sent_start and words[i + 1 : i + 2] == ["."] and not _last_word(doc, i + 1)
    )


def _last_word(doc: Doc, i: int) -> bool:
    return i + 1 >= len(doc)


def find_figures(doc: Doc, lexicon: Lexicon) -> tuple[FigureExpression, ...]:
    """Every figure of a document in order.

    ``doc`` may carry a Universal Dependencies tree (then the counted noun comes from it) or words alone. The reader is
    made once for a lexicon.
    """
    reader = lexicon.made("figures", lambda: FigureReader(lexicon.words("figures"), time_reader(lexicon)))
    return reader.find(doc)
