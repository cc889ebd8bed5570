"""Status on trees written by hand."""

from __future__ import annotations

import pytest
from tests.claims.trees import tree

from oathbook.claims.status import status_of
from oathbook.lexicon import Lexicon

CASES = {
    "actual": ("actual", "attacked", "Rebels NOUN nsubj 2|attacked VERB root 0|Tamra PROPN obj 2 LOC"),
    "negated": (
        "denied", "attack",
        "Rebels NOUN nsubj 4|did AUX aux 4|not PART advmod 4|attack VERB root 0|Tamra PROPN obj 4 LOC",
    ),
    "refused": ("denied", "surrender", "Rebels NOUN nsubj 2|refused VERB root 0|to PART mark 4|surrender VERB xcomp 2"),
    "did not refuse": (
        "possible", "surrender",
        "They PRON nsubj 4|did AUX aux 4|not PART advmod 4|refuse VERB root 0|to PART mark 6|surrender VERB xcomp 4",
    ),
    "planned": ("planned", "attack", "Rebels NOUN nsubj 2|plan VERB root 0|to PART mark 4|attack VERB xcomp 2"),
    "will": ("planned", "attack", "Rebels NOUN nsubj 3|will AUX aux 3|attack VERB root 0"),
    "will not": ("denied", "attack", "Rebels NOUN nsubj 4|will AUX aux 4|not PART advmod 4|attack VERB root 0"),
    "might": ("possible", "attack", "Rebels NOUN nsubj 3|might AUX aux 3|attack VERB root 0"),
    "if": (
        "possible", "attack",
        "If SCONJ mark 3|rebels NOUN nsubj 3|attack VERB advcl 5|we PRON nsubj 5|leave VERB root 0",
    ),
    "feared attack": ("possible", "attack", "They PRON nsubj 2|fear VERB root 0|an DET det 4|attack NOUN obj 2"),
    "no truce": ("denied", "truce", "There PRON expl 2|is VERB root 0|no DET det 4|truce NOUN nsubj 2"),
    "planned attack": ("planned", "attack", "A DET det 3|planned ADJ amod 3|attack NOUN nsubj 4|looms VERB root 0"),
    "without": (
        "denied", "joining",
        "They PRON nsubj 2|left VERB root 0|without SCONJ mark 4|joining VERB advcl 2|anyone PRON obj 4",
    ),
    "nobody": ("denied", "defected", "Nobody PRON nsubj 2|defected VERB root 0"),
    "denied reports that": (
        "denied", "defected",
        "He PRON nsubj 2|denied VERB root 0|reports NOUN obj 2|that SCONJ mark 6|men NOUN nsubj 6|defected VERB acl 3",
    ),
    "question": ("possible", "attack", "Did AUX aux 3|they PRON nsubj 3|attack VERB root 0|? PUNCT punct 3"),
    "relative clause stands by itself": (
        "actual", "attacked",
        "They PRON nsubj 4|did AUX aux 4|not PART advmod 4|see VERB root 0|men NOUN obj 4|who PRON nsubj 7|"
        "attacked VERB acl:relcl 5|Tamra PROPN obj 7 LOC",
    ),
    "leader of a rejected plan is still leader": (
        "actual", "leader", "They PRON nsubj 2|rejected VERB root 0|the DET det 4|leader NOUN obj 2",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_status(name: str) -> None:
    expected, word, rows = CASES[name]
    doc = tree(rows.replace("|", "\n"))
    head = next(t.i for t in doc if t.text == word)
    assert status_of(doc, head, Lexicon()) == expected
