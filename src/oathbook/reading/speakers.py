"""Whose word each stretch of a report is: quotations direct, indirect and mixed, interviews, statements, hearsay.

``find_speeches`` joins what the trees show (``cues``), what stands between quotation marks (``quotes``) and who
speaks running text (``voices``), and names each source as a claim gives it. Everything else is the report's voice.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oathbook.reading.cues import Attribution, find_attributions
from oathbook.reading.quotes import find_quotes
from oathbook.reading.sources import Namer
from oathbook.reading.speech_words import SpeechWords, speech_words
from oathbook.reading.utterance import NOBODY, Stretch, cut, joined, trimmed
from oathbook.reading.voices import Page, Turn, find_turns
from oathbook.records import Speech

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from oathbook.lexicon import Lexicon
    from oathbook.records import Block, Cluster, Mention

_FULL_QUOTE = 4
"""A quotation of fewer words, with nobody said to speak it, is a word used with distance."""


@dataclass
class Spoken:
    """Content and speaker on tokens, before the source is named; ``name`` where no token of the text names it."""

    stretches: list[Stretch]
    speaker: int
    cue: int = -1
    negative: bool = False
    name: str | None = None
    kind: str = "clause"

    def size(self) -> int:
        """Tokens of content."""
        return sum(last - first + 1 for first, last in self.stretches)


@dataclass
class _Text:
    """The document with what every step asks of it."""

    doc: Doc
    words: SpeechWords
    sentences: list[Span]
    starts: list[int]
    quotes: list[tuple[int, int, bool]]
    quoted: list[int]
    paragraph: list[int]
    attributions: list[Attribution] = field(default_factory=list)

    def sentence_at(self, i: int) -> int:
        """Index of the sentence that holds a token."""
        return bisect_right(self.starts, i) - 1


def find_speeches(
    doc: Doc,
    *,
    blocks: Sequence[Block] = (),
    block_of: Sequence[int] = (),
    mentions: Sequence[Mention] = (),
    clusters: Sequence[Cluster] = (),
    lexicon: Lexicon,
) -> tuple[Speech, ...]:
    """Every stretch of ``doc`` that somebody else than the reporter vouches for.

    Outer speeches come before the speeches inside them, so the last one that covers a token is the nearest to the
    fact (see ``source_at``). Words in square brackets belong to no speech. ``blocks`` and ``block_of`` (the block
    index of each token) tell answers from questions and paragraphs apart; ``mentions`` and ``clusters`` resolve
    pronouns and descriptions, without them a source is named by its own words.
    """
    words = speech_words(lexicon.words("speech"))
    spoken = find_spoken(doc, words=words, blocks=blocks, block_of=block_of)
    namer = Namer(doc, mentions, clusters, words)
    speeches = []
    for item in spoken:
        source, standing, mention = namer.name(item.speaker, item.name, item.cue)
        for first, last in item.stretches:
            polarity = "negative" if item.negative else "positive"
            speeches.append(Speech(first, last, source, standing, mention, item.cue, polarity))  # type: ignore[arg-type]
    return tuple(speeches)


def source_at(speeches: Sequence[Speech], token: int) -> Speech | None:
    """The speech nearest to the fact at a token; None in the report's own voice."""
    return next((speech for speech in reversed(speeches) if speech.first <= token <= speech.last), None)


def find_spoken(
    doc: Doc, *, words: SpeechWords, blocks: Sequence[Block] = (), block_of: Sequence[int] = ()
) -> list[Spoken]:
    """The speeches of ``doc`` with their speakers as tokens, outermost first."""
    text = _prepare(doc, words, blocks, block_of)
    turns = find_turns(Page(doc, text.sentences, text.quoted, words), blocks, block_of)
    spoken = [Spoken([(turn.first, turn.last)], turn.speaker, -1, False, turn.name, "turn") for turn in turns]
    spoken += _of_quotes(text, turns)
    spoken += [
        Spoken(item.stretches, item.speaker, item.cue, item.negative, None, item.kind)
        for item in text.attributions
        if item.stretches and item.speaker != NOBODY
    ]
    spoken += _announced(text, turns)
    holes = _brackets(doc, blocks, turns)
    out = []
    for item in spoken:
        for hole in holes:
            item.stretches = cut(item.stretches, hole)
        item.stretches = [kept for stretch in item.stretches if (kept := trimmed(doc, stretch))]
        if item.stretches:
            out.append(item)
    out.sort(key=lambda item: (item.kind != "turn", -item.size(), item.stretches[0]))
    return out


def _prepare(doc: Doc, words: SpeechWords, blocks: Sequence[Block], block_of: Sequence[int]) -> _Text:
    sentences = list(doc.sents)
    offsets = [token.idx for token in doc]
    borders = [block.start for block in blocks] if blocks else None
    quotes: list[tuple[int, int, bool]] = []
    quoted = [-1] * len(doc)
    for quote in find_quotes(doc.text, borders=borders):
        first = bisect_left(offsets, quote.start)
        last = bisect_left(offsets, quote.end) - 1
        if first <= last:
            for i in range(first, last + 1):
                quoted[i] = len(quotes)
            quotes.append((first, last, quote.closed))
    paragraph, number = [], 0
    for i, token in enumerate(doc):
        if (block_of and i and block_of[i] != block_of[i - 1]) or (token.is_space and "\n" in token.text):
            number += 1
        paragraph.append(number)
    text = _Text(doc, words, sentences, [s.start for s in sentences], quotes, quoted, paragraph)
    text.attributions = list(find_attributions(doc, words))
    return text


def _of_quotes(text: _Text, turns: Sequence[Turn]) -> list[Spoken]:
    """Quotations with their speakers: a cue in the same sentence, a colon before, else whoever spoke last."""
    out: list[Spoken] = []
    answered = [(turn.first, turn.last) for turn in turns]
    last_speaker, last_paragraph = NOBODY, -99
    pending: list[Stretch] = []
    previous: tuple[int, int, bool] | None = None
    for quote in text.quotes:
        first, last, _ = quote
        if any(a <= first <= b for a, b in answered):
            continue
        found = _cue_for(text, quote)
        full = _is_full(text, quote)
        if found is not None:
            if found.kind == "clause" and not found.stretches:
                found.kind = "quote"
            found.stretches = joined([*found.stretches, (first, last)])
            out.extend(_assigned(text, pending, found.speaker))
            pending, previous = [], quote
            last_speaker, last_paragraph = found.speaker, text.paragraph[last]
        elif full:
            continued = (
                previous is not None and not previous[2] and text.paragraph[first] - text.paragraph[previous[1]] <= 2
            )
            speaker = last_speaker if continued or last_speaker != NOBODY else NOBODY
            recent = _recent(text, first)
            if not continued and recent != NOBODY and text.paragraph[first] != last_paragraph:
                speaker = recent
            if speaker == NOBODY:
                pending.append((first, last))
            else:
                out.append(Spoken([(first, last)], speaker, kind="quote"))
                last_speaker, last_paragraph = speaker, text.paragraph[last]
            previous = quote
    return out


def _assigned(text: _Text, pending: Iterable[Stretch], speaker: int) -> list[Spoken]:
    """Quotations before the first named speaker are that speaker's, the headline's apart."""
    return [Spoken([stretch], speaker, kind="quote") for stretch in pending if text.sentence_at(stretch[0]) > 0]


def _is_full(text: _Text, quote: tuple[int, int, bool]) -> bool:
    """True for a quotation that stands as a sentence of its own or after a colon, not for a few quoted words."""
    first, last, _ = quote
    doc = text.doc
    count = sum(1 for i in range(first, last + 1) if doc[i].text[0].isalnum())
    if count < _FULL_QUOTE or not any(doc[i].pos_ in {"VERB", "AUX"} for i in range(first, last + 1)):
        return False
    start = text.sentences[text.sentence_at(first)].start
    before = next((doc[i].text for i in range(first - 1, start - 1, -1) if not doc[i].is_space), None)
    return before is None or before in {":", "-", "–", "—"}


def _cue_for(text: _Text, quote: tuple[int, int, bool]) -> Attribution | None:
    """The attribution whose cue stands outside the quotation, in one of its sentences, and introduces it."""
    first, last, _ = quote
    low = text.sentence_at(first)
    high = text.sentence_at(last)
    begin, end = text.sentences[low].start, text.sentences[high].end - 1
    full = _is_full(text, quote)
    best: tuple[int, int, Attribution] | None = None
    for item in text.attributions:
        if item.kind in {"adverb", "according", "account", "noun", "passive"} or item.speaker == NOBODY:
            continue
        if not begin <= item.cue <= end or first <= item.cue <= last:
            continue
        if text.quoted[item.cue] >= 0:
            continue
        overlap = sum(max(0, min(last, b) - max(first, a) + 1) for a, b in item.stretches)
        if not overlap and not (not item.stretches and _beside(text, item, quote, full)):
            continue
        distance = min(abs(item.cue - first), abs(item.cue - last))
        key = (-min(overlap, 1), distance)
        if best is None or key < best[:2]:
            best = (*key, item)
    if best is not None:
        return best[2]
    if low and full:
        return _colon_before(text, low) or _said_after(text, quote, high)
    return None


def _beside(text: _Text, item: Attribution, quote: tuple[int, int, bool], full: bool) -> bool:
    """True where a cue without content of its own stands next to a quotation that is more than a few words."""
    first, last, _ = quote
    doc = text.doc
    verb = doc[item.cue]
    subject = item.speaker
    if subject >= 0 and doc[subject].left_edge.i <= first and last <= doc[subject].right_edge.i and subject < item.cue:
        return False
    if item.cue < first:
        gap = [doc[i] for i in range(item.cue + 1, first)]
        return full or (
            not any(t.pos_ in {"VERB", "AUX"} for t in gap) and (len(gap) < 6 or gap[-1].text in {",", ":"})
        )
    left = min(verb.left_edge.i, subject) if subject >= 0 else verb.left_edge.i
    return full or left - last <= 4


def _colon_before(text: _Text, sentence: int) -> Attribution | None:
    """The attribution of the sentence before, where it ends with a colon."""
    before = text.sentences[sentence - 1]
    return next(
        (a for a in text.attributions if a.open and before.start <= a.cue < before.end and a.speaker != NOBODY), None
    )


def _said_after(text: _Text, quote: tuple[int, int, bool], sentence: int) -> Attribution | None:
    """The attribution of a short sentence after a quotation ("X said."), cut off from it by the sentence border."""
    if sentence + 1 >= len(text.sentences):
        return None
    after = text.sentences[sentence + 1]
    if text.paragraph[after.start] != text.paragraph[quote[1]]:
        return None
    return next(
        (
            a
            for a in text.attributions
            if not a.stretches
            and not a.open
            and a.speaker != NOBODY
            and after.start <= a.cue < min(after.end, after.start + 12)
        ),
        None,
    )


def _recent(text: _Text, first: int) -> int:
    """The speaker of the attribution nearest before a token, in its paragraph or the one before."""
    limit = text.sentence_at(first)
    best = NOBODY
    for item in text.attributions:
        if item.cue >= first:
            break
        if item.speaker >= 0 and limit - text.sentence_at(item.cue) <= 2 and item.kind in {"clause", "parenthesis"}:
            best = item.speaker
    return best


def _announced(text: _Text, turns: Sequence[Turn]) -> list[Spoken]:
    """Unquoted sentences after "X said:" at the end of a sentence, up to the next such cue."""
    out: list[Spoken] = []
    opens = [
        a for a in text.attributions if a.open and not a.stretches and a.speaker != NOBODY and text.quoted[a.cue] < 0
    ]
    for place, item in enumerate(opens):
        sentence = text.sentence_at(item.cue)
        first = text.sentences[sentence].end
        if first >= len(text.doc) or text.quoted[first] >= 0 or any(t.first <= item.cue <= t.last for t in turns):
            continue
        stop = text.sentences[text.sentence_at(opens[place + 1].cue)].start if place + 1 < len(opens) else len(text.doc)
        if any(text.quoted[i] >= 0 for i in range(first, min(first + 3, stop))) or first >= stop:
            continue
        out.append(Spoken([(first, stop - 1)], item.speaker, item.cue, item.negative, None, "turn"))
    return out


def _brackets(doc: Doc, blocks: Sequence[Block], turns: Sequence[Turn]) -> list[Stretch]:
    """Stretches in square brackets, without their marks' partners lost: "[" with no "]" in 60 tokens is left alone."""
    out: list[Stretch] = []
    begun = -1
    for token in doc:
        if token.text == "[":
            begun = token.i
        elif token.text == "]" and begun >= 0:
            if token.i - begun <= 60:
                out.append((begun, token.i))
            begun = -1
    return out
