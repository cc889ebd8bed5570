"""Claims heard together: each source once, each copied report once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from oathbook.history.belief.numbers import LETTERS, Numbers
from oathbook.history.belief.word import PROTECTED, Listener, Word
from oathbook.records import Claim


@dataclass(frozen=True, slots=True)
class Voice:
    """Everything that one source says to one side. ``counted``: it is a source of its own, not a relay of another.

    ``shown`` is what the reasons call it; never a protected name. ``reports`` counts originals.
    """

    shown: str
    letter: str
    weight: float
    notes: tuple[str, ...]
    reports: int
    counted: bool


@dataclass(frozen=True, slots=True)
class Chorus:
    """All voices of one side, weightiest first.

    ``weight`` is their sum, ``letter`` that of the best source (F where there is none), ``voices`` how many count as
    sources of their own, ``reports`` how many reports there are without copies, ``copies`` how many copies, ``claims``
    how many claims. ``newest`` is the last day on which one was published, copies taken as their original.
    """

    each: tuple[Voice, ...]
    weight: float
    letter: str
    voices: int
    reports: int
    copies: int
    claims: int
    newest: date | None


def gather(
    claims: Iterable[Claim], listener: Listener, *, of_fact: bool, hidden: frozenset[str] = frozenset()
) -> Chorus:
    """The voices of these claims; ``hidden`` are folded names of sources that must not be shown."""
    words = [listener.hear(claim, of_fact=of_fact) for claim in {claim.id: claim for claim in claims}.values()]
    originals = {word.original for word in words}
    heard = _without_copies(words)
    quoted: dict[str, float] = {}
    for word in heard:
        if word.quoted:
            quoted[word.original] = max(quoted.get(word.original, 0.0), word.weight)
    by_voucher: dict[Hashable, list[Word]] = defaultdict(list)
    for word in heard:
        by_voucher[word.voucher].append(word)
    voices = [_voice(each, quoted, listener, hidden) for each in by_voucher.values()]
    voices.sort(key=lambda voice: (-voice.weight, voice.letter, voice.shown, voice.notes))
    days = [word.claim.published for word in heard if word.claim.published is not None]
    return Chorus(
        each=tuple(voices),
        weight=round(sum(voice.weight for voice in voices), 4),
        letter=min((word.letter for word in heard), default="F"),
        voices=sum(voice.counted for voice in voices),
        reports=len(originals),
        copies=len({word.claim.report for word in words}) - len(originals),
        claims=len(words),
        newest=max(days, default=None),
    )


def protected_names(claims: Iterable[Claim], listener: Listener) -> frozenset[str]:
    """The folded names of the sources among these claims that are protected in one of them."""
    return frozenset(listener.fold(claim.source) for claim in claims if claim.standing in PROTECTED)


def _without_copies(words: Sequence[Word]) -> list[Word]:
    """Of one source's words in one original and its copies those of the original; of copies alone the first's."""
    if all(word.claim.report == word.original for word in words):
        return list(words)
    groups: dict[tuple[Hashable, str], list[Word]] = defaultdict(list)
    for word in words:
        groups[(word.voucher, word.original)].append(word)
    kept: list[Word] = []
    for (_, original), group in groups.items():
        first = min(
            group, key=lambda word: (word.claim.report != original, word.claim.published or date.max, word.claim.report)
        )
        kept += [word for word in group if word.claim.report == first.claim.report]
    return kept


def _voice(words: Sequence[Word], quoted: dict[str, float], listener: Listener, hidden: frozenset[str]) -> Voice:
    """One source. A report's own voice adds only what it weighs more than whom it quotes for the same."""
    best = min(words, key=lambda word: (-_adds(word, quoted), -word.weight, LETTERS.index(word.letter), word.claim.id))
    return Voice(
        shown=_shown(words, best, listener, hidden),
        letter=best.letter,
        weight=round(_adds(best, quoted), 4),
        notes=best.notes,
        reports=len({word.original for word in words}),
        counted=best.quoted or any(word.original not in quoted for word in words),
    )


def _adds(word: Word, quoted: dict[str, float]) -> float:
    return word.weight if word.quoted else max(0.0, word.weight - quoted.get(word.original, 0.0))


def _shown(words: Sequence[Word], best: Word, listener: Listener, hidden: frozenset[str]) -> str:
    say: Numbers = listener.numbers
    claim = best.claim
    if claim.standing in PROTECTED:
        return str(say.words[claim.standing])
    if claim.standing in ("report", "unnamed"):
        publisher = listener.publisher_of(best.original)
        if claim.standing == "report" and publisher:
            return str(say.words["publisher"].format(publisher=publisher))
        return str(say.words[claim.standing].format(report=claim.report_name))
    if listener.fold(claim.source) in hidden:
        return str(say.words["hidden"])
    names = Counter(word.claim.source for word in words)
    return min(names, key=lambda name: (-names[name], name))
