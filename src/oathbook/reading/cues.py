"""Words that introduce somebody's word ("said", "according to", "reportedly"), read off the dependency tree.

Each cue gives an ``Attribution``: who speaks (the head token of the source) and which tokens are the content. What
stands between quotation marks, in interviews and in statements is added in ``speakers``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Stretch = tuple[int, int]
UNNAMED = -1
"""The speaker of "reportedly": nobody in particular."""
NOBODY = -2
"""No speaker to be found, or the writer: not an attribution."""

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_FIRST_OR_SECOND = frozenset({"i", "we", "you", "me", "us", "my", "our", "your", "myself", "ourselves", "one"})
_GIVING = frozenset(
    form
    for verb in ("make", "give", "issue", "repeat", "offer", "release", "express", "voice", "deny", "reject", "deliver")
    for form in (verb, verb + "s", verb + "ed", verb.rstrip("e") + "ed", verb.rstrip("e") + "ing")
) | {"made", "gave", "given", "denies", "denied"}
_NO_CUE = frozenset({"aux", "aux:pass", "cop", "case", "fixed", "amod", ""})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_CLAUSES = frozenset(
    {"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "parataxis", "conj", "root", "ROOT"}
)
_TRIMMED = frozenset(",.;:-–—\"“”'‘’«»` ") | {"``", "''"}


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


@dataclass(frozen=True)
class SpeechWords:
    """The word lists of ``data/words/speech.yaml`` made ready: forms of verbs, sets of lemmas."""

    forms: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]
    patterns: Mapping[str, re.Pattern[str]]
    """For "alias" and "anonymous": phrases, in lower-case text, that protect a source."""

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]


_VERB_LISTS = ("clause", "thought", "infinitive", "thing", "ascribe", "negative", "passive")
_NOUN_LISTS = ("account", "nouns", "negative_nouns", "papers", "unnamed")
_OTHER_LISTS = (
    "adverbs",
    "account_prepositions",
    "unnamed_modifiers",
    "question_labels",
    "answer_labels",
    "statement_words",
)


def inflect(verb: str) -> list[str]:
    """The regular forms of an English verb: "deny" gives deny, denies, denied, denying."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    plural = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return [verb, verb + plural, verb + "ed", verb + "ing"]


def plural(noun: str) -> str:
    """The regular plural of an English noun."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


def speech_words(data: Mapping[str, Any]) -> SpeechWords:
    """``data/words/speech.yaml`` as loaded, made ready for look-up."""
    irregular: Mapping[str, list[str]] = data.get("irregular", {})

    def verb_forms(verb: str) -> list[str]:
        return [verb, *irregular[verb]] if verb in irregular else inflect(verb)

    sets = {name: frozenset(data.get(name, ())) for name in _VERB_LISTS + _OTHER_LISTS}
    for name in _NOUN_LISTS:
        sets[name] = frozenset(form for noun in data.get(name, ()) for form in (noun, plural(noun)))
    sets["interview_verbs"] = frozenset(f for verb in data.get("interview_verbs", ()) for f in verb_forms(verb))
    forms: dict[str, str] = {}
    for verb in sorted(frozenset().union(*(sets[name] for name in _VERB_LISTS))):
        for form in verb_forms(verb):
            forms.setdefault(form, verb)
    protected = {name: "|".join(f"(?:{pattern})" for pattern in data.get(name, ())) for name in ("alias", "anonymous")}
    return SpeechWords(forms, sets, {name: re.compile(pattern or "(?!)") for name, pattern in protected.items()})


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


def trimmed(doc: Doc, stretch: Stretch) -> Stretch | None:
    """A stretch without leading and trailing commas, dashes, quotation marks and blanks; None if nothing is left."""
    first, last = stretch
    while first <= last and (doc[first].text in _TRIMMED or doc[first].is_space):
        first += 1
    while last >= first and (doc[last].text in _TRIMMED or doc[last].is_space):
        last -= 1
    return (first, last) if first <= last and any(doc[i].text[0].isalnum() for i in range(first, last + 1)) else None


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of the labels."""
    return next((kid for kid in token.children if kid.dep_ in deps), None)


def speaker_of(verb: Token, *, depth: int = 0) -> int:
    """Head token of whoever utters a verb of speech: its subject, or the one it takes over from the clause above."""
    if depth > 6:
        return NOBODY
    passive = any(kid.dep_ == "aux:pass" or kid.dep_ == "nsubj:pass" for kid in verb.children)
    if passive or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl", "amod"}):
        return _passive_speaker(verb)
    subject = child(verb, "nsubj", "nsubj:outer")
    if subject is not None:
        return _antecedent(subject, verb)
    head = verb.head
    if head.i == verb.i:
        return NOBODY
    dep = verb.dep_
    if dep == "conj" and head.pos_ in {"VERB", "AUX", "NOUN", "ADJ"}:
        return speaker_of(head, depth=depth + 1)
    if dep == "xcomp":
        controlled = (
            child(head, "obj", "iobj")
            if head.lower_ in {"quoted", "quotes", "quoting", "cited", "cites", "citing"}
            else None
        )
        return controlled.i if controlled is not None else _subject_above(head, depth)
    if dep in {"advcl", "parataxis", "ccomp", "dep"} and head.pos_ in {"VERB", "AUX", "ADJ", "NOUN", "PRON"}:
        quoted = (
            child(head, "obj") if head.lower_ in {"quoted", "quotes", "quoting", "cited", "cites", "citing"} else None
        )
        if quoted is not None and dep == "advcl":
            return quoted.i
        return _subject_above(head, depth) if dep == "advcl" else NOBODY
    if dep == "acl":
        return head.i
    if dep in {"acl:relcl"}:
        return head.i
    return NOBODY


def _subject_above(head: Token, depth: int) -> int:
    subject = child(head, *_SUBJECTS)
    if subject is not None:
        return _antecedent(subject, head)
    return speaker_of(head, depth=depth + 1)


def _antecedent(subject: Token, verb: Token) -> int:
    if subject.dep_ == "expl":
        return UNNAMED
    if subject.lower_ in _RELATIVE:
        clause = verb
        while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head.i != clause.i:
            clause = clause.head
        return clause.head.i if clause.dep_ == "acl:relcl" else NOBODY
    return subject.i


def _passive_speaker(verb: Token) -> int:
    agent = child(verb, "obl:agent")
    if agent is None:
        agent = next(
            (
                kid
                for kid in verb.children
                if kid.dep_ == "obl" and any(c.lower_ == "by" and c.dep_ == "case" for c in kid.children)
            ),
            None,
        )
    if agent is not None:
        return agent.i
    if verb.lower_ in {"quoted", "cited"}:
        subject = child(verb, "nsubj:pass", "nsubj")
        return _antecedent(subject, verb) if subject is not None else (verb.head.i if verb.dep_ == "acl" else NOBODY)
    return UNNAMED


def negated(verb: Token) -> bool:
    """True for "did not say", "never said", "neither said"."""
    return any(
        kid.lower_ in {"not", "n't", "never", "neither", "nor"} and kid.dep_ in {"advmod", "cc:preconj", "cc", "neg"}
        for kid in verb.children
    )


def segment(token: Token) -> Stretch:
    """The part of the sentence, between semicolons, that holds a token."""
    doc, sentence = token.doc, token.sent
    first, last = sentence.start, sentence.end - 1
    depth = 0
    for i in range(token.i, sentence.start - 1, -1):
        if doc[i].text == ";" and not depth:
            first = i + 1
            break
    for i in range(token.i, sentence.end):
        if doc[i].text == ";":
            last = i - 1
            break
    return first, last


def find_attributions(doc: Doc, words: SpeechWords) -> Iterator[Attribution]:
    """Every attribution that the trees of ``doc`` show, in the order of the cues."""
    forms, adverbs = words.forms, words["adverbs"]
    nouns = words["nouns"] | words["account"]
    for token in doc:
        form = token.lower_
        if form in forms and token.pos_ in {"VERB", "AUX"}:
            if token.dep_ not in _NO_CUE:
                yield from _of_verb(token, forms[form], words)
        elif form in nouns and token.pos_ in {"NOUN", "PROPN"}:
            yield from _of_noun(token, words)
        elif form in adverbs:
            yield from _of_adverb(token)
        elif form == "according":
            yield from _of_according(token)


def _of_verb(verb: Token, lemma: str, words: SpeechWords) -> Iterator[Attribution]:
    kids = list(verb.children)
    passive = any(kid.dep_ in {"aux:pass", "nsubj:pass"} for kid in kids)
    speaker = speaker_of(verb)
    deny = lemma in words["negative"]
    no = negated(verb)
    contents: list[Stretch] = []
    kind = "clause"
    ccomps = [kid for kid in kids if kid.dep_ == "ccomp" or (kid.dep_ == "obj" and kid.pos_ in {"VERB", "AUX"})]
    xcomps = [kid for kid in kids if kid.dep_ == "xcomp"]
    if passive and lemma in words["passive"]:
        contents = [
            extent(kid) for kid in kids if kid.dep_ in {"ccomp", "csubj", "csubj:pass", "xcomp"} and _clausal(kid)
        ]
        kind = "passive"
    elif not passive or lemma in {"quote", "cite"}:
        if lemma in words["clause"] or lemma in words["thought"]:
            contents = [extent(kid) for kid in ccomps]
            kind = "thought" if lemma not in words["clause"] else "clause"
        if not contents and lemma in words["infinitive"]:
            contents = [extent(kid) for kid in xcomps if _clausal(kid)]
            kind = "infinitive"
        if not contents and lemma in words["ascribe"] and _ascribes(verb, lemma):
            first, last = extent(verb)
            contents = [(first, last)]
            for kid in kids:
                if kid.dep_ in _SUBJECTS | {"mark", "cc", "punct", "aux", "aux:pass", "parataxis", "advmod"}:
                    contents = cut(contents, extent(kid))
            contents = cut(contents, (verb.i, verb.i))
            kind = "ascribe"
        if not contents and lemma in words["thing"]:
            contents = [extent(kid) for kid in kids if kid.dep_ == "obj" and kid.pos_ in {"NOUN", "PROPN", "NUM"}]
            kind = "thing"
    interrupting = not contents and lemma in words["clause"] | words["thought"] and not passive
    if interrupting and speaker != NOBODY:
        contents, kind = _around(verb, kids)
    if speaker == NOBODY and verb.dep_ in {"ROOT", "root", "parataxis"} and not contents:
        return
    if speaker >= 0 and verb.doc[speaker].lower_ in _FIRST_OR_SECOND:
        speaker = NOBODY
    colon = not contents and lemma in words["clause"] and _ends_with_colon(verb)
    if not contents and not colon and kind == "clause" and lemma not in words["clause"]:
        return
    negative = deny != no and (deny or kind == "thought")
    if no and not deny and kind != "thought":
        speaker = NOBODY if speaker >= 0 else speaker
    yield Attribution(verb.i, speaker, contents, negative, kind, colon)


def _clausal(token: Token) -> bool:
    """True for an infinitive or participle clause, a predicate with a copula or an "as" complement."""
    return token.pos_ in {"VERB", "AUX"} or any(kid.dep_ in {"cop", "mark", "case", "aux"} for kid in token.children)


def _ascribes(verb: Token, lemma: str) -> bool:
    """True where a verb of ascription has both what it speaks of and what it says of it."""
    deps = {kid.dep_ for kid in verb.children}
    relative = verb.dep_ == "acl:relcl"
    return ("obj" in deps or relative) and bool(deps & {"obl", "xcomp", "advcl", "ccomp"})


def _around(verb: Token, kids: list[Token]) -> tuple[list[Stretch], str]:
    """Content of a cue that interrupts or follows it: "..., X said", "as X says, ...", "whom, he says, ..."."""
    head = verb.head
    marked_as = any(kid.dep_ in {"mark", "advmod", "case"} and kid.lower_ == "as" for kid in kids)
    if verb.dep_ in {"parataxis", "discourse", "dep"} or (verb.dep_ == "advcl" and marked_as):
        busy = (
            any(kid.dep_ in {"obj", "xcomp", "csubj", "obl:agent"} for kid in kids) and child(verb, "nsubj") is not None
        )
        if head.i == verb.i or child(verb, *_SUBJECTS) is None or (busy and not marked_as):
            return [], "clause"
        first, last = _clause_of(head)
        low, high = segment(verb)
        own = extent(verb)
        content = cut([(max(first, low), min(last, high))], own) if low <= high else []
        return [stretch for stretch in content if stretch[0] <= stretch[1]], "parenthesis"
    hanging = [
        kid for kid in kids if kid.dep_ in {"parataxis", "dep"} and kid.pos_ in {"VERB", "AUX", "ADJ", "NOUN", "PROPN"}
    ]
    for kid in hanging:
        between = verb.doc[min(kid.i, verb.i) : max(kid.i, verb.i)]
        if (
            any(t.text in {":", ","} or t.text[0] in '"“‘«' for t in between if t.text)
            and child(kid, *_SUBJECTS) is not None
        ):
            first, last = extent(kid)
            if not (first <= verb.i <= last):
                return [(first, last)], "parenthesis"
    return [], "clause"


def _clause_of(token: Token) -> Stretch:
    """Extent of the clause that a token stands in; for a predicate that is coordinated, the whole of it."""
    while token.dep_ not in _CLAUSES and token.head.i != token.i:
        token = token.head
    if token.dep_ == "conj" and token.head.i != token.i and child(token, *_SUBJECTS) is None:
        return _clause_of(token.head)
    return extent(token)


def _ends_with_colon(verb: Token) -> bool:
    sentence = verb.sent
    for i in range(sentence.end - 1, max(sentence.start, sentence.end - 4) - 1, -1):
        text = verb.doc[i].text
        if text == ":":
            return True
        if text[0].isalnum():
            return False
    return False


def _of_adverb(adverb: Token) -> Iterator[Attribution]:
    head = adverb.head
    if head.i == adverb.i:
        return
    first, last = _clause_of(head) if head.pos_ in {"VERB", "AUX"} or child(head, "cop") is not None else extent(head)
    low, high = segment(adverb)
    subject = child(head, *_SUBJECTS)
    content = [(max(first, low), min(last, high))]
    if subject is not None and head.dep_ in {"acl:relcl"}:
        content = [(max(first, low), min(last, high))]
    yield Attribution(adverb.i, UNNAMED, cut(content, (adverb.i, adverb.i)), False, "adverb")


def _of_according(token: Token) -> Iterator[Attribution]:
    source = token.head
    if token.dep_ not in {"case", "fixed", "mark", "advcl", "acl", "amod"} or source.i == token.i:
        return
    if token.dep_ in {"advcl", "acl", "amod"}:  # tree with "according" as head of its phrase
        inner = child(token, "obl", "nmod")
        if inner is None:
            return
        source, phrase, head = inner, extent(token), source
    else:
        phrase, head = extent(source), source.head
    if source.lower_ in _FIRST_OR_SECOND or head.i == source.i:
        return
    yield Attribution(token.i, source.i, _sentence_or_clause(token, phrase, head), False, "according")


def _sentence_or_clause(cue: Token, phrase: Stretch, head: Token) -> list[Stretch]:
    """At an end of its sentence (or of a part between semicolons) a phrase covers all of it, elsewhere its clause."""
    doc = cue.doc
    low, high = segment(cue)
    before = any(doc[i].text[0].isalnum() for i in range(low, phrase[0]))
    after = any(doc[i].text[0].isalnum() for i in range(phrase[1] + 1, high + 1))
    if before and after:
        first, last = _clause_of(head) if head.pos_ not in {"NUM"} else extent(head)
        low, high = max(low, first), min(high, last)
    others = [i for i in range(low, high + 1) if doc[i].lower_ == "according" and i != cue.i]
    for i in others:
        if i < cue.i and not after:  # "... according to A and ... according to B": each the words before it
            low = max(low, doc[i].head.right_edge.i + 1)
        elif i > cue.i and before:
            high = min(high, phrase[1])
        elif i > cue.i:
            high = min(high, i - 1)
    return cut([(low, high)], phrase) if low <= high else []


def _of_noun(noun: Token, words: SpeechWords) -> Iterator[Attribution]:
    doc, lemma = noun.doc, noun.lower_
    possessor = child(noun, "nmod:poss")
    case = child(noun, "case")
    of = next(
        (
            kid
            for kid in noun.children
            if kid.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ == "of" for c in kid.children)
        ),
        None,
    )
    if (
        lemma in words["account"]
        and case is not None
        and case.lower_ in words["account_prepositions"]
        and noun.dep_ in {"obl", "nmod"}
    ):
        owner = possessor if possessor is not None else of
        if owner is not None and owner.lower_ not in _FIRST_OR_SECOND and noun.head.i != noun.i:
            yield Attribution(noun.i, owner.i, _sentence_or_clause(noun, extent(noun), noun.head), False, "account")
            return
    clause = next(
        (
            kid
            for kid in noun.children
            if kid.dep_ in {"acl", "ccomp"} and any(c.dep_ == "mark" and c.lower_ == "that" for c in kid.children)
        ),
        None,
    )
    if lemma not in words["nouns"] or clause is None:
        return
    by = next(
        (
            kid
            for kid in noun.children
            if kid.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ in {"by", "from", "of"} for c in kid.children)
        ),
        None,
    )
    owner = possessor or by
    speaker = owner.i if owner is not None else _maker(noun, words)
    if speaker >= 0 and doc[speaker].lower_ in _FIRST_OR_SECOND:
        return
    yield Attribution(noun.i, speaker, [extent(clause)], lemma in words["negative_nouns"], "noun")


def _maker(noun: Token, words: SpeechWords) -> int:
    """ "X gave an assurance that ...": the subject of the verb the noun is object of; else nobody in particular."""
    head = noun.head
    if noun.dep_ == "obj" and head.lemma_.lower() in {
        "make",
        "give",
        "issue",
        "repeat",
        "offer",
        "release",
        "express",
        "voice",
    }:
        subject = child(head, "nsubj")
        if subject is not None:
            return _antecedent(subject, head)
    return UNNAMED
