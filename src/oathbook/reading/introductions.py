"""Who is introduced as the one who will speak: the interviewee of an interview, the issuer of a statement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from oathbook.reading.speech_words import SpeechWords
from oathbook.reading.utterance import NOBODY, child, speaker_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_TALKS = frozenset(
    {"interview", "interviews", "interviewed", "talk", "talks", "talked", "conversation", "conversations", "question"}
    | {"questions", "spoke", "speak", "speaks", "chat", "answers", "put", "asked", "sat"}
)
_DATELINE_ENDS = frozenset({"--", "—", "–", "-", ":"})
_DATELINE = 14
"""A dateline ("ADEN, Yemen, May 20 --") is no longer than this many tokens."""


def named_token(doc: Doc, name: str) -> int:
    """The head of the person's name that ``name`` repeats or gives the initials of, else the word, else NOBODY."""
    parts = [part.lower() for part in re.findall(r"\w+", name)]
    if not parts:
        return NOBODY
    people = [entity for entity in doc.ents if entity.label_ == "PER"]
    for entity in people:
        if parts[-1] in {t.lower_ for t in entity}:
            return int(entity.root.i)
    if len(parts) == 1 and name.isupper():
        for entity in people:
            if "".join(t.text[0] for t in entity if t.text[0].isalpha()).lower().endswith(parts[0]):
                return int(entity.root.i)
    return next((t.i for t in doc if t.lower_ == parts[-1]), NOBODY)


def interviewee(doc: Doc, sentences: Sequence[Span], quoted: Sequence[int], words: SpeechWords, *, before: int) -> int:
    """Head token of whoever is introduced before token ``before`` as the one who speaks, or NOBODY."""
    left_out = _left_out(doc, sentences, quoted, before)
    scores: Counter[int] = Counter()
    first: dict[str, int] = {}
    for entity in doc.ents:
        if entity.label_ != "PER" or entity.start >= before or entity.root.i in left_out:
            continue
        head = first.setdefault(entity[-1].lower_, entity.root.i)
        scores[head] += 2 + _introduced(entity.root)
    for token in doc[:before]:
        if token.lower_ in words["interview_verbs"] and token.pos_ == "VERB" and token.i not in left_out:
            who = speaker_of(token)
            if who >= 0 and doc[who].pos_ in {"NOUN", "PROPN"} and who not in left_out:
                scores[_known(doc, who, scores)] += 3
    if not scores:
        for sentence in sentences:
            subject = child(sentence.root, "nsubj", "nsubj:pass")
            if sentence.start < before and subject is not None and subject.pos_ in {"NOUN", "PROPN"}:
                scores[subject.i] += 1
    return max(scores, key=lambda i: (scores[i], -i)) if scores else NOBODY


def _left_out(doc: Doc, sentences: Sequence[Span], quoted: Sequence[int], before: int) -> set[int]:
    """Tokens of quotations, brackets and the dateline: nobody is introduced there."""
    out = {i for i in range(before) if quoted[i] >= 0}
    depth = 0
    for token in doc[:before]:
        depth += (token.text == "[") - (token.text == "]")
        if depth > 0:
            out.add(token.i)
    for sentence in sentences[:2]:
        ends = [t.i for t in sentence[:_DATELINE] if t.text in _DATELINE_ENDS and t.i + 1 < len(doc)]
        place = next((i for i in ends if doc[i].text != "-" or doc[i].idx > doc[i - 1].idx + len(doc[i - 1])), None)
        if place is not None and sentence[0].text.isupper():
            out.update(range(sentence.start, place))
    return out


def _known(doc: Doc, token: int, scores: Counter[int]) -> int:
    """The candidate that a subject is or has as an apposition, else the subject itself."""
    if token in scores:
        return token
    named = child(doc[token], "appos", "flat")
    if named is not None and named.i in scores:
        return int(named.i)
    return next((i for i in scores if doc[i].lower_ == doc[token].lower_), token)


def _introduced(token: Token) -> int:
    """3 for "an interview with X", "questions to X"; 1 for a subject; else 0."""
    head = token
    while head.dep_ in {"appos", "flat", "compound"} and head.head.i != head.i:
        head = head.head
    above = head.head
    if head.dep_ in {"nmod", "obl"} and any(
        kid.lower_ in {"with", "to"} and kid.dep_ == "case" for kid in head.children
    ):
        return 3 if above.lower_ in _TALKS else 0
    if head.dep_ == "obj" and above.lower_ in {"interviewed", "interview", "met", "asked"}:
        return 3
    return 1 if head.dep_ in {"nsubj", "nsubj:pass", "root", "ROOT"} else 0


def issuer(doc: Doc, sentences: Sequence[Span], words: SpeechWords) -> int:
    """Head token of the body that issues a statement: "We, the X", "Statement of the X", else the first body named."""
    limit = sentences[min(2, len(sentences) - 1)].end
    for token in doc[:limit]:
        if token.lower_ == "we" and (named := child(token, "appos")) is not None:
            return int(named.i)
    names = [entity for entity in doc.ents if entity.start < limit and entity.label_ in {"ORG", "PER"}]
    for token in doc[:limit]:
        if token.lower_ in words["papers"] or token.lower_ in words["statement_words"]:
            for entity in names:
                between = doc[token.i + 1 : entity.start]
                if 0 < len(between) < 6 and any(t.lower_ in {"of", "by", "from", "]"} for t in between):
                    return int(entity.root.i)
    return next((int(entity.root.i) for entity in names if entity.label_ == "ORG"), NOBODY)
