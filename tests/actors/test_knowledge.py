"""What the knowledge files hold, and what is asked of them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oathbook.actors import Knowledge, fold, load_knowledge
from oathbook.actors.records import KnownActor, KnownName, KnownRelation
from oathbook.errors import DataError
from oathbook.lexicon import DATA, Lexicon
from oathbook.records import Interval

SOURCES = {"UCDP", "general record", "UCDP and general record", "UCDP, time from general record"}
DAYS = st.dates(date(1940, 1, 1), date(2030, 1, 1))


@cache
def shipped() -> Knowledge:
    return load_knowledge(Lexicon())


def the(name: str, known: Knowledge | None = None) -> KnownActor:
    """The one actor of that name."""
    (actor,) = (known or shipped()).find(name)
    return actor


def made(folder: Path, text: str) -> Knowledge:
    """The shipped knowledge with a user's file laid over it."""
    (folder / "actors").mkdir(exist_ok=True)
    (folder / "actors" / "mine.yaml").write_text(text, encoding="utf-8")
    return load_knowledge(Lexicon(folder))


# What is shipped


def test_there_are_three_hundred_groups_and_more() -> None:
    kinds = Counter(actor.kind for actor in shipped().actors.values())
    assert kinds["group"] + kinds["coalition"] >= 300


def test_no_actor_is_given_twice() -> None:
    ids = [
        id
        for path in (DATA / "actors").glob("*.yaml")
        for id in re.findall(r"(?m)^  (\w+):$", path.read_text(encoding="utf-8"))
    ]
    assert sorted(ids) == sorted(shipped().actors)


def test_every_name_is_given_once_and_finds_its_actor() -> None:
    for actor in shipped().actors.values():
        names = [each.name for each in actor.names]
        assert len(names) == len(set(names)), actor.id
        for name in names:
            assert actor in shipped().find(name), name


def test_no_two_actors_of_one_conflict_have_the_same_name() -> None:
    """A name in a bracket is told apart by it."""
    owners: dict[tuple[str | None, str], set[str]] = {}
    for actor in shipped().actors.values():
        for each in actor.names:
            if not each.name.endswith(")"):
                owners.setdefault((actor.conflict, fold(each.name)), set()).add(actor.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_every_fact_has_its_source_and_every_relation_another_actor() -> None:
    for actor in shipped().actors.values():
        assert actor.conflict and actor.source in SOURCES, actor.id
        assert (actor.ucdp is not None) == actor.source.startswith("UCDP"), actor.id
        for relation in actor.relations:
            assert relation.other in shipped().actors and relation.source in SOURCES, actor.id
            assert not (relation.when and relation.source == "UCDP"), "UCDP gives no times"
        pairs = [(relation.kind, relation.other) for relation in actor.relations]
        assert len(pairs) == len(set(pairs)), actor.id


def test_names_of_one_line_with_times_do_not_overlap() -> None:
    """Two dated names of one actor, or its last and the next one's first, share no day but that of the change."""
    for actor in shipped().actors.values():
        spans = sorted(
            (each.when.earliest or date.min, each.when.latest or date.max) for each in actor.names if each.when
        )
        for (_, end), (start, _) in pairwise(spans):
            assert end <= start or (end.year, end.month) == (start.year, start.month), actor.id


# Names and lines of descent


def test_nusra_is_one_line_of_descent_of_three_actors() -> None:
    line = [actor.id for actor in shipped().line_of(the("Jabhat al-Nusra"))]
    assert line == ["nusra", "jabhat_fath_al_sham", "hts"]
    for name in ("Jabhat Fath al-Sham", "Hayat Tahrir al-Sham"):
        assert [actor.id for actor in shipped().line_of(the(name))] == line


@pytest.mark.parametrize(
    ("asked", "day", "name"),
    [
        ("Nusra Front", "2014-05-01", "Jabhat al-Nusra"),
        ("Nusra Front", "2016-07-27", "Jabhat al-Nusra"),
        ("Nusra Front", "2016-07-28", "Jabhat Fath al-Sham"),
        ("Nusra Front", "2018-01-01", "Hayat Tahrir al-Sham"),
        ("HTS", "2014-05-01", "Jabhat al-Nusra"),
        ("HTS", "2017-01-27", "Jabhat Fath al-Sham"),
        ("Daesh", "2012-05-01", "Islamic State of Iraq"),
        ("Daesh", "2013-06-01", "Islamic State of Iraq and the Levant"),
        ("Daesh", "2014-06-29", "Islamic State"),
        ("al-Qaeda in Iraq", "2004-01-01", "Jama'at al-Tawhid wal-Jihad"),
        ("GSPC", "2010-01-01", "al-Qaeda in the Islamic Maghreb"),
        ("PKK", "2003-01-01", "KADEK"),
        ("PKK", "2004-06-01", "Kongra-Gel"),
        ("PKK", "2015-01-01", "Kurdistan Workers' Party"),
        ("KADEK", "2001-01-01", "Kurdistan Workers' Party"),
        ("KADEK", "2003-01-01", "KADEK"),
        ("KADEK", "2015-01-01", "Kurdistan Workers' Party"),
        ("Kongra-Gel", "2015-01-01", "Kurdistan Workers' Party"),
        ("Boko Haram", "2020-01-01", "Boko Haram"),
        ("Hamas", "1990-01-01", "Hamas"),
    ],
)
def test_a_day_gets_the_name_of_that_day(asked: str, day: str, name: str) -> None:
    assert shipped().name_on(the(asked), date.fromisoformat(day)) == name


@given(DAYS, st.data())
def test_all_of_a_straight_line_have_the_same_name_on_a_day(day: date, data: st.DataObject) -> None:
    actor = shipped().actors[data.draw(st.sampled_from(["nusra", "hts", "islamic_state", "gspc", "isaf", "misura"]))]
    line = shipped().line_of(actor)
    assert len(line) > 1
    assert len({shipped().name_on(each, day) for each in line}) == 1


@given(st.sampled_from(sorted(shipped().actors)), DAYS)
def test_the_name_of_a_day_is_a_name_of_the_line(id: str, day: date) -> None:
    line = shipped().line_of(shipped().actors[id])
    assert shipped().actors[id] in line and len(line) == len(set(line))
    assert shipped().name_on(shipped().actors[id], day) in {each.name for actor in line for each in actor.names}


def test_a_splinter_is_in_no_line(tmp_path: Path) -> None:
    assert [actor.id for actor in shipped().line_of(the("Real IRA"))] == ["rira", "new_ira"]
    known = made(tmp_path, "source: ours\nactors: {cubs: {names: [Cubs], relations: [{splinter_of: nusra}]}}\n")
    assert [actor.id for actor in known.line_of(the("Cubs", known))] == ["cubs"]


def test_two_that_became_one_are_both_in_its_line_and_no_name_is_guessed(tmp_path: Path) -> None:
    known = made(
        tmp_path,
        """source: ours
actors:
  pride: {names: [Pride], relations: [{successor_of: lions, when: 2012}, {successor_of: tigers, when: 2013}]}
  lions: {names: [Lions]}
  tigers: {names: [Tigers]}
""",
    )
    pride, lions = the("Pride", known), the("Lions", known)
    assert [actor.id for actor in known.line_of(pride)] == ["lions", "tigers", "pride"]
    assert [actor.id for actor in known.line_of(lions)] == ["lions", "pride"]
    assert known.name_on(pride, date(2011, 1, 1)) == "Pride"
    assert known.name_on(lions, date(2012, 12, 30)) == "Lions"
    assert known.name_on(lions, date(2012, 12, 31)) == "Pride"


def test_a_change_whose_time_is_not_known_is_not_followed(tmp_path: Path) -> None:
    known = made(
        tmp_path,
        "source: ours\nactors: {cubs: {names: [Cubs], relations: [{renamed_to: bears}]}, bears: {names: [Bears]}}\n",
    )
    assert [actor.id for actor in known.line_of(the("Bears", known))] == ["cubs", "bears"]
    for name in ("Cubs", "Bears"):
        assert known.name_on(the(name, known), date(2030, 1, 1)) == name


def test_a_shared_name_finds_several_and_a_bracket_finds_one() -> None:
    assert {actor.id for actor in shipped().find("SRF")} == {"syria_revolutionaries_front", "srf_sudan"}
    assert [actor.id for actor in shipped().find("SRF (Sudan)")] == ["srf_sudan"]
    assert [actor.id for actor in shipped().find("the ISLAMIC STATE (IS)")] == ["islamic_state"]
    assert shipped().find("Lions of Islam") == ()
    assert shipped().find("") == ()


# A user's folder


def test_a_users_file_adds_to_an_actor_and_overrides_it(tmp_path: Path) -> None:
    known = made(
        tmp_path,
        """actors:
  nusra:
    names: [Supporters, {name: The Front, since: 2012-03, until: [2012-05-01, 2012-05-02]}]
    conflict: Syria
    relations: [{allied_in: lions, when: [2014-01-02, 2014-02], until: 2015, source: a friend}]
  lions: {kind: coalition, names: [Lions], source: our own}
  hts: null
  hamas: {replace: true, names: [Hamas], source: our own}
""",
    )
    nusra = known.actors["nusra"]
    assert the("Supporters", known) == the("Nusra Front", known) == nusra
    assert nusra.names[-1] == KnownName("The Front", Interval(date(2012, 3, 1), date(2012, 5, 2)))
    assert nusra.relations[-1] == KnownRelation(
        "allied in",
        "lions",
        Interval(date(2014, 1, 2), date(2014, 2, 28)),
        "a friend",
        Interval(date(2015, 1, 1), date(2015, 12, 31)),
    )
    assert nusra.conflict == "Syria" and nusra.ucdp == 1170
    assert known.actors["lions"].kind == "coalition" and known.actors["lions"].conflict is None
    assert known.find("HTS") == ()
    assert [actor.id for actor in known.line_of(nusra)] == ["nusra", "jabhat_fath_al_sham"]
    assert [each.name for each in known.actors["hamas"].names] == ["Hamas"]
    assert known.actors["hamas"].source == "our own"


def test_the_file_that_the_documents_show_can_be_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "knowledge.md").read_text(encoding="utf-8")
    example = re.findall(r"(?ms)^```yaml\n(.*?)^```", page)[-1]
    known = made(tmp_path, example)
    assert the("Lions of Islam", known).source == "our own interviews, 2015"
    assert the("The Supporters", known).id == "nusra"
    assert known.find("HTS") == () and len(known.actors["ahrar"].names) == 1


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("source: x", "actors/mine.yaml: has no actors; give a mapping of ids under the key 'actors'"),
        ("actor: {}", "actors/mine.yaml: unknown key 'actor'; allowed are actors, conflict, source"),
        ("actors: {a: [A]}", "actors/mine.yaml: a is a list; an actor is a mapping with 'names'"),
        (
            "actors: {a: {alias: [A]}}",
            "actors/mine.yaml: a: unknown key 'alias'; allowed are conflict, kind, names, relations, "
            "replace, source, ucdp",
        ),
        ("actors: {a: {source: x}}", "actors/mine.yaml: a: has no 'names'; add it"),
        ("actors: {a: {names: [A]}}", "actors/mine.yaml: a: has no 'source'; add it"),
        ("actors: {a: {names: A, source: x}}", "actors/mine.yaml: a: 'names' is a str; give a list"),
        ("actors: {a: {names: [1920], source: x}}", "actors/mine.yaml: a: the name 1920 is no text; put it in quotes"),
        (
            "actors: {a: {names: [A], kind: army, source: x}}",
            "actors/mine.yaml: a: unknown kind 'army'; kinds are group, coalition, state, medium",
        ),
        (
            "actors: {a: {names: [A], ucdp: none, source: x}}",
            "actors/mine.yaml: a: the UCDP number 'none' is no number; give the actor's id in the UCDP list",
        ),
        (
            "actors: {a: {names: [{name: A, from: 2012}], source: x}}",
            "actors/mine.yaml: a: unknown key 'from'; allowed are name, since, until",
        ),
        (
            "actors: {a: {names: [A], relations: [{joined: hts}], source: x}}",
            "actors/mine.yaml: a: unknown relation 'joined'; give one of renamed_to, splinter_of, merged_into, "
            "part_of, allied_in, successor_of, renamed_back_to, and source, until, when if known",
        ),
        (
            "actors: {a: {names: [A], relations: [{when: 2012}], source: x}}",
            "actors/mine.yaml: a: a relation with 0 kinds; give one of renamed_to, splinter_of, merged_into, "
            "part_of, allied_in, successor_of, renamed_back_to, and source, until, when if known",
        ),
        (
            "actors: {a: {names: [A], relations: [hts], source: x}}",
            "actors/mine.yaml: a: the relation 'hts' is no mapping; write {renamed_to: ID, when: 2016-07-28}",
        ),
        (
            "actors: {a: {names: [A], relations: [{part_of: nobody}], source: x}}",
            "actors/mine.yaml: a is part of 'nobody', which no file has; mend the id",
        ),
        (
            "actors: {a: {names: [A], relations: [{part_of: a}], source: x}}",
            "actors/mine.yaml: a is part of itself; mend the id",
        ),
        (
            "actors: {a: {names: [A], relations: [{part_of: hts, when: lately}], source: x}}",
            "actors/mine.yaml: a: 'lately' is no time; give a day (2016-07-28), a month (2016-07), a year (2016) or "
            "two of them in []",
        ),
        (
            "actors: {a: {names: [A], relations: [{part_of: hts, when: 2016-13}], source: x}}",
            "actors/mine.yaml: a: '2016-13' is no time; give a day (2016-07-28), a month (2016-07), a year (2016) or "
            "two of them in []",
        ),
        (
            "actors: {a: {names: [{name: A, since: 2012, until: 2011-05}], source: x}}",
            "actors/mine.yaml: a: a time cannot end (2011-05-31) before it begins (2012-01-01); mend the dates",
        ),
        (
            "actors: {a: {names: [A], relations: [{part_of: hts, when: [2013, 2012]}], source: x}}",
            "actors/mine.yaml: a: a time cannot end (2012-12-31) before it begins (2013-01-01); mend the dates",
        ),
        (
            "actors: {hts: {relations: [{renamed_to: nusra}]}}",
            "actors: the line of descent of nusra comes back to nusra; take out one relation",
        ),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(tmp_path: Path, text: str, error: str) -> None:
    with pytest.raises(DataError) as raised:
        made(tmp_path, text)
    assert str(raised.value) == error


def test_a_day_that_is_none_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"mine\.yaml: not readable as YAML \(.*\); mend the file"):
        made(tmp_path, "actors: {a: {names: [{name: A, since: 2012-02-31}], source: x}}")


def test_an_actor_as_json() -> None:
    told = the("Jabhat Fath al-Sham").as_json()
    assert told["names"][0] == {"name": "Jabhat Fath al-Sham", "when": ["2016-07-28", "2017-01-27"]}
    assert told["names"][1]["when"] is None
    assert told["relations"] == [
        {
            "relation": "merged into",
            "other": "hts",
            "when": ["2017-01-28", "2017-01-28"],
            "until": None,
            "source": "UCDP, time from general record",
        }
    ]
    assert (told["id"], told["kind"], told["ucdp"]) == ("jabhat_fath_al_sham", "group", 1170)


def test_knowledge_is_read_once_for_a_lexicon(tmp_path: Path) -> None:
    assert load_knowledge(Lexicon()) is load_knowledge(Lexicon())
    lexicon = Lexicon(tmp_path)
    assert load_knowledge(lexicon) is load_knowledge(lexicon) is not load_knowledge(Lexicon())
    assert shipped().name_on(the("HTS"), date(2017, 1, 28) - timedelta(days=1)) == "Jabhat Fath al-Sham"
