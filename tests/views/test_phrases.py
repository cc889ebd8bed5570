"""Claims, figures, times and sources in words."""

from __future__ import annotations

from typing import Any

import pytest
from invented import make_claim, make_report

from oathbook.lexicon import DATA, load_yaml
from oathbook.records import STATUSES, TYPES, Figure, Interval
from oathbook.views.phrases import (
    clean,
    count,
    figure_words,
    interval_words,
    listed,
    phrase,
    sentence,
    source_words,
    wording,
)

REPORT = make_report()


@pytest.mark.parametrize(
    ("type", "agent", "object", "fields", "said"),
    [
        ("pledge", ["Lions"], ["Tigers"], {}, "Lions pledged allegiance to Tigers"),
        ("pledge", ["Lions"], [], {"status": "planned"}, "Lions to pledge allegiance"),
        ("join", ["the Lions", "Bears"], ["Tigers"], {"status": "possible"}, "The Lions and Bears may join Tigers"),
        ("leave", ["Lions"], ["Tigers"], {"status": "denied"}, "Lions did not leave Tigers"),
        ("leave", [], ["Tigers"], {"quantity": 40}, "40 fighters left Tigers"),
        ("leave", ["40 men"], ["Tigers"], {"quantity": 40}, "40 men left Tigers"),
        ("leave", ["men of Lions"], ["Tigers"], {"quantity": 40}, "Men of Lions left Tigers (40 fighters)"),
        ("form", [], ["Front"], {}, "Front formed"),
        ("kill", [], ["14 soldiers"], {"quantity": 14}, "14 soldiers killed"),
        ("kill", [], ["Karim"], {"status": "denied", "place": "Qasr"}, "Karim not killed in Qasr"),
        ("kill", [], [], {"quantity": 60}, "60 fighters killed"),
        ("kill", [], [], {}, "Somebody killed"),
        ("seize", ["Lions"], ["Tigers"], {"place": "Qasr"}, "Lions took Qasr from Tigers"),
        ("seize", [], ["Tigers"], {"place": "Qasr", "status": "planned"}, "Qasr to be taken from Tigers"),
        ("withdraw", ["Lions"], [], {"place": "Qasr"}, "Lions withdrew from Qasr"),
        ("hold", ["Lions"], [], {"place": "Qasr", "status": "denied"}, "Lions not in control of Qasr"),
        ("base", ["Lions"], [], {"place": "Qasr"}, "Lions based in Qasr"),
        ("strength", ["Lions"], [], {"quantity": 300}, "Lions at 300 fighters"),
        ("strength", ["Lions"], [], {}, "Lions at a strength not told"),
        ("strength", ["Lions"], [], {"quantity": (None, 150)}, "Lions at most 150"),
        ("lead", ["Karim"], ["Lions"], {}, "Karim leader of Lions"),
        ("truce", ["Lions"], ["Tigers"], {"status": "planned"}, "Lions to be in a truce with Tigers"),
        ("demand", ["Lions"], ["Tigers"], {"what": "disarm"}, "Lions made a demand on Tigers: to disarm"),
        ("release", ["Lions"], ["Ali"], {"exchanged_for": "two men"}, "Lions freed Ali in exchange for two men"),
        ("fight", ["Lions"], ["Tigers"], {"place": "Qasr"}, "Lions fought Tigers in Qasr"),
    ],
)
def test_sentences(type: str, agent: list[str], object: list[str], fields: dict[str, Any], said: str) -> None:
    assert sentence(make_claim(REPORT, type, agent, object, **fields)) == said


@pytest.mark.parametrize("type", TYPES)
@pytest.mark.parametrize("status", STATUSES)
def test_every_type_and_status_has_words(type: str, status: str) -> None:
    for agent, object in ((["Lions"], ["Tigers"]), ([], ["Tigers"]), (["Lions"], []), ([], [])):
        said = sentence(make_claim(REPORT, type, agent, object, status=status, place="Qasr", quantity=(24, 99)))
        assert said == clean(said) and "  " not in said
        assert all(name in said for name in (*agent, *object))
    assert phrase(type)["family"] in wording()["families"]


def test_wording_has_no_more_types_than_there_are() -> None:
    assert set(load_yaml(DATA / "words" / "phrases.yaml")["types"]) == set(TYPES)


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (None, ""),
        (Figure(1500, of="men"), "1,500 men"),
        (Figure(500, 450, 550, "fighters"), "500 fighters, 450 to 550"),
        (Figure(None, 24, 99, "men"), "24 to 99 men"),
        (Figure(None, 1000), "at least 1,000"),
        (Figure(1000, 1000), "at least 1,000"),
        (Figure(1000, None, 1000, "men"), "at most 1,000 men"),
        (Figure(None, None, 50), "at most 50"),
        (Figure(None, of="men"), "some men"),
        (Figure(100, 90), "100, at least 90"),
    ],
)
def test_figures(figure: Figure | None, words: str) -> None:
    assert figure_words(figure) == words


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (None, "no time told"),
        ([None, None], "no time told"),
        (["2014-12-14", "2014-12-14"], "2014-12-14"),
        (["2014-12-13", "2014-12-14"], "2014-12-13 to 2014-12-14"),
        (["2016-02-01", "2016-02-29"], "2016-02"),
        (["2015-02-01", "2015-02-27"], "2015-02-01 to 2015-02-27"),
        (["2014-01-01", "2014-12-31"], "2014"),
        (["2014-01-01", None], "from 2014-01-01"),
        ([None, "2014-01-01"], "until 2014-01-01"),
    ],
)
def test_intervals(pair: list[str | None] | None, words: str) -> None:
    assert interval_words(Interval.from_json(pair)) == words


def test_sources_say_how_they_stand() -> None:
    def words(source: str, standing: str) -> str:
        return source_words(make_claim(REPORT, source=source, standing=standing))

    assert words("report", "report") == "the report"
    assert words("Abu Salma", "alias") == "Abu Salma (under an alias)"
    assert words("an officer", "anonymous") == "an officer (asked not to be named)"
    assert words("residents", "described") == "residents"


def test_nothing_of_a_page_moves_the_terminal() -> None:
    assert clean("\x1b[31mred\x1b[0m\r\n two\u202eevil\x07") == "[31mred[0m twoevil"


def test_lists_and_counts() -> None:
    assert [listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]
    assert (count(1, "claim"), count(0, "claim"), count(12000, "claim")) == ("1 claim", "0 claims", "12,000 claims")
