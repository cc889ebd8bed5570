"""A report in rows of marked text, each claim beside its words; for pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from oathbook.actors import fold
from oathbook.records import ADDED, Claim, Report
from oathbook.views.marking import Piece, in_order, pieces, stretches
from oathbook.views.phrases import interval_words, phrase, sentence, source_words
from oathbook.views.protect import NOBODY, PROTECTED, Protector
from oathbook.views.showing import facts

_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Card:
    """A claim as it stands beside its words."""

    number: int
    id: str
    type: str
    family: str
    status: str
    score: str
    sentence: str
    when: str
    source: str
    words: str
    facts: tuple[tuple[str, str], ...]
    by_hand: bool = False
    """Whether a person added it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of text with what the template needs to mark it."""

    text: str
    held: bool
    classes: str
    hint: str
    begins: tuple[int, ...]
    refs: tuple[Card, ...]
    """The claims that end here."""
    covers: tuple[Card, ...] = ()
    """The claims whose words these are, longest first."""


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the report with the cards of the claims that begin in it."""

    kind: str
    label: str
    lead: tuple[Mark, ...]
    """What stands before it on the same line, as "Q:" or "AMMAN:"."""
    marks: tuple[Mark, ...]
    cards: tuple[Card, ...]
    start: int = 0
    """Where it begins in the report's text."""


LABELS = {"caption": "Caption", "boilerplate": "Not read", "question": "Question", "answer": "Answer"}


def marked(report: Report, claims: Sequence[Claim], *, protector: Protector = NOBODY) -> tuple[list[Card], list[Row]]:
    """The claims as cards, in the order of the text, and the report's rows with them.

    ``protector`` takes protected names out of both.
    """
    placed = in_order(claims)
    cards = [_card(number, protector.claim(claim)) for number, claim in enumerate(placed, 1)]
    return cards, _rows(report, placed, cards, protector)


def is_link(report: Report, protector: Protector) -> bool:
    """Whether the report's address is one that a page can link to, and names nobody who is protected."""
    address = report.url or ""
    return re.match(r"https?://[^\s\"'<>]+$", address) is not None and shows_nobody(address, report.id, protector)


def shows_nobody(slug: str, report: str, protector: Protector) -> bool:
    """Whether an address or a file's name is without the protected names of its report."""
    words = f" {fold(re.sub(r'[^a-zA-Z0-9]+', ' ', slug))} "
    return not any(f" {fold(name)} " in words for name in protector.names.get(report, ()))


def fit(text: str) -> str:
    """Without control and direction characters and lone surrogates, which have no place in a page."""
    return _UNFIT.sub("", text)


def _card(number: int, claim: Claim) -> Card:
    known = {"when", "status", "source"}
    more = [(label, value) for label, value in facts(claim) if label not in known]
    more += [
        ("when", interval_words(claim.when) + (f' ("{claim.when_words}")' if claim.when_words else "")),
        ("rule", claim.rule),
        ("claim id", claim.id),
    ]
    return Card(
        number=number,
        id=claim.id,
        type=claim.type,
        family=phrase(claim.type)["family"],
        status=claim.status,
        score=f"{claim.score:.2f}",
        sentence=fit(sentence(claim)),
        when=interval_words(claim.when),
        source=fit(
            source_words(replace(claim, standing="named")) if claim.source == PROTECTED else source_words(claim)
        ),
        words=fit(claim.evidence),
        facts=tuple((label, fit(value)) for label, value in more),
        by_hand=claim.rule == ADDED,
    )


def _rows(report: Report, placed: Sequence[Claim], cards: Sequence[Card], protector: Protector) -> list[Row]:
    spans = [(number, claim.start, claim.end) for number, claim in enumerate(placed, 1)]
    held = protector.spans(report.text, report.id)
    rows = []
    lead: tuple[Mark, ...] = ()
    begun = -1
    found = stretches(report)
    following = [first for _, first, _, _ in found[1:]] + [-1]
    for (kind, first, last, block), after in zip(found, following, strict=True):
        marks = tuple(_mark(piece, cards) for piece in pieces(report.text, first, last, spans, held))
        start_of_row = begun if lead else first
        if kind in ("boilerplate", "dateline") and after >= 0 and "\n" not in report.text[last:after]:
            lead, begun = (*lead, *marks), start_of_row
            continue
        label = LABELS.get(kind, "")
        if block is not None and block.speaker and kind in ("question", "answer"):
            label = f"{label} · {fit(protector.text(block.speaker, report.id))}"
        here = tuple(cards[number - 1] for number, start, _ in spans if start_of_row <= start < last)
        rows.append(Row(kind, label, lead, marks, here, first))
        lead = ()
    return rows


def _mark(piece: Piece, cards: Sequence[Card]) -> Mark:
    covering = [cards[number - 1] for number in piece.claims]
    classes = ""
    if covering:
        families = dict.fromkeys(card.family for card in covering)
        depth = min(len(covering), 3)
        statuses = {card.status for card in covering}
        soft = " soft" if "actual" not in statuses else ""
        inner = covering[-1].family
        only = f" only-{inner}" if len(families) == 1 else ""
        numbers = " ".join(f"w{card.number}" for card in covering)
        classes = f"d{depth} {inner}{only}{soft} {numbers}"
    return Mark(
        text=PROTECTED if piece.held else fit(piece.text),
        held=piece.held,
        classes=classes,
        hint="; ".join(f"{card.number} {card.type}, {card.status}" for card in covering),
        begins=piece.begins,
        refs=tuple(cards[number - 1] for number in piece.ends),
        covers=tuple(covering),
    )
