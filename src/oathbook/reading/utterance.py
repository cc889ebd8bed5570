"""Trees read for speech: who utters a verb, what hangs on a token, which clause or part of a sentence it is in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Stretch = tuple[int, int]
"""First and last token of a run of words."""
UNNAMED = -1
"""The speaker of "reportedly": nobody in particular."""
NOBODY = -2
"""No speaker to be found, or the writer: not an attribution."""

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
FIRST_OR_SECOND = frozenset({"i", "we", "you", "me", "us", "my", "our", "your", "myself", "ourselves", "one"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_CLAUSES = frozenset(
    {"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "parataxis", "conj", "root", "ROOT", "csubj"}
)
_MARKS = frozenset(",.;:-–—\"“”'‘’«»` ") | {"``", "''"}
_QUOTING = frozenset({"quoted", "quotes", "quoting", "quote", "cited", "cites", "citing", "cite"})
_NOT = frozenset({"not", "n't", "never", "neither", "nor", "hardly"})
_NEVER_PARTICIPLE = frozenset({"said", "told"})
"""After a noun and its apposition these are its verb, not participles: "Votel, the commander, said"."""
_BORDERS = frozenset({"--", "—", "]", ":", ";"})
_DEEPEST = 6


def extent(token: Token) -> Stretch:
    """First and last token of what hangs on a token, itself included."""
    return token.left_edge.i, token.right_edge.i


def cut(stretches: Iterable[Stretch], hole: Stretch) -> list[Stretch]:
    """The stretches without the tokens of ``hole``."""
    out: list[Stretch] = []
    for first, last in stretches:
        if hole[1] < first or hole[0] > last:
            out.append((first, last))
            continue
        if first < hole[0]:
            out.append((first, hole[0] - 1))
        if last > hole[1]:
            out.append((hole[1] + 1, last))
    return out


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches in order, those that overlap or touch made one."""
    out: list[Stretch] = []
    for first, last in sorted(stretches):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return out


def trimmed(doc: Doc, stretch: Stretch) -> Stretch | None:
    """A stretch without marks and blanks at its ends; None if no word is left."""
    first, last = stretch
    while first <= last and (doc[first].text in _MARKS or doc[first].is_space):
        first += 1
    while last >= first and (doc[last].text in _MARKS or doc[last].is_space):
        last -= 1
    return (first, last) if any(is_word(doc[i]) for i in range(first, last + 1)) else None


def is_word(token: Token) -> bool:
    """True for a token with a letter or figure at its start."""
    return bool(token.text[0].isalnum())


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of the labels."""
    return next((kid for kid in token.children if kid.dep_ in deps), None)


def case_child(token: Token, *words: str) -> Token | None:
    """The first noun that hangs on a token by one of the prepositions."""
    for kid in token.children:
        if kid.dep_.partition(":")[0] in {"obl", "nmod"} and any(
            c.dep_ == "case" and c.lower_ in words for c in kid.children
        ):
            return kid
    return None


def negated(verb: Token) -> bool:
    """True for "did not say", "never said", "neither said"."""
    return any(kid.lower_ in _NOT and kid.dep_ in {"advmod", "cc:preconj", "cc", "neg"} for kid in verb.children)


def is_passive(verb: Token) -> bool:
    """True for a verb with a passive auxiliary or subject, or a participle after its noun ("men believed to be")."""
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.lower_ not in _NEVER_PARTICIPLE:
        return True
    return any(kid.dep_ in {"aux:pass", "nsubj:pass"} for kid in verb.children)


def speaker_of(verb: Token, *, depth: int = 0) -> int:
    """Head token of whoever utters a verb of speech: its subject, or the one it takes over from the clause above.

    UNNAMED for a passive without agent and for "it" with no meaning, NOBODY where there is no subject.
    """
    if depth > _DEEPEST:
        return NOBODY
    quoted = _quoted(verb)
    if quoted is not None:
        return int(quoted.i)
    if is_passive(verb):
        return _passive_speaker(verb)
    subject = child(verb, "nsubj", "nsubj:outer")
    if subject is not None:
        return _antecedent(subject, verb)
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and verb.lower_ not in _NEVER_PARTICIPLE:
        return _passive_speaker(verb)
    head, dep = verb.head, verb.dep_
    if head.i == verb.i:  # "X met Y, saying that ..." with the participle taken for the main verb
        above = child(verb, "ccomp") if verb.tag_ == "VBG" else None
        met = child(above, *SUBJECTS) if above is not None and above.i < verb.i else None
        return int(met.i) if met is not None else NOBODY
    if dep in {"acl", "acl:relcl"}:
        return int(head.i)
    if dep in {"xcomp", "advcl"} or (dep == "conj" and head.pos_ in {"VERB", "AUX", "NOUN", "ADJ"}):
        above = child(head, *SUBJECTS)
        return _antecedent(above, head) if above is not None else speaker_of(head, depth=depth + 1)
    return NOBODY


def _quoted(verb: Token) -> Token | None:
    """The Y of "X quoted Y as saying"."""
    head = verb.head
    if verb.dep_ not in {"xcomp", "advcl", "ccomp"} or head.lower_ not in _QUOTING or is_passive(head):
        return None
    between = [kid for kid in head.children if head.i < kid.i < verb.i]
    return next((kid for kid in between if kid.dep_ in {"obj", "iobj", "nsubj"}), None)


def _antecedent(subject: Token, verb: Token) -> int:
    if subject.dep_ == "expl":
        return UNNAMED
    if subject.lower_ in RELATIVE:
        clause = verb
        while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head.i != clause.i:
            clause = clause.head
        return int(clause.head.i) if clause.dep_ in {"acl:relcl", "acl"} else NOBODY
    return int(subject.i)


def _passive_speaker(verb: Token) -> int:
    agent = child(verb, "obl:agent") or case_child(verb, "by")
    if agent is not None:
        return int(agent.i)
    if verb.lower_ in _QUOTING:
        subject = child(verb, "nsubj:pass", "nsubj")
        if subject is not None:
            return _antecedent(subject, verb)
        return int(verb.head.i) if verb.dep_ == "acl" else NOBODY
    return UNNAMED


def mended(verb: Token, speaker: int) -> int:
    """The noun phrase right before a verb, where the tree's subject stands beyond a dateline, colon or semicolon."""
    doc = verb.doc
    if not 0 <= speaker < verb.i or not any(doc[i].text in _BORDERS for i in range(speaker + 1, verb.i)):
        return speaker
    border = max(i for i in range(speaker + 1, verb.i) if doc[i].text in _BORDERS)
    noun = next((i for i in range(verb.i - 1, border, -1) if doc[i].pos_ not in {"AUX", "ADV", "PART"}), border)
    if doc[noun].pos_ not in {"NOUN", "PROPN", "PRON"}:
        return speaker
    while border < doc[noun].head.i < verb.i and doc[noun].head.pos_ in {"NOUN", "PROPN"} and doc[noun].head.i != noun:
        noun = doc[noun].head.i
    return noun


def segment(token: Token) -> Stretch:
    """The part of the sentence, between semicolons, that holds a token."""
    doc, sentence = token.doc, token.sent
    first, last = sentence.start, sentence.end - 1
    first = next((i + 1 for i in range(token.i, first - 1, -1) if doc[i].text == ";"), first)
    last = next((i - 1 for i in range(token.i, last + 1) if doc[i].text == ";"), last)
    return first, last


def clause_of(token: Token) -> Stretch:
    """Extent of the clause that a token stands in; for a coordinated predicate that of the whole clause."""
    while token.dep_ not in _CLAUSES and token.head.i != token.i:
        token = token.head
    if token.dep_ == "conj" and token.head.i != token.i and child(token, *SUBJECTS) is None:
        return clause_of(token.head)
    return extent(token)
