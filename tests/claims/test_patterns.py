"""Patterns on trees written by hand: one line of a claim type covers the ways of saying it."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.tokens import Doc
from tests.claims.trees import tree

from oathbook.claims.patterns import Finder
from oathbook.claims.rules import compile_types
from oathbook.errors import DataError
from oathbook.lexicon import Lexicon
from oathbook.records import Finding


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder.of(Lexicon())


def found(finder: Finder, doc: Doc, type_: str) -> dict[str, list[str]]:
    """Roles of the one finding of a type, as words; fails where there are none or several."""
    findings = [f for f in finder.find(finder.tree(doc)) if f.type == type_]
    assert len(findings) == 1, findings
    return {role: [doc[i].text for i in tokens] for role, tokens in findings[0].roles.items()}


def types_in(finder: Finder, doc: Doc) -> set[str]:
    return {f.type for f in finder.find(finder.tree(doc))}


ACTIVE = """
The      DET   det   2
rebels   NOUN  nsubj 3
captured VERB  root  0
Tamra    PROPN obj   3 LOC
"""
PASSIVE = """
Tamra    PROPN nsubj:pass 3 LOC
was      AUX   aux:pass   3
captured VERB  root       0
by       ADP   case       6
the      DET   det        6
rebels   NOUN  obl:agent  3
"""
REDUCED = """
Tamra    PROPN nsubj     5 LOC
captured VERB  acl       1 VBN
by       ADP   case      4
rebels   NOUN  obl:agent 2
burned   VERB  root      0
"""
RELATIVE = """
The      DET   det       2
rebels   NOUN  nsubj     6
who      PRON  nsubj     4
captured VERB  acl:relcl 2
Tamra    PROPN obj       4 LOC
vanished VERB  root      0
"""
CONTROL = """
The       DET   det   2
rebels    NOUN  nsubj 3
planned   VERB  root  0
to        PART  mark  5
capture   VERB  xcomp 3
Tamra     PROPN obj   5 LOC
"""
PARTICIPLE = """
The       DET   det   2
rebels    NOUN  nsubj 3
rested    VERB  root  0
after     SCONJ mark  5
capturing VERB  advcl 3
Tamra     PROPN obj   5 LOC
"""
SECOND_VERB = """
The      DET   det   2
rebels   NOUN  nsubj 3
attacked VERB  root  0
and      CCONJ cc    5
captured VERB  conj  3
Tamra    PROPN obj   5 LOC
"""
NOMINAL = """
The     DET   det   2
capture NOUN  nsubj 8
of      ADP   case  4
Tamra   PROPN nmod  2 LOC
by      ADP   case  7
the     DET   det   7
rebels  NOUN  nmod  2
helped  VERB  root  0
"""


@pytest.mark.parametrize(
    "table", [ACTIVE, PASSIVE, REDUCED, RELATIVE, CONTROL, PARTICIPLE, SECOND_VERB, NOMINAL],
    ids=["active", "passive", "reduced", "relative", "control", "participle", "second verb", "nominal"],
)  # fmt: skip
def test_one_line_covers_the_ways_of_saying_it(finder: Finder, table: str) -> None:
    roles = found(finder, tree(table), "seize")
    assert roles["agent"] == ["rebels"]
    assert roles["place"] == ["Tamra"]


def test_coordinated_fillers_are_all_there(finder: Finder) -> None:
    doc = tree("""
        Hawks    PROPN nsubj 4 ORG
        and      CCONJ cc    3
        Eagles   PROPN conj  1 ORG
        pledged  VERB  root  0
        loyalty  NOUN  obj   4
        to       ADP   case  8
        the      DET   det   8
        emirate  NOUN  obl   4
    """)
    assert found(finder, doc, "pledge") == {"agent": ["Hawks", "Eagles"], "object": ["emirate"]}


def test_possessor_of_a_relative_clause_is_the_noun_before_it(finder: Finder) -> None:
    doc = tree("""
        Naypyidaw PROPN nsubj     8 LOC
        whose     PRON  nmod:poss 3
        truce     NOUN  nsubj     7
        with      ADP   case      6
        the       DET   det       6
        rebels    NOUN  nmod      3
        ended     VERB  acl:relcl 1
        waited    VERB  root      0
    """)
    assert found(finder, doc, "truce") == {"agent": ["Naypyidaw"], "object": ["rebels"]}


def test_subject_of_the_verb_that_carries_the_noun(finder: Finder) -> None:
    doc = tree("""
        Rebels   NOUN  nsubj 2
        launched VERB  root  0
        an       DET   det   4
        attack   NOUN  obj   2
        on       ADP   case  7
        the      DET   det   7
        garrison NOUN  nmod  4
    """)
    assert found(finder, doc, "fight") == {"agent": ["Rebels"], "object": ["garrison"]}


def test_verb_and_noun_of_one_act_are_one_finding(finder: Finder) -> None:
    doc = tree("""
        They     PRON  nsubj 2
        swore    VERB  root  0
        fealty   NOUN  obj   2
        to       ADP   case  6
        the      DET   det   6
        emir     NOUN  obl   2
    """)
    assert found(finder, doc, "pledge") == {"agent": ["They"], "object": ["emir"]}


def test_what_is_demanded_is_no_claim_of_its_own(finder: Finder) -> None:
    doc = tree("""
        The       DET   det   2
        army      NOUN  nsubj 3
        called    VERB  root  0
        on        ADP   case  6
        the       DET   det   6
        rebels    NOUN  obl   3
        to        PART  mark  8
        surrender VERB  xcomp 3
    """)
    (finding,) = finder.find(finder.tree(doc))
    assert (finding.type, finding.what) == ("demand", "surrender")
    assert [doc[i].text for i in finding.roles["object"]] == ["rebels"]
    assert set(finding.roles) <= {"agent", "object", "place", "when"}


def test_title_before_and_after_the_name(finder: Finder) -> None:
    before = tree("""
        Hawks     PROPN compound  2 ORG
        commander NOUN  nmod:desc 3
        Taha      PROPN nsubj     4 PER
        spoke     VERB  root      0
    """)
    after = tree("""
        Taha      PROPN nsubj 8 PER
        ,         PUNCT punct 4
        the       DET   det   4
        leader    NOUN  appos 1
        of        ADP   case  7
        the       DET   det   7
        Hawks     PROPN nmod  4 ORG
        spoke     VERB  root  0
    """)
    for doc in (before, after):
        assert found(finder, doc, "lead") == {"agent": ["Taha"], "object": ["Hawks"]}


def test_strength_has_the_number_as_trigger(finder: Finder) -> None:
    doc = tree("""
        The      DET  det    2
        brigade  NOUN nsubj  3
        has      VERB root   0
        500      NUM  nummod 5
        fighters NOUN obj    3
    """)
    (finding,) = [f for f in finder.find(finder.tree(doc)) if f.type == "strength"]
    assert finding.trigger == (3, 4)
    assert [doc[i].text for i in finding.roles["quantity"]] == ["500"]


def test_based_with_a_hyphen(finder: Finder) -> None:
    doc = tree("""
        Homs      PROPN compound 3 LOC
        -         PUNCT punct    1
        based     VERB  amod     4 VBN
        Battalion PROPN nsubj    5 ORG
        marched   VERB  root     0
    """)
    assert found(finder, doc, "base") == {"agent": ["Battalion"], "place": ["Homs"]}


def test_left_the_room_is_no_leaving(finder: Finder) -> None:
    doc = tree("""
        The     DET  det   2
        colonel NOUN nsubj 3
        left    VERB root  0
        the     DET  det   5
        room    NOUN obj   3
    """)
    assert types_in(finder, doc) == set()


def test_a_report_about_football_holds_nothing(finder: Finder) -> None:
    doc = tree("""
        The        DET  det   2
        rebels     NOUN nsubj 3
        attacked   VERB root  0
        the        DET  det   5
        goalkeeper NOUN obj   3
        before     ADP  case  8
        the        DET  det   8
        match      NOUN obl   3
        of         ADP  case  11
        the        DET  det   11
        season     NOUN nmod  8
        and        CCONJ cc   14
        the        DET  det   14
        referee    NOUN conj  5
        and        CCONJ cc   17
        the        DET  det   17
        midfielder NOUN conj  5
    """)
    assert finder.find(finder.tree(doc)) == []


def test_a_users_folder_adds_words(tmp_path: Path) -> None:
    folder = tmp_path / "types"
    folder.mkdir()
    (folder / "seize.yaml").write_text("verbs:\n  capture:\n    words: [pocket]\n", encoding="utf-8")
    doc = tree("""
        The      DET   det   2
        rebels   NOUN  nsubj 3
        pocketed VERB  root  0
        Tamra    PROPN obj   3 LOC
    """)
    assert Finder.of(Lexicon()).find(Finder.of(Lexicon()).tree(doc)) == []
    finder = Finder.of(Lexicon(tmp_path))
    finding: Finding = finder.find(finder.tree(doc))[0]
    assert finding.rule == "seize/capture"


def test_two_runs_find_the_same(finder: Finder) -> None:
    doc = tree(SECOND_VERB)
    assert finder.find(finder.tree(doc)) == finder.find(finder.tree(doc))


@pytest.mark.parametrize(
    ("pattern", "error"),
    [
        (
            {"words": "go", "agents": "subject"},
            "claim type odd, pattern 'p': unknown key 'agents'; allowed are agent, content, for, light, needs, object, "
            "place, quantity, score, status, trigger, what, when, with, without, words",
        ),
        ({"agent": "subject"}, "claim type odd, pattern 'p': has no 'words'; give the lemmas that trigger it"),
        ({"words": "go", "score": 2}, "claim type odd, pattern 'p': score 2.0 is not between 0 and 1"),
        (
            {"words": "go", "status": "sure"},
            "claim type odd, pattern 'p': status 'sure' is not one of actual, planned, possible, denied",
        ),
        ({"words": "go", "needs": "agent"}, "claim type odd, pattern 'p': needs 'agent', which it does not fill"),
        (
            {"words": "go", "agent": "Subject!"},
            "claim type odd, pattern 'p': 'Subject!' is not a slot; write a name such as subject, object, from, "
            "to[body]",
        ),
        ({"words": "@none"}, "claim type odd, pattern 'p': no word list '@none'; lists are some"),
    ],
)
def test_a_wrong_pattern_is_told_in_one_line(pattern: dict[str, object], error: str) -> None:
    with pytest.raises(DataError) as raised:
        compile_types({"odd": {"verbs": {"p": pattern}}}, {"some": ["word"]})
    assert str(raised.value) == error
