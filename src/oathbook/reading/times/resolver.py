"""Goes through a text's expressions in order and gives each its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from oathbook.reading.times.context import Context, Cues, Future, Meaning
from oathbook.reading.times.finder import Finder, Node
from oathbook.reading.times.joined import has_year, meaning_of
from oathbook.reading.times.signals import SIGNALS

LINK = re.compile(r"\s*(?:,|,? ?and|,? ?or|-|–|—|/|to|until)\s*")
SO_FAR_BEFORE = re.compile(r"\b(?:so|thus) far\s+$", re.IGNORECASE)
SO_FAR_AFTER = re.compile(r"\s+(?:so|thus) far\b", re.IGNORECASE)
SINCE_EVENT = re.compile(r"\bsince\s+[^,.;:()\n]{3,80}\s(?:in|on|of|at)(?: the)?\s+$", re.IGNORECASE)
ABSOLUTE = frozenset(("day-month", "month-year", "year", "iso", "with-year", "season", "weekday", "edge", "month-seen"))
RELATIVE_TO_NOW = frozenset(("TODAY", "WEEKDAY", "NOW"))
SILENT = frozenset(("clock", "daypart", "present", "vague", "then", "duration", "set", "length", "nth-unit"))
"""Rules whose expressions leave the time that is being told as it was."""


class Resolver:
    """Finds and resolves with one grammar. Holds no state between texts."""

    def __init__(self, finder: Finder, cues: Cues) -> None:
        self.finder = finder
        self.cues = cues

    def read(
        self, text: str, *, published: date | None, sentences: Sequence[tuple[int, int]], future: Future | None
    ) -> Iterator[tuple[Node, Meaning]]:
        """Each expression with its meaning, in order of the text."""
        nodes = list(self.finder.find(text))
        narrative, history = self._story(nodes, text, published)
        context = Context(text, self.finder.grammar, self.cues, published, narrative, history, sentences, future)
        for at, node in enumerate(nodes):
            context.given_year = self._year_ahead(nodes, at, context)
            signal = SIGNALS.get(node.rule)
            meaning = signal(node, context) if signal else meaning_of(node, context)
            context.given_year = None
            if meaning is None:
                continue
            if (
                node.rule in ABSOLUTE
                and meaning.first
                and published
                and meaning.first <= published
                and self._since_event(node, context)
            ):
                meaning = replace(meaning, last=published, kind="since")
            if meaning.first and published and meaning.last and meaning.first <= published < meaning.last:
                meaning = self._so_far(node, meaning, context)
            yield node, meaning
            if node.rule not in SILENT:
                context.tell(node, meaning, explicit=has_year(node))

    @staticmethod
    def _so_far(node: Node, meaning: Meaning, context: Context) -> Meaning:
        """ "so far this year", "this year so far": to the publication day."""
        said = SO_FAR_BEFORE.search(context.text, max(0, node.start - 12), node.start)
        if said or SO_FAR_AFTER.match(context.text, node.end):
            return replace(meaning, last=context.published)
        return meaning

    @staticmethod
    def _since_event(node: Node, context: Context) -> bool:
        """Whether the date closes a "since" phrase: "since the movement split in January"."""
        start, _ = context.sentence(node)
        return SINCE_EVENT.search(context.text, max(start, node.start - 90), node.start) is not None

    def _story(self, nodes: list[Node], text: str, published: date | None) -> tuple[bool, bool]:
        """Whether the text goes through years (so that "in May" counts from the text), and only through old ones."""
        if published is None:
            return True, True
        far = near = 0
        latest = -9999
        for node in nodes:
            near += node.name in RELATIVE_TO_NOW and node.rule != "present"
            if node.rule in ("year-bc", "year-bc-range"):
                far += 1
            elif node.name != "CLOCK":
                for year in map(int, re.findall(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)", text[node.start : node.end])):
                    far += year != published.year
                    latest = max(latest, year)
        narrative = far >= 3 and far > 2 * near
        return narrative, narrative and latest < published.year - 10

    def _year_ahead(self, nodes: list[Node], at: int, context: Context) -> int | None:
        """The year that the next expression states for this one too: "in May and June 1941"."""
        node = nodes[at]
        if (
            has_year(node)
            or node.rule not in ("day-month", "month-year", "season", "edge", "range", "day-range")
            or at + 1 >= len(nodes)
        ):
            return None
        after = nodes[at + 1]
        if not LINK.fullmatch(context.text, node.end, after.start):
            return None
        if not has_year(after):
            return self._year_ahead(nodes, at + 1, context)
        if after.rule in ("year", "year-range", "decade") and after.start - node.end > 3:
            return None
        meaning = meaning_of(after, context)
        return meaning.point.year if meaning and meaning.point else None
