"""Relations between forces on re3d: who fights whom, whose ally, part of what, in charge of what.

Four of re3d's relations are compared with the claims that say the same (``MEANT``): one document is one set of pairs.
Gold are the distinct pairs of a type whose two ends are persons, organisations or locations, told apart by their folded
words (FightingAgainst and AlliesOf either way round); ours are the distinct pairs of agent with object and of agent
with place of each claim of such a type that is not denied. Two ends are the same where their folded words are equal
(claims/score.py folds them) or where the gold words are a mention of the actor that the claim names, as the reader
follows mentions back. A pair of ours is right where some gold pair of the document has both ends; a gold pair is found
where some pair of ours has.

Beside it, compared in the same way but by pair alone: every two different names of one sentence, once the names that
the reader finds, once the persons, organisations and locations that re3d itself marks. Sentences are the reader's.

75 of the 90 documents were marked for training, so figures are given for all and for the 15 that were not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from typing import Any

from oathbook.records import Claim, Reading
from parts.bench import Bench, Figures, Part, f1, f_figure
from parts.names import was_marked

MEANT = {
    "FightingAgainst": {"fight"},
    "AlliesOf": {"ally", "support"},
    "BelongsTo": {"belong", "join"},
    "InChargeOf": {"lead", "hold"},
}
EITHER_WAY = {"FightingAgainst", "AlliesOf"}
ENDS = {"Person", "Organisation", "Location"}
End = frozenset[Any]
"""What an end may be called: folded words, and the numbers of our clusters."""
Pair = tuple[str, End, End]


def end_of(reading: Reading, norm: Any, words: str, span: tuple[int, int] | None = None) -> End:
    """The folded words, and the clusters of the mention at the span, or of the mentions that are so called."""
    called: set[Any] = {norm(words)} - {""}
    if span is None:
        called |= {c.index for c in reading.clusters if words == c.best or words in c.names}
        return frozenset(called)
    best, most = None, 0.0
    for mention in reading.mentions:
        start, end = reading.doc[mention.first].idx, reading.doc[mention.last].idx + len(reading.doc[mention.last])
        inside = span[0] <= reading.doc[mention.head].idx < span[1]
        shared = min(end, span[1]) - max(start, span[0])
        if inside and shared / (max(end, span[1]) - min(start, span[0])) > most:
            best, most = mention, shared / (max(end, span[1]) - min(start, span[0]))
    return frozenset(called | ({best.cluster} if best else set()))


def gold_pairs(row: dict[str, Any], reading: Reading, norm: Any) -> list[Pair]:
    """The distinct gold pairs of a document, told apart by words alone."""
    out: dict[tuple[str, str, str], Pair] = {}
    for r in row["relations"]:
        if r["type"] not in MEANT or not {r["source_type"], r["target_type"]} <= ENDS:
            continue
        words = [norm(r["source"]), norm(r["target"])]
        ends = [end_of(reading, norm, r[side], tuple(r[f"{side}_span"])) for side in ("source", "target")]
        if r["type"] in EITHER_WAY and words[0] > words[1]:
            words.reverse()
            ends.reverse()
        out.setdefault((r["type"], words[0], words[1]), (r["type"], ends[0], ends[1]))
    return list(out.values())


def our_pairs(claims: Iterable[Claim], reading: Reading, norm: Any) -> list[Pair]:
    """The distinct pairs of a document's claims, by the relation they mean."""
    out: dict[tuple[str, frozenset[str]], Pair] = {}
    for claim in claims:
        for relation, types in MEANT.items():
            if claim.type not in types or claim.status == "denied":
                continue
            others = [*claim.object, *([claim.place] if claim.place else [])]
            for one in claim.agent:
                for other in others:
                    key = (relation, frozenset((norm(one), norm(other))))
                    out.setdefault(key, (relation, end_of(reading, norm, one), end_of(reading, norm, other)))
    return list(out.values())


def pairs_of_names(spans: list[tuple[int, int]], reading: Reading, norm: Any) -> list[Pair]:
    """Every two different of the spans that begin in one sentence."""
    out: dict[frozenset[str], Pair] = {}
    text = reading.report.text
    for sentence in reading.doc.sents:
        inside = [s for s in spans if sentence.start_char <= s[0] < sentence.end_char]
        for one, other in combinations(inside, 2):
            key = frozenset(norm(text[a:b]) for a, b in (one, other))
            if len(key) == 2 and key not in out:
                ends = [end_of(reading, norm, text[a:b], (a, b)) for a, b in (one, other)]
                out[key] = ("", ends[0], ends[1])
    return list(out.values())


def same(ours: Pair, gold: Pair, *, typed: bool) -> bool:
    """Whether a pair of ours is a gold one: both ends, and with ``typed`` the relation and who does it."""
    if typed and ours[0] != gold[0]:
        return False
    if ours[1] & gold[1] and ours[2] & gold[2]:
        return True
    turned = not typed or gold[0] in EITHER_WAY
    return turned and bool(ours[1] & gold[2] and ours[2] & gold[1])


def compare(ours: list[Pair], gold: list[Pair], *, typed: bool) -> list[int]:
    """Pairs of ours that are right, pairs of ours, gold pairs found, gold pairs."""
    right = sum(any(same(o, g, typed=typed) for g in gold) for o in ours)
    found = sum(any(same(o, g, typed=typed) for o in ours) for g in gold)
    return [right, len(ours), found, len(gold)]


def figures(bench: Bench) -> Figures:
    """F1 by pair and relation, by pair alone, and of pairs of names in one sentence."""
    norm, marked = bench.score.norm, bench.marked("re3d")
    theirs = {
        row["doc"]: [(e["start"], e["end"]) for e in row["entities"] if e["label"] in ENDS]
        for row in bench.rows("bench/names/re3d.jsonl.gz")
    }
    sums: dict[tuple[str, str], list[int]] = {}
    counts: dict[str, int] = {}
    for row, reading, claims in bench.re3d():
        gold, ours = gold_pairs(row, reading, norm), our_pairs(claims, reading, norm)
        names = [(e.start_char, e.end_char) for e in reading.doc.ents]
        untyped = list({(o[1], o[2]): ("", o[1], o[2]) for o in ours}.values())
        for part in ("all", *(() if was_marked(row["doc"], marked) else ("not marked",))):
            counts[part] = counts.get(part, 0) + 1
            told = {
                "relation and pair": compare(ours, gold, typed=True),
                "pair": compare(untyped, gold, typed=False),
                "two names in a sentence": compare(pairs_of_names(names, reading, norm), gold, typed=False),
                "two of re3d's entities in a sentence": compare(
                    pairs_of_names(theirs[row["doc"]], reading, norm), gold, typed=False
                ),
            }
            for relation in MEANT:
                told[relation] = compare(
                    [o for o in ours if o[0] == relation], [g for g in gold if g[0] == relation], typed=True
                )
            for what, counted in told.items():
                had = sums.setdefault((part, what), [0] * 4)
                sums[part, what] = [a + b for a, b in zip(had, counted, strict=True)]
    out: Figures = {}
    for (part, what), (right, ours_n, found, gold_n) in sums.items():
        precision, recall = right / max(ours_n, 1), found / max(gold_n, 1)
        note = f"P {precision:.3f} R {recall:.3f} of {gold_n}; {counts[part]} documents"
        floored = what in ("relation and pair", "pair") or (part == "all" and what in MEANT)
        figure = f_figure(0, 0, gold_n, floored=floored)
        out[f"re3d {part}, {what} F1"] = replace(figure, value=f1(precision * recall, precision, recall), note=note)
    return out


PARTS = (
    Part(
        "relations", "relations of re3d; 75 of its 90 documents were marked for training", figures,
        (
            "bench/events/re3d-relations.jsonl.gz", "bench/names/re3d.jsonl.gz", "claims/train/*.jsonl",
            "claims/score.py",
        ),
        gated=True,
    ),
)  # fmt: skip
