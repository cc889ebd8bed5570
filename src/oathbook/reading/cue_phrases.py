"""Phrases that introduce somebody's word: "according to X", "reportedly", "by X's count", "X's claim that"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oathbook.reading.speech_words import SpeechWords
from oathbook.reading.utterance import (
    FIRST_OR_SECOND,
    RELATIVE,
    UNNAMED,
    Stretch,
    case_child,
    child,
    clause_of,
    cut,
    extent,
    is_word,
    segment,
    speaker_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass
class Attribution:
    """One cue: ``speaker`` is the head token of the source, UNNAMED or NOBODY; ``stretches`` are its content.

    ``kind`` names the construction ("clause", "according", "quote", ...); ``open`` marks a cue that introduces the
    words after its sentence ("X said:").
    """

    cue: int
    speaker: int
    stretches: list[Stretch] = field(default_factory=list)
    negative: bool = False
    kind: str = "clause"
    open: bool = False


def of_adverb(adverb: Token) -> Iterator[Attribution]:
    """The clause of "reportedly" and its like."""
    head = adverb.head
    if head.i == adverb.i:
        return
    clausal = head.pos_ in {"VERB", "AUX"} or child(head, "cop") is not None
    first, last = clause_of(head) if clausal else extent(head)
    low, high = segment(adverb)
    content = cut([(max(first, low), min(last, high))], (adverb.i, adverb.i))
    yield Attribution(adverb.i, UNNAMED, content, False, "adverb")


def of_according(token: Token) -> Iterator[Attribution]:
    """What "according to X" covers."""
    source = token.head
    if source.lower_ in RELATIVE:
        return
    low, high = segment(token)
    if source.head.i == source.i and not any(is_word(t) for t in token.doc[low : token.i]):
        comma = next((i for i in range(source.i, high) if token.doc[i].text == ","), high)
        yield Attribution(token.i, source.i, [(comma + 1, high)] if comma < high else [], False, "according")
        return
    if token.dep_ not in {"case", "fixed", "mark", "advcl", "acl", "amod"} or source.i == token.i:
        return
    if token.dep_ in {"advcl", "acl", "amod"}:  # a tree with "according" as the head of its phrase
        inner = child(token, "obl", "nmod")
        if inner is None:
            return
        phrase, head, source = extent(token), source, inner
    else:
        phrase, head = extent(source), source.head
    if source.lower_ not in FIRST_OR_SECOND and head.i != source.i:
        yield Attribution(token.i, source.i, _sentence_or_clause(token, phrase, head), False, "according")


def _sentence_or_clause(cue: Token, phrase: Stretch, head: Token) -> list[Stretch]:
    """At an end of its sentence (or of a part between semicolons) a phrase covers all of it, elsewhere its clause."""
    doc = cue.doc
    low, high = segment(cue)
    if doc[min(phrase[1] + 2, high)].lower_ in RELATIVE and doc[phrase[1] + 1].text == ",":
        phrase = (phrase[0], high)
    before = any(is_word(doc[i]) for i in range(low, phrase[0]))
    after = any(is_word(doc[i]) for i in range(phrase[1] + 1, high + 1))
    if before and after:
        first, last = extent(head) if head.pos_ == "NUM" else clause_of(head)
        low, high = max(low, first), min(high, last)
    for i in range(low, high + 1):
        if doc[i].lower_ != "according" or i == cue.i:
            continue
        if i < cue.i and not after:  # "... according to A and ... according to B": each the words before it
            low = max(low, doc[i].head.right_edge.i + 1)
        elif i > cue.i and before:
            high = min(high, phrase[1])
        elif i > cue.i:
            high = min(high, i - 1)
    return cut([(low, high)], phrase) if low <= high else []


def of_noun(noun: Token, words: SpeechWords) -> Iterator[Attribution]:
    """What "X's claim that ...", "rumours of ..." and "by X's count" cover."""
    case = child(noun, "case")
    owner = child(noun, "nmod:poss")
    if noun.lower_ in words["account"] and case is not None and case.lower_ in words["account_prepositions"]:
        teller = owner or case_child(noun, "of")
        if teller is not None and teller.lower_ not in FIRST_OR_SECOND and noun.head.i != noun.i:
            content = _sentence_or_clause(noun, extent(noun), noun.head)
            yield Attribution(noun.i, teller.i, content, False, "account")
        elif teller is None and _many(noun, words) and noun.head.i != noun.i:
            yield Attribution(noun.i, UNNAMED, _sentence_or_clause(noun, extent(noun), noun.head), False, "account")
        return
    told = _circulating(noun, words)
    if told is not None:
        yield Attribution(noun.i, UNNAMED, [extent(told)], False, "noun")
    clause = child(noun, "acl", "ccomp")
    about = case_child(noun, "of") if noun.lower_ in words["rumours"] else None
    if about is not None and clause is None:
        yield Attribution(noun.i, UNNAMED, [extent(about)], False, "noun")
    if noun.lower_ not in words["nouns"] or clause is None:
        return
    if not any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
        return
    teller = owner or case_child(noun, "by", "from", "of")
    speaker = teller.i if teller is not None else _giver(noun, words)
    if speaker < 0 or noun.doc[speaker].lower_ not in FIRST_OR_SECOND:
        yield Attribution(noun.i, speaker, [extent(clause)], noun.lower_ in words["negative_nouns"], "noun")


def _many(noun: Token, words: SpeechWords) -> bool:
    """True for "most accounts", "some counts": told by several, nobody named."""
    return any(kid.lower_ in words["several"] and kid.dep_ in {"det", "amod", "nummod"} for kid in noun.children)


def _circulating(noun: Token, words: SpeechWords) -> Token | None:
    """The clause of "rumours circulate that ...", "reports spread that ..."."""
    if noun.lower_ not in words["rumours"]:
        return None
    return child(noun.head, "ccomp") if noun.dep_ == "nsubj" else child(noun, "ccomp")


def _giver(noun: Token, words: SpeechWords) -> int:
    """ "X gave an assurance that ...": the subject of the verb the noun is object of; else nobody in particular."""
    if noun.dep_ == "obj" and noun.head.lower_ in words["giving"]:
        return speaker_of(noun.head)
    return UNNAMED
