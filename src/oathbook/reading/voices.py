"""Whose voice a stretch of running text is: an interviewee's answers, a body's own statement, or the report's.

A ``Turn`` is a stretch outside quotation marks that somebody else than the reporter speaks. Blocks marked as answers
come first; else labels ("Q:", "Shamseddin:", "[Answer]"); else texts told in the first person throughout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oathbook.reading.columns import Columns
from oathbook.reading.introductions import interviewee, issuer, named_token
from oathbook.reading.speech_words import SpeechWords
from oathbook.reading.utterance import NOBODY

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from oathbook.records import Block

_FIRST = frozenset({"i", "we", "my", "our", "me", "us", "ourselves", "myself", "mine", "ours"})
_SINGULAR = frozenset({"i", "my", "me", "myself", "mine"})
_NEWSROOM = frozenset(
    {
        "correspondent",
        "correspondents",
        "reporter",
        "reporters",
        "stringer",
        "stringers",
        "newspaper",
        "paper",
        "bureau",
    }
    | {"station", "question", "questions", "editor", "editors", "photographer", "readers", "guest", "interview"}
)
_LABEL = re.compile(
    r"\s*(?:\[(?P<bracket>[A-Z][\w .'’-]{0,40})\]"
    r"|[\"“]?(?P<plain>[A-Z][\w .'’-]{0,40}?)[\"”]?\s?(?P<end>[:.]))(?=\s)"
)
_INLINE = re.compile(r"(?<=[.?!\"”)\]] )(?=(?:Q|A|Question|Answer)[:.]\s|\[(?:Question|Answer)\])|(?<=\n)")
_SHORT = re.compile(r"[QA]")
_LABEL_WORDS = 5
_MIN_OWN = 3
"""Sentences in the first person that make a text one person's or body's own."""
_MIN_SHARE = 0.3
_QUESTION = 3
"""A question is no longer than this many sentences."""
_INTRODUCTION = 6
"""An introduction is no longer than this many sentences."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Tokens ``first`` to ``last`` spoken by ``speaker`` (head token, or NOBODY) or ``name`` where only text has it."""

    first: int
    last: int
    speaker: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    body: int
    end: int
    text: str
    key: str
    """The label in small letters, the same for a name and its initials."""


@dataclass(frozen=True)
class Page:
    """A document with what telling voices apart needs: ``quoted`` is >= 0 for each token in quotation marks."""

    doc: Doc
    columns: Columns
    sentences: Sequence[Span]
    quoted: Sequence[int]
    words: SpeechWords


def find_turns(page: Page, blocks: Sequence[Block], block_of: Sequence[int]) -> list[Turn]:
    """The turns of a report, in order."""
    if any(block.kind == "answer" for block in blocks):
        return _of_blocks(page, blocks, block_of)
    return _of_labels(page, _labels(page)) or _first_person(page)


def _of_blocks(page: Page, blocks: Sequence[Block], block_of: Sequence[int]) -> list[Turn]:
    spans: dict[int, list[int]] = {}
    for i, index in enumerate(block_of):
        if index >= 0 and blocks[index].kind == "answer":
            spans.setdefault(index, [i, i])[1] = i
    start = min((first for first, _ in spans.values()), default=0)
    asked = NOBODY
    turns = []
    for index, (first, last) in sorted(spans.items()):
        block = blocks[index]
        label = None if block.speaker else _LABEL.match(page.columns.text, block.start, block.end)
        written = block.speaker or (label["plain"] or label["bracket"] if label and label["end"] != "." else "")
        name = written.strip(' "“”.:[]')
        if name and name.lower() not in page.words["answer_labels"]:
            turns.append(Turn(first, last, named_token(page.doc, name), name))
            continue
        asked = asked if asked != NOBODY else _interviewee(page, start)
        turns.append(Turn(first, last, asked))
    return turns


def _interviewee(page: Page, before: int) -> int:
    return interviewee(page.doc, page.sentences, page.quoted, page.words, before=before)


def _labels(page: Page) -> list[_Label]:
    """Labels at the start of a sentence or line ("Q:", "Saw Maung Pyo:", "[Answer]"), with the words up to the next."""
    text = page.columns.text
    places = {sentence.start_char for sentence in page.sentences} | {m.start() for m in _INLINE.finditer(text)}
    found: list[tuple[int, int, str]] = []
    for place in sorted(places):
        match = _LABEL.match(text, place)
        if match is None or (match["end"] == "." and not _SHORT.fullmatch(match["plain"])):
            continue
        label = match["bracket"] or match["plain"]
        span = page.doc.char_span(place, match.end(), alignment_mode="expand")
        if span is not None and len(label.split()) <= _LABEL_WORDS and (not found or span.start >= found[-1][1]):
            found.append((span.start, span.end, label))
    if not found:
        return []
    full = [label for _, _, label in found]
    ends = [start for start, _, _ in found[1:]] + [len(page.doc)]
    return [
        _Label(start, body, end, label, next((o for o in full if _initials(o) == label), label).lower())
        for (start, body, label), end in zip(found, ends, strict=True)
    ]


def _initials(name: str) -> str:
    parts = name.split()
    return "".join(part[0] for part in parts) if len(parts) > 1 else ""


def _of_labels(page: Page, labels: Sequence[_Label]) -> list[Turn]:
    """Turns by labels, where some label asks and another answers."""
    counts = Counter(label.key for label in labels)
    askers = _askers(page, labels, counts)
    answering = page.words["answer_labels"]
    begins = [label.start for label in labels if label.key in askers or label.key in answering]
    if not askers or not begins:
        return []
    asked = NOBODY
    turns: list[Turn] = []
    for place, label in enumerate(labels):
        if label.start < begins[0] or label.body >= label.end:
            continue
        first, name = label.body, None
        if label.key in askers:
            following = labels[place + 1].key if place + 1 < len(labels) else label.key
            first = _after_question(page, label) if following in askers else label.end
            if first >= label.end:
                continue
        elif label.key not in answering:
            if counts[label.key] < 2:
                continue
            name = label.text
        if name is None:
            asked = asked if asked != NOBODY else _interviewee(page, begins[0])
        turns.append(Turn(first, label.end - 1, asked if name is None else named_token(page.doc, name), name))
    return [replace(turn, last=_before_note(page, turn)) for turn in turns]


def _askers(page: Page, labels: Sequence[_Label], counts: Counter[str]) -> set[str]:
    """The labels of whoever asks: "Q", "Presenter", or a repeated label most of whose turns hold a question mark."""
    known = {key for key in counts if key in page.words["question_labels"]}
    if known:
        return known
    asks: Counter[str] = Counter()
    for label in labels:
        asks[label.key] += any(page.doc[i].text == "?" for i in range(label.body, label.end))
    asking = sorted(key for key, n in counts.items() if n >= 2 and asks[key] * 2 >= n)
    asking = [key for key in asking if key not in page.words["answer_labels"]]
    if len(counts) < 2 or not asking:
        return set()
    return {max(asking, key=lambda key: asks[key] / counts[key])}


def _after_question(page: Page, label: _Label) -> int:
    """Where the answer begins in a turn that opens with the question and has no label for the answer."""
    inside = [s for s in page.sentences if s.end > label.body and s.start < label.end]
    asks = [s.text.rstrip(" \n\"”'’)").endswith("?") for s in inside[:_QUESTION]]
    count = max((place + 1 for place, ask in enumerate(asks) if ask), default=1)
    return max(inside[count].start, label.body) if count < len(inside) else label.end


def _before_note(page: Page, turn: Turn) -> int:
    """The last token of a turn without closing notes in brackets ("[Note by the editors: ...]")."""
    last = turn.last
    for sentence in reversed(page.sentences):
        if sentence.start <= turn.first or sentence.start > last:
            continue
        if page.doc[sentence.start].text not in {"[", "("} or last >= sentence.end:
            break
        last = sentence.start - 1
    return last


def _first_person(page: Page) -> list[Turn]:
    """A text told throughout in the first person: from its first such sentence on, questions and notes left out."""
    own = [_own(page, sentence, _FIRST) for sentence in page.sentences]
    if not any(own):
        return []
    begin = own.index(True)
    opening = page.doc[: page.sentences[min(1, len(own) - 1)].end].text.lower()
    speaker = NOBODY
    if begin < _INTRODUCTION and sum(own) >= _MIN_OWN and sum(own) >= _MIN_SHARE * len(own):
        if any(word in opening for word in page.words["statement_words"]):
            speaker, begin = issuer(page.doc, page.sentences, page.words), min(begin, 1)
        elif begin and sum(_own(page, s, _SINGULAR) for s in page.sentences) > 1:
            speaker = _interviewee(page, page.sentences[begin].start)
    if speaker == NOBODY:
        return []
    turns: list[Turn] = []
    for index, sentence in enumerate(page.sentences):
        if index < begin or _is_question(sentence) or page.doc[sentence.start].text in {"[", "("}:
            continue
        if turns and turns[-1].last == sentence.start - 1:
            turns[-1] = replace(turns[-1], last=sentence.end - 1)
        else:
            turns.append(Turn(sentence.start, sentence.end - 1, speaker))
    return turns


def _own(page: Page, sentence: Span, pronouns: frozenset[str]) -> bool:
    """True for a sentence that speaks of "I" or "we" outside quotation marks."""
    lower, quoted, words = page.columns.lower, page.quoted, page.columns.words
    said = (i for i in range(sentence.start, sentence.end) if lower[i] in pronouns)
    return any(quoted[i] < 0 and words[i] != "US" and not _to_reporter(page.doc[i]) for i in said)


def _to_reporter(token: Token) -> bool:
    """True for the "us" of "told us" and the "our" of "our correspondent": the reporter, not the speaker."""
    if token.lower_ in {"us", "me"}:
        return token.dep_ in {"obj", "iobj", "obl"}
    return token.lower_ in {"our", "my"} and token.head.lower_ in _NEWSROOM


def _is_question(sentence: Span) -> bool:
    """True for a question put to the speaker: it ends in a question mark and does not speak of "I" or "we"."""
    return sentence.text.rstrip(" \n\"”'’)").endswith("?") and not any(t.lower_ in _FIRST for t in sentence)
