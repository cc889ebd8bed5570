"""Numbers in figures and words: "1,500", "forty-one", "two thousand one hundred", "half a dozen"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DIGITS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*")
DECIMAL = re.compile(r"\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the words before ``end``; ``scale`` is the last scale word's worth ("six hundred": 100), else 1."""

    value: int
    end: int
    scale: int = 1


class Numbers:
    """Reads numbers with the words of figures.yaml."""

    def __init__(self, words: Mapping[str, Mapping[str, int]]) -> None:
        self.ones = dict(words["ones"])
        self.tens = dict(words["tens"])
        self.scales = dict(words["scales"])
        self.starts = {*self.ones, *self.tens, "a", "an", "half", "hundred", "thousand"}

    def read(self, words: Sequence[str], at: int) -> Number | None:
        """The longest number that begins at ``at`` (words in lower case), or None."""
        word = words[at]
        if word[0].isdigit():
            return self._digits(words, at)
        if word in ("a", "an"):
            scale = self.scales.get(self._word(words, at + 1))
            if scale is None or scale == 20:
                return None
            return self._onward(words, Number(scale, at + 2, scale))
        if word == "half" and self._word(words, at + 1) in ("a", "an"):
            scale = self.scales.get(self._word(words, at + 2))
            return Number(scale // 2, at + 3) if scale else None
        if word in ("hundred", "thousand"):
            return self._onward(words, Number(self.scales[word], at + 1, self.scales[word]))
        small = self._below_hundred(words, at)
        return self._scaled(words, small) if small else None

    def _digits(self, words: Sequence[str], at: int) -> Number | None:
        word = words[at]
        if DIGITS.fullmatch(word):
            value, end = int(word.replace(",", "")), at + 1
            if len(word) <= 3 and word != "0":
                while re.fullmatch(r"000", self._word(words, end)):
                    value, end = value * 1000, end + 1
            scale = self.scales.get(self._word(words, end), 0)
            return Number(value * scale, end + 1, scale) if scale >= 100 or scale == 12 else Number(value, end)
        if DECIMAL.fullmatch(word):
            scale = self.scales.get(self._word(words, at + 1), 0)
            return Number(round(float(word) * scale), at + 2, scale) if scale >= 1000 else None
        return None

    def _below_hundred(self, words: Sequence[str], at: int) -> Number | None:
        word = words[at]
        if word in self.ones:
            return Number(self.ones[word], at + 1)
        if word not in self.tens:
            return None
        value, end = self.tens[word], at + 1
        after = end + 1 if self._word(words, end) in ("-", "‑") else end
        unit = self.ones.get(self._word(words, after), 0)
        return Number(value + unit, after + 1) if 0 < unit < 10 else Number(value, end)

    def _scaled(self, words: Sequence[str], number: Number) -> Number:
        scale = self.scales.get(self._word(words, number.end))
        if scale is None or scale == 20:
            return number
        return self._onward(words, Number(number.value * scale, number.end + 1, scale))

    def _onward(self, words: Sequence[str], number: Number) -> Number:
        """What follows a scale word: "hundred [and sixty]", "thousand one hundred", "hundred thousand"."""
        if number.scale == 12:
            return number
        bigger = self.scales.get(self._word(words, number.end), 0)
        if bigger > number.scale and bigger >= 1000:
            return self._onward(words, Number(number.value * bigger, number.end + 1, bigger))
        at = number.end + (self._word(words, number.end) == "and")
        word = self._word(words, at)
        if not word or (word not in self.ones and word not in self.tens):
            return number
        small = self._below_hundred(words, at)
        if small is None:
            return number
        more = self._scaled(words, small)
        return Number(number.value + more.value, more.end, number.scale) if more.value < number.scale else number

    @staticmethod
    def _word(words: Sequence[str], at: int) -> str:
        return words[at] if 0 <= at < len(words) else ""
