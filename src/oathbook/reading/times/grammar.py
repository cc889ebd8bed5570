"""The grammar of time expressions: classes of words, and rules that are regular expressions over classes.

A text becomes a string with one character a token (its class). A rule "{month} {year}" becomes a two-character
regular expression over that string, so matching is as fast as Python's ``re`` and a rule stays readable. The same
idea, with token types and rules that widen around time words, is in SynTime (Zhong, Sun and Cambria 2017); the layers
that build on what earlier layers found are those of finite-state cascades (Abney 1996).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oathbook.errors import DataError

FORMS = tuple(
    """
    n12 n24 n31 n59 n99 zeros n3 n4 zeros4 year_new year_old big decimal nth_form nth_big iso slash
    clock apyear decade dash comma dot open close possessive slashmark money percent plural capital
    other stop line
    """.split()
)
"""Classes that a word has by its form."""
BARRIERS = ("plural", "capital", "other", "stop", "line")
"""Classes that no rule reaches over; it may look at one of them to either side."""

MARKS = {
    **dict.fromkeys("-–—‑−", "dash"),
    **dict.fromkeys("([", "open"),
    **dict.fromkeys(")]", "close"),
    **dict.fromkeys("$£€", "money"),
    ",": "comma",
    ".": "dot",
    "/": "slashmark",
    "%": "percent",
    "\n": "line",
}
"""Classes of marks."""
CAPITALISED = ("month_capital", "month_doubtful", "month_short", "weekday_short")
"""Classes whose words count only when they begin with a capital."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern over classes. ``gives`` is the class character of what it finds."""

    name: str
    gives: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Grammar:
    """The compiled data of times.yaml. ``classes`` maps a lower-case word to its class character."""

    classes: Mapping[str, str]
    values: Mapping[str, Any]
    characters: Mapping[str, str]
    names: Mapping[str, str]
    layers: tuple[tuple[Rule, ...], ...]
    capitalised: frozenset[str]
    runs: re.Pattern[str]
    core: re.Pattern[str]


class _Builder:
    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.characters: dict[str, str] = {}
        self.classes: dict[str, str] = {}
        self.values: dict[str, Any] = {}

    def character(self, name: str) -> str:
        if name not in self.characters:
            self.characters[name] = chr(0xE000 + len(self.characters))
        return self.characters[name]

    def add_words(self) -> None:
        for name in FORMS:
            self.character(name)
        for name, words in self.data["names"].items():
            for word, value in words.items():
                self.add(name, str(word).lower())
                self.values[str(word).lower()] = value
        for name, words in self.data["words"].items():
            for word in words:
                self.add(name, str(word).lower())

    def add(self, name: str, word: str) -> None:
        if word in self.classes:
            raise DataError(f"words/times.yaml: {word!r} stands in two classes, the second is {name!r}; keep it in one")
        self.classes[word] = self.character(name)

    def expand(self, pattern: str, rule: str, depth: int = 0) -> str:
        def replace(match: re.Match[str]) -> str:
            name = match.group(1)
            if name in self.data["macros"]:
                return self.expand(self.data["macros"][name], rule, depth + 1)
            if name in self.data["sets"]:
                return "[" + "".join(self.members(name, rule)) + "]"
            if name in self.characters:
                return self.characters[name]
            raise DataError(
                f"words/times.yaml: rule {rule!r} uses {name!r}, which is no class, set or macro; mend the rule"
            )

        if depth > 5:
            raise DataError(f"words/times.yaml: rule {rule!r} uses macros that go round in a circle; mend them")
        return re.sub(r"\{(\w+)\}", replace, re.sub(r"\s+", "", pattern))

    def members(self, name: str, rule: str) -> list[str]:
        out = []
        for member in self.data["sets"][name]:
            if member not in self.characters:
                raise DataError(f"words/times.yaml: set {name!r} holds {member!r}, which is no class; mend the set")
            out.append(self.characters[member])
        return out

    def build(self) -> Grammar:
        self.add_words()
        for layer in self.data["layers"]:
            for record in layer:
                self.character(record["gives"])
        layers = tuple(tuple(self.rule(record) for record in layer) for layer in self.data["layers"])
        barriers = "".join(self.characters[name] for name in BARRIERS)
        quiet = "".join(self.members("quiet", "quiet"))
        return Grammar(
            classes=self.classes,
            values=self.values,
            characters=self.characters,
            names={character: name for name, character in self.characters.items()},
            layers=layers,
            capitalised=frozenset(self.characters[name] for name in CAPITALISED),
            runs=re.compile(f"[^{barriers}]+"),
            core=re.compile(f"[^{quiet}]"),
        )

    def rule(self, record: Mapping[str, str]) -> Rule:
        pattern = self.expand(record["pattern"], record["name"])
        try:
            return Rule(record["name"], self.characters[record["gives"]], re.compile(pattern))
        except re.error as error:
            raise DataError(
                f"words/times.yaml: rule {record['name']!r} is no regular expression ({error}); mend it"
            ) from error


def compile_grammar(data: Mapping[str, Any]) -> Grammar:
    """The grammar of a times.yaml mapping. Raises DataError where a rule or list is malformed."""
    missing = [key for key in ("names", "words", "sets", "macros", "layers") if key not in data]
    if missing:
        raise DataError(f"words/times.yaml: has no {missing[0]!r}; it needs names, words, sets, macros and layers")
    return _Builder(data).build()
