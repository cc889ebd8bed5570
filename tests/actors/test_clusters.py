"""Which names are one actor, by judgements and known names."""

from __future__ import annotations

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st
from judged import by_program, knowledge_of, make_judgement

from oathbook.actors import Actors, Aliases, fold, resolve
from oathbook.records import Judgement

NO_ALIASES = Aliases({})
NAMES = ("Lions", "Pride", "Tigers", "Wolves", "Pack", "Hawks")
judge, program = make_judgement, by_program
laws = settings(deadline=None, max_examples=200, derandomize=True)


def resolved(*judgements: Judgement, names: tuple[str, ...] = NAMES) -> Actors:
    return resolve(names, judgements, aliases=NO_ALIASES)


def clusters(actors: Actors, names: tuple[str, ...] = NAMES) -> set[frozenset[str]]:
    return {frozenset(name for name in names if actors(name) == key) for key in actors.all(names)}


@st.composite
def judgements(draw: st.DrawFn, *, program: bool = True) -> list[Judgement]:
    """Some judgements of a few names, by people and the program, many at one time."""
    made = {}
    for _ in range(draw(st.integers(0, 12))):
        one, other = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True))
        hour = draw(st.integers(0, 5))
        if program and draw(st.booleans()):
            judgement = by_program(one, other, draw(st.sampled_from((0.95, 0.97, 0.99))), hour=hour)
        else:
            verdict = draw(st.sampled_from(("same", "same", "different", "unsure", "undone")))
            judgement = make_judgement(one, other, verdict, hour=hour, who=draw(st.sampled_from(("Ada", "Bo"))))
        made[judgement.id] = judgement
    return list(made.values())


# --- laws ------------------------------------------------------------------------------------------------------------


@laws
@given(judgements(), st.randoms(use_true_random=False))
def test_order_of_arrival_changes_nothing(made: list[Judgement], order: random.Random) -> None:
    shuffled = list(made)
    order.shuffle(shuffled)
    one, other = resolved(*made), resolved(*shuffled)
    assert [one(name) for name in NAMES] == [other(name) for name in NAMES]
    assert one.conflicts == other.conflicts
    assert all(one.verdict(a, b) == other.verdict(a, b) for a in NAMES for b in NAMES)


@laws
@given(judgements(), st.permutations(NAMES))
def test_a_merge_and_its_undo_are_the_identity(made: list[Judgement], names: list[str]) -> None:
    one, other = names[:2]
    before = resolved(*made)
    if before.judged(one, other) is not None:
        return
    after = resolved(*made, judge(one, other, hour=10), judge(one, other, "undone", hour=11))
    assert [after(name) for name in NAMES] == [before(name) for name in NAMES]
    assert after.conflicts == before.conflicts
    assert all(after.verdict(a, b) == before.verdict(a, b) for a in NAMES for b in NAMES)


@laws
@given(judgements())
def test_no_cluster_holds_what_a_person_judged_different(made: list[Judgement]) -> None:
    actors = resolved(*made)
    for judgement in made:
        counting = actors.judged(judgement.one, judgement.other)
        assert counting is not None
        if counting.verdict == "different":
            assert actors(judgement.one) != actors(judgement.other)


@laws
@given(judgements())
def test_different_is_symmetric_and_passes_through(made: list[Judgement]) -> None:
    actors = resolved(*made)
    for a in NAMES:
        for b in NAMES:
            ruling = actors.verdict(a, b)
            assert actors.verdict(b, a).verdict == ruling.verdict
            assert (ruling.verdict == "same") == (actors(a) == actors(b))
            if ruling.verdict == "different":
                fellows = [name for name in NAMES if actors(name) == actors(a)]
                assert all(actors.verdict(name, b).verdict == "different" for name in fellows)
                assert sum(step.verdict == "different" for step in ruling.path) == 1
            if ruling.path:
                assert ruling.path[0].one == fold(a) and ruling.path[-1].other == fold(b)
                assert all(x.other == y.one for x, y in zip(ruling.path, ruling.path[1:], strict=False))


@laws
@given(judgements())
def test_every_same_is_followed_or_a_conflict(made: list[Judgement]) -> None:
    actors = resolved(*made)
    refused = {conflict.judgement.id for conflict in actors.conflicts}
    for judgement in made:
        if judgement.verdict == "same" and actors.judged(judgement.one, judgement.other) == judgement:
            assert (actors(judgement.one) == actors(judgement.other)) != (judgement.id in refused)
    assert all(conflict.against.verdict == "different" for conflict in actors.conflicts)


@laws
@given(judgements())
def test_a_key_of_an_actor_gives_itself(made: list[Judgement]) -> None:
    actors = resolved(*made)
    keys = actors.keys()
    assert {actors(key) for key in keys} == keys
    assert sorted(name for key in keys for name in actors.names(key)) == sorted(NAMES)


# --- cases -----------------------------------------------------------------------------------------------------------


def test_names_are_one_by_a_chain() -> None:
    actors = resolved(judge("Lions", "Pride"), judge("the pride", "Tigers", hour=1))
    assert clusters(actors) == {frozenset(("Lions", "Pride", "Tigers"))} | {frozenset((x,)) for x in NAMES[3:]}
    assert actors("TIGERS") == actors("Lions") == "lions"
    assert actors.names("lions") == ("Lions", "Pride", "Tigers")
    path = actors.verdict("Lions", "Tigers").path
    assert [(step.one, step.other) for step in path] == [("lions", "pride"), ("pride", "tigers")]


def test_the_newest_of_a_pair_counts() -> None:
    assert resolved(judge("Lions", "Pride"), judge("Lions", "Pride", "different", hour=1))("Pride") == "pride"
    assert resolved(judge("Lions", "Pride", hour=2), judge("Pride", "Lions", "different", hour=1))("Pride") == "lions"


def test_a_person_goes_before_the_program_whatever_the_time() -> None:
    for verdict in ("different", "unsure", "undone"):
        actors = resolved(judge("Lions", "Pride", verdict), program("Lions", "Pride", 0.99, hour=5))
        assert actors("Pride") == "pride"


def test_the_least_alike_of_the_program_gives_way() -> None:
    made = [program("Lions", "Pride", 0.97), program("Pride", "Tigers", 0.96, hour=1)]
    actors = resolved(*made, judge("Lions", "Tigers", "different"))
    assert actors("Lions") == actors("Pride") != actors("Tigers")
    (conflict,) = actors.conflicts
    assert conflict.judgement == made[1]
    assert [step.verdict for step in conflict.against.path] == ["same", "different"]


def test_the_program_gives_way_to_people_and_newer_to_older() -> None:
    people = [judge("Lions", "Pride", hour=3), judge("Pride", "Tigers", hour=4)]
    actors = resolved(*people, judge("Lions", "Tigers", "different", hour=5))
    assert actors("Lions") == actors("Pride") != actors("Tigers")
    actors = resolved(program("Lions", "Pride", 0.99), people[1], judge("Lions", "Tigers", "different"))
    assert actors("Pride") == actors("Tigers") != actors("Lions")


def test_unsure_is_remembered_of_the_pair_alone() -> None:
    actors = resolved(judge("Lions", "Pride", "unsure"), judge("Pride", "Tigers"))
    assert actors.verdict("Pride", "Lions").verdict == "unsure"
    assert actors.verdict("Lions", "Tigers").verdict is None
    assert actors.pairs("unsure") == {("lions", "pride")}


def test_known_names_join_and_give_the_key() -> None:
    known = knowledge_of(lions=["Lions of Qasr", "Usud"], tigers=["Tigers"])
    names = ("usud", "Lions of Qasr", "A Pride", "Tigers")
    actors = resolve(names, [judge("A Pride", "Usud")], known, aliases=NO_ALIASES)
    assert actors.all(names[:3]) == {"lions of qasr"}
    assert actors.known("a pride") == {"lions"}
    assert resolve(names, [], known, aliases=NO_ALIASES).verdict("Usud", "lions of qasr").path[0].judgement is None


def test_a_person_goes_before_the_known_names() -> None:
    known = knowledge_of(lions=["Lions", "Usud", "Lions of Qasr"])
    actors = resolve(NAMES, [judge("Usud", "Lions", "different")], known, aliases=NO_ALIASES)
    assert actors("Usud") == "usud"
    assert actors("Lions of Qasr") == actors("Lions") == "lions"
    assert actors.conflicts == ()


def test_a_name_that_known_actors_share_means_none_of_them() -> None:
    known = knowledge_of(one=["National Army", "NA"], two=["Northern Alliance", "NA"])
    actors = resolve(["NA"], [], known, aliases=NO_ALIASES)
    assert actors("NA") == "na"
    assert actors.known("NA") == {"one", "two"}
    assert actors.known_apart("National Army", "Northern Alliance").verdict == "different"
    assert actors.known_apart("NA", "Northern Alliance").verdict is None


def test_knowledge_goes_before_the_alias_list() -> None:
    aliases = Aliases({"lions": "lions", "pride": "lions", "usud": "lions"})
    known = knowledge_of(lions=["Usud", "Lions"], pride=["Pride"])
    actors = resolve(NAMES, [], known, aliases=aliases)
    assert [actors(name) for name in ("Lions", "Usud", "Pride")] == ["usud", "usud", "pride"]
    assert resolve(NAMES, [], aliases=aliases).all(("Lions", "Usud", "Pride")) == {"lions"}


def test_the_program_joins_no_two_known_actors_by_way_of_a_third_name() -> None:
    known = knowledge_of(lions=["Lions"], tigers=["Tigers"])
    made = [program("Lions", "Pride", 0.99), program("Pride", "Tigers", 0.98)]
    actors = resolve(NAMES, made, known, aliases=NO_ALIASES)
    assert actors("Lions") == actors("Pride") != actors("Tigers")
    (conflict,) = actors.conflicts
    assert conflict.judgement == made[1] and conflict.against.path[-1].judgement is None
    assert resolve(NAMES, [judge("Lions", "Tigers")], known, aliases=NO_ALIASES)("Tigers") == "lions"


def test_names_without_letters_are_not_all_one() -> None:
    actors = resolve(["—", "?!"], [], aliases=NO_ALIASES)
    assert actors("—") != actors("?!")


def test_many_names_in_short_time() -> None:
    groups = [[f"Liwa al-Fulan {number} of {town}" for town in NAMES[:5]] for number in range(20_000)]
    made = [judge(own[0], other, hour=1) for own in groups[:5_000] for other in own[1:2]]
    begun = time.process_time()
    actors = resolve([name for own in groups for name in own], made, aliases=NO_ALIASES)
    assert len(actors.keys()) == 95_000
    assert time.process_time() - begun < 2
