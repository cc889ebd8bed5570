"""Episodes of one tie: from the claims that tell it and the claims that end it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from oathbook.history.said import Days, Ending, Said
from oathbook.history.times import STATES, time_order
from oathbook.records import Claim

T = TypeVar("T", Said, Ending)


class Others(Protocol):
    """What others do that ends a tie: they take the place, they are named as the new leader."""

    def after(self, at: Days, before: Days | None) -> list[Ending]:
        """The first such act later than ``at`` (and earlier than ``before``), with the tellings of it."""

    def beside(self, said: Said) -> list[Ending]:
        """Such acts told in the same report as background that tells no time."""


@dataclass
class Episode:
    """A stretch in which a tie held: the claims that tell it, that end it, that it stands against."""

    told: list[Said] = field(default_factory=list)
    enders: list[Ending] = field(default_factory=list)
    doubts: list[Claim] = field(default_factory=list)
    """Ends that it outlived or that are denied."""
    defended: list[Claim] = field(default_factory=list)
    """Claims that deny its end."""
    names: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    """Names of subject, other and place in those."""
    until: list[date] = field(default_factory=list)
    """Last days of it that its own claims tell."""

    @property
    def ended(self) -> bool:
        """Whether it has an end."""
        return bool(self.enders or self.until)

    @property
    def start(self) -> tuple[date, date]:
        """The first days that a claim of it can be about; where no day is known, before all others."""
        known = [said.at for said in self.told if said.at] + [end.at for end in self.enders if end.at]
        return min(known, default=(date.min, date.min))

    @property
    def over(self) -> date | None:
        """The first day on which it can have been over; None where it has no end, or none of a known day."""
        return min([*self.until, *(end.at[1] for end in self.enders if end.at)], default=None)


class _Event(NamedTuple):
    at: Days
    order: int
    number: int
    said: Said | None
    end: Ending | None


def last_day(said: Said) -> date | None:
    """The day until which a state is said to have lasted ("until November")."""
    when = said.claim.when
    if said.claim.type not in STATES or when is None or when.earliest is not None:
        return None
    return when.latest


def in_time_order(told: Sequence[T]) -> Sequence[T]:
    """What claims tell in the order of the claims, as ``times.time_order``."""
    return sorted(told, key=lambda each: time_order(each.claim)) if len(told) > 1 else told


def once_in_time_order(told: Iterable[T]) -> Sequence[T]:
    """The same, of each claim once."""
    return in_time_order(list({each.claim.id: each for each in told}.values()))


def episodes(told: Iterable[Said], ends: Sequence[Ending], others: Others | None = None) -> list[Episode]:
    """The episodes of a tie in time order; what tells no time stands at its publication, or is old news of one."""
    claims = once_in_time_order(told)
    if not ends and others is None and all(last_day(said) is None for said in claims):
        return [Episode(list(claims))] if claims else []
    endings = once_in_time_order(ends)
    denials = [end for end in endings if end.claim.status == "denied"]
    happened = [end for end in endings if end.claim.status == "actual"]
    denied = [end for end in happened if any(_denies(denial, end) for denial in denials)]
    gone = {end.claim.id for end in denied}
    ending = [end for end in happened if end.at is not None and end.claim.id not in gone]
    if others is not None:
        ending = _with_those_beside(ending, claims, others)
    lost = [end for end in happened if end.at is None and end.claim.id not in gone]
    standing, background, undated = _placed(claims, ending)
    found, closed = _walk(standing, ending, others)
    for said, end in background:
        closed[end.claim.id].told.append(said)
    for said in undated:
        if not found or found[-1].ended:
            found.append(Episode(doubts=[end.claim for end in found[-1].enders] if found else []))
        found[-1].told.append(said)
    for end in lost:
        _lose(found, end)
    if denied:
        _dispute(found, denied, denials)
    return [episode for episode in found if episode.told or _implied(episode)]


def _implied(episode: Episode) -> bool:
    """Whether an episode that no claim tells is implied by its end or by the denial of one."""
    return bool(episode.defended) or any(end.implies for end in episode.enders)


def _denies(denial: Ending, end: Ending) -> bool:
    """Whether a denial is of that end: it is not told of an earlier time."""
    return denial.at is None or end.at is None or end.at[0] <= denial.at[1]


def _with_those_beside(ending: list[Ending], claims: Iterable[Said], others: Others) -> list[Ending]:
    known = {end.claim.id for end in ending}
    more = {end.claim.id: end for said in claims if not said.timed for end in others.beside(said)}
    new = [end for id, end in more.items() if id not in known and end.at is not None]
    return sorted([*ending, *new], key=lambda end: time_order(end.claim)) if new else ending


def _placed(
    claims: Sequence[Said], ending: Sequence[Ending]
) -> tuple[list[Said], list[tuple[Said, Ending]], list[Said]]:
    """Claims that stand at a day of their own, background to what has ended, and those of no known day."""
    timed = [said.at for said in claims if said.timed and said.at]
    ends_at = [end.at for end in ending if end.at]
    standing: list[Said] = []
    background: list[tuple[Said, Ending]] = []
    undated: list[Said] = []
    for said in claims:
        if said.timed:
            standing.append(said)
            continue
        end = _overtaken(said, ending, ends_at, timed)
        if end is not None:
            background.append((said, end))
        elif said.at is None:
            undated.append(said)
        else:
            standing.append(said)
    return standing, background, undated


def _overtaken(said: Said, ending: Sequence[Ending], ends_at: Sequence[Days], timed: Sequence[Days]) -> Ending | None:
    """The end that makes a claim without a time old news: of its own report, or told by a later one."""
    if said.at is None:
        same = [end for end in ending if end.claim.report == said.claim.report]
        return same[-1] if same else None
    before = bisect_right(timed, said.at)
    since = timed[before - 1] if before else None
    for number in range(bisect_right(ends_at, said.at) - 1, -1, -1):
        end = ending[number]
        if since is not None and end.at is not None and end.at < since:
            break
        if end.claim.report == said.claim.report or _later_published(end.claim, said.claim):
            return end
    return None


def _later_published(one: Claim, other: Claim) -> bool:
    return one.published is not None and other.published is not None and one.published > other.published


def _walk(
    standing: Sequence[Said], ending: Sequence[Ending], others: Others | None
) -> tuple[list[Episode], dict[str, Episode]]:
    """Episodes by going through time; and by the id of each end the episode that it closed."""
    events = [_Event(said.at, 0, n, said, None) for n, said in enumerate(standing) if said.at]
    events += [_Event(end.at, 1, n, None, end) for n, end in enumerate(ending) if end.at]
    if others is not None:
        events += _by_others(standing, ending, others)
    events.sort(key=lambda event: event[:3])
    found: list[Episode] = []
    closed: dict[str, Episode] = {}
    for event in events:
        current = found[-1] if found else None
        if event.end is not None:
            if current is None:
                current = Episode()
                found.append(current)
            if all(end.claim.id != event.end.claim.id for end in current.enders):
                current.enders.append(event.end)
            closed[event.end.claim.id] = current
            continue
        assert event.said is not None
        until = last_day(event.said)
        if current is None or (current.ended and not (until and current.until and not current.enders)):
            doubts = [end.claim for end in current.enders] if current and not event.said.timed else []
            current = Episode(doubts=doubts)
            found.append(current)
        current.told.append(event.said)
        if until:
            current.until.append(until)
    return found, closed


def _by_others(standing: Sequence[Said], ending: Sequence[Ending], others: Others) -> list[_Event]:
    """What others do in each gap between two claims."""
    days = sorted({said.at for said in standing if said.at})
    known = {end.claim.id for end in ending}
    found: list[_Event] = []
    for number, at in enumerate(days):
        before = days[number + 1] if number + 1 < len(days) else None
        for end in others.after(at, before):
            if end.claim.id not in known and end.at is not None:
                found.append(_Event(end.at, 1, len(ending) + len(found), None, end))
    return found


def _lose(found: list[Episode], end: Ending) -> None:
    """An end of no known time: it ends what its own report tells without one, and casts doubt on the rest."""
    if not found:
        found.append(Episode(enders=[end]))
        return
    last = found[-1]
    if last.told:
        ends = not last.ended and any(not s.timed and s.claim.report == end.claim.report for s in last.told)
    else:
        ends = last.ended
    if ends:
        last.enders.append(end)
    else:
        last.doubts.append(end.claim)


def _dispute(found: list[Episode], denied: Sequence[Ending], denials: Sequence[Ending]) -> None:
    """Ends that are denied stand against the episode that they would end, their denials for it."""
    if not found:
        if any(end.implies for end in denied):
            defended = [denial.claim for denial in denials]
            names = [end.names for end in (*denied, *denials)]
            found.append(Episode(doubts=[end.claim for end in denied], defended=defended, names=names))
        return
    starts = [(*episode.start, 0) for episode in found]
    for end in denied:
        number = max(bisect_left(starts, (*end.at, 1)) - 1, 0) if end.at else len(found) - 1
        found[number].doubts.append(end.claim)
        found[number].defended += [denial.claim for denial in denials if _denies(denial, end)]
