"""The records that travel from a page to an answer. Read this first.

report  -> Report, Block                    what was taken in, offsets into ``Report.text``
reading -> TimeExpression, Figure, Mention, Cluster, Speech, Reading
claim   -> Finding (a candidate), Claim     who did what, on whose word, how firmly
actors  -> Judgement                        whether two names mean one actor, by whom and why
ledger  -> Entry                            what was kept, and when

All are frozen. Character offsets are Python string indices into ``Report.text``, end exclusive; token indices
(``i``) are those of ``Reading.doc``. Ids are hashes of content: the same words read by the same version give the
same id.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

BlockKind = Literal[
    "headline", "byline", "dateline", "paragraph", "caption", "question", "answer", "boilerplate", "subheading"
]
"""``dateline`` is a line (or the start of one: "AMMAN:") that gives place or date; ``byline`` names authors.
``boilerplate`` ("3 min read", "Share this article") is kept in the text and never read."""

MentionKind = Literal["group", "coalition", "state", "person", "people", "medium", "place", "other"]
MentionForm = Literal["name", "description", "pronoun"]
Status = Literal["actual", "planned", "possible", "denied"]
Standing = Literal["report", "unnamed", "named", "described", "alias", "anonymous"]
"""How a source stands: the reporter's own voice; nobody in particular ("reportedly"); a name; a description
("residents"); a name said to be an alias; somebody who asked not to be named. The last two are protected."""

TYPES = (
    "pledge", "join", "leave", "form", "merge", "expel", "demand", "ally", "fight", "kill", "detain", "release",
    "hold", "seize", "withdraw", "base", "strength", "lead", "belong", "truce", "support",
)  # fmt: skip
PROTECTED_STANDINGS: tuple[Standing, ...] = ("alias", "anonymous")
STATUSES: tuple[Status, ...] = ("actual", "planned", "possible", "denied")


def content_id(value: Any, *, length: int = 16) -> str:
    """Hex SHA-256 prefix of the canonical JSON of ``value`` (sorted keys, no blanks, UTF-8)."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``earliest`` to ``latest``, both inclusive. ``None`` is an end that nobody gave."""

    earliest: date | None
    latest: date | None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"an interval cannot end ({self.latest}) before it begins ({self.earliest})")

    def as_json(self) -> list[str | None]:
        """``[earliest, latest]`` as ISO dates."""
        return [d.isoformat() if d else None for d in (self.earliest, self.latest)]

    @classmethod
    def from_json(cls, pair: list[str | None] | None) -> Interval | None:
        """The reverse of ``as_json``; ``None`` stays ``None``."""
        if pair is None:
            return None
        low, high = pair
        return cls(date.fromisoformat(low) if low else None, date.fromisoformat(high) if high else None)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the report's text with one part to play. Blocks are in order and do not overlap."""

    kind: BlockKind
    start: int
    end: int
    speaker: str | None = None
    """For ``answer`` (and a marked ``question``): who is speaking, as the page writes it, where it says."""


@dataclass(frozen=True, slots=True)
class Report:
    """One article as it was taken in.

    ``id`` is the content id of the text, url and publication date. ``name`` is the file's name without suffix or the
    row's own id. ``published_from`` says how the date was found ("given", "url", "meta", "page text", ...);
    ``published_others`` holds dates the page also shows and that were not taken, as written.
    """

    id: str
    name: str
    text: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    published_from: str | None = None
    published_others: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    warnings: tuple[str, ...] = ()


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
class Figure:
    """How many, as said: "around 500" is value 500, low 450, high 550; "dozens" has only low 24 and high 99."""

    value: int | None
    low: int | None = None
    high: int | None = None
    of: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Keys value, low, high, of; ``low``, ``high`` and ``of`` left out where unsaid."""
        out: dict[str, Any] = {"value": self.value}
        for key in ("low", "high", "of"):
            if getattr(self, key) is not None:
                out[key] = getattr(self, key)
        return out

    @classmethod
    def from_json(cls, record: Mapping[str, Any] | None) -> Figure | None:
        """The reverse of ``as_json``; ``None`` stays ``None``."""
        if record is None:
            return None
        return cls(record.get("value"), record.get("low"), record.get("high"), record.get("of"))


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


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim candidate on tokens, before names, dates, source and status are settled.

    ``trigger`` are the first and last token of the words that name the event or state; ``head`` its head token.
    ``roles`` maps "agent", "object", "place", "when", "quantity", "source" to head tokens of the fillers.
    ``status`` is None where the rule leaves it to the general reading of status. ``rule`` names what found it
    ("pledge/swear-allegiance", "model"); ``score`` is between 0 and 1.
    """

    type: str
    head: int
    trigger: tuple[int, int]
    roles: Mapping[str, tuple[int, ...]]
    rule: str
    score: float
    status: Status | None = None
    what: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that one report says about an armed group. See docs/claims.md for types and roles.

    ``agent``, ``object`` and ``source`` are names as the report gives them; ``kinds`` maps each of these names to its
    kind. ``source`` is "report" for the reporter's own voice and "unnamed" for "reportedly". ``evidence`` is
    ``text[start:end]``. ``exchanged_for`` is what a release was exchanged for ("for" in JSON).
    """

    id: str
    report: str
    report_name: str
    type: str
    agent: tuple[str, ...]
    object: tuple[str, ...]
    place: str | None
    quantity: Figure | None
    when: Interval | None
    when_words: str | None
    status: Status
    source: str
    standing: Standing
    what: str | None
    exchanged_for: str | None
    start: int
    end: int
    evidence: str
    rule: str
    score: float
    published: date | None
    kinds: Mapping[str, str]
    reader: str
    """Version of the reader (program, model, lexicon) that made the claim."""

    def as_json(self) -> dict[str, Any]:
        """The claim as one JSON object, with the keys of the claim schema; ``report`` is the report's name."""
        out: dict[str, Any] = {
            "report": self.report_name,
            "report_id": self.report,
            "id": self.id,
            "type": self.type,
            "agent": list(self.agent),
            "object": list(self.object),
            "place": self.place,
            "quantity": self.quantity.as_json() if self.quantity else None,
            "when": self.when.as_json() if self.when else None,
            "when_words": self.when_words,
            "status": self.status,
            "source": self.source,
            "standing": self.standing,
            "evidence": self.evidence,
            "start": self.start,
            "end": self.end,
            "rule": self.rule,
            "score": self.score,
            "published": self.published.isoformat() if self.published else None,
            "kinds": dict(self.kinds),
            "reader": self.reader,
        }
        if self.what is not None:
            out["what"] = self.what
        if self.exchanged_for is not None:
            out["for"] = self.exchanged_for
        return out

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Claim:
        """The reverse of ``as_json``."""
        return cls(
            id=record["id"],
            report=record["report_id"],
            report_name=record["report"],
            type=record["type"],
            agent=tuple(record["agent"]),
            object=tuple(record["object"]),
            place=record["place"],
            quantity=Figure.from_json(record["quantity"]),
            when=Interval.from_json(record["when"]),
            when_words=record["when_words"],
            status=record["status"],
            source=record["source"],
            standing=record["standing"],
            what=record.get("what"),
            exchanged_for=record.get("for"),
            start=record["start"],
            end=record["end"],
            evidence=record["evidence"],
            rule=record["rule"],
            score=record["score"],
            published=date.fromisoformat(record["published"]) if record["published"] else None,
            kinds=dict(record["kinds"]),
            reader=record["reader"],
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: what was done with a report, by whom, when and why. Never changed, never deleted.

    ``what`` is "read" (``who`` is the reader's version), "withdrawn" or "restored" (``who`` is the person who did it
    and ``why`` is always given), "reviewed": a review of ``who`` changed what the ledger answers of a claim, which
    ``why`` names, or "carried": what people decided of a claim of an older reading goes on with one of the newest,
    which ``why`` names (``who`` is the newest reading's version). ``at`` is in UTC. ``number`` is the ledger's own
    running number.
    """

    number: int
    id: str
    what: Literal["read", "withdrawn", "restored", "reviewed", "carried"]
    report: str
    who: str
    at: datetime
    why: str | None

    def as_json(self) -> dict[str, Any]:
        """The entry as one JSON object."""
        return {
            "number": self.number,
            "id": self.id,
            "what": self.what,
            "report": self.report,
            "who": self.who,
            "at": self.at.isoformat(),
            "why": self.why,
        }


PROGRAM = "oathbook "
"""How ``who`` begins where the program itself judged; its version follows."""
Verdict = Literal["same", "different", "unsure", "undone"]
"""``undone`` takes back what was judged of the two names before; nothing is judged of them then."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody judged of two names: whether they mean one actor. Never changed, never deleted.

    The newest judgement of a pair counts. ``one`` and ``other`` are names as given, in the order of the alphabet;
    ``who`` is a person, or "oathbook VERSION" for what was merged automatically. ``at`` is in UTC. ``number`` is the
    ledger's own running number of judgements. ``score`` is how alike the program found the two, None where a person
    judged.
    """

    number: int
    id: str
    one: str
    other: str
    verdict: Verdict
    who: str
    at: datetime
    why: str
    score: float | None = None

    @property
    def by_program(self) -> bool:
        """Whether the program judged, and no person."""
        return self.who.startswith(PROGRAM)

    def as_json(self) -> dict[str, Any]:
        """The judgement as one JSON object."""
        return {
            "number": self.number,
            "id": self.id,
            "one": self.one,
            "other": self.other,
            "verdict": self.verdict,
            "who": self.who,
            "at": self.at.isoformat(),
            "why": self.why,
            "score": self.score,
        }


Decision = Literal["accepted", "corrected", "rejected", "unsure", "undone", "added"]
"""``undone`` takes back what the same person decided about the claim in the same round before. ``added``: the person
found the claim in the report, where the reader did not."""
ADDED = "added by a person"
"""The rule, and the reader, of a claim that a person added."""
FIRST = "first"
"""The round of reviews that count for answers, each for one person."""
SETTLED = "settled"
"""The round of an editor who settles where others differ; it counts before all others."""
FIELDS = ("type", "agent", "object", "place", "when", "status", "source", "quantity", "span")
"""What a review can correct. ``span`` is the claim's own words, as ``[start, end]``."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a person decided about one claim. Never changed, never deleted.

    The newest review of a claim, person and round counts. ``corrections`` maps fields (``FIELDS``) to their right
    values, in the form of ``Claim.as_json``; empty where nothing is corrected; all of them where the claim was added.
    ``round`` is ``FIRST``, ``SETTLED``, or the name of a blind round, which is for comparing and changes no answer.
    ``at`` is in UTC. ``number`` is the ledger's own running number of reviews. ``carried`` is the number of the review
    of an older reading's claim that this one carries on to a newer reading's, None where the person decided.
    """

    number: int
    id: str
    claim: str
    report: str
    who: str
    at: datetime
    decision: Decision
    corrections: Mapping[str, Any]
    why: str | None
    round: str
    carried: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The review as one JSON object; ``carried`` where it carries on another."""
        return {
            "number": self.number,
            "id": self.id,
            "claim": self.claim,
            "report_id": self.report,
            "who": self.who,
            "at": self.at.isoformat(),
            "decision": self.decision,
            "corrections": dict(self.corrections),
            "why": self.why,
            "round": self.round,
            **({"carried": self.carried} if self.carried is not None else {}),
        }
