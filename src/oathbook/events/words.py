"""The word lists and numbers of ``data/words/events.yaml``, made ready for use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from oathbook.actors import Aliases, load_aliases
from oathbook.claims.inflection import noun_forms
from oathbook.lexicon import Lexicon

TypeClass = Literal["once", "often", "state"]
_NOUNS = ("group_nouns", "coalition_nouns", "state_nouns", "medium_nouns", "person_nouns", "people_nouns")
_TITLES = ("titles", "abbreviated_titles")


@dataclass(frozen=True)
class CopyRules:
    """When two reports are copies; see ``copies`` in the data file."""

    run: int
    share: float
    least_runs: int
    looked_at: int
    common: int


@dataclass(frozen=True)
class Weights:
    """What each agreement weighs."""

    same: float
    part: float
    figure: float
    victims: float
    once: float


@dataclass(frozen=True)
class EventWords:
    """Everything that linking takes from the data files. Words are folded, nouns in singular and plural."""

    aliases: Aliases
    copies: CopyRules
    weights: Weights
    day: int
    month: int
    close: int
    retold: int
    least_figure: int
    need: Mapping[TypeClass, float]
    need_without_actors: float
    type_class: Mapping[str, TypeClass]
    near: Mapping[str, int]
    symmetric: frozenset[str]
    same_place: frozenset[str]
    any_place: frozenset[str]
    victims: frozenset[str]
    by_agent: frozenset[str]
    once_for_person: frozenset[str]
    once_for_body: frozenset[str]
    people: Mapping[str, str]
    """The sort of people that a noun names."""
    heads: Mapping[str, str]
    generic: frozenset[str]
    titles: frozenset[str]
    apart: frozenset[str]
    places: frozenset[str]
    directions: frozenset[str]
    sounds: tuple[tuple[str, str], ...]


def load_event_words(lexicon: Lexicon | None = None, *, aliases: Aliases | None = None) -> EventWords:
    """The rules of linking, from the lexicon (that of oathbook where not given) and the aliases (those it ships)."""
    lexicon = lexicon or Lexicon()
    words, actors, figures = (lexicon.words(name) for name in ("events", "actors_in_text", "figures"))
    numbers = [*figures["numbers"]["ones"], *figures["numbers"]["tens"], *figures["numbers"]["scales"]]
    nouns = [noun for name in _NOUNS for noun in actors[name]]
    titles = _forms(title for name in _TITLES for title in actors[name])
    times = words["times"]
    return EventWords(
        aliases=aliases or load_aliases(lexicon),
        copies=CopyRules(**words["copies"]),
        weights=Weights(**words["weights"]),
        day=times["day"],
        month=times["month"],
        close=times["close"],
        retold=times["retold"],
        least_figure=words["least_figure"],
        need={name: told["need"] for name, told in words["classes"].items()},
        need_without_actors=words["need_without_actors"],
        type_class={type: name for name, told in words["classes"].items() for type in told["types"]},
        near=words["near"],
        symmetric=frozenset(words["symmetric"]),
        same_place=frozenset(words["same_place"]),
        any_place=frozenset(words["any_place"]),
        victims=frozenset(words["victims"]),
        by_agent=frozenset(words["by_agent"]),
        once_for_person=frozenset(words["once_for_person"]),
        once_for_body=frozenset(words["once_for_body"]),
        people={form: sort for sort, told in words["people"].items() for form in _forms(told)},
        heads=words["heads"],
        generic=_forms([*words["generic"], *nouns, *numbers]) | frozenset(words["heads"]) | titles,
        titles=titles | _forms(actors["person_nouns"]),
        apart=frozenset(words["apart"]),
        places=_forms([*words["places"], *actors["place_nouns"]]),
        directions=frozenset(words["directions"]),
        sounds=tuple((written, sound) for written, sound in words["sounds"]),
    )


def _forms(nouns: Iterable[Any]) -> frozenset[str]:
    """Every word of the nouns, in singular and plural."""
    words = {word for noun in nouns for word in str(noun).lower().replace("-", " ").split()}
    return frozenset(words | {form for word in words for form in noun_forms(word)})
