"""Which pairs are put before a person, and which the program merges."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from judged import Nearby, by_program, compare, knowledge_of, make_judgement

from oathbook.actors import Aliases, resolve
from oathbook.actors.automatic import choose_merges, reasons_in_words
from oathbook.actors.kin import Known
from oathbook.actors.parties import can_be_one, parties
from oathbook.actors.suggestions import Suggestion, suggest
from oathbook.records import Judgement


@dataclass(frozen=True)
class Name:
    name: str
    claims: int = 1
    kind: str = "group"
    said: int = 0


def queue(
    names: list[Name],
    *judgements: Judgement,
    above: float = 0.7,
    unsure: bool = False,
    knowledge: Known | None = None,
) -> list[Suggestion]:
    actors = resolve([each.name for each in names], judgements, knowledge, aliases=Aliases({}))
    known = parties(names, actors)
    return list(suggest(known, actors, above=above, unsure=unsure, compare=compare, nearby=Nearby))


def merges(names: list[Name], *judgements: Judgement, above: float = 0.8, knowledge: Known | None = None) -> list[str]:
    actors = resolve([each.name for each in names], judgements, knowledge, aliases=Aliases({}))
    known = parties(names, actors)
    found = suggest(known, actors, above=above, compare=compare, nearby=Nearby)
    return pairs(list(choose_merges(found, known, actors, above=above, compare=compare)))


def pairs(suggestions: list[Suggestion]) -> list[str]:
    return [f"{each.one} + {each.other}" for each in suggestions]


WADI = [Name("Fajr al-Wadi", 9), Name("Fajr al-Wady", 3), Name("Fagr al-Wadi", 5), Name("Suqur al-Nahr", 4)]


def test_most_claims_come_first_and_each_pair_once() -> None:
    found = queue(WADI)
    assert pairs(found) == [
        "Fajr al-Wadi + Fagr al-Wadi", "Fajr al-Wadi + Fajr al-Wady", "Fagr al-Wadi + Fajr al-Wady",
    ]  # fmt: skip
    assert found[0].likeness.score > 0.8 and found[0].likeness.reasons
    assert [party.claims for party in found[0].parties] == [9, 5]


def test_what_was_judged_is_not_asked_again() -> None:
    for verdict in ("same", "different", "unsure"):
        found = pairs(queue(WADI[:2], make_judgement("Fajr al-Wadi", "Fajr al-Wady", verdict)))
        assert found == []
    assert queue(WADI[:2], make_judgement("Fajr al-Wadi", "Fajr al-Wady", "unsure"), unsure=True)
    assert queue(WADI[:2], make_judgement("Fajr al-Wadi", "Fajr al-Wady", "undone"))


def test_different_passes_through_in_the_queue() -> None:
    made = [
        make_judgement("Fajr al-Wadi", "Fajr al-Wady"),
        make_judgement("Fajr al-Wady", "Fagr al-Wadi", "different"),
    ]
    assert queue(WADI, *made) == []


def test_an_actor_is_asked_about_once_by_its_best_names() -> None:
    (found,) = queue(WADI[:3], make_judgement("Fajr al-Wadi", "Fajr al-Wady"))
    assert (found.one, found.other) == ("Fajr al-Wadi", "Fagr al-Wadi")


@pytest.mark.parametrize(
    ("kind", "other", "can"),
    [
        ("group", "person", False),
        ("person", "place", False),
        ("group", "place", False),
        ("group", "coalition", True),
        ("state", "people", True),
        ("other", "person", True),
        ("person", "person", True),
    ],
)
def test_kinds_that_cannot_be_one(kind: str, other: str, can: bool) -> None:
    assert can_be_one(kind, other) is can_be_one(other, kind) is can
    assert bool(queue([Name("Fajr al-Wadi", kind=kind), Name("Fajr al-Wady", kind=other)])) is can
    assert bool(merges([Name("Fajr al-Wadi", kind=kind), Name("Fajr al-Wady", kind=other)])) is can


def test_two_known_actors_are_not_asked_about() -> None:
    known = knowledge_of(wadi=["Fajr al-Wadi"], wady=["Fajr al-Wady"])
    assert queue(WADI[:2], knowledge=known) == []
    assert merges(WADI[:2], knowledge=known) == []


def test_merges_are_most_alike_first_and_above_the_score() -> None:
    assert merges(WADI, above=0.88) == ["Fajr al-Wadi + Fagr al-Wadi", "Fajr al-Wadi + Fajr al-Wady"]
    assert merges(WADI, above=0.99) == []


def test_what_a_person_left_open_is_not_merged() -> None:
    for verdict in ("unsure", "undone", "different"):
        assert merges(WADI[:2], make_judgement("Fajr al-Wadi", "Fajr al-Wady", verdict)) == []
        # nor by way of a third name
        found = merges(WADI[:3], make_judgement("Fajr al-Wadi", "Fajr al-Wady", verdict))
        assert found == ["Fajr al-Wadi + Fagr al-Wadi"]


def test_no_merge_joins_a_person_and_a_group_by_way_of_another() -> None:
    names = [Name("Fajr al-Wadi", 9, "person"), Name("Fajr al-Wady", 3, "other"), Name("Fagr al-Wadi", 5, "group")]
    assert len(merges(names)) == 1


def test_a_chain_of_merges_does_not_join_what_is_not_alike() -> None:
    # each is like the next by three in four, the first and the last by one in four
    names = [Name("Aaaaaaaa", 3), Name("Aaaaaabb", 2), Name("Aaaabbbb", 1), Name("Aabbbbbb", 1)]
    assert merges(names, above=0.75) == ["Aaaaaaaa + Aaaaaabb", "Aaaaaabb + Aaaabbbb"]
    before = [by_program("Aaaaaaaa", "Aaaaaabb", 0.75), by_program("Aaaaaabb", "Aaaabbbb", 0.75)]
    assert merges(names, *before, above=0.75) == []
    # but what a person joined is no chain of the program's
    by_hand = [make_judgement("Aaaaaaaa", "Aaaaaabb"), make_judgement("Aaaaaabb", "Aaaabbbb")]
    assert merges(names, *by_hand, above=0.75) == ["Aaaabbbb + Aabbbbbb"]


def test_descriptions_are_not_asked_about() -> None:
    names = [Name("Wadi Sidr brigade", 3), Name("wadi sidr brigades", 2), Name("Wadi Sidr brigade B", 1)]
    assert pairs(queue(names)) == ["Wadi Sidr brigade + Wadi Sidr brigade B"]


def test_the_reason_of_a_merge_says_score_and_reasons() -> None:
    assert reasons_in_words(queue(WADI)[0]) == "alike by 0.89; letters in common"


def test_parties_have_names_kinds_and_counts() -> None:
    names = [Name("Lions", 2, "other"), Name("The lions", 5, "group"), Name("Pride", 1, "coalition", 3)]
    actors = resolve([], [make_judgement("Lions", "Pride")], aliases=Aliases({}))
    (party,) = parties(names, actors)
    assert party.as_json() == {
        "key": "lions", "names": ["The lions", "Lions", "Pride"], "kind": "group", "claims": 8, "said": 3,
    }  # fmt: skip
