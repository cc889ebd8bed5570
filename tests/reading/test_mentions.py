"""Noun phrases, kinds and names, on small trees written out by hand."""

import pytest
from tables import tree_of

from oathbook.lexicon import Lexicon
from oathbook.reading import names
from oathbook.reading.kinds import ActorWords
from oathbook.reading.mentions import find_in_tree

WORDS = ActorWords.from_lexicon(Lexicon())


def mentions_of(table: str) -> dict[str, tuple[str, str]]:
    """{the words of a mention: (kind, form)}."""
    tree = tree_of(table)
    found = find_in_tree(tree, WORDS, skip=[False] * len(tree))
    assert len({m.head for m in found}) == len(found)
    return {tree.text(m.first, m.last): (m.kind, m.form) for m in found}


LEADER = """
The       DET   DT  2  det
leader    NOUN  NN  8  nsubj
of        ADP   IN  4  case
Feilaq    PROPN NNP 2  nmod      B-ORG
al        PROPN NNP 4  flat      I-ORG
-         PUNCT HYPH 4 punct     I-ORG
Homs      PROPN NNP 4  flat      I-ORG
joined    VERB  VBD 0  root
Assoud    PROPN NNP 13 compound  B-ORG
al        PROPN NNP 9  flat      I-ORG
-         PUNCT HYPH 9 punct     I-ORG
Islam     PROPN NNP 9  flat      I-ORG
fighters  NOUN  NNS 8  obj
who       PRON  WP  15 nsubj
fled      VERB  VBD 13 acl:relcl
.         PUNCT .   8  punct
"""


def test_phrases_nest_and_leave_trailing_clauses_out() -> None:
    assert mentions_of(LEADER) == {
        "The leader of Feilaq al-Homs": ("person", "description"),
        "Feilaq al-Homs": ("group", "name"),
        "Assoud al-Islam": ("group", "name"),
        "Assoud al-Islam fighters": ("people", "description"),
        "who": ("person", "pronoun"),
    }


APPOSITION = """
Its       PRON  PRP$ 2 nmod:poss
deputy    NOUN  NN  6  nsubj
,         PUNCT ,   4  punct
Rafid     PROPN NNP 2  appos   B-PER
Taha      PROPN NNP 4  flat    I-PER
met       VERB  VBD 0  root
Syria     PROPN NNP 6  obj     B-LOC
's        PART  POS 7  case
and       CCONJ CC  12 cc
the       DET   DT  12 det
Lebanese  ADJ   JJ  12 amod
army      NOUN  NN  7  conj
.         PUNCT .   6  punct
"""


def test_appositions_conjuncts_and_demonyms_have_their_own() -> None:
    found = mentions_of(APPOSITION)
    assert found["Its deputy"] == ("person", "description")
    assert found["Rafid Taha"] == ("person", "name")
    assert found["Syria"] == ("state", "name")
    assert found["Lebanese"] == ("state", "name")
    assert found["Its"][1] == "pronoun"
    assert any(words.endswith("Lebanese army") and kind == ("group", "description") for words, kind in found.items())


COUNTED = """
Eleven    NUM   CD  5  nsubj
of        ADP   IN  4  case
its       PRON  PRP$ 4 nmod:poss
men       NOUN  NNS 1  nmod
left      VERB  VBD 0  root
in        ADP   IN  7  case
2014      NUM   CD  5  obl
.         PUNCT .   5  punct
"""


def test_a_number_stands_for_whom_it_counts_and_a_year_for_nobody() -> None:
    found = mentions_of(COUNTED)
    assert found["Eleven of its men"][0] == "people"
    assert "2014" not in found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Assoud al-Islam", "Usud al-Islam"),
        ("Feilaq al-Homs", "Feilaq a-Homs"),
        ("Faylaq al-Homs", "Feilaq al-Homs"),
        ("Hezbollah", "Hizballah"),
        ("Jabhat al-Nusra", "Jabhat a-Nusra"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert names.alike(names.fold(one), names.fold(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("First Brigade", "Third Brigade"),
        ("Feilaq al-Homs", "Feilaq al-Sham"),
        ("Sector 5", "Sector 6"),
        ("Iran", "Iraq"),
    ],
)
def test_names_of_two(one: str, other: str) -> None:
    assert not names.alike(names.fold(one), names.fold(other))


def test_initials_and_acronyms() -> None:
    assert "fdc" in names.initials("Congo Defence Front of") or "cdf" in names.initials("Congo Defence Front")
    assert "fsa" in names.initials("Free Syrian Army")
    assert names.is_acronym("FARC-EP") and names.is_acronym("M23") and names.is_acronym("U.N.")
    assert not names.is_acronym("Nusra") and not names.is_acronym("Liwa Homs")
