"""How an actor stands on a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar, get_args

from oathbook.actors import Aliases
from oathbook.history.records import Answer, Line, Relation
from oathbook.history.subject import Keys, find_subject, most_frequent
from oathbook.history.ties import Tie, find_ends, find_ties, place_key
from oathbook.history.times import (
    days_between,
    figures_differ,
    has_begun,
    is_timed,
    position,
    tells_its_end,
    time_order,
)
from oathbook.records import Claim, Figure, Interval, Status

_RELATIONS: tuple[Relation, ...] = get_args(Relation)
_STATUS_ORDER: tuple[Status, ...] = ("actual", "possible", "planned", "denied")
_RIVAL_DAYS = 31
"""Two figures for one strength are rivals where their times are no farther apart; farther apart it may have changed."""

Key = tuple[Relation, str | None, str | None, Figure | None]
"""Relation, key of the other actor, key of the place, figure (of a strength)."""
T = TypeVar("T")


def who(
    claims: Iterable[Claim],
    name: str,
    *,
    on: date | None = None,
    known_by: date | None = None,
    aliases: Aliases | None = None,
) -> Answer:
    """How the actor stands on the day ``on`` (all told so far, where None), by claims published up to ``known_by``.

    Give it all current claims, not only the actor's: who takes a town after it ends its hold there.

    A tie stands on a day where a claim says it whose time (publication day, where it tells none) does not start after
    that day and no later claim ends it: leaving and expulsion end standing under and leading, withdrawal and another's
    capture end holding, release ends captivity, death ends leading and captivity. A later claim is one whose time is
    not before; a tie told without a time of its own also ends by a claim of the same or a later report. An end that
    another claim denies ends nothing. What ended is in ``Answer.ended``.

    UnknownName, with the nearest names, where no claim names the actor.
    """
    keys = Keys(aliases)
    known = claims if known_by is None else (c for c in claims if c.published is not None and c.published <= known_by)
    subject, kept = find_subject(known, name, keys=keys, also=_may_end_a_tie_of_others)
    begun = sorted((claim for claim in kept if has_begun(claim, on)), key=time_order)
    ties = _by_key((tie for claim in begun for tie in find_ties(claim, subject.key, keys)), keys)
    ends: dict[tuple[Relation, str | None], list[Tie]] = defaultdict(list)
    for claim in begun:
        for end in find_ends(claim, subject.key, keys):
            ends[(end.relation, place_key(end.place))].append(end)
    lines: list[Line] = []
    ended: list[Line] = []
    for tie_key, told in ties.items():
        relation, other, place, _ = tie_key
        fitting = [end for end in ends[(relation, place)] if end.other is None or keys(end.other) == other]
        standing, past = _lines(tie_key, told, fitting, on)
        lines += standing
        ended += past
    lines = [_with_rivals(line, lines) if line.relation == "strength" else line for line in lines]
    return Answer(name, subject.names, subject.kind, on, known_by, _ordered(lines), _ordered(ended))


def _may_end_a_tie_of_others(claim: Claim) -> bool:
    """Whether the claim can end a tie of an actor that it does not name (a town, a leader, a captive)."""
    return claim.type in ("seize", "kill", "release") and claim.status in ("actual", "denied")


def _by_key(ties: Iterable[Tie], keys: Keys) -> dict[Key, list[Tie]]:
    found: dict[Key, list[Tie]] = defaultdict(list)
    for tie in ties:
        figure = tie.claim.quantity if tie.relation == "strength" else None
        figure = figure and replace(figure, of=None)
        other = None if tie.other is None else keys(tie.other)
        found[(tie.relation, other, place_key(tie.place), figure)].append(tie)
    return found


def _lines(tie_key: Key, told: Sequence[Tie], ends: Sequence[Tie], on: date | None) -> tuple[list[Line], list[Line]]:
    """The standing and the ended lines of one tie."""
    said: dict[Status, list[Tie]] = defaultdict(list)
    for tie in told:
        said[tie.claim.status].append(tie)
    denials = _claims(said["denied"])
    happened = [end for end in ends if end.claim.status == "actual"]
    end_denials = _claims(end for end in ends if end.claim.status == "denied")
    stopping = [] if end_denials else happened
    past = [tie for tie in said["actual"] if tells_its_end(tie.claim, on) or _enders([tie], stopping)]
    gone = {tie.claim.id for tie in past}
    present = [tie for tie in said["actual"] if tie.claim.id not in gone]
    lines: list[Line] = []
    ended: list[Line] = []
    if present:
        doubts = [end.claim for end in happened if any(_casts_doubt(tie.claim, end) for tie in present)]
        support = _claims(present) + (end_denials if doubts else [])
        lines.append(_line(tie_key, "actual", present, support, denials + doubts))
    if past:
        enders = _enders(past, stopping)
        against = enders if present else enders + denials
        ended.append(_line(tie_key, "actual", past, _claims(past), against, until=_until(past, enders)))
    for status in ("possible", "planned"):
        if said[status]:
            lines.append(_line(tie_key, status, said[status], _claims(said[status]), denials))
    if denials and not lines and not ended:
        lines.append(_line(tie_key, "denied", said["denied"], denials, []))
    return lines, ended


def _claims(ties: Iterable[Tie]) -> list[Claim]:
    return [tie.claim for tie in ties]


def _enders(ties: Sequence[Tie], ends: Iterable[Tie]) -> list[Claim]:
    return [end.claim for end in ends if any(_is_ended_by(tie.claim, end) for tie in ties)]


def _is_ended_by(state: Claim, end: Tie) -> bool:
    """Whether the end comes after the state."""
    began, ended = position(state), position(end.claim)
    if end.by_another:
        return began is not None and ended is not None and ended > began
    if not is_timed(state):
        if end.claim.report == state.report:
            return True
        if state.published is not None and end.claim.published is not None and end.claim.published > state.published:
            return True
    return began is not None and ended is not None and ended >= began


def _casts_doubt(state: Claim, end: Tie) -> bool:
    """Whether an end that did not end a standing state speaks against it all the same.

    It does where the state tells no time (it may be old news), where the order of the two is unknown, or where the
    end itself is denied.
    """
    return not is_timed(state) or position(end.claim) is None or _is_ended_by(state, end)


def _until(ties: Sequence[Tie], enders: Sequence[Claim]) -> Interval | None:
    """The time of the first end, or the end that the states themselves tell."""
    telling = [claim for claim in enders if is_timed(claim)] if enders else [tie.claim for tie in ties]
    return min(telling, key=time_order).when if telling else None


def _line(
    tie_key: Key,
    status: Status,
    ties: Sequence[Tie],
    supporting: Iterable[Claim],
    opposing: Iterable[Claim],
    *,
    until: Interval | None = None,
) -> Line:
    relation = tie_key[0]
    claims = [tie.claim for tie in ties]
    others = Counter(tie.other for tie in ties if tie.other is not None)
    places = Counter(tie.place for tie in ties if tie.place is not None)
    timed = [claim for claim in claims if is_timed(claim)]
    return Line(
        relation=relation,
        other=most_frequent(others)[0] if others else None,
        place=most_frequent(places)[0] if places else _shared(claim.place for claim in claims),
        quantity=claims[0].quantity if relation == "strength" else _shared(claim.quantity for claim in claims),
        status=status,
        since=min(timed, key=time_order).when if timed else None,
        until=until,
        supporting=_unique(supporting),
        opposing=_unique(opposing),
    )


def _shared(values: Iterable[T | None]) -> T | None:
    """The one value that all tell who tell one; None where they differ."""
    told = {value for value in values if value is not None}
    return told.pop() if len(told) == 1 else None


def _unique(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted({claim.id: claim for claim in claims}.values(), key=time_order))


def _with_rivals(line: Line, lines: Iterable[Line]) -> Line:
    """A strength with the claims that give another figure for about the same time."""
    rivals = [
        claim
        for other in lines
        if other.relation == "strength"
        and other.status == line.status
        and figures_differ(line.quantity, other.quantity)
        for claim in other.supporting
        if any(_near(claim, mine) for mine in line.supporting)
    ]
    return replace(line, opposing=_unique([*line.opposing, *rivals])) if rivals else line


def _near(one: Claim, other: Claim) -> bool:
    first, second = position(one), position(other)
    if first is None or second is None:
        return True
    apart = days_between(Interval(first.low, first.high), Interval(second.low, second.high))
    return apart is not None and apart <= _RIVAL_DAYS


def _ordered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """By relation, status, then time."""
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                _RELATIONS.index(line.relation),
                _STATUS_ORDER.index(line.status),
                time_order(line.supporting[0]),
                line.other or "",
                line.place or "",
            ),
        )
    )
