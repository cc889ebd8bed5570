"""What was said of an actor over time, from invented claims."""

from datetime import date

import pytest
from invented import make_claim, make_report

from oathbook.errors import UnknownName
from oathbook.history import Story, story

A = make_report("a", published=date(2014, 12, 1))
B = make_report("b", published=date(2014, 12, 15))
C = make_report("c", published=date(2014, 12, 16))


def told(found: Story) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(entry.type, len(entry.claims), entry.differs) for entry in found.entries]


def test_time_order_is_by_when_else_by_publication() -> None:
    claims = [
        make_claim(C, "hold", place="x"),
        make_claim(B, "leave", when="2014-11-30"),
        make_claim(A, "belong"),
        make_claim(make_report("d", published=None), "lead"),
        make_claim(B, "pledge", when=("2014-12-13", "2014-12-14")),
    ]
    found = story(claims, "Lions")
    assert [entry.type for entry in found.entries] == ["leave", "belong", "pledge", "hold", "lead"]
    assert [str(entry.day) for entry in found.entries] == [
        "2014-11-30",
        "2014-12-01",
        "2014-12-13",
        "2014-12-16",
        "None",
    ]


def test_tellings_that_disagree_stand_side_by_side() -> None:
    claims = [
        make_claim(B, "leave", when="2014-12-14", quantity=300),
        make_claim(C, "leave", ["the lions"], when="2014-12-14", quantity=(20, 40), source="Rafid"),
        make_claim(C, "leave", when="2014-12-14", status="denied", source="Taha"),
    ]
    (entry,) = story(claims, "Lions").entries
    assert entry.claims[0] == claims[0]
    assert entry.differs == ("status", "quantity", "source")
    assert entry.disputed
    assert story(claims, "Lions").disagreements == (entry,)


def test_tellings_that_agree_are_one_entry_without_disagreement() -> None:
    claims = [make_claim(B, "leave", when="2014-12-14"), make_claim(C, "leave")]
    (entry,) = story(claims, "Lions").entries
    assert entry.differs == ("source",)
    assert not entry.disputed
    assert (entry.when, entry.published) == (claims[0].when, date(2014, 12, 15))
    assert story(claims, "Lions").disagreements == ()


@pytest.mark.parametrize(
    ("one", "other", "entries"),
    [
        ({"when": "2014-12-01"}, {"when": "2014-12-03"}, 1),
        ({"when": "2014-12-01"}, {"when": "2014-12-09"}, 2),
        ({"when": "2014-12-14"}, {}, 1),
        ({"when": "2014-12-01"}, {}, 2),
        ({"when": "2014-12-14", "place": "Homs"}, {"when": "2014-12-14", "place": "northern Homs"}, 1),
        ({"when": "2014-12-14", "place": "Homs"}, {"when": "2014-12-14", "place": "Hama"}, 2),
        ({"when": ("2014-01-01", "2014-12-31")}, {"when": "2014-12-14"}, 2),
        ({"when": ("2014-01-01", "2014-12-31")}, {"when": ("2014-01-01", "2014-12-31")}, 1),
        ({"agent": ["Lions"], "object": ["Tigers"]}, {"agent": ["Tigers"], "object": ["Lions"]}, 1),
        ({"agent": ["Lions", "Tigers"], "object": []}, {"agent": ["Lions"], "object": ["Tigers"]}, 1),
        ({"object": ["Tigers"]}, {"object": ["Wolves"]}, 2),
        ({"object": ["Tigers"]}, {"object": []}, 1),
    ],
)
def test_fights_are_one_where_parties_time_and_place_fit(
    one: dict[str, object], other: dict[str, object], entries: int
) -> None:
    claims = [make_claim(B, "fight", **one), make_claim(C, "fight", **other)]
    assert len(story(claims, "Lions").entries) == entries


def test_what_happens_once_is_one_entry_with_its_rival_dates() -> None:
    claims = [make_claim(A, when="2014-10-01"), make_claim(B, when="2014-12-14"), make_claim(C, object=["Wolves"])]
    assert told(story(claims, "Lions")) == [("pledge", 2, ("when", "source")), ("pledge", 1, ())]


def test_two_events_of_one_report_stay_two() -> None:
    claims = [make_claim(B, "kill", quantity=None, when="2014-12-14", start=n) for n in range(2)]
    assert len(story(claims, "Lions").entries) == 2
    rivals = [make_claim(B, "kill", quantity=n, when="2014-12-14", source=f"S{n}") for n in (3, 9)]
    assert told(story(rivals, "Lions")) == [("kill", 2, ("quantity", "source"))]


def test_demands_for_different_things_stay_apart() -> None:
    claims = [make_claim(B, "demand", what="pledge"), make_claim(C, "demand", what="withdraw")]
    assert len(story(claims, "Lions").entries) == 2


def test_only_what_is_said_of_the_actor() -> None:
    claims = [make_claim(A), make_claim(A, "lead", ["Rafid"], ["Wolves"], source="Lions")]
    assert told(story(claims, "Lions")) == [("pledge", 1, ())]
    assert story(claims, "Lions").names == ("Lions",)
    with pytest.raises(UnknownName, match="nearest: Lions"):
        story(claims, "Lionz")


def test_a_story_as_json() -> None:
    record = story([make_claim(A, when="2014-11-01"), make_claim(B)], "the Tigers").as_json()
    assert (record["name"], record["names"], record["kind"]) == ("the Tigers", ["Tigers"], "group")
    (entry,) = record["entries"]
    assert entry["when"] == ["2014-11-01", "2014-11-01"]
    assert entry["published"] == "2014-12-01"
    assert (entry["differs"], entry["disputed"], len(entry["claims"])) == (["source"], False, 2)
