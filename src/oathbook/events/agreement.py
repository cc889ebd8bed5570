"""Whether two claims tell one event: what agrees, and what contradicts."""

from __future__ import annotations

from dataclasses import dataclass

from oathbook.events.facets import Facets
from oathbook.events.names import Cast, Likeness, Names, matched
from oathbook.events.places import place_likeness
from oathbook.events.records import Ground
from oathbook.events.times import TimeLikeness, time_likeness
from oathbook.events.words import EventWords
from oathbook.records import Claim, Figure


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing two claims came to.

    ``against`` says what contradicts ("place"), or is empty; ``score`` adds up what agrees, ``grounds`` names it.
    ``linked``: nothing contradicts and enough agrees.
    """

    against: str
    score: float = 0.0
    grounds: tuple[Ground, ...] = ()
    linked: bool = False


@dataclass(frozen=True)
class Comparer:
    """Compares claims of one type."""

    rules: EventWords
    names: Names

    def compare(self, one: Facets, other: Facets) -> Verdict:
        """The verdict on two claims of the same type; symmetric."""
        against = _plain_contradiction(one.claim, other.claim)
        if against:
            return Verdict(against)
        found: dict[Ground, float] = {}
        for judge in (self._time, self._place, self._actors, self._people, self._figure):
            against = judge(one, other, found)
            if against:
                return Verdict(against)
        score = sum(found.values())
        need = self.rules.need[one.kind] if {"agent", "object"} & set(found) else self.rules.need_without_actors
        if one.claim.type in self.rules.by_agent and not {"agent", "figure"} & set(found):
            need = self.rules.need_without_actors
        return Verdict("", score, tuple(found), score >= need and not _plan_and_deed(one.claim, other.claim))

    def _actors(self, one: Facets, other: Facets, found: dict[Ground, float]) -> str:
        if one.claim.type in self.rules.symmetric:
            return self._parties(one, other, found)
        roles: tuple[tuple[Ground, Cast, Cast], ...] = (
            ("agent", one.agent_cast, other.agent_cast),
            ("object", one.object_cast, other.object_cast),
        )
        for role, mine, theirs in roles:
            likeness = matched(self.names, mine, theirs)
            if likeness is None or (mine.sorts and theirs.sorts and not mine.sorts & theirs.sorts):
                return role
            if likeness:
                found[role] = self._weight(max(likeness))
        if "object" in found and self._happens_once(one, other):
            found["object"] = self.rules.weights.once
        return ""

    def _parties(self, one: Facets, other: Facets, found: dict[Ground, float]) -> str:
        """Parties whose order means nothing; a party that is not named may be anybody."""
        likeness = matched(self.names, one.parties, other.parties)
        if likeness is None:
            alone = one.parties.named == 1 == other.parties.named
            return "" if alone and not _same_role(one, other) else "agent"
        likeness.sort(reverse=True)
        for role, best in zip(("agent", "object"), likeness, strict=False):
            found[role] = self._weight(best)  # type: ignore[index]
        return ""

    def _happens_once(self, one: Facets, other: Facets) -> bool:
        rules, type = self.rules, one.claim.type
        if type in rules.once_for_person:
            ones, others = ([each for each in side.objects if each.is_full] for side in (one, other))
        elif type in rules.once_for_body:
            ones, others = ([each for each in side.objects if each.names_one] for side in (one, other))
        else:
            return False
        return any(self.names.likeness(mine, theirs) == Likeness.SAME for mine in ones for theirs in others)

    def _place(self, one: Facets, other: Facets, found: dict[Ground, float]) -> str:
        likeness = place_likeness(one.place, other.place)
        type = one.claim.type
        if likeness == Likeness.OTHER:
            return "" if type in self.rules.any_place else "place"
        if type in self.rules.same_place and bool(one.place.words) != bool(other.place.words):
            return "place"
        if likeness > Likeness.OPEN:
            named = {word for side in (one, other) for each in side.parties.profiles for word in each.words}
            said_twice = one.place.words <= named or other.place.words <= named
            found["place"] = self.rules.weights.part if said_twice else self._weight(likeness)
        return ""

    def _time(self, one: Facets, other: Facets, found: dict[Ground, float]) -> str:
        near = one.near
        if near is None and one.claim.status != other.claim.status:
            # that they will not join is not said of their joining years ago
            near = self.rules.month
        likeness = time_likeness(one.told, other.told, kind=one.kind, near=near, rules=self.rules)
        if likeness == TimeLikeness.APART:
            return "day"
        if likeness > TimeLikeness.OPEN:
            whole = likeness == TimeLikeness.DAY or one.claim.type == "strength"
            found["day"] = self.rules.weights.same if whole else self.rules.weights.part
        return ""

    def _people(self, one: Facets, other: Facets, found: dict[Ground, float]) -> str:
        if one.sorts and other.sorts and not one.sorts & other.sorts:
            return "victims"
        if one.claim.type in self.rules.victims and (_one_among_many(one, other) or _one_among_many(other, one)):
            return "victims"
        if one.nouns & other.nouns:
            found["victims"] = self.rules.weights.victims
        return ""

    def _figure(self, one: Facets, other: Facets, found: dict[Ground, float]) -> str:
        mine, theirs = (side.claim.quantity.value if side.claim.quantity else None for side in (one, other))
        if mine is not None and mine == theirs and mine >= self.rules.least_figure:
            found["figure"] = self.rules.weights.figure
        return ""

    def _weight(self, likeness: Likeness) -> float:
        return self.rules.weights.same if likeness == Likeness.SAME else self.rules.weights.part


def _plain_contradiction(one: Claim, other: Claim) -> str:
    """A report tells an event once, unless another source tells it or less firmly; one demand is not another."""
    if one.report == other.report and one.source == other.source and one.status == other.status:
        return "report"
    return "what" if one.what != other.what else ""


def _plan_and_deed(one: Claim, other: Claim) -> bool:
    """Whether one source in one report tells a deed and a plan: it has done the one, and will do the other."""
    told = {one.status, other.status}
    return one.report == other.report and one.source == other.source and len(told) > 1 and "denied" not in told


def _same_role(one: Facets, other: Facets) -> bool:
    return bool(
        (one.agent_cast.named and other.agent_cast.named) or (one.object_cast.named and other.object_cast.named)
    )


def _one_among_many(one: Facets, many: Facets) -> bool:
    """Whether one side names persons, and the other counts more people than these without naming any."""
    persons = sum(each.names_one and each.kind == "person" for each in one.objects)
    if not persons or any(each.names_one for each in many.objects):
        return False
    least = _least(many.claim.quantity)
    return least is not None and least > persons


def _least(figure: Figure | None) -> int | None:
    if figure is None:
        return None
    return figure.low if figure.low is not None else figure.value
