"""Words that introduce somebody's word ("said", "according to", "reportedly"), read off the dependency tree.

Each cue gives an ``Attribution``: who speaks (the head token of the source) and which tokens are the content. What
stands between quotation marks, in interviews and in statements is added in ``speakers``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oathbook.reading.speech_words import SpeechWords
from oathbook.reading.utterance import (
    FIRST_OR_SECOND,
    NOBODY,
    RELATIVE,
    SUBJECTS,
    UNNAMED,
    Stretch,
    case_child,
    child,
    clause_of,
    cut,
    extent,
    is_passive,
    is_word,
    mended,
    negated,
    segment,
    speaker_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NO_CUE = frozenset({"aux", "aux:pass", "cop", "case", "fixed", "amod", ""})
_BESIDE = frozenset({"parataxis", "discourse", "dep", "root"})
_NOT_CONTENT = SUBJECTS | {"mark", "cc", "punct", "aux", "aux:pass", "parataxis", "advmod"}
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_LONGEST_SUBJECT = 14
"""A subject between a comma and the verb of speech is no longer than this many tokens."""


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


def find_attributions(doc: Doc, words: SpeechWords) -> Iterator[Attribution]:
    """Every attribution that the trees of ``doc`` show, in the order of the cues."""
    forms, adverbs, adjectives = words.forms, words["adverbs"], words["adjectives"]
    nouns = words["nouns"] | words["account"]
    for token in doc:
        form = token.lower_
        if form in forms and token.pos_ in {"VERB", "AUX"}:
            if token.dep_ not in _NO_CUE:
                yield from _of_verb(token, forms[form], words)
        elif form in nouns and token.pos_ in {"NOUN", "PROPN"}:
            yield from _of_noun(token, words)
        elif form in adjectives and token.dep_ == "amod":
            yield Attribution(token.i, UNNAMED, [extent(token.head)], False, "adjective")
        elif form in adverbs:
            yield from _of_adverb(token)
        elif form == "according":
            yield from _of_according(token)


def _of_verb(verb: Token, lemma: str, words: SpeechWords) -> Iterator[Attribution]:
    kids = list(verb.children)
    passive, denies, negative = is_passive(verb), lemma in words["negative"], negated(verb)
    speaker = mended(verb, speaker_of(verb))
    if speaker >= 0 and verb.doc[speaker].lower_ in FIRST_OR_SECOND:
        speaker = NOBODY
    contents: list[Stretch] = []
    kind = "clause" if lemma in words["clause"] else "thought"
    if passive and lemma in words["passive"]:
        contents = [
            extent(kid) for kid in kids if kid.dep_ in {"ccomp", "csubj", "csubj:pass", "xcomp"} and _clausal(kid)
        ]
        kind = "passive"
        if not contents and speaker == UNNAMED and child(verb, "expl") is not None:
            contents = _around(verb, kids)
    elif passive and lemma in words["ascribe"]:
        contents = [extent(kid) for kid in kids if kid.dep_ in {"obl", "xcomp", "advcl"} and kid.i > verb.i]
        kind = "passive"
    elif not passive or lemma in {"quote", "cite"}:
        if lemma in words["clause"] or lemma in words["thought"]:
            contents = _clauses(kids)
        for name, content in (("infinitive", _infinitives), ("ascribe", _ascribed), ("label", _labelled)):
            if not contents and lemma in words[name]:
                contents, kind = content(verb, kids), name
        if not contents and lemma in words["of"]:
            spoken_of = case_child(verb, "of", "about")
            contents, kind = ([extent(spoken_of)] if spoken_of is not None else []), "of"
        if not contents and lemma in words["thing"]:
            contents, kind = _things(kids), "thing"
    saying = lemma in words["clause"] or lemma in words["thought"]
    if not contents and saying and not passive:
        contents, kind = _around(verb, kids), "clause"
        if lemma in words["clause"]:
            if not contents:
                contents, speaker = _after_comma(verb, speaker)
        elif not contents:
            return
    contents = _before_semicolon(verb, contents)
    if contents and (denies or kind in {"thing", "ascribe", "label"}):
        contents = [*contents, (verb.i, verb.i)]
    if (negative and not denies and kind != "thought") or _unsaid(verb, words):
        speaker = NOBODY
    turned = denies != negative and (denies or kind == "thought")
    yield Attribution(verb.i, speaker, contents, turned, kind, not contents and saying and _ends_with_colon(verb))


def _before_semicolon(verb: Token, contents: list[Stretch]) -> list[Stretch]:
    """Content within the cue's part of the sentence; what stands beyond a semicolon is another statement."""
    low, high = segment(verb)
    return [(max(first, low), min(last, high)) for first, last in contents if first <= high and last >= low]


def _clauses(kids: list[Token]) -> list[Stretch]:
    """Complement clauses, and a coordinated "and that ..." that hangs on the verb itself."""
    found = [extent(kid) for kid in kids if kid.dep_ == "ccomp" or (kid.dep_ == "obj" and kid.pos_ in {"VERB", "AUX"})]
    if found:
        found += [
            extent(kid)
            for kid in kids
            if kid.dep_ == "conj" and any(c.dep_ == "mark" and c.lower_ == "that" for c in kid.children)
        ]
    return found


def _infinitives(verb: Token, kids: list[Token]) -> list[Stretch]:
    return [extent(kid) for kid in kids if kid.dep_ == "xcomp" and _clausal(kid)]


def _things(kids: list[Token]) -> list[Stretch]:
    return [extent(kid) for kid in kids if kid.dep_ in {"obj", "xcomp"} and kid.pos_ in {"NOUN", "PROPN", "NUM"}]


def _clausal(token: Token) -> bool:
    """True for an infinitive or participle clause, a predicate with a copula or an "as" complement."""
    return token.pos_ in {"VERB", "AUX"} or any(kid.dep_ in {"cop", "mark", "case", "aux"} for kid in token.children)


def _ascribed(verb: Token, kids: list[Token]) -> list[Stretch]:
    """All but the subject, where a verb of ascription has what it speaks of and what it says of it."""
    deps = {kid.dep_ for kid in kids}
    if not (("obj" in deps or verb.dep_ == "acl:relcl") and deps & {"obl", "xcomp", "advcl", "ccomp"}):
        return []
    return _but_subject(verb, kids)


def _labelled(verb: Token, kids: list[Token]) -> list[Stretch]:
    """All but the subject, where a verb gives its object a name or a number: "called it a lynching", "put it at 40"."""
    deps = {kid.dep_ for kid in kids}
    first, last = extent(verb)
    counted = any(verb.doc[i].pos_ == "NUM" for i in range(verb.i, last + 1)) and "obl" in deps
    if ("obj" in deps or verb.dep_ == "acl:relcl") and ("xcomp" in deps or counted):
        return _but_subject(verb, kids)
    return []


def _but_subject(verb: Token, kids: list[Token]) -> list[Stretch]:
    content = [extent(verb)]
    for kid in kids:
        if kid.dep_ in _NOT_CONTENT:
            content = cut(content, extent(kid))
    return cut(content, (verb.i, verb.i))


def _unsaid(verb: Token, words: SpeechWords) -> bool:
    """True for "declined to say", "refused to confirm": nothing is said."""
    return verb.dep_ == "xcomp" and verb.head.lower_ in words["unsaid"]


def _around(verb: Token, kids: list[Token]) -> list[Stretch]:
    """Content of a cue that interrupts or follows it: "..., X said", "as X says, ..."."""
    head = verb.head
    marked_as = any(kid.dep_ in {"mark", "advmod", "case"} and kid.lower_ == "as" for kid in kids)
    subject = child(verb, *SUBJECTS, "expl")
    busy = any(kid.dep_ in {"obj", "xcomp", "csubj", "obl:agent"} for kid in kids)
    if subject is not None and head.i != verb.i and (marked_as or (verb.dep_ in _BESIDE and not busy)):
        first, last = clause_of(head)
        low, high = segment(verb)
        first, last = max(first, low), min(last, high)
        return cut([(first, last)], extent(verb)) if first <= last else []
    for kid in kids:
        if kid.dep_ in {"parataxis", "dep"} and child(kid, *SUBJECTS) is not None:
            between = verb.doc[min(kid.i, verb.i) : max(kid.i, verb.i)]
            first, last = extent(kid)
            if any(t.text in {":", ","} for t in between) and not first <= verb.i <= last:
                return [(first, last)]
    return []


def _after_comma(verb: Token, speaker: int) -> tuple[list[Stretch], int]:
    """Content and speaker of "..., the officials said on Friday.", read off the surface where the tree has no content.

    The words between the comma and the verb must be a noun phrase, those after the verb no clause.
    """
    doc = verb.doc
    low, high = segment(verb)
    if verb.tag_ not in _FINITE or any(doc[i].tag_ in _FINITE for i in range(verb.i + 1, high + 1)):
        return [], speaker
    start = verb.i - 1
    while start > low and doc[start].text != "," and verb.i - start <= _LONGEST_SUBJECT:
        if doc[start].pos_ in {"VERB", "AUX"} and doc[start].tag_ in _FINITE:
            return [], speaker
        start -= 1
    if start <= low or doc[start].text != ",":
        return [], speaker
    nouns = [i for i in range(start + 1, verb.i) if doc[i].pos_ in {"NOUN", "PROPN", "PRON"}]
    if not nouns or any(doc[i].pos_ == "ADP" for i in range(start + 1, nouns[0])):
        return [], speaker
    if not start < speaker < verb.i:
        subjects = [i for i in nouns if doc[i].dep_ in SUBJECTS]
        heads = [i for i in nouns if i + 1 >= verb.i or doc[i + 1].pos_ not in {"NOUN", "PROPN"}]
        speaker = (subjects or heads or nouns)[0]
    if doc[speaker].lower_ in FIRST_OR_SECOND:
        return [], NOBODY
    return [(low, start - 1)], speaker


def _ends_with_colon(verb: Token) -> bool:
    sentence = verb.sent
    for i in range(sentence.end - 1, max(sentence.start, sentence.end - 4) - 1, -1):
        if verb.doc[i].text == ":":
            return True
        if is_word(verb.doc[i]):
            return False
    return False


def _of_adverb(adverb: Token) -> Iterator[Attribution]:
    head = adverb.head
    if head.i == adverb.i:
        return
    clausal = head.pos_ in {"VERB", "AUX"} or child(head, "cop") is not None
    first, last = clause_of(head) if clausal else extent(head)
    low, high = segment(adverb)
    content = cut([(max(first, low), min(last, high))], (adverb.i, adverb.i))
    yield Attribution(adverb.i, UNNAMED, content, False, "adverb")


def _of_according(token: Token) -> Iterator[Attribution]:
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


def _of_noun(noun: Token, words: SpeechWords) -> Iterator[Attribution]:
    case = child(noun, "case")
    owner = child(noun, "nmod:poss")
    if noun.lower_ in words["account"] and case is not None and case.lower_ in words["account_prepositions"]:
        teller = owner or case_child(noun, "of")
        if teller is not None and teller.lower_ not in FIRST_OR_SECOND and noun.head.i != noun.i:
            content = _sentence_or_clause(noun, extent(noun), noun.head)
            yield Attribution(noun.i, teller.i, content, False, "account")
        return
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


def _giver(noun: Token, words: SpeechWords) -> int:
    """ "X gave an assurance that ...": the subject of the verb the noun is object of; else nobody in particular."""
    if noun.dep_ == "obj" and noun.head.lower_ in words["giving"]:
        return speaker_of(noun.head)
    return UNNAMED
