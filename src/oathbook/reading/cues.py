"""Words that introduce somebody's word, read off the dependency tree: here verbs, in ``cue_phrases`` the rest.

Each cue gives an ``Attribution``: who speaks (the head token of the source) and which tokens are the content. What
stands between quotation marks, in interviews and in statements is added in ``speakers``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from oathbook.reading.cue_phrases import Attribution, of_according, of_adverb, of_noun
from oathbook.reading.speech_words import SpeechWords
from oathbook.reading.utterance import (
    FIRST_OR_SECOND,
    NOBODY,
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
    joined,
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
_MODALS = frozenset({"will", "would", "may", "might", "could", "can", "should"})
_LONGEST_SUBJECT = 14
"""A subject between a comma and the verb of speech is no longer than this many tokens."""


def find_attributions(doc: Doc, lower: Sequence[str], words: SpeechWords) -> Iterator[Attribution]:
    """Every attribution that the trees of ``doc`` show, in the order of the cues; ``lower`` are its words."""
    forms, adverbs, adjectives = words.forms, words["adverbs"], words["adjectives"]
    nouns = words["nouns"] | words["account"] | words["rumours"]
    cues = {*forms, *nouns, *adjectives, *adverbs, "according"}
    for i, form in enumerate(lower):
        if form not in cues:
            continue
        token = doc[i]
        if form in forms and token.pos_ in {"VERB", "AUX"}:
            if token.dep_ not in _NO_CUE:
                yield from _of_verb(token, forms[form], words)
        elif form in nouns and token.pos_ in {"NOUN", "PROPN"}:
            yield from of_noun(token, words)
        elif form in adjectives and token.dep_ == "amod":
            yield Attribution(token.i, UNNAMED, [extent(token.head)], False, "adjective")
        elif form in adverbs:
            yield from of_adverb(token)
        elif form == "according":
            yield from of_according(token)


def _of_verb(verb: Token, lemma: str, words: SpeechWords) -> Iterator[Attribution]:
    kids = list(verb.children)
    passive, denies, negative = is_passive(verb), lemma in words["negative"], negated(verb)
    speaker = mended(verb, speaker_of(verb))
    if speaker >= 0 and verb.doc[speaker].lower_ in FIRST_OR_SECOND:
        speaker = NOBODY
    contents: list[Stretch] = []
    kind = "clause" if lemma in words["clause"] else "thought"
    if _participle(verb) and lemma in words["passive"]:
        contents, kind = [extent(kid) for kid in kids if _infinitive(kid)], "passive"
        agent = case_child(verb, "by")
        speaker = UNNAMED if agent is None else agent.i
    elif passive and lemma in words["passive"]:
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
            contents, kind = _things(verb, kids), "thing"
    saying = lemma in words["clause"] or lemma in words["thought"]
    if not contents and saying and not passive:
        contents, kind = _around(verb, kids), "clause"
        if not contents:
            contents, speaker = _after_comma(verb, speaker)
        if not contents and lemma not in words["clause"]:
            return
    if any(0 <= speaker < first and last < verb.i for first, last in contents):  # a subject before its own content
        contents, speaker = _reread(verb, contents, speaker)
    contents = _before_semicolon(verb, contents)
    if contents and (denies or kind in {"thing", "ascribe", "label"}):
        contents = joined([*contents, (verb.i, verb.i)])
    if (negative and not denies and kind != "thought") or _unsaid(verb, words):
        speaker = NOBODY
    turned = denies != negative and (denies or kind == "thought")
    yield Attribution(verb.i, speaker, contents, turned, kind, not contents and saying and _ends_with_colon(verb))


def _participle(verb: Token) -> bool:
    """True for a participle without an auxiliary that governs an infinitive: "believed to number 300 men"."""
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in {"acl", "advcl", "acl:relcl", "amod"}
        and not any(kid.dep_ in {"aux", "aux:pass", "nsubj", "nsubj:pass", "obj"} for kid in verb.children)
        and any(_infinitive(kid) for kid in verb.children)
    )


def _infinitive(kid: Token) -> bool:
    return kid.dep_ in {"xcomp", "advcl"} and any(k.dep_ == "mark" and k.lower_ == "to" for k in kid.children)


def _before_semicolon(verb: Token, contents: list[Stretch]) -> list[Stretch]:
    """Content within the cue's part of the sentence; what stands beyond a semicolon is another statement."""
    low, high = segment(verb)
    return [(max(first, low), min(last, high)) for first, last in contents if first <= high and last >= low]


def _clauses(kids: list[Token]) -> list[Stretch]:
    """Complement clauses, and a coordinated "and that ..." that hangs on the verb itself."""
    found = [extent(kid) for kid in kids if kid.dep_ == "ccomp" or (kid.dep_ == "obj" and kid.pos_ in {"VERB", "AUX"})]
    if found:
        found += [extent(kid) for kid in kids if kid.dep_ == "conj" and _continues(kid)]
    return found


def _continues(conjunct: Token) -> bool:
    """True for "and that ..." and "and would ...", which go on with the content though they hang on the cue."""
    if any(kid.dep_ == "mark" and kid.lower_ == "that" for kid in conjunct.children):
        return True
    modal = any(kid.dep_ == "aux" and kid.lower_ in _MODALS for kid in conjunct.children)
    return modal and child(conjunct, *SUBJECTS) is None


def _infinitives(verb: Token, kids: list[Token]) -> list[Stretch]:
    return [extent(kid) for kid in kids if kid.dep_ == "xcomp" and _clausal(kid)]


def _things(verb: Token, kids: list[Token]) -> list[Stretch]:
    """Objects; also a second subject after the verb, which is an object that the parser misread."""
    subjects = [kid for kid in kids if kid.dep_ == "nsubj"]
    second = subjects[1:] if len(subjects) > 1 and subjects[0].i < verb.i else []
    return [
        extent(kid)
        for kid in kids
        if (kid.dep_ in {"obj", "xcomp"} or kid in second) and kid.pos_ in {"NOUN", "PROPN", "NUM"} and kid.i > verb.i
    ]


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
    doc, last = verb.doc, extent(verb)[1]
    ats = [i for i in range(verb.i + 1, last) if doc[i].lower_ == "at"]
    counted = any(doc[k].pos_ == "NUM" for i in ats for k in range(i + 1, min(i + 5, last + 1)))
    if ("obj" in deps or verb.dep_ == "acl:relcl") and ("xcomp" in deps or counted):
        return _but_subject(verb, kids)
    return []


def _but_subject(verb: Token, kids: list[Token]) -> list[Stretch]:
    if any(kid.dep_ == "obj" and kid.lower_.endswith(("self", "selves")) for kid in kids):
        return []
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
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    if verb.dep_ == "acl:relcl" and subject is not None and (after.tag_ in _FINITE or after.dep_.startswith("aux")):
        return [(after.i, clause_of(after)[1])]
    for kid in kids:
        if kid.dep_ in {"parataxis", "dep"} and child(kid, *SUBJECTS) is not None:
            between = verb.doc[min(kid.i, verb.i) : max(kid.i, verb.i)]
            first, last = extent(kid)
            if any(t.text in {":", ","} for t in between) and not first <= verb.i <= last:
                return [(first, last)]
    return []


def _after_comma(verb: Token, speaker: int) -> tuple[list[Stretch], int]:
    """Content and speaker of "..., the officials said on Friday." and "..., the officials said, ...".

    Read off the surface where the tree has no content: the words between the comma and the verb must be a noun
    phrase, and after the verb must come a comma or no clause.
    """
    doc = verb.doc
    low, high = segment(verb)
    if verb.tag_ not in _FINITE:
        return [], speaker
    inside = verb.i < high and doc[verb.i + 1].text == ","
    if not inside and any(doc[i].tag_ in _FINITE or doc[i].text == ":" for i in range(verb.i + 1, high + 1)):
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
    return [(low, start - 1), (verb.i + 1, high)] if inside else [(low, start - 1)], speaker


def _reread(verb: Token, contents: list[Stretch], speaker: int) -> tuple[list[Stretch], int]:
    """Content and speaker off the surface, or unchanged where that shows none."""
    found, other = _after_comma(verb, NOBODY)
    return (found, other) if found else (contents, speaker)


def _ends_with_colon(verb: Token) -> bool:
    sentence = verb.sent
    for i in range(sentence.end - 1, max(sentence.start, sentence.end - 4) - 1, -1):
        if verb.doc[i].text == ":":
            return True
        if is_word(verb.doc[i]):
            return False
    return False
