"""A picture as one self-contained page: a click on a mark shows the words of its claims."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from oathbook.records import Claim
from oathbook.views.phrases import sentence, short
from oathbook.views.pictures.picture import Picture
from oathbook.views.pictures.style import css
from oathbook.views.pictures.text import plain
from oathbook.views.telling import where_said

HERE = Path(__file__).parent
HOW = "Click on a bar, line or sign to read the claims behind it. Pointing at it shows the first of them."


@dataclass(frozen=True, slots=True)
class Card:
    """A claim in words."""

    id: str
    says: str
    where: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A mark with its claims in words."""

    number: int
    words: str
    supporting: tuple[Card, ...]
    against: tuple[Card, ...]


def page(picture: Picture) -> str:
    """The page as HTML. It asks nothing of the network and runs no script (a content security policy forbids both)."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    style = (HERE / "picture.css").read_text(encoding="utf-8")
    cards: dict[str, Card] = {}

    def shown(claims: tuple[Claim, ...]) -> tuple[Card, ...]:
        return tuple(cards.setdefault(claim.id, _card(claim)) for claim in claims)

    marks = [Shown(mark.number, mark.words, shown(mark.supporting), shown(mark.against)) for mark in picture.marks]
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    text: str = environment.get_template("picture.html").render(
        title=plain(picture.title),
        caption=[plain(line) for line in picture.caption],
        hashes=Markup(f"{_hash(style)} {_hash(css('both'))}"),
        style=Markup(style),
        svg=Markup(picture.svg(linked=True).strip()),
        how=HOW,
        marks=marks,
        claims=[cards[id] for id in sorted(cards)],
    )
    return text


def _card(claim: Claim) -> Card:
    return Card(short(claim.id), plain(sentence(claim)), plain(where_said(claim)), plain(claim.evidence))


def _hash(style: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() + "'"
