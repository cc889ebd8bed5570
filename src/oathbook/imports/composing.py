"""A row told in plain sentences, and claims whose words are these sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from oathbook.imports.records import READER, Item
from oathbook.lexicon import DATA, load_yaml
from oathbook.records import Block, Claim, Figure, Interval, Report, Standing, content_id


@cache
def told_by(name: str) -> Mapping[str, Any]:
    """``data/imports/NAME.yaml``."""
    return load_yaml(DATA / "imports" / f"{name}.yaml")


@cache
def _wording() -> Mapping[str, Any]:
    return told_by("sentences")


def months() -> Sequence[str]:
    """The months by name, January first."""
    found: Sequence[str] = _wording()["months"]
    return found


def day_words(day: date) -> str:
    """``1 January 2016``."""
    return f"{day.day} {months()[day.month - 1]} {day.year}"


def figure_words(figure: Figure) -> str:
    """``4``, or ``4 (at least 2, at most 9)``."""
    if figure.low is None and figure.high is None:
        return str(figure.value)
    words: str = _wording()["range"]
    return words.format(value=figure.value, low=figure.low, high=figure.high)


@dataclass
class Telling:
    """The text of one row as it grows, with the claims that its sentences are.

    ``rule`` is what the claims say found them. ``when`` and ``place`` go to every claim of ``add``; ``source`` is a
    medium that the row names, or None where the table itself speaks.
    """

    rule: str
    kinds: Mapping[str, str]
    when: Interval | None = None
    place: str | None = None
    source: str | None = None
    _text: list[str] = field(default_factory=list)
    _length: int = 0
    _claims: list[dict[str, Any]] = field(default_factory=list)

    def say(self, sentence: str) -> tuple[int, int]:
        """Add a sentence as it is; where it stands in the text."""
        start = self._length + (1 if self._text else 0)
        self._text.append(sentence)
        self._length = start + len(sentence)
        return start, self._length

    def claim(
        self,
        type: str,
        words: str,
        *,
        agent: Sequence[str] = (),
        object: Sequence[str] = (),
        what: str | None = None,
        quantity: Figure | None = None,
        when_words: str | None = None,
    ) -> None:
        """Add a sentence of these words and a full stop, and the claim that it is."""
        start, end = self.say(f"{words}.")
        said: Standing = "named" if self.source else "report"
        named = [*agent, *object, *([self.source] if self.source else [])]
        self._claims.append(
            {
                "type": type,
                "agent": tuple(agent),
                "object": tuple(object),
                "place": self.place,
                "quantity": quantity,
                "when": self.when,
                "when_words": when_words,
                "status": "actual",
                "source": self.source or "report",
                "standing": said,
                "what": what,
                "exchanged_for": None,
                "start": start,
                "end": end - 1,
                "evidence": words,
                "rule": self.rule,
                "score": 1.0,
                "kinds": {name: self.kinds.get(name, "medium" if name == self.source else "group") for name in named},
            }
        )

    def add(
        self, type: str, *, agent: str | None = None, object: str | None = None, quantity: Figure | None = None
    ) -> None:
        """Add the claim in a sentence of ``data/imports/sentences.yaml``, with place, time and source."""
        of_people = object is not None and self.kinds.get(object) == "people" and type == "kill"
        parts = (["agent"] if agent else []) + (["people" if of_people else "object"] if object else [])
        sentence: str = _wording()["sentences"][type][" ".join(parts)]
        words = sentence.format(agent=agent, object=object, quantity=figure_words(quantity) if quantity else "")
        when_words, told = self._when_words()
        tails = _wording()["tails"]
        words += tails["place"].format(place=self.place) if self.place else ""
        words += told
        words += tails["source"].format(source=self.source) if self.source else ""
        self.claim(
            type,
            words,
            agent=[agent] if agent else [],
            object=[object] if object else [],
            quantity=quantity,
            when_words=when_words,
        )

    def made(
        self,
        where: str,
        *,
        name: str,
        publisher: str,
        title: str | None = None,
        published: date | None = None,
        published_from: str | None = None,
        warnings: Sequence[str] = (),
    ) -> Item:
        """The report, which is the text so far, with its claims; ids come from their content."""
        text = " ".join(self._text) + "\n"
        report = Report(
            id=content_id({"text": text, "url": None, "published": published}),
            name=name,
            text=text,
            title=title,
            publisher=publisher,
            published=published,
            published_from=published_from if published else None,
            language="en",
            blocks=(Block("paragraph", 0, len(text) - 1),),
            warnings=tuple(warnings),
        )
        return Item(where, report, tuple(_claim(report, each) for each in self._claims))

    def _when_words(self) -> tuple[str | None, str]:
        """The words that the time is worked out from, and how they stand in the sentence."""
        if self.when is None or self.when.earliest is None or self.when.latest is None:
            return None, ""
        first, last = day_words(self.when.earliest), day_words(self.when.latest)
        tails = _wording()["tails"]
        told: str = tails["day"].format(day=first) if first == last else tails["days"].format(first=first, last=last)
        return told.strip(), told


def _claim(report: Report, values: dict[str, Any]) -> Claim:
    quantity = values["quantity"]
    content = {key: values[key] for key in ("type", "start", "end", "agent", "object", "place", "status", "source")}
    content |= {"report": report.id, "reader": READER, "quantity": quantity.as_json() if quantity else None}
    return Claim(
        id=content_id(content),
        report=report.id,
        report_name=report.name,
        published=report.published,
        reader=READER,
        **values,
    )
