"""Questions and answers of an interview, and who is speaking where the page says so.

Four lay-outs: labels ("Q:", "A:"), names ("Valley Times:", "Abu Nur:", "[REPORTER]"), questions alone labelled, and
questions that are only told by their question mark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from oathbook.records import Block
from oathbook.reports.furniture import dateline_end
from oathbook.reports.pagewords import PageWords

_NAMED = re.compile(
    r"(?P<name>[A-Z][\w'’.()-]*(?: [\w'’.()-]+){0,5}?)\s?:\s+(?=\S)"
    r"|\[(?P<bracketed>[A-Z][\w'’.-]*(?: [\w'’.-]+){0,5})\]\s+(?=\S)"
)
_QUOTATION = re.compile(r"“[^”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)")
_FIRST_OR_SECOND = re.compile(r"\b(?:I|we|us|our|ours|my|me|mine|you|your)\b", re.IGNORECASE)
_REPORTS_SPEECH = re.compile(
    r"\b(?:he|she|they|[A-Z]\w+) (?:says|said|adds|added|insists|insisted|laughs|laughed|shrugs)\b"
)
_QUESTION_MARK = re.compile(r"\?[\"'”’)\]]*\Z")
_PRONOUN = re.compile(r"(?:I|We|He|She|They|You|It|One|This|That)\Z")
_LEADING = re.compile(
    r"(?:(?:The|On|In|At|But|And|When|Mr|Mrs|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|Last|Earlier|Yesterday)\b\.?\s*)+"
)
_SPOKEN = ("paragraph", "subheading", "headline", "dateline", "byline")
_LONGEST_UNMARKED_QUESTION = 60

Part = Literal["question", "answer"]


@dataclass(frozen=True, slots=True)
class _Turn:
    """The label that opens block ``index``: its length in characters, whose it is."""

    index: int
    length: int
    part: Part
    speaker: str | None = None


def mark_turns(text: str, blocks: list[Block], words: PageWords) -> list[Block]:
    """The blocks with the turns of an interview marked, if there is one; labels become blocks of boilerplate."""
    turns = _labelled(text, blocks, words) or _named(text, blocks, words) or _unmarked(text, blocks, words)
    if not turns:
        return blocks
    first = min(turns)
    asked = _interviewee(text, blocks[:first], words)
    out: list[Block] = list(blocks[:first])
    last_question = max((i for i, turn in turns.items() if turn.part == "question"), default=first)
    current: _Turn | None = None
    since = 0
    for i, block in enumerate(blocks[first:], start=first):
        turn = turns.get(i)
        if turn is not None:
            current, since = turn, 0
            speaker = turn.speaker or (asked if turn.part == "answer" else None)
            out.extend(_with_label(text, block, turn, speaker=speaker, asked=asked, words=words))
        elif current is not None and block.kind in ("paragraph", "subheading"):
            since += 1
            line = text[block.start : block.end]
            opens = current.part == "question" and since == 1
            if not opens and _is_narration(line, words, after_the_last=current.index >= last_question):
                out.append(block)
                current = replace(current, part="answer")
            else:
                speaker = current.speaker if current.part == "answer" and current.speaker else asked
                out.append(replace(block, kind="answer", speaker=speaker))
        else:
            out.append(block)
    return out


def _labelled(text: str, blocks: list[Block], words: PageWords) -> dict[int, _Turn]:
    """Turns by "Q:" and "A:"; a question's label must stand twice, or once beside an answer's."""
    turns: dict[int, _Turn] = {}
    for i, block in enumerate(blocks):
        if block.kind not in _SPOKEN:
            continue
        line = text[block.start : block.end]
        if question := words.question.match(line):
            turns[i] = _Turn(i, question.end(), "question")
        elif answer := words.answer.match(line):
            turns[i] = _Turn(i, answer.end(), "answer")
    parts = Counter(turn.part for turn in turns.values())
    return turns if parts["question"] >= 2 or (parts["question"] and parts["answer"]) else {}


def _named(text: str, blocks: list[Block], words: PageWords) -> dict[int, _Turn]:
    """Turns by "NAME:", where two names take turns and the first of them asks."""
    labels: dict[int, tuple[str, int]] = {}
    for i, block in enumerate(blocks):
        if block.kind in _SPOKEN and (match := _NAMED.match(text, block.start, block.end)):
            name = match["name"] or match["bracketed"]
            if len(name) <= 50 and not words.not_speakers.match(name) and not re.search(r"\d", name):
                labels[i] = (name, match.end() - block.start)
    full = _spelled_out([name for name, _ in labels.values()])
    turns = Counter(full[name] for name, _ in labels.values())
    names = [name for name, count in turns.most_common(2) if count >= 2]
    if len(names) < 2:
        return {}
    asking = Counter(
        full[name]
        for i, (name, _) in labels.items()
        if full[name] in names and _QUESTION_MARK.search(text[blocks[i].start : blocks[i].end])
    )
    if not asking or asking.most_common(1)[0][1] < 0.4 * turns[asking.most_common(1)[0][0]]:
        return {}
    asks = asking.most_common(1)[0][0]
    return {
        i: _Turn(i, length, "question" if full[name] == asks else "answer", full[name])
        for i, (name, length) in labels.items()
        if turns[full[name]] >= 2
    }


def _unmarked(text: str, blocks: list[Block], words: PageWords) -> dict[int, _Turn]:
    """Paragraphs that are nothing but a question, each with an answer after it, in what says it is an interview."""
    questions: dict[int, _Turn] = {}
    for i, block in enumerate(blocks[:-1]):
        line = text[block.start : block.end]
        if (
            block.kind in ("paragraph", "subheading")
            and _QUESTION_MARK.search(line)
            and len(line.split()) <= _LONGEST_UNMARKED_QUESTION
            and not _QUOTATION.match(line)
        ):
            questions[i] = _Turn(i, 0, "question")
    if len(questions) < 2:
        return {}
    before = text[: blocks[min(questions)].start]
    hinted = words.interview_hint.search(before) is not None
    answered = sum(i + 1 not in questions for i in questions)
    return questions if answered >= 0.8 * len(questions) and (hinted or len(questions) >= 4) else {}


def _with_label(
    text: str, block: Block, turn: _Turn, *, speaker: str | None, asked: str | None, words: PageWords
) -> Iterator[Block]:
    """The label as boilerplate, then what is said; "A:" within a question's paragraph opens the answer."""
    start = block.start + turn.length
    if turn.length:
        yield Block("boilerplate", block.start, block.start + len(text[block.start : start].rstrip()))
    if turn.part == "question":
        for gap in re.finditer(r"[?.!][\"'”’)]*\s+", text[start : block.end]):
            if answer := words.answer.match(text, start + gap.end(), block.end):
                yield Block("question", start, start + len(text[start : start + gap.end()].rstrip()), speaker)
                yield Block("boilerplate", answer.start(), answer.start() + len(answer.group().rstrip()))
                yield Block("answer", answer.end(), block.end, asked)
                return
    yield Block(turn.part, start, block.end, speaker)


def _is_narration(line: str, words: PageWords, *, after_the_last: bool) -> bool:
    """Whether the reporter speaks: says so, reports the speech of others, or, at the end, addresses nobody."""
    if words.narrator.match(line):
        return True
    outside = _QUOTATION.sub(" ", line)
    personal = _FIRST_OR_SECOND.search(outside) is not None
    if not personal and outside != line and _REPORTS_SPEECH.search(outside):
        return True
    return after_the_last and not personal


def _interviewee(text: str, before: list[Block], words: PageWords) -> str | None:
    """Who is asked, as the page says above the first question; None where it names nobody."""
    told = [text[block.start : block.end] for block in before if block.kind in ("headline", "subheading", "paragraph")]
    told = [passage[dateline_end(passage, words) :] for passage in told]
    for form in words.interviewee:
        for passage in told:
            for match in form.finditer(passage):
                if name := _person(match["name"], text, words):
                    return name
    for passage in told[:4]:
        found = sorted(
            (match.start("name"), match["name"]) for form in words.presented for match in form.finditer(passage)
        )
        for _, words_found in found:
            if (name := _person(words_found, text, words)) and " " in name:
                return name
    return None


def _person(found: str, text: str, words: PageWords) -> str | None:
    """The name without what leads up to it; None for pronouns and outlets."""
    name = words.rank.sub("", _LEADING.sub("", found, count=1), count=1).strip(" ,.'’")
    name = re.sub(r"['’]s\Z", "", name)
    if not name or name.isupper() or _PRONOUN.match(name) or words.outlet.search(name) or f"from {name}" in text:
        return None
    return name


def _spelled_out(names: list[str]) -> dict[str, str]:
    """Each label with the name it shortens: "MVT" after "Moei Valley Times", "Pyo" after "Saw Maung Pyo"."""
    full: dict[str, str] = {}
    for name in names:
        if name not in full:
            full[name] = next((known for known in full if known == full[known] and _shortens(name, known)), name)
    return full


def _shortens(short: str, name: str) -> bool:
    parts = re.split(r"[\s-]+", name)
    initials = "".join(part[0] for part in parts).lower()
    return len(parts) > 1 and (short.replace(".", "").lower() == initials or short in parts)
