"""One self-contained page: a report with every claim marked on its words, for a person to check."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from oathbook.actors import fold
from oathbook.records import Claim, Report
from oathbook.views.marking import Piece, in_order, pieces, stretches
from oathbook.views.phrases import count, interval_words, phrase, sentence, source_words, wording
from oathbook.views.protect import NOBODY, PROTECTED, Protector
from oathbook.views.showing import facts, published_words

HERE = Path(__file__).parent
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Card:
    """A claim as it stands beside its words."""

    number: int
    type: str
    family: str
    status: str
    score: str
    sentence: str
    when: str
    source: str
    words: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of text with what the template needs to mark it."""

    text: str
    held: bool
    classes: str
    hint: str
    begins: tuple[int, ...]
    refs: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the report with the cards of the claims that begin in it."""

    kind: str
    label: str
    lead: tuple[Mark, ...]
    """What stands before it on the same line, as "Q:" or "AMMAN:"."""
    marks: tuple[Mark, ...]
    cards: tuple[Card, ...]


LABELS = {"caption": "Caption", "boilerplate": "Not read", "question": "Question", "answer": "Answer"}


def page(report: Report, claims: Sequence[Claim], *, reader: str, protector: Protector = NOBODY) -> str:
    """The page as HTML.

    It asks nothing of the network, runs no script (a content security policy forbids both) and reads at any width.
    Everything of the report is escaped. Protected names are replaced in the report's words too.

    Args:
        reader: version of the reader that made the claims.
        protector: ``protector(claims)`` to leave protected names out; nobody is protected where not given.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    placed = in_order(claims)
    cards = [_card(number, protector.claim(claim)) for number, claim in enumerate(placed, 1)]
    style = (HERE / "page.css").read_text(encoding="utf-8") + _pairs(len(cards))
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    present = Counter(card.family for card in cards)
    text: str = environment.get_template("page.html").render(
        title=_fit(protector.text(report.title or report.name, report.id)),
        style=Markup(style),
        style_hash=_hash(style),
        language=report.language or "",
        about=[(label, _fit(value)) for label, value in _about(report, reader, protector) if value],
        link=report.url if _is_link(report, protector) else None,
        warnings=[_fit(protector.text(warning, report.id)) for warning in report.warnings],
        rows=_rows(report, placed, cards, protector),
        families=[(key, label, present[key]) for key, label in wording()["families"].items() if present[key]],
        claims=count(len(cards), "claim"),
        statuses=Counter(card.status for card in cards),
        protected=PROTECTED if protector.names.get(report.id) else None,
    )
    return text


def _about(report: Report, reader: str, protector: Protector) -> list[tuple[str, str]]:
    return [
        ("Published", published_words(report)),
        ("Publisher", report.publisher or ""),
        ("By", protector.text(", ".join(report.authors), report.id)),
        ("Address", "" if _is_link(report, protector) else _address(report, protector)),
        ("Report", f"{report.name} · {report.id}"),
        ("Read by", reader),
    ]


def _address(report: Report, protector: Protector) -> str:
    if not report.url:
        return ""
    return report.url if _shows_nobody(report, protector) else f"left out, it names a {PROTECTED}"


def _shows_nobody(report: Report, protector: Protector) -> bool:
    slug = f" {fold(re.sub(r'[^a-zA-Z0-9]+', ' ', report.url or ''))} "
    return not any(f" {fold(name)} " in slug for name in protector.names.get(report.id, ()))


def _is_link(report: Report, protector: Protector) -> bool:
    address = report.url or ""
    return re.match(r"https?://[^\s\"'<>]+$", address) is not None and _shows_nobody(report, protector)


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
        type=claim.type,
        family=phrase(claim.type)["family"],
        status=claim.status,
        score=f"{claim.score:.2f}",
        sentence=_fit(sentence(claim)),
        when=interval_words(claim.when),
        source=_fit(
            source_words(replace(claim, standing="named")) if claim.source == PROTECTED else source_words(claim)
        ),
        words=_fit(claim.evidence),
        facts=tuple((label, _fit(value)) for label, value in more),
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
            label = f"{label} · {_fit(protector.text(block.speaker, report.id))}"
        here = tuple(cards[number - 1] for number, start, _ in spans if start_of_row <= start < last)
        rows.append(Row(kind, label, lead, marks, here))
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
        text=PROTECTED if piece.held else _fit(piece.text),
        held=piece.held,
        classes=classes,
        hint="; ".join(f"{card.number} {card.type}, {card.status}" for card in covering),
        begins=piece.begins,
        refs=tuple(cards[number - 1] for number in piece.ends),
    )


def _pairs(number: int) -> str:
    """CSS that lights up a claim's words with its card and the other way round; numbers only, nothing of the report."""
    rules = []
    for n in range(1, number + 1):
        rules.append(
            f"main:has(#c{n}:is(:hover,:target,:focus-within)) .w{n}{{background:var(--hit)}}"
            f"main:has(:is(.w{n},.r{n}):hover) #c{n}{{border-color:var(--ink);background:var(--raised)}}"
        )
    return "\n".join(rules)


def _fit(text: str) -> str:
    """Without control and direction characters and lone surrogates, which have no place in a page."""
    return _UNFIT.sub("", text)


def _hash(style: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


__all__: Any = ["page"]
