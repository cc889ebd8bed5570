"""Whose word each stretch of a report is: quotations direct, indirect and mixed, interviews, statements, hearsay.

``find_speeches`` joins what the trees show (``cues``), what stands between quotation marks (``quoting``) and who
speaks running text (``voices``), and names each source as a claim gives it. Everything else is the report's voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from oathbook.reading.quoting import of_quotes
from oathbook.reading.sources import Namer
from oathbook.reading.speech_words import SpeechWords, speech_words
from oathbook.reading.spoken import SpeechText, Spoken, prepare
from oathbook.reading.utterance import NOBODY, Stretch, cut, trimmed
from oathbook.reading.voices import Page, Turn, find_turns
from oathbook.records import Speech

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from oathbook.lexicon import Lexicon
    from oathbook.records import Block, Cluster, Mention

_SCRAP = 3


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
    words = lexicon.made("speech words", lambda: speech_words(lexicon.words("speech")))
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
    text = prepare(doc, words, blocks, block_of)
    turns = find_turns(Page(doc, text.columns, text.sentences, text.quoted, words), blocks, block_of)
    spoken = [Spoken([(turn.first, turn.last)], turn.speaker, -1, False, turn.name, "turn") for turn in turns]
    spoken += of_quotes(text, turns)
    spoken += [
        Spoken(item.stretches, item.speaker, item.cue, item.negative, None, item.kind)
        for item in text.attributions
        if item.stretches and item.speaker != NOBODY
    ]
    spoken += _announced(text, turns)
    holes = _brackets(text.columns.words)
    out = []
    for item in spoken:
        for hole in holes:
            item.stretches = cut(item.stretches, hole)
        kept = [left for stretch in item.stretches if (left := trimmed(doc, stretch))]
        item.stretches = [left for left in kept if not _is_scrap(doc, left, item.cue, len(kept))]
        if item.stretches:
            out.append(item)
    out.sort(key=lambda item: (item.kind != "turn", -item.size(), item.stretches[0]))
    return out


def _is_scrap(doc: Doc, stretch: Stretch, cue: int, count: int) -> bool:
    """True for a few words without a verb left over behind the cue ("of the town" after "according to a trader")."""
    first, last = stretch
    if count == 1 or first < cue or last - first >= _SCRAP:
        return False
    return not any(doc[i].pos_ in {"VERB", "AUX"} for i in range(first, last + 1))


def _announced(text: SpeechText, turns: Sequence[Turn]) -> list[Spoken]:
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


def _brackets(words: Sequence[str]) -> list[Stretch]:
    """Stretches in square brackets, without their marks' partners lost: "[" with no "]" in 60 tokens is left alone."""
    out: list[Stretch] = []
    begun = -1
    for i, word in enumerate(words):
        if word == "[":
            begun = i
        elif word == "]" and begun >= 0:
            if i - begun <= 60:
                out.append((begun, i))
            begun = -1
    return out
