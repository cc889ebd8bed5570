"""Number phrases: the number, and the words around it that make it more, less or about so many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from oathbook.reading.numbers import Numbers

DASHES = ("-", "–", "—", "‑")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A number phrase: words ``first`` to ``last`` (inclusive), the number's own last word, and what it says."""

    first: int
    core: int
    last: int
    value: int | None
    low: int | None
    high: int | None


class PhraseReader:
    """Reads number phrases with the words of figures.yaml."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.numbers = Numbers(data["numbers"])
        self.plurals = {k: tuple(v) for k, v in data["plurals"].items()}
        self.stacked = {
            (first, second): tuple(limits)
            for first, key in (("tens", "tens_of"), ("hundreds", "hundreds_of"), ("dozens", "dozens_of"))
            for second, limits in data[key].items()
        }
        self.as_plural = frozenset(data["as_plural"])
        self.loose = _by_words(data["loose"])
        self.alone = _by_words(data["alone"])
        self.before = sorted(
            ((tuple(w.split()), kind) for kind, ws in data["before"].items() for w in ws), key=lambda x: -len(x[0])
        )
        self.after = sorted(
            ((tuple(w.split()), kind) for kind, ws in data["after"].items() for w in ws), key=lambda x: -len(x[0])
        )
        self.openers = {"between", "from", "tens", "hundreds", "dozens", *self.plurals, *self.as_plural}
        self.openers |= {opening[0] for opening, _ in (*self.loose, *self.alone)} | set(self.numbers.starts)
        """Words that a phrase may begin with; figures aside."""

    def read(self, words: Sequence[str], at: int) -> Phrase | None:
        """The phrase whose number begins at ``at``, widened by the words around it."""
        word = words[at]
        if not word or not (word in self.openers or word[0].isdigit()):
            return None
        found = self._range(words, at) or self._single(words, at)
        return self._widened(words, found) if found else None

    def _single(self, words: Sequence[str], at: int) -> Phrase | None:
        word = words[at]
        if not word:
            return None
        if word in ("tens", "hundreds", "dozens") and at + 2 < len(words) and words[at + 1] == "of":
            limits = self.stacked.get((word, words[at + 2]))
            if limits:
                return Phrase(at, at + 2, at + 2, None, *limits)
        if word in self.plurals and (word != "scores" or words[at + 1 : at + 2] == ["of"]):
            return Phrase(at, at, at, None, *self.plurals[word])
        if word in self.as_plural and at + 1 < len(words) and words[at + 1] + "s" in self.plurals:
            return Phrase(at, at + 1, at + 1, None, *self.plurals[words[at + 1] + "s"])
        for opening, (low, high) in self.loose:
            if tuple(words[at : at + len(opening)]) == opening:
                scale = self.numbers.scales.get(words[at + len(opening)] if at + len(opening) < len(words) else "")
                if scale:
                    end = at + len(opening)
                    return Phrase(at, end, end, None, low * scale, high * scale)
        for opening, (low, high) in self.alone:
            if tuple(words[at : at + len(opening)]) == opening:
                end = at + len(opening) - (2 if opening[-1] == "of" else 1)
                return Phrase(
                    at,
                    end,
                    end,
                    low if low == high else None,
                    None if low == high else low,
                    None if low == high else high,
                )
        if not (word[0].isdigit() or word in self.numbers.starts):
            return None
        number = self.numbers.read(words, at)
        return Phrase(at, number.end - 1, number.end - 1, number.value, None, None) if number else None

    def _range(self, words: Sequence[str], at: int) -> Phrase | None:
        """ "10 to 15", "2,000-3,000", "between 400 and 500", "four or five", "five to six hundred"."""
        word = words[at]
        opened = word in ("between", "from")
        start = at + opened
        if (
            start >= len(words)
            or not words[start]
            or not (words[start][0].isdigit() or words[start] in self.numbers.starts)
        ):
            return None
        low = self.numbers.read(words, start)
        if low is None or low.end + 1 >= len(words):
            return None
        joint = words[low.end]
        if joint not in ("to", *DASHES) and not (joint == "and" and word == "between") and joint != "or":
            return None
        second = words[low.end + 1]
        if not second or not (second[0].isdigit() or second in self.numbers.starts):
            return None
        high = self.numbers.read(words, low.end + 1)
        if high is None:
            return None
        first = low.value
        if low.scale == 1 and high.scale > 1 and low.value < 100 and low.value < high.value // high.scale:
            first = low.value * high.scale
        if first >= high.value:
            return None
        return Phrase(at, high.end - 1, high.end - 1, None, first, high.value)

    def _widened(self, words: Sequence[str], phrase: Phrase) -> Phrase:
        first, last = phrase.first, phrase.last
        kinds = []
        for _ in range(3):
            found = next(
                (
                    (ws, kind)
                    for ws, kind in self.before
                    if first >= len(ws) and tuple(words[first - len(ws) : first]) == ws
                ),
                None,
            )
            if found is None or (found[1] == "plain" and found[0][0] in ("the", "these", "those", "all")):
                break
            first -= len(found[0])
            kinds.append(found[1])
        for following, kind in self.after:
            if tuple(words[last + 1 : last + 1 + len(following)]) == following:
                last += len(following)
                kinds.append(kind)
                break
        if last + 2 < len(words) and words[last + 1] in DASHES and words[last + 2] == "strong":
            last += 2
        value, low, high = phrase.value, phrase.low, phrase.high
        kind = next((k for k in kinds if k != "plain"), None)
        if value is not None:
            if kind == "about":
                low, high = (_tenth_below(value), _tenth_above(value)) if value >= 5 else (None, None)
            elif kind == "nearly":
                low, high = _tenth_below(value), value
            elif kind == "above":
                low = value
            elif kind == "below":
                high = value
        elif kind == "above":
            high = None
        elif kind == "below" and "below" in kinds[:2]:
            low = None
        return Phrase(first, phrase.core, last, value, low, high)


def _by_words(entries: dict[str, list[int]]) -> list[tuple[tuple[str, ...], tuple[int, int]]]:
    return sorted(((tuple(k.split()), (v[0], v[1])) for k, v in entries.items()), key=lambda item: -len(item[0]))


def _tenth_below(value: int) -> int:
    return value - (value + 5) // 10


def _tenth_above(value: int) -> int:
    return value + (value + 5) // 10
