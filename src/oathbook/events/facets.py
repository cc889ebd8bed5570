"""A claim with everything it is compared by."""

from __future__ import annotations

from dataclasses import dataclass

from oathbook.events.names import Cast, Names, Profile
from oathbook.events.places import Place, Places
from oathbook.events.times import Told
from oathbook.events.words import EventWords, TypeClass
from oathbook.records import Claim


@dataclass(frozen=True, slots=True)
class Facets:
    """What a claim is compared by, worked out once.

    ``parties`` are agents and objects together; ``sorts`` the sorts of people that are hit, ``nouns`` their words.
    """

    claim: Claim
    kind: TypeClass
    near: int | None
    agents: tuple[Profile, ...]
    objects: tuple[Profile, ...]
    agent_cast: Cast
    object_cast: Cast
    parties: Cast
    place: Place
    told: Told
    sorts: frozenset[str]
    nouns: frozenset[str]


@dataclass
class Facetter:
    """Makes facets of claims; names and places are shared among them."""

    rules: EventWords
    names: Names
    places: Places

    @classmethod
    def of(cls, rules: EventWords) -> Facetter:
        """One with nothing worked out yet."""
        names = Names(rules)
        return cls(rules, names, Places(names))

    def facets(self, claim: Claim) -> Facets:
        """The facets of one claim."""
        agents, objects = self._profiles(claim, claim.agent), self._profiles(claim, claim.object)
        counted = claim.quantity.of if claim.quantity else None
        # who is hit or counted: by name where one is told, else by the noun
        hit = [each for each in objects if not each.names_one or each.kind == "people"]
        hit = hit if claim.type in self.rules.victims else []
        if counted and (hit or not objects):
            hit = [*hit, self.names.profile(counted, "people")]
        return Facets(
            claim=claim,
            kind=self.rules.type_class.get(claim.type, "often"),
            near=self.rules.near.get(claim.type),
            agents=agents,
            objects=objects,
            agent_cast=Cast.of(agents),
            object_cast=Cast.of(objects),
            parties=Cast.of((*agents, *objects)),
            place=self.places.place(claim.place),
            told=Told.of(claim),
            sorts=frozenset(each.sort for each in hit if each.sort),
            nouns=frozenset(each.noun for each in hit if each.noun),
        )

    def _profiles(self, claim: Claim, names: tuple[str, ...]) -> tuple[Profile, ...]:
        return tuple(self.names.profile(name, claim.kinds.get(name, "other")) for name in dict.fromkeys(names))
