"""Whose voice a stretch of running text is: an interviewee's answers, a body's own statement, or the report's.

A ``Turn`` is a stretch outside quotation marks that somebody else than the reporter speaks. Blocks marked as answers
come first; else labels ("Q:", "Shamseddin:", "[Answer]"); else texts told in the first person throughout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oathbook.reading.cues import NOBODY, SpeechWords, child

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from oathbook.records import Block

_FIRST = frozenset({"i", "we", "my", "our", "me", "us", "ourselves", "myself", "mine", "ours"})
_LABEL = re.compile(
    r"\s*(?:\[(?P<bracket>[A-Z][\w .'’-]{0,40})\]"
    r"|[\"“]?(?P<plain>[A-Z][\w .'’-]{0,40}?)[\"”]?\s?(?P<end>[:.]))(?=\s)"
)
_INLINE = re.compile(r"(?<=[.?!\"”)\]] )(?=(?:Q|A|Question|Answer)[:.]\s|\[(?:Question|Answer)\])|(?<=\n)")
_SHORT = re.compile(r"[QA]")
_MIN_FIRST_PERSON = 3
_MIN_SHARE = 0.2
_LABEL_WORDS = 5


@dataclass(frozen=True, slots=True)
class Turn:
    """Tokens ``first`` to ``last`` spoken by ``speaker`` (head token, or NOBODY) or ``name`` where only text has it."""

    first: int
    last: int
    speaker: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class _Labelled:
    start: int  # token of the label
    body: int  # first token after it
    label: str


def find_turns(
    doc: Doc,
    sentences: Sequence[Span],
    quoted: Sequence[int],
    words: SpeechWords,
    blocks: Sequence[Block],
    block_of: Sequence[int],
) -> list[Turn]:
    """The turns of a report, in order. ``quoted`` has a non-negative number for each token in quotation marks."""
    answers = [block for block in blocks if block.kind == "answer"]
    if answers:
        return _of_blocks(doc, sentences, words, blocks, block_of)
    labelled = _labels(doc, sentences)
    turns = _of_labels(doc, sentences, words, labelled) if labelled else []
    return turns or _first_person(doc, sentences, quoted, words)


def _of_blocks(
    doc: Doc, sentences: Sequence[Span], words: SpeechWords, blocks: Sequence[Block], block_of: Sequence[int]
) -> list[Turn]:
    spans: dict[int, list[int]] = {}
    for i, index in enumerate(block_of):
        if index >= 0 and blocks[index].kind == "answer":
            spans.setdefault(index, [i, i])[1] = i
    start = min(first for first, _ in spans.values()) if spans else 0
    turns = []
    for index, (first, last) in sorted(spans.items()):
        named = blocks[index].speaker
        if named is None or named.strip(' "“”.:[]').lower() in words["answer_labels"]:
            turns.append(Turn(first, last, interviewee(doc, sentences, words, before=start)))
        else:
            name = named.strip(' "“”:[]')
            turns.append(Turn(first, last, _named_token(doc, name), name))
    return turns


def _labels(doc: Doc, sentences: Sequence[Span]) -> list[_Labelled]:
    """Labels at the start of a sentence or line ("Q:", "Saw Maung Pyo:", "[Answer]")."""
    text = doc.text
    places = {sentence.start_char for sentence in sentences} | {found.start() for found in _INLINE.finditer(text)}
    out: list[_Labelled] = []
    for place in sorted(places):
        found = _LABEL.match(text, place)
        if found is None or (found["end"] == "." and not _SHORT.fullmatch(found["plain"])):
            continue
        label = found["bracket"] or found["plain"]
        span = doc.char_span(place, found.end(), alignment_mode="expand")
        if span is not None and len(label.split()) <= _LABEL_WORDS and (not out or span.start >= out[-1].body):
            out.append(_Labelled(span.start, span.end, label))
    return out


def _of_labels(doc: Doc, sentences: Sequence[Span], words: SpeechWords, labels: list[_Labelled]) -> list[Turn]:
    """Turns by labels, where some label asks and another answers."""
    counts: Counter[str] = Counter(item.label.lower() for item in labels)
    asks: Counter[str] = Counter()
    ends = [item.start for item in labels[1:]] + [len(doc)]
    for item, end in zip(labels, ends, strict=True):
        asks[item.label.lower()] += any(doc[i].text == "?" for i in range(item.body, end))
    askers = {label for label in counts if label in words["question_labels"]}
    if not askers:
        answering = {label for label in counts if label in words["answer_labels"]}
        askers = {label for label, n in counts.items() if n >= 2 and asks[label] * 2 >= n and label not in answering}
        if len(askers) > 1 and not answering:
            most = max(sorted(askers), key=lambda label: asks[label] / counts[label])
            askers = {label for label in askers if label == most or _initials(label, most)}
        if not askers and not answering:
            return []
    start = min(
        item.start for item in labels if item.label.lower() in askers or item.label.lower() in words["answer_labels"]
    )
    person = NOBODY
    turns: list[Turn] = []
    for item, end in zip(labels, ends, strict=True):
        label = item.label.lower()
        if item.start < start or label in askers or item.body >= end:
            continue
        if label in words["answer_labels"]:
            person = person if person != NOBODY else interviewee(doc, sentences, words, before=start)
            turns.append(Turn(item.body, end - 1, person))
        elif counts[label] > 1 or item.label[0].isupper():
            turns.append(Turn(item.body, end - 1, _named_token(doc, item.label), item.label))
    return _until_note(doc, sentences, turns)


def _until_note(doc: Doc, sentences: Sequence[Span], turns: list[Turn]) -> list[Turn]:
    """Without closing notes in brackets ("[Note by the editors: ...]")."""
    out = []
    for turn in turns:
        last = turn.last
        for sentence in reversed(sentences):
            if sentence.start <= turn.first or sentence.start > last:
                continue
            if doc[sentence.start].text not in {"[", "("} or last > sentence.end:
                break
            last = sentence.start - 1
        out.append(Turn(turn.first, last, turn.speaker, turn.name))
    return out


def _initials(one: str, other: str) -> bool:
    short, full = sorted((one, other), key=len)
    return short == "".join(word[0] for word in full.split())


def _named_token(doc: Doc, name: str) -> int:
    """The last word of ``name`` where it first stands in the text as part of a name, else NOBODY."""
    parts = [part.lower() for part in re.findall(r"\w+", name)]
    if not parts:
        return NOBODY
    for entity in doc.ents:
        if entity.label_ == "PER" and parts[-1] in {t.lower_ for t in entity}:
            return int(entity.root.i)
    if len(parts) == 1 and parts[0].isalpha() and name.isupper():
        for entity in doc.ents:
            letters = "".join(t.text[0] for t in entity if t.text[0].isalpha()).lower()
            if entity.label_ == "PER" and letters.endswith(parts[0]):
                return int(entity.root.i)
    return next((t.i for t in doc if t.lower_ == parts[-1]), NOBODY)


def interviewee(doc: Doc, sentences: Sequence[Span], words: SpeechWords, *, before: int) -> int:
    """Head token of whoever is introduced before token ``before`` as the one who speaks, or NOBODY."""
    scores: Counter[int] = Counter()
    people: dict[str, int] = {}
    for entity in doc.ents:
        if entity.label_ == "PER" and entity.start < before:
            key = entity[-1].lower_
            first = people.setdefault(key, entity.root.i)
            scores[first] += 2 + 3 * _introduced(entity.root, words)
    if not scores:
        for sentence in sentences:
            if sentence.start >= before:
                break
            subject = child(sentence.root, "nsubj", "nsubj:pass")
            if subject is not None and subject.pos_ in {"NOUN", "PROPN"}:
                scores[subject.i] += 2 + 3 * _introduced(subject, words)
    return max(scores, key=lambda i: (scores[i], -i)) if scores else NOBODY


def _introduced(token: Token, words: SpeechWords) -> int:
    """2 for the subject of a verb of an interview or "interview with X", 1 for another subject, else 0."""
    head = token
    while head.dep_ in {"appos", "flat", "compound"} and head.head.i != head.i:
        head = head.head
    above = head.head
    if head.dep_ in {"nmod", "obl"} and any(
        kid.lower_ in {"with", "to"} and kid.dep_ == "case" for kid in head.children
    ):
        return 2 if above.lemma_.lower() in {"interview", "talk", "conversation", "question", "speak"} else 0
    if head.dep_ in {"nsubj", "nsubj:pass", "root", "ROOT"}:
        return 2 if above.lemma_.lower() in words["interview_verbs"] else 1
    return 0


def _first_person(doc: Doc, sentences: Sequence[Span], quoted: Sequence[int], words: SpeechWords) -> list[Turn]:
    """A text told throughout in the first person: from its first such sentence on, questions and notes left out."""
    own = [
        any(t.lower_ in _FIRST and quoted[t.i] < 0 and (t.text != "US") and not _to_reporter(t) for t in sentence)
        for sentence in sentences
    ]
    if sum(own) < _MIN_FIRST_PERSON or sum(own) < _MIN_SHARE * max(1, len(sentences)):
        return []
    begin = own.index(True)
    opening = doc[: sentences[min(1, len(sentences) - 1)].end].text.lower()
    if any(word in opening for word in words["statement_words"]) or begin == 0:
        speaker = issuer(doc, sentences, words)
    else:
        speaker = interviewee(doc, sentences, words, before=sentences[begin].start)
    if speaker == NOBODY:
        return []
    turns: list[Turn] = []
    for index, sentence in enumerate(sentences):
        if index < begin or _is_question(sentence, quoted) or doc[sentence.start].text in {"[", "("}:
            continue
        if turns and turns[-1].last == sentence.start - 1:
            turns[-1] = Turn(turns[-1].first, sentence.end - 1, speaker)
        else:
            turns.append(Turn(sentence.start, sentence.end - 1, speaker))
    return turns


def _to_reporter(token: Token) -> bool:
    """True for the "us" of "told us", "met us": the reporter, not the speaker."""
    return token.lower_ in {"us", "me"} and token.head.pos_ == "VERB" and token.dep_ in {"obj", "iobj", "obl"}


def _is_question(sentence: Span, quoted: Sequence[int]) -> bool:
    """True for a question put to the speaker: it ends in a question mark and does not speak of "I" or "we"."""
    text = sentence.text.rstrip(" \n\"”'’)")
    return text.endswith("?") and not any(t.lower_ in _FIRST for t in sentence)


def issuer(doc: Doc, sentences: Sequence[Span], words: SpeechWords) -> int:
    """Head token of the body that issues a statement: "We, the X", "Statement of the X", else the first body named."""
    limit = sentences[min(2, len(sentences) - 1)].end
    for token in doc[:limit]:
        if token.lower_ == "we":
            named = child(token, "appos")
            if named is not None:
                return int(named.i)
    for token in doc[:limit]:
        if token.lower_ in words["papers"] or token.lower_ in words["statement_words"]:
            for kid in token.children:
                if (
                    kid.dep_ in {"nmod", "nmod:poss"}
                    and kid.pos_ in {"PROPN", "NOUN"}
                    and kid.ent_type_ in {"ORG", "PER"}
                ):
                    return int(kid.i)
    for entity in doc.ents:
        if entity.start < limit and entity.label_ == "ORG":
            return int(entity.root.i)
    return NOBODY
