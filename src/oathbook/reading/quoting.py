"""Who speaks what stands between quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from oathbook.reading.cue_phrases import Attribution
from oathbook.reading.spoken import SpeechText, Spoken
from oathbook.reading.utterance import NOBODY, Stretch, joined
from oathbook.reading.voices import Turn

_FULL_QUOTE = 4
"""A quotation of fewer words, with nobody said to speak it, is a word used with distance."""


def of_quotes(text: SpeechText, turns: Sequence[Turn]) -> list[Spoken]:
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


def _assigned(text: SpeechText, pending: Iterable[Stretch], speaker: int) -> list[Spoken]:
    """Quotations before the first named speaker are that speaker's, the headline's apart."""
    return [Spoken([stretch], speaker, kind="quote") for stretch in pending if text.sentence_at(stretch[0]) > 0]


def _is_full(text: SpeechText, quote: tuple[int, int, bool]) -> bool:
    """True for a quotation that stands as a sentence of its own or after a colon, not for a few quoted words."""
    first, last, _ = quote
    doc = text.doc
    count = sum(1 for i in range(first, last + 1) if doc[i].text[0].isalnum())
    if count < _FULL_QUOTE or not any(doc[i].pos_ in {"VERB", "AUX"} for i in range(first, last + 1)):
        return False
    start = text.sentences[text.sentence_at(first)].start
    before = next((doc[i].text for i in range(first - 1, start - 1, -1) if not doc[i].is_space), None)
    return before is None or before in {":", "-", "–", "—"}


def _cue_for(text: SpeechText, quote: tuple[int, int, bool]) -> Attribution | None:
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
        if not overlap and not (
            _beside(text, item, quote, full) if not item.stretches else _goes_on(text, item, quote)
        ):
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


def _goes_on(text: SpeechText, item: Attribution, quote: tuple[int, int, bool]) -> bool:
    """True for the second half of ""...," he said; "but ..."": the cue has a quotation, this one is a clause too."""
    first, last, _ = quote
    has_quote = any(text.quoted[a] >= 0 and text.quoted[b] >= 0 for a, b in item.stretches)
    clause = any(text.doc[i].pos_ in {"VERB", "AUX"} for i in range(first, last + 1)) and last - first > _FULL_QUOTE
    return has_quote and clause and item.cue < first


def _beside(text: SpeechText, item: Attribution, quote: tuple[int, int, bool], full: bool) -> bool:
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


def _colon_before(text: SpeechText, sentence: int) -> Attribution | None:
    """The attribution of the sentence before, where it ends with a colon."""
    before = text.sentences[sentence - 1]
    return next(
        (a for a in text.attributions if a.open and before.start <= a.cue < before.end and a.speaker != NOBODY), None
    )


def _said_after(text: SpeechText, quote: tuple[int, int, bool], sentence: int) -> Attribution | None:
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


def _recent(text: SpeechText, first: int) -> int:
    """The speaker of the attribution nearest before a token, in its paragraph or the one before."""
    limit = text.sentence_at(first)
    best = NOBODY
    for item in text.attributions:
        if item.cue >= first:
            break
        if item.speaker >= 0 and limit - text.sentence_at(item.cue) <= 2 and item.kind in {"clause", "parenthesis"}:
            best = item.speaker
    return best
