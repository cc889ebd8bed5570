"""What hangs in the balance: who considers, is called on, threatened, negotiating, refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from oathbook.history.answers import Watch, Watched, Watchlist
from oathbook.history.around import weighed
from oathbook.history.coverage import is_over
from oathbook.history.said import KeysLike
from oathbook.history.source import Knowing, Source, Weigh, as_source
from oathbook.history.span import Span, SpanKind, SpanState
from oathbook.history.times import position, time_order
from oathbook.history.trace import trace_actor
from oathbook.records import Claim

DAYS = 92
"""How long something is watched after it was last heard of."""
_OUTCOMES = frozenset(
    {
        "pledge", "join", "merge", "form", "belong", "leave", "expel", "demand", "ally", "truce", "fight", "seize",
        "hold", "withdraw", "detain", "release",
    }
)  # fmt: skip
_UNDER: dict[SpanState, Watch] = {
    "considered": "considering",
    "demanded": "under ultimatum",
    "possible": "possible",
    "refused": "refused",
}
_TALKS: dict[SpanState, Watch] = {"considered": "negotiating", "refused": "refused"}
_FORCE: dict[SpanState, Watch] = {"considered": "threatened", "possible": "threatened"}
_WATCHED: dict[SpanKind, dict[SpanState, Watch]] = {
    "under": _UNDER,
    "with": _TALKS,
    "truce": _TALKS,
    "hostile": _FORCE,
    "holds": _FORCE,
    "captive": _FORCE,
}


def watch(
    claims: Source | Iterable[Claim],
    *,
    name: str | None = None,
    on: date | None = None,
    known_by: date | None = None,
    days: int = DAYS,
    weigh: Weigh | None = None,
) -> Watchlist:
    """What was heard of in the ``days`` up to ``on`` (the last publication known, where None) and not settled by then.

    ``name``: only what that actor does or is faced with; UnknownName, with the nearest names, where no claim gives it.
    """
    source, knowing = as_source(claims), Knowing(known_by, weigh)
    wanted = source.find(name) if name is not None else None
    pending = knowing.known(source.pending())
    if on is None:
        on = max((claim.published for claim in pending if claim.published), default=None)
    recent = {claim.id: claim for claim in pending if _heard_in(claim, on, days)}
    if wanted is not None:
        recent = {id: c for id, c in recent.items() if wanted in source.keys.all((*c.agent, *c.object))}
    actors = source.keys.all(each for claim in recent.values() for each in (*claim.agent, *claim.object))
    told = knowing.known(source.about(sorted(actors), types=_OUTCOMES))
    spans = trace_actor(told, source.keys, actors)
    entries = [*_of_spans(spans, recent, on, knowing), *_of_claims(recent.values(), spans, source.keys)]
    entries.sort(key=_order)
    return Watchlist(on=on, known_by=known_by, days=days, entries=tuple(entries))


def _heard(claim: Claim) -> date | None:
    at = position(claim)
    return claim.published or (at.high if at else None)


def _heard_in(claim: Claim, on: date | None, days: int) -> bool:
    heard = _heard(claim)
    return on is None or (heard is not None and heard <= on and (on - heard).days <= days)


def _order(entry: Watched) -> tuple[int, str, str, str, str]:
    newest = -(entry.heard or date.min).toordinal()
    return (newest, entry.state, entry.name, entry.other or "", entry.claims[0].id)


def _of_spans(spans: Iterable[Span], recent: Collection[str], on: date | None, knowing: Knowing) -> Iterator[Watched]:
    found = list(_hanging(spans, recent, on))
    told = weighed((entry.span for entry in found if entry.span), knowing)
    return (replace(entry, span=span) for entry, span in zip(found, told, strict=True))


def _hanging(spans: Iterable[Span], recent: Collection[str], on: date | None) -> Iterator[Watched]:
    for span in spans:
        state = _WATCHED.get(span.kind, {}).get(span.state)
        if state is None or all(claim.id not in recent for claim in span.supporting):
            continue
        if span.end is not None and (on is None or is_over(span, on) != "no"):
            continue
        heard = [claim for claim in span.supporting if claim.id in recent]
        name, other = span.subject_name, span.other_name
        if state == "threatened" and span.kind != "captive":
            name, other = _threatened(heard[0], span)
        yield Watched(state, name, other, span.place, None, max(map(_day, heard)), span, span.supporting)


def _day(claim: Claim) -> date:
    return _heard(claim) or date.min


def _threatened(claim: Claim, span: Span) -> tuple[str, str | None]:
    """Who is threatened, by whom: the object by the agent; a place where nobody is named in it."""
    by = ", ".join(claim.agent) or None
    return (", ".join(claim.object) or span.place or span.other_name or span.subject_name), by


def _of_claims(recent: Iterable[Claim], spans: Iterable[Span], keys: KeysLike) -> Iterator[Watched]:
    """Plans to leave, demands but for an oath, releases that are planned: claims that make no span."""
    left: dict[tuple[str, str | None], date] = {}
    for span in spans:
        if span.kind == "under" and span.enders and span.end is not None:
            day = span.end.latest or span.end.earliest
            if day is not None:
                left[(span.subject, span.other)] = max(day, left.get((span.subject, span.other), day))
    for claim in sorted(recent, key=time_order):
        if claim.type == "leave" and claim.status in ("planned", "possible"):
            for member in claim.agent:
                for body in claim.object or ("",):
                    gone = left.get((keys(member), keys(body)))
                    if gone is None or gone < _day(claim):
                        yield _watched("leaving", member, body or None, claim)
        elif claim.type == "demand" and claim.status == "actual" and claim.what != "pledge":
            for called in claim.object:
                yield _watched("under ultimatum", called, ", ".join(claim.agent) or None, claim)
        elif claim.type == "release" and claim.status == "planned" and (claim.agent or claim.object):
            name = ", ".join(claim.agent or claim.object)
            yield _watched("negotiating", name, ", ".join(claim.object) if claim.agent else None, claim)


def _watched(state: Watch, name: str, other: str | None, claim: Claim) -> Watched:
    return Watched(state, name, other, claim.place, claim.what, _heard(claim), None, (claim,))
