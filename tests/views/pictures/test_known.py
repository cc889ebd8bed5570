"""What the knowledge files tell of the actors of a picture."""

from __future__ import annotations

from datetime import date

from tests.views.pictures.war import span

from oathbook.actors import load_knowledge
from oathbook.lexicon import Lexicon
from oathbook.views.pictures import Asked, draw
from oathbook.views.pictures.asked import Descent
from oathbook.views.pictures.cast import cast_of
from oathbook.views.pictures.known import find_descents, find_known, names_on, told_descents

SPANS = [
    span("under", "Lions", "Jabhat al-Nusra", "2014-01-01"),
    span("under", "Owls", "Hayat Tahrir al-Sham", "2018-01-01"),
    span("leads", "Karim al-Sidri", "Lions", "2014-01-01"),
]


def test_line_of_descent_of_the_actors_in_the_picture() -> None:
    knowledge = load_knowledge(Lexicon())
    known = find_known(knowledge, cast_of(SPANS))
    assert "lions" not in known and "karim al-sidri" not in known
    descents = find_descents(knowledge, known)
    ends = {descent.old for descent in descents} | {descent.new for descent in descents}
    assert {"jabhat al-nusra", "hayat tahrir al-sham"} <= ends
    assert all(descent.old != descent.new and descent.source for descent in descents)
    renamed = [descent for descent in descents if descent.old == "jabhat al-nusra" and descent.way == "renamed"]
    assert [descent.when.year for descent in renamed if descent.when] == [2016]
    words = {box.words for box in draw("tree", SPANS, Asked(on=date(2018, 6, 1)), descents=descents).labels}
    assert any(word.startswith("renamed 2016") for word in words)


def test_a_name_of_the_day() -> None:
    knowledge = load_knowledge(Lexicon())
    known = find_known(knowledge, cast_of(SPANS))
    assert names_on(knowledge, known, None) == {}
    called = names_on(knowledge, known, date(2016, 12, 1))
    assert "fat" in called["jabhat al-nusra"].casefold()


def test_claims_tell_of_mergers_and_foundings_too() -> None:
    merged = span("under", "Owls", "Tigers", "2014-03-01", way="merged")
    spans = [merged, span("under", "Cubs", "Tigers", "2014-01-01", way="pledged")]
    (told,) = told_descents(spans, [])
    assert (told.old, told.new, told.way, told.when) == ("owls", "tigers", "merged into", date(2014, 3, 1))
    assert told.supporting == merged.supporting
    (both,) = told_descents(spans, [Descent("owls", "tigers", "merged into", date(2014, 2, 1), "a list")])
    assert both.source == "a list" and both.when == date(2014, 2, 1) and both.supporting == merged.supporting
    drawn = draw("tree", spans, Asked(on=date(2014, 6, 1)), keys=["owls"])
    (mark,) = [mark for mark in drawn.marks if "merged into 2014-03-01" in mark.words]
    assert mark.supporting == merged.supporting and "knowledge file" not in mark.words


def test_the_line_of_descent_goes_on_over_others() -> None:
    steps = [Descent(f"band {n}", f"band {n + 1}", "renamed", date(2014, n + 1, 1), "a list") for n in range(4)]
    steps.append(Descent("others", "strangers", "renamed", None, "a list"))
    drawn = draw("tree", [], Asked(), keys=["band 2"], descents=steps)
    assert len([mark for mark in drawn.marks if "renamed" in mark.words]) == 4
