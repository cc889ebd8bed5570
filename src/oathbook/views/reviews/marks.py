"""What reviewers settled, as training marks: claims on the words of sentences, where the words allow.

A claim is marked where every name, its source and its place stand verbatim in the report, and where its words hold more
than those: what is left of them is the trigger. Other claims are left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from oathbook.records import Claim, Figure, Report
from oathbook.views.marking import stretches
from oathbook.views.protect import Protector
from oathbook.views.reviews.gold import NOBODY, Reviewed, named

_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\W_a-z])")
_NO_END = re.compile(
    r"(?:^|\W)(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Brig|St|Prof|Sen|Rep|Gov|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)
_EDGE = re.compile(
    r"^(?:(?:the|a|an|of|to|in|at|on|by|from|with|for|and|or|that|which|who|its|their|his|her|it|they|has|have|had|is|are|"
    r"was|were|be|been)\b\s*|[^\w]+)+|(?:\s*\b(?:the|a|an|of|to|in|at|on|by|from|with|for|and|or|that|which|who|its|"
    r"their|his|her)|[^\w]+)+$",
    re.IGNORECASE,
)
_BARE = re.compile(r"#\d$|^\d+:(?=\d+:)")
_SPLIT = re.compile(r"\x00+|[,;:()“”\"]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A report with its marks, as a line of a file of training reports; ``left_out``: claims that the words do not
    allow to be marked."""

    record: dict[str, Any]
    left_out: int


def marks(held: Reviewed, key_of: Callable[[str], str], guard: Protector) -> Marked:
    """One report's marks: id, published, origin, sentences, claims, clusters; without protected names."""
    report = held.report
    cuts = sentences(report)
    shown = [_line(guard.text(report.text[low:high], report.id)) for low, high in cuts]
    claims: list[dict[str, Any]] = []
    used: dict[str, dict[str, None]] = {}
    left_out = 0
    for claim in held.claims:
        made = _marked(claim, guard, report, cuts, shown)
        if made is None:
            left_out += 1
            continue
        claims.append(made)
        bare = guard.claim(claim)
        for name in (*bare.agent, *bare.object, *(() if bare.source in NOBODY else (bare.source,))):
            used.setdefault(key_of(name), {})[name] = None
    clusters = [_cluster(names, shown) for names in used.values()]
    record = {
        "id": named(report, guard),
        "published": report.published.isoformat() if report.published else None,
        "origin": "reviewed",
        "sentences": shown,
        "claims": claims,
        "clusters": [cluster for cluster in clusters if cluster],
    }
    return Marked(record, left_out)


def sentences(report: Report) -> list[tuple[int, int]]:
    """Offsets of the report's sentences, by their full stops, block by block; what is never read is left out."""
    out = []
    for kind, first, last, _ in stretches(report):
        if kind == "boilerplate":
            continue
        at = first
        for found in _END.finditer(report.text, first, last):
            if not _NO_END.search(report.text[at : found.start() + 1]):
                out.append((at, found.end()))
                at = found.end()
        out.append((at, last))
    stripped = [(low + _lead(report.text[low:high]), high) for low, high in out]
    return [(low, low + len(report.text[low:high].rstrip())) for low, high in stripped if report.text[low:high].strip()]


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip())


def _marked(
    claim: Claim, guard: Protector, report: Report, cuts: Sequence[tuple[int, int]], shown: Sequence[str]
) -> dict[str, Any] | None:
    at = next((n for n, (low, high) in enumerate(cuts) if low <= claim.start < high), None)
    if at is None:
        return None
    low, high = max(cuts[at][0], claim.start), min(cuts[at][1], claim.end)
    words = _line(guard.text(report.text[low:high], report.id))
    bare = guard.claim(claim)
    agents, objects = ([_mention(name, at, shown) for name in names] for names in (bare.agent, bare.object))
    place = _mention(bare.place, at, shown) if bare.place else None
    source = bare.source if bare.source in NOBODY else _mention(bare.source, at, shown)
    if None in (*agents, *objects) or source is None or (bare.place and place is None):
        return None
    when = _mention(bare.when_words, at, shown) if bare.when_words else None
    quantity = _figure(bare.quantity, shown[at], at)
    given = [*bare.agent, *bare.object, bare.place, bare.source, when, quantity]
    trigger = quantity if bare.type == "strength" else _trigger(words, filter(None, given), shown[at], at)
    if not trigger:
        return None
    record: dict[str, Any] = {
        "s": at, "type": bare.type, "trigger": trigger, "agent": agents, "object": objects, "place": place,
        "when": when, "quantity": quantity, "status": bare.status, "source": source,
    }  # fmt: skip
    return record | {key: value for key, value in (("what", bare.what), ("for", bare.exchanged_for)) if value}


def _mention(name: str, at: int, shown: Sequence[str]) -> str | None:
    """The name as it stands in the sentence, or in the one nearest to it with that one's number before it."""
    pattern = _whole(name)
    for other in sorted(range(len(shown)), key=lambda n: (abs(n - at), n)):
        found = pattern.search(shown[other])
        if found:
            return _nth(found[0], found.start(), shown[at], at) if other == at else f"{other}:{found[0]}"
    return None


def _trigger(words: str, given: Iterable[str], sentence: str, at_sentence: int) -> str | None:
    """What the claim's words hold beside names, place and time: the longest stretch of it."""
    start = sentence.find(words)
    if start < 0:
        return None
    rest = words
    for name in sorted(given, key=len, reverse=True):
        rest = _whole(_BARE.sub("", name)).sub(lambda found: "\x00" * len(found[0]), rest)
    best, best_at, at = "", 0, 0
    for cut in [*_SPLIT.finditer(rest), None]:
        end = cut.start() if cut else len(rest)
        piece = rest[at:end]
        kept = _EDGE.sub("", piece)
        if len(kept) > len(best) and re.search(r"\w{3}", kept):
            best, best_at = kept, start + at + piece.index(kept)
        at = cut.end() if cut else end
    return _nth(best, best_at, sentence, at_sentence) if best else None


def _figure(figure: Figure | None, sentence: str, at: int) -> str | None:
    """The number phrase of a figure that stands in the sentence in digits."""
    number = figure and (figure.value or figure.low)
    if not figure or not number:
        return None
    after = rf"(?:\s+{re.escape(figure.of)})?" if figure.of else ""
    found = re.search(rf"(?<![\w,.])(?:{number}|{number:,}){after}(?!\w)", sentence)
    return _nth(found[0], found.start(), sentence, at) if found else None


def _cluster(names: Iterable[str], shown: Sequence[str]) -> list[str]:
    found = []
    for name in sorted(names, key=lambda name: (not name[:1].isupper(), -len(name), name)):
        pattern = _whole(name)
        found += [f"{n}:{match[0]}" for n, text in enumerate(shown) if (match := pattern.search(text))]
    return list(dict.fromkeys(found))


def _whole(words: str) -> re.Pattern[str]:
    spaced = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)


def _nth(words: str, start: int, sentence: str, at: int) -> str:
    """The words; with ``#2`` where they stand in the sentence before, and its number where they look like one."""
    before = len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", sentence[: start + len(words)]))
    own = f"{at}:" if re.match(r"\d+:", words) else ""
    return f"{own}{words}#{before}" if 1 < before < 10 else f"{own}{words}"


def _line(text: str) -> str:
    return " ".join(text.split())
