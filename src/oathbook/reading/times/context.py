"""What a time expression is understood against: the publication day, the time told before, the words around."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from oathbook.reading.times import periods
from oathbook.reading.times.finder import Node
from oathbook.reading.times.grammar import Grammar
from oathbook.reading.times.periods import Period

Future = Callable[[int, int], bool | None]
"""Given an expression's start and end: whether its clause looks ahead (True), back (False) or neither (None)."""

SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]?\s+|\n")
GOES_ON = frozenset(("day-month", "month-year", "season", "edge", "day-range", "nth-day", "month-seen"))
"""Rules of dates that take the year of the text before, so that the next one may take it from them."""
ENTRY = re.compile(r"(?:\s*:\s+|\s+[-–—]\s+|—)(?=[A-Z\"“])")
"""What follows the date of an entry of a chronology."""
WITHIN = re.compile(
    r"(?:\b(?:on|in|of|by|at|since|until|till|from|to|and|or|between|before|after|the|this|last|next)|[,;(])\s*$",
    re.IGNORECASE,
)
"""What stands before a date that is part of a sentence."""
NEAR = 400
"""So many characters after a date that stands in the text, a day or month without year is read from it."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means. ``point`` is the period that later expressions are counted from, if any."""

    value: str | None
    first: date | None = None
    last: date | None = None
    kind: str = "date"
    point: Period | None = None


def meant(period: Period | None, kind: str = "date") -> Meaning | None:
    """The meaning of a period."""
    if period is None:
        return None
    return Meaning(period.value, period.first, period.last, kind, period)


@dataclass(frozen=True, slots=True)
class Cues:
    """Compiled words that tell whether a clause looks ahead or back."""

    either: re.Pattern[str]
    future: frozenset[str]

    @classmethod
    def of(cls, data: dict[str, Any]) -> Cues:
        """From the ``cues`` of times.yaml."""
        words = sorted({*data["future"], *data["past"]}, key=len, reverse=True)
        pattern = r"\b(?:" + "|".join(map(re.escape, words)) + r"|[a-z]+ed|'ll)\b"
        return cls(re.compile(pattern, re.IGNORECASE), frozenset(w.lower() for w in data["future"]) | {"'ll"})


@dataclass
class Context:
    """One text being resolved.

    ``ref`` is the time that the text spoke of last, ``ref_at`` where it stood. ``line`` is the time that its story has
    come to: a year named in passing ("unlike in 1911") is a ``ref`` and leaves the line. In a ``narrative`` days and
    months without a year go on from the line; in a ``history`` (old times only) so does "last week". ``entry`` is the
    date of the last entry of a chronology ("6 May: ...").
    """

    text: str
    grammar: Grammar
    cues: Cues
    published: date | None
    narrative: bool
    history: bool
    sentences: Sequence[tuple[int, int]] = ()
    hint: Future | None = None
    ref: Period | None = None
    line: Period | None = None
    ref_at: int = 0
    ref_explicit: bool = False
    entry: Period | None = None
    given_year: int | None = None
    deadline: bool = False

    # words

    def words(self, nodes: Iterable[Node]) -> list[str]:
        """Lower-case words of nodes."""
        return [self.text[n.start : n.end].lower() for n in nodes]

    def word(self, node: Node, key: str) -> str:
        """The words of a part, lower case; "" where it is missing."""
        return " ".join(self.words(node.parts.get(key, ())))

    def named(self, node: Node, key: str) -> Any:
        """The value that times.yaml gives the part's last word."""
        return self.grammar.values.get(self.words(node.parts[key])[-1])

    def number(self, nodes: Sequence[Node]) -> float:
        """A count in figures or words."""
        total, current = 0.0, 0.0
        for written in self.words(nodes):
            value = self.grammar.values.get(written)
            if written[0].isdigit():
                current += float(written.replace(",", ""))
            elif written == "half":
                current += 0.5
            elif written in ("dozen", "hundred", "thousand"):
                current = max(current, 1) * float(value or 1)
                if written == "thousand":
                    total, current = total + current, 0
            elif isinstance(value, int):
                current += value
        return total + current or 1

    def ordinal(self, nodes: Sequence[Node]) -> int:
        """An ordinal in figures or words: "20th", "twenty-first"."""
        total = 0
        for written in self.words(nodes):
            digits = re.match(r"\d+", written)
            value = self.grammar.values.get(written)
            total += int(digits.group()) if digits else value if isinstance(value, int) else 0
        return total

    def year(self, nodes: Sequence[Node], *, before_christ: bool = False) -> int:
        """A year in figures, with or without its century ("'99")."""
        written = re.sub(r"\D", "", self.words(nodes)[0])
        number = int(written)
        if before_christ:
            return -number
        return self.full_year(number) if len(written) == 2 and not written.startswith("00") else number

    def full_year(self, number: int) -> int:
        """The year that two figures mean: the last such year up to the one after publication (or the text's time)."""
        if self.narrative and self.ref and self.ref.year and self.ref.year > 100:
            base = self.ref.year + 20
        else:
            base = (self.published.year if self.published else date.today().year) + 1
        return base - (base - number) % 100

    # where it stands

    def sentence(self, node: Node) -> tuple[int, int]:
        """Start and end of the sentence around a node."""
        if self.sentences:
            at = bisect_right(self.sentences, (node.start, len(self.text) + 1)) - 1
            if at >= 0 and self.sentences[at][0] <= node.start < self.sentences[at][1]:
                return self.sentences[at]
        start = max(0, node.start - 400)
        for match in SENTENCE_END.finditer(self.text, start, node.start):
            start = match.end()
        after = SENTENCE_END.search(self.text, node.end)
        return start, after.start() if after else len(self.text)

    def future(self, node: Node) -> bool | None:
        """Whether the words around look ahead: the nearest telling verb before, else the first after."""
        if self.hint is not None:
            told = self.hint(node.start, node.end)
            if told is not None:
                return told
        start, end = self.sentence(node)
        before = [
            m.group().lower() for m in self.cues.either.finditer(self.text, max(start, node.start - 90), node.start)
        ]
        if before:
            if before[-1] == "to" and self.deadline:
                return True
            verbs = [word for word in before if word != "to"]
            return verbs[-1] in self.cues.future if verbs else None
        after = [
            m.group().lower()
            for m in self.cues.either.finditer(self.text, node.end, min(end, node.end + 90))
            if m.group() != "to"
        ]
        return after[0] in self.cues.future if after else None

    def says_past(self, node: Node) -> bool:
        """Whether the sentence tells with "had" what was so by then."""
        start, end = self.sentence(node)
        return re.search(r"\bhad\b", self.text[start:end], re.IGNORECASE) is not None

    def heads_entry(self, node: Node) -> bool:
        """Whether the expression heads an entry of a chronology: a colon or dash after it, no preposition before."""
        if ENTRY.match(self.text, node.end) is None:
            return False
        return WITHIN.search(self.text, max(0, node.start - 12), node.start) is None

    # anchors

    @property
    def now(self) -> Period | None:
        """The day that "last week" or "ago" counts from: the publication day, in a history the time told last."""
        if self.history and self.ref is not None:
            return self.ref
        return periods.day_of(self.published) if self.published else self.ref

    def tell(self, node: Node, meaning: Meaning, *, explicit: bool) -> None:
        """Keep what was just told as what the next expression may count from."""
        point = meaning.point
        if point is None or point.year is None:
            return
        if self.heads_entry(node):
            self.entry = point
        same_year = self.ref is not None and self.ref.year == point.year and self.ref.month is not None
        old = self.published is None or point.year != self.published.year
        explicit = explicit or (self.ref_explicit and old and node.rule in GOES_ON)
        if not (same_year and point.unit == "Y" and point.month is None):
            self.ref, self.ref_at, self.ref_explicit = point, node.end, explicit
        if self._in_passing(node, point):
            return
        line_year = self.line is not None and self.line.year == point.year and self.line.month is not None
        if not (line_year and point.unit == "Y" and point.month is None):
            self.line = point

    def _in_passing(self, node: Node, point: Period) -> bool:
        """Whether a year is named beside the story: far from its line, and not where a sentence begins."""
        if self.line is None or self.line.year is None or point.year is None:
            return False
        if node.rule in ("since", "until", "before", "after") and point.unit in ("Y", "M"):
            return True
        far = not -1 <= point.year - self.line.year <= (3 if point.unit != "Y" else 2)
        return far and node.start - self.sentence(node)[0] > 8

    def year_for(self, node: Node, month: int, number: int | None = None) -> int | None:
        """The year of a month or day that comes without one."""
        if self.given_year is not None:
            return self.given_year
        if self.entry is not None and self.entry.year is not None and self.heads_entry(node):
            return self._onward(self.entry, month)
        ref, line = self.ref, self.line
        if ref and ref is not line and ref.year is not None and self.sentence(node)[0] <= self.ref_at:
            line = ref
        if line and line.year is not None and (self.narrative or self.published is None):
            return self._onward(line, month)
        if self.published is None:
            return None
        near = self._near(self.published, node, month, number)
        fresh = number is not None and abs((date(near, month, 1) - self.published).days) < 75
        told = ref is not None and self.ref_explicit and node.start - self.ref_at < NEAR
        before = self.ref_at < self.sentence(node)[0]
        passed = before and (fresh or (ref is not None and ref.unit == "Y" and ref.month is None))
        if told and ref and ref.year not in (None, self.published.year) and not passed:
            return self._onward(ref, month, turn=6)
        return near

    def _onward(self, ref: Period, month: int, *, turn: int = 8) -> int | None:
        """The year of a month told after ``ref``: the next one where it would lie ``turn`` or more months back."""
        if ref.year is None or ref.month is None:
            return ref.year
        gap = month - ref.month
        if gap <= -turn:
            after = periods.shift(periods.year(ref.year), 1, "Y")
            return after.year if after else ref.year
        return ref.year

    def _near(self, published: date, node: Node, month: int, number: int | None) -> int:
        ahead = (month - published.month) * 30 + (
            (number or 15) - published.day if number or month != published.month else 0
        )
        looks = self.future(node)
        if ahead > 0:
            return published.year if looks or (looks is None and ahead < 60) or ahead < 8 else published.year - 1
        if looks and ahead < -45:
            return published.year + 1
        if ahead < -320 and number is not None and looks is not False:
            return published.year + 1
        return published.year
