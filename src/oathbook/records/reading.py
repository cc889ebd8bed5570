"""What was understood of a report before claims are looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from oathbook.records.basic import Figure, Interval
from oathbook.records.report import Block, Report

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

MentionKind = Literal["group", "coalition", "state", "person", "people", "medium", "place", "other"]
MentionForm = Literal["name", "description", "pronoun"]
Standing = Literal["report", "unnamed", "named", "described", "alias", "anonymous"]
"""How a source stands: the reporter's own voice; nobody in particular ("reportedly"); a name; a description
("residents"); a name said to be an alias; somebody who asked not to be named. The last two are protected."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time, and the days they mean (``None``: not to be worked out, e.g. no publication date).

    ``kind``: ``date`` (a day or longer stretch), ``since`` (open start to the publication day), ``until`` (open
    start), ``deadline`` (from the publication day to the day), ``duration`` (a length with no place in the calendar),
    ``set`` (recurring). ``value`` is the TimeML/TIMEX3 value ("2014-12", "2014-W50-WE", "PRESENT_REF", "P3D") or None.
    """

    start: int
    end: int
    text: str
    interval: Interval | None
    kind: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class FigureExpression:
    """A number phrase in the text. ``head`` is the token it counts ("fighters" in "400 of 500 fighters"), or -1."""

    start: int
    end: int
    figure: Figure
    first: int
    last: int
    head: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase or pronoun that can fill a role: tokens ``first`` to ``last`` (inclusive), headed by ``head``.

    The span is the noun phrase without trailing clauses. ``cluster`` is the index of its ``Cluster``.
    """

    first: int
    last: int
    head: int
    kind: MentionKind
    form: MentionForm
    cluster: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """All mentions of one actor in one report. ``best`` is the name that a claim gives it; ``names`` all of them."""

    index: int
    kind: MentionKind
    best: str
    names: tuple[str, ...]
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """Words that somebody else than the reporter vouches for.

    Tokens ``first`` to ``last`` (inclusive) are the content, without the words that introduce the source.
    ``source`` is the speaker's name or description as a claim gives it, or "unnamed". ``mention`` is the index of
    the speaker's mention, or -1. ``cue`` is the token of the verb or phrase head ("said", "according"), or -1.
    ``polarity`` is "negative" where the speaker denies the content.
    """

    first: int
    last: int
    source: str
    standing: Standing
    mention: int = -1
    cue: int = -1
    polarity: Literal["positive", "negative"] = "positive"


@dataclass(frozen=True)
class Reading:
    """A report with everything that was understood before claims are looked for.

    ``doc`` is a spaCy ``Doc`` over ``report.text`` (``token.idx`` is the offset in the text): Universal
    Dependencies labels in ``dep_`` (subtypes kept: "nsubj:pass", "obl:agent"), UPOS in ``pos_``, Penn tags in
    ``tag_``, lemmas in ``lemma_``, names PER, ORG, LOC in ``ents``, sentences in ``sents``. Line breaks are tokens
    with ``is_space``. Tokens of blocks that are never read (boilerplate) have no labels (``pos_`` is ""),
    each is a sentence of its own.
    ``block_of`` gives each token the index of its block (-1: none). ``vectors`` are the encoder's word vectors,
    float32 (tokens, width; zeros for tokens that are not read), or None.
    """

    report: Report
    doc: Doc
    block_of: tuple[int, ...]
    mentions: tuple[Mention, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    figures: tuple[FigureExpression, ...] = ()
    speeches: tuple[Speech, ...] = ()
    vectors: Any = None
    scores: Mapping[str, Any] = field(default_factory=dict)

    def block(self, token: Token) -> Block | None:
        """The block that holds the token."""
        return self.block_at(token.i)

    def block_at(self, i: int) -> Block | None:
        """The block that holds the token of index ``i``."""
        index = self.block_of[i]
        return self.report.blocks[index] if index >= 0 else None

    def span(self, mention: Mention) -> Span:
        """The words of a mention."""
        return self.doc[mention.first : mention.last + 1]
