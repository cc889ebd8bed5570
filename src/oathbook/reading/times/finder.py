"""Finds time expressions: words to classes, classes to nested nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from oathbook.reading.times.grammar import MARKS, Grammar

TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’]clock)?)"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?(?!\d))"
    r"|(?P<slash>\d{1,2}(?P<mark>[/.])\d{1,2}(?P=mark)(?:\d{4}|\d{2})(?![\d/.]*\d))"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))"
    r"|(?P<big>\d{1,3}(?:,\d{3})+(?:\.\d+)?)"
    r"|(?P<nth>\d+(?:st|nd|rd|th|ST|ND|RD|TH)(?!\w))"
    r"|(?P<decade>\d{2,3}0['’]?s(?!\w)|['’‘]\d0s(?!\w))"
    r"|(?P<decimal>\d+\.\d+(?![.\d]))"
    r"|(?P<number>\d+)"
    r"|(?P<apyear>['’‘]\d\d(?![\d\w]))"
    r"|(?P<possessive>['’][sS](?!\w)|(?<=[sS])['’](?=\s))"
    r"|(?P<line>\n)"
    r"|(?P<mark1>[^\w\s])"
)


@dataclass(slots=True)
class Node:
    """A token or something found: its class name, its words' place in the text, and for found things their parts."""

    name: str
    start: int
    end: int
    rule: str = ""
    parts: dict[str, list[Node]] = field(default_factory=dict)

    def one(self, key: str) -> Node | None:
        """The only (or first) node of a part, or None."""
        nodes = self.parts.get(key)
        return nodes[0] if nodes else None

    def has(self, key: str) -> bool:
        """Whether the part is there."""
        return key in self.parts


def number_class(digits: str) -> str:
    """The class of a whole number by its size and form ("31": n31, "0130": zeros4, "1990": year_new)."""
    length = len(digits)
    if length > 4:
        return "big"
    if length == 4:
        if digits[0] == "0":
            return "zeros4" if int(digits[:2]) < 25 and int(digits[2:]) < 60 else "n4"
        if not 1000 < int(digits) < 2100:
            return "n4"
        return "year_new" if int(digits) >= 1700 else "year_old"
    if digits[0] == "0" and length > 1:
        return "zeros" if length == 2 and 0 < int(digits) < 32 else "n3"
    value = int(digits)
    for limit in (12, 24, 31, 59, 99):
        if value <= limit:
            return f"n{limit}"
    return "n3"


class Finder:
    """Finds expressions with one grammar. Holds no state between texts."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        characters = grammar.characters
        self._other = characters["other"]
        self._plural = characters["plural"]
        self._capital = characters["capital"]
        self._line = characters["line"]
        self._stop = characters["stop"]
        self._marks = {mark: characters[name] for mark, name in MARKS.items()}
        self._age = characters["NONE"]
        self._unit = characters["UNIT"]
        self._found = lru_cache(maxsize=1)(self._find)  # a report is searched twice: for its times and its figures

    def find(self, text: str, *, ages: bool = False) -> Iterator[Node]:
        """The expressions in order of the text, as nodes; with ``ages`` also ages, which are no time."""
        for node, character in self._found(text):
            if ages or character != self._age:
                yield node

    def _find(self, text: str) -> list[tuple[Node, str]]:
        """Times and ages with their classes."""
        classes, starts, ends = self._tokens(text)
        found = []
        for run in self.grammar.runs.finditer(classes):
            if self.grammar.core.search(run.group()) is None:
                continue
            first, last = max(run.start() - 1, 0), min(run.end() + 1, len(classes))
            names = self.grammar.names
            nodes = [Node(names[classes[i]], starts[i], ends[i]) for i in range(first, last)]
            for node, character in self._cascade(nodes, classes[first:last]):
                if character != self._unit:
                    found.append((node, character))
        return found

    def _tokens(self, text: str) -> tuple[str, list[int], list[int]]:
        classes: list[str] = [self._line]
        starts, ends = [0], [0]
        known, capitalised = self.grammar.classes, self.grammar.capitalised
        for match in TOKEN.finditer(text):
            kind = match.lastgroup
            start, end = match.span()
            if kind == "word":
                word = match.group()
                character = known.get(word.lower(), "")
                if not character or (character in capitalised and word[0].islower()):
                    character = self._unknown(word)
            elif kind == "mark1":
                character = self._marks.get(match.group(), self._stop)
            elif kind == "line":
                character = self._line
            else:
                character = self.grammar.characters[self._form(kind or "", match.group())]
            classes.append(character)
            starts.append(start)
            ends.append(end)
        classes.append(self._line)
        starts.append(len(text))
        ends.append(len(text))
        return "".join(classes), starts, ends

    def _unknown(self, word: str) -> str:
        if word[0].isupper() and len(word) > 1 and not word.isupper():
            return self._capital
        return self._plural if word[-1] in "sS" and len(word) > 3 else self._other

    @staticmethod
    def _form(kind: str, written: str) -> str:
        if kind == "number":
            return number_class(written)
        if kind == "nth":
            return "nth_form" if 0 < int(written[:-2]) < 32 else "nth_big"
        if kind == "mark":
            return "slash"
        return kind

    def _cascade(self, nodes: list[Node], classes: str) -> Iterator[tuple[Node, str]]:
        for layer in self.grammar.layers:
            found: list[tuple[int, int, int, re.Match[str]]] = []
            for order, rule in enumerate(layer):
                for match in rule.pattern.finditer(classes):
                    if match.end() > match.start():
                        found.append((match.start(), -match.end(), order, match))
            if not found:
                continue
            found.sort(key=lambda item: item[:3])
            merged: list[Node] = []
            written: list[str] = []
            at = 0
            for start, minus_end, order, match in found:
                if start < at:
                    continue
                rule = layer[order]
                merged += nodes[at:start]
                written.append(classes[at:start])
                parts = {key: nodes[slice(*match.span(key))] for key, held in match.groupdict().items() if held}
                inside = nodes[start:-minus_end]
                name = self.grammar.names[rule.gives]
                merged.append(Node(name, inside[0].start, inside[-1].end, rule.name, parts))
                written.append(rule.gives)
                at = -minus_end
            merged += nodes[at:]
            written.append(classes[at:])
            nodes, classes = merged, "".join(written)
        for node, character in zip(nodes, classes, strict=True):
            if node.rule:
                yield node, character
