"""Figures: hard cases without a tree, what is counted by the tree, laws."""

import csv
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from trees import tree

from oathbook.lexicon import Lexicon
from oathbook.reading.figures import find_figures
from oathbook.reading.tokens import make_tokenizer
from oathbook.records import FigureExpression

CASES = Path(__file__).parent.parent / "cases" / "figures.csv"
LEXICON = Lexicon()
TOKENIZER, VOCAB = make_tokenizer(LEXICON)


def shown(doc: Doc, figure: FigureExpression) -> str:
    """A figure as the case table writes it: words=value,low,high,of."""
    parts = (figure.figure.value, figure.figure.low, figure.figure.high, figure.figure.of)
    return f"{doc.text[figure.start : figure.end]}=" + ",".join("" if part is None else str(part) for part in parts)


def test_hard_cases() -> None:
    with CASES.open(encoding="utf-8", newline="") as lines:
        cases = list(csv.DictReader(lines))
    assert len(cases) > 100
    wrong = []
    for case in cases:
        doc = TOKENIZER(case["text"])
        found = " ; ".join(shown(doc, figure) for figure in find_figures(doc, LEXICON)) or "-"
        if found != case["expected"] and case["strength"] == "must":
            wrong.append(f"{case['text']}\n  expected {case['expected']}\n  found    {found}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "400/NUM/nsubj/8 of/ADP/case/7 the/DET/det/4 battalion/NOUN/nmod:poss/7 's/PART/case/4 500/NUM/nummod/7 "
            "fighters/NOUN/nmod/1 left/VERB/root/0",
            [("400", "fighters", "fighters"), ("500", "fighters", "fighters")],
        ),
        (
            "They/PRON/nsubj/2 sent/VERB/root/0 a/DET/det/4 battalion/NOUN/obj/2 of/ADP/case/6 300/NUM/nmod/4",
            [("300", None, "battalion")],
        ),
        (
            "One/NUM/nsubj/5 of/ADP/case/4 19/NUM/nummod/4 groups/NOUN/nmod/1 left/VERB/root/0",
            [("One", "groups", "groups"), ("19", "groups", "groups")],
        ),
        (
            "A/DET/det/5 30/NUM/obl:npmod/4 -/PUNCT/punct/4 strong/ADJ/amod/5 unit/NOUN/nsubj/6 left/VERB/root/0",
            [("30-strong", None, "unit")],
        ),
        (
            "Dozens/NOUN/nsubj/5 of/ADP/case/4 young/ADJ/amod/4 men/NOUN/nmod/1 left/VERB/root/0",
            [("Dozens", "men", "men")],
        ),
        (
            "They/PRON/nsubj/2 killed/VERB/root/0 about/ADV/advmod/4 40/NUM/obj/2",
            [("about 40", None, None)],
        ),
        (
            "Its/PRON/nmod:poss/2 fighters/NOUN/nsubj/3 number/VERB/root/0 300/NUM/obj/3",
            [("300", "fighters", "fighters")],
        ),
        ("Season/NOUN/nsubj/3 four/NUM/nummod/1 ended/VERB/root/0", []),
        (
            "Some/ADV/advmod/2 60/NUM/nummod/4 former/ADJ/amod/4 rebels/NOUN/nsubj/5 left/VERB/root/0",
            [("Some 60", "rebels", "rebels")],
        ),
    ],
)  # fmt: skip
def test_the_tree_tells_what_is_counted(line: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    doc = tree(line)
    if "strong" in line:
        doc = Doc(
            doc.vocab,
            words=[t.text for t in doc],
            spaces=[t.text not in ("30", "-") for t in doc],
            pos=[t.pos_ for t in doc],
            deps=[t.dep_ for t in doc],
            heads=[t.head.i for t in doc],
        )
    figures = find_figures(doc, LEXICON)
    found = [
        (doc.text[f.start : f.end], f.figure.of, doc[f.head].text if f.head >= 0 else None) for f in figures
    ]  # fmt: skip
    assert found == expected


def test_a_doc_of_a_plain_vocabulary_is_read() -> None:
    doc = Doc(spacy.blank("xx").vocab, words=["nineteen", "men"])
    assert [f.figure.value for f in find_figures(doc, LEXICON)] == [19]


WORDS = """
a an the 1 2,000 30 1.5 some about more than at least no fewer up to between and or - strong of hundred dozen thousand
million twenty one five half dozens hundreds tens scores several few fighters men groups % $ km 2014 May . , ( ) :
Brigade one or so odd 000 0
"""
PIECES = st.sampled_from(WORDS.split())


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=16).map(" ".join)))
def test_any_text_is_read_with_exact_offsets_and_ordered_limits(text: str) -> None:
    doc = TOKENIZER(text)
    figures = find_figures(doc, LEXICON)
    last = -1
    for figure in figures:
        assert last < figure.first <= figure.last < len(doc)
        last = figure.last
        assert figure.start == doc[figure.first].idx
        assert figure.end == doc[figure.last].idx + len(doc[figure.last])
        assert -1 <= figure.head < len(doc)
        value, low, high = figure.figure.value, figure.figure.low, figure.figure.high
        assert value is not None or low is not None or high is not None
        assert low is None or high is None or low <= high
        assert value is None or ((low is None or low <= value) and (high is None or value <= high))
    assert figures == find_figures(doc, LEXICON)
