"""All spans that claims tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import get_args

from oathbook.history.building import held_span
from oathbook.history.coverage import in_time
from oathbook.history.pausing import uncollected
from oathbook.history.said import Ending, KeysLike, Said, Tie, find_ends, find_said
from oathbook.history.series import strength_spans
from oathbook.history.span import Span, SpanKind
from oathbook.history.states import other_spans
from oathbook.history.strengths import find_losses
from oathbook.history.succession import Succession
from oathbook.history.timeline import Episode, episodes
from oathbook.history.times import STATES
from oathbook.records import Claim

_KINDS: tuple[SpanKind, ...] = get_args(SpanKind)


def trace(claims: Iterable[Claim], keys: KeysLike) -> tuple[Span, ...]:
    """All spans of all actors that the claims name, by subject, kind, other and time.

    ``keys`` gives each name the key of its actor. The order of the claims and claims given twice change nothing. The
    rules are in docs/decisions/0013. Time and memory grow with the number of claims.
    """
    with uncollected():
        return _traced(claims, keys, None)


def trace_actor(claims: Iterable[Claim], keys: KeysLike, actor: str | Collection[str]) -> tuple[Span, ...]:
    """The spans of ``trace`` in which the actor (a key, or several) is subject or other.

    Give it the claims about the actor, and those about others that can end its ties: who killed, freed or replaced the
    persons tied to it, who took its places, and what is between the bodies it stands under. ``Source.around`` does.
    """
    return _traced(claims, keys, frozenset([actor] if isinstance(actor, str) else actor))


def _traced(claims: Iterable[Claim], keys: KeysLike, wanted: frozenset[str] | None) -> tuple[Span, ...]:
    kept = list({claim.id: claim for claim in claims}.values())
    said: list[Said] = []
    by_tie: dict[Tie, list[Said]] = defaultdict(list)
    ends: dict[Tie | tuple[SpanKind, str], list[Ending]] = defaultdict(list)
    losses: dict[str, list[Claim]] = defaultdict(list)
    for claim in kept:
        for each in find_said(claim, keys):
            said.append(each)
            if wanted is None or each.tie[1] in wanted or each.tie[2] in wanted:
                by_tie[each.tie].append(each)
        for key, end in find_ends(claim, keys):
            if wanted is None or len(key) == 2 or key[1] in wanted or key[2] in wanted:
                ends[key].append(end)
        if is_loss(claim):
            for body in keys.all(claim.object):
                losses[body].append(claim)
    succession = Succession(said, kept, keys)
    del said
    spans: list[Span] = []
    ties = set(by_tie) | {key for key in ends if len(key) == 4} | _freed(by_tie, ends, wanted)
    ties = {tie for tie in ties if tie[0] != "based" or tie in by_tie or ("holds", *tie[1:]) not in by_tie}
    for tie in ties:
        if tie[0] == "strength":
            spans += strength_spans(tie[1], by_tie[tie], find_losses(losses.get(tie[1], ())))
        else:
            spans += _spans_of(tie, by_tie.get(tie, []), _ends_of(tie, ends), succession)
    return tuple(sorted(spans, key=_order))


def is_loss(claim: Claim) -> bool:
    """Whether people are said to have left a body, and how many."""
    if claim.type != "leave" or claim.status != "actual" or claim.quantity is None:
        return False
    return all(claim.kinds.get(name) not in ("group", "coalition", "state", "person") for name in claim.agent)


def _freed(
    by_tie: dict[Tie, list[Said]], ends: dict[Tie | tuple[SpanKind, str], list[Ending]], wanted: frozenset[str] | None
) -> set[Tie]:
    """A captivity of which only the end is told."""
    held = {tie[1] for tie, told in by_tie.items() if tie[0] == "captive" and any(s.state == "held" for s in told)}
    return {
        ("captive", key[1], None, None)
        for key, found in ends.items()
        if len(key) == 2
        and key[0] == "captive"
        and key[1] not in held
        and (wanted is None or key[1] in wanted)
        and any(end.implies for end in found)
    }


def _ends_of(tie: Tie, ends: dict[Tie | tuple[SpanKind, str], list[Ending]]) -> list[Ending]:
    whoever = ends.get((tie[0], tie[1]), [])
    if tie[0] == "captive" and tie[2] is not None:
        whoever = [end._replace(implies=False) for end in whoever]
    return [*ends.get(tie, []), *whoever]


def _spans_of(tie: Tie, told: Sequence[Said], ends: Sequence[Ending], succession: Succession) -> Iterator[Span]:
    held = [said for said in told if said.state == "held"]
    others = [said for said in told if said.state != "held"]
    found = episodes(held, ends, succession.of(tie, held) if held else None)
    denials = [said for said in others if said.state in ("denied", "refused")]
    against = _against(denials, found) if denials else {}
    spans = [held_span(tie, episode, against.get(number, ())) for number, episode in enumerate(found)]
    yield from spans
    if others:
        yield from other_spans(tie, others, spans)


def _against(denials: Sequence[Said], found: Sequence[Episode]) -> dict[int, list[Claim]]:
    """Each denial against the episode that it can be about: the last that had begun by then.

    A denial told before all of them denies none ("has not joined"); after the end, "is not part of" and "will not join"
    do not either.
    """
    against: dict[int, list[Claim]] = defaultdict(list)
    for said in denials:
        day = (said.at[1] if said.at else None) or said.heard
        number = len(found) - 1
        if day is not None:
            number = max((n for n, episode in enumerate(found) if episode.start[0] <= day), default=-1)
        if number < 0:
            continue
        over = found[number].over
        if (
            (said.claim.type in STATES or said.state == "refused")
            and day is not None
            and over is not None
            and over < day
        ):
            continue
        against[number].append(said.claim)
    return against


def _order(span: Span) -> tuple[str, int, str, str, tuple[object, ...]]:
    return (span.subject, _KINDS.index(span.kind), span.other or "", span.place or "", in_time(span))
