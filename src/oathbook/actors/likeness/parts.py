"""A name taken apart: its words with what they mean, small words, initials, numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from oathbook.actors.likeness.folding import bones, fold_text, skeleton
from oathbook.actors.likeness.lists import Kind, Lists, Meaning

_WORD = re.compile(r"[^\W_]+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|er|eme|e|o|a)?")
_LETTERS_AND_DIGITS = re.compile(r"([^\W\d_]+)(\d+)")
_DOTTED = re.compile(r"(?<![^\W_])((?:[^\W\d_]\.){2,})")
_SHORT_IN_BRACKETS = re.compile(r"(?<=\w)\s*[(\[]\w{2,7}[)\]]")
_TAIL = re.compile(r"\s[-–—]\s?|(?<=\w)\s?[-–—]\s|[(\[/]|(?<=\w{4})-(?=\w+$)")
_JOINED_A = re.compile(r"(?<!\w)a-(?=\w{3})")
_SERVANT = re.compile(r"abd[ueoa][lrsdzn](?=[a-z]{3})")
_MOST_NAMES = 1 << 16
_MOST_SHORT = 8


@dataclass(frozen=True, slots=True)
class Word:
    """A word that counts. ``text``: folded; ``key``: what its spellings and translations share.

    ``shape`` is its skeleton, ``bones`` the consonants; ``meanings`` is empty for a name that no list knows.
    """

    text: str
    key: str
    shape: str
    bones: str
    kind: Kind
    weight: float
    meanings: tuple[Meaning, ...] = field(hash=False, compare=False)

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def initials(self) -> Mapping[str, str]:
        """By language, the letters its translations begin with."""
        return self.meanings[0].initials if self.meanings else {}


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    ``plain``: folded, letters and digits alone. ``words``: those that count. ``spoken``: all words in order, with None
    for the Word of a small one. ``tail``: the words after a dash that stands alone, a slash or a bracket, which often
    name a part. ``compact``: all letters and digits of a short name, else "".
    """

    text: str
    plain: str
    words: tuple[Word, ...]
    spoken: tuple[tuple[str, Word | None], ...]
    tail: tuple[Word, ...]
    compact: str


class Parser:
    """Takes names apart by the word lists; keeps what it took apart."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._phrases = _any_of(lists.phrases)
        self.word = lru_cache(maxsize=_MOST_NAMES)(self._word)
        self.parse = lru_cache(maxsize=_MOST_NAMES)(self._parse)

    def _parse(self, text: str) -> Name:
        """The parts of a name; there are words in every name with a letter or digit."""
        lists = self._lists
        dotless = _DOTTED.sub(lambda m: m[1].replace(".", ""), _SHORT_IN_BRACKETS.sub("", text))
        folded = _JOINED_A.sub("", fold_text(dotless, lists.letters))
        if "&" in folded:
            folded = folded.replace("&", " and ")
        plain = " ".join(_WORD.findall(folded))
        compact = plain.replace(" ", "") if len(plain) <= _MOST_SHORT + 2 else ""
        if self._phrases:
            spaced = folded.replace("-", " ")
            if self._phrases.search(spaced):
                folded = self._phrases.sub(lambda m: lists.phrases[m[0]], spaced)
        raw = _split_digits(_WORD.findall(folded.replace("_", " ") if "_ " in folded else folded))
        raw = self._without_titles(raw)
        spoken = self._spoken(raw)
        words = tuple(word for _, word in spoken if word is not None)
        if not words:
            spoken = [(word, self.word(word)) for word in raw]
            words = tuple(word for _, word in spoken if word is not None)
        return Name(
            text=text,
            plain=plain or text,
            words=words,
            tail=words[self._length(folded) :],
            spoken=tuple(spoken),
            compact=compact if len(compact) <= _MOST_SHORT else "",
        )

    def _spoken(self, raw: list[str]) -> list[tuple[str, Word | None]]:
        lists, out, k = self._lists, list[tuple[str, Word | None]](), 0
        while k < len(raw):
            text = raw[k]
            if text in lists.servants or text in lists.kunya:
                after = k + 1
                while after < len(raw) - 1 and raw[after] in lists.small:
                    after += 1
                if after < len(raw):
                    first = "abd" if text in lists.servants else "abu"
                    joined = first + raw[after]
                    out.append((joined, self.word(joined)))
                    k = after + 1
                    continue
            if text in lists.small or text in lists.kinship:
                out.append((text, None))
            else:
                out.append((text, self.word(text)))
            k += 1
        return out

    def _without_titles(self, raw: list[str]) -> list[str]:
        """Words without the titles before a person's name; a name of a body keeps its "General"."""
        lists = self._lists
        if raw and raw[0] in lists.titles and not any(self._is_body(word) for word in raw):
            while len(raw) > 1 and raw[0] in lists.titles | lists.small:
                raw = raw[1:]
        return raw

    def _length(self, folded: str) -> int:
        """How many words that count stand before a dash, slash or bracket; a large number where there is none."""
        cut = _TAIL.search(folded)
        if cut is None or not cut.start():
            return 1 << 10
        raw = self._without_titles(_split_digits(_WORD.findall(folded[: cut.start()])))
        return sum(word is not None for _, word in self._spoken(raw)) or 1 << 10

    def _is_body(self, text: str) -> bool:
        return any(meaning.kind == "body" for meaning in self._lists.meanings.get(skeleton(text), ()))

    def _word(self, text: str) -> Word:
        lists = self._lists
        number = lists.numbers.get(text)
        if number is None and text[0].isdigit() and (match := _ORDINAL.fullmatch(text)):
            number = str(int(match[1]))
        if number is not None:
            return Word(text, f"#{number}", text, text, "number", 1.0, ())
        shape = skeleton(_SERVANT.sub("abd", text) if text.startswith("abd") else text) or text
        meanings = lists.meanings.get(shape, ())
        if meanings:
            key, kind = meanings[0].key, meanings[0].kind
        else:
            key, kind = f"~{shape}", "name"
        return Word(text, key, shape, bones(shape), kind, lists.weight(key), meanings)


def _split_digits(raw: list[str]) -> list[str]:
    """ "ms13" as "ms" and "13"."""
    if not any(not word.isalpha() for word in raw):
        return raw
    out: list[str] = []
    for word in raw:
        match = _LETTERS_AND_DIGITS.fullmatch(word)
        out.extend(match.groups() if match else (word,))
    return out


def _any_of(phrases: Mapping[str, str]) -> re.Pattern[str] | None:
    listed = "|".join(re.escape(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))
    return re.compile(rf"\b(?:{listed})\b") if listed else None
