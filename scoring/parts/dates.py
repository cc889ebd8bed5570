"""Time expressions on public corpora: found (the spans overlap) and value F1.

The rules, the same for every reader that is compared (bench_dates.py sets dateparser beside ours):
- Gold expressions that lie inside others are left out; a prediction is paired with at most one overlapping gold one.
- Value F1 counts a pair as right when the values are equal after this: TIMEX2 sets ("XXXX-XX-XX") become lengths
  (P1D); clock seconds and time zones are cut; a time of day is compared only where gold gives one, and a GUM clock
  time (which has no day) without the day; GUM's "--09" is "XXXX-09".
- Gold without a single value (GUM's from/to, what WikiWars leaves open) counts for found only, and so do the
  predictions paired with it.
- A range ("5-7 May") counts as its two ends where gold marks two expressions, as WikiWars does.
- GUM marks no lengths, sets or words such as "now": unpaired predictions that say they are such do not count there.
- Every reader gets the document's own date to count from.
WikiWars' documents 17 to 22 are its test part; rules were written on the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from oathbook.lexicon import Lexicon
from oathbook.reading.times import TimeReader
from parts.bench import Bench, Figures, Part, f_figure

CORPORA = ("wikiwars", "gum-dates", "meantime")
JOINT = re.compile(r"\s*(?:[-–—/]|\b(?:to|and|until|till|through)\b)\s*", re.IGNORECASE)
SETS = {"XXXX-XX-XX": "P1D", "XXXX-WXX": "P1W", "XXXX-XX": "P1M", "XXXX": "P1Y"}


@dataclass(frozen=True)
class Guess:
    """A predicted expression; ``placed`` is False for lengths, sets and words like "now"."""

    start: int
    end: int
    value: str
    placed: bool = True


@dataclass
class Score:
    """Counts over documents."""

    gold: int = 0
    guessed: int = 0
    found: int = 0
    gold_valued: int = 0
    guessed_valued: int = 0
    right: int = 0

    def add(self, other: Score) -> None:
        """Add another's counts."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @staticmethod
    def f1(right: int, guessed: int, gold: int) -> tuple[float, float, float]:
        """Precision, recall and their harmonic mean."""
        precision, recall = right / max(guessed, 1), right / max(gold, 1)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def normal(value: str, *, is_set: bool = False) -> str:
    """A value in the form that is compared."""
    if value.startswith("--"):
        value = "XXXX-" + value[2:]
    if re.fullmatch(r"\d\d:\d\d(:\d\d)?", value):
        value = "T" + value
    value = re.sub(r"(T\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d(?::?\d\d)?)?$", r"\1", value)
    return SETS.get(value, value) if is_set else value


def same(gold: str, guess: str) -> bool:
    """Whether a guess has gold's value, at gold's fineness."""
    if gold.startswith("T"):
        return guess[guess.find("T") :] == gold if "T" in guess else False
    if "T" not in gold and not gold.startswith("P"):
        guess = guess.split("T")[0]
    return gold == guess


def score(gold: list[dict], guesses: list[Guess], *, gum: bool, errors: list[str], text: str) -> Score:
    """One document's counts."""
    outer = [g for g in gold if not g.get("inside")]
    out = Score(gold=len(outer))
    used: set[int] = set()
    for record in outer:
        value = normal(record["value"] or "", is_set=bool(record.get("set")))
        counted = bool(value)
        out.gold_valued += counted
        touching = [
            i for i, g in enumerate(guesses) if i not in used and g.start < record["end"] and record["start"] < g.end
        ]
        at = max(
            touching,
            key=lambda i: min(guesses[i].end, record["end"]) - max(guesses[i].start, record["start"]),
            default=None,
        )
        shown = text[max(0, record["start"] - 40) : record["end"] + 15].replace("\n", "/")
        if at is None:
            errors.append(f"MISSED  {text[record['start'] : record['end']]!r:32} {value:14} … {shown}")
            continue
        used.add(at)
        out.found += 1
        out.guessed += 1
        out.guessed_valued += counted
        if counted and same(value, normal(guesses[at].value)):
            out.right += 1
        elif counted:
            errors.append(
                f"VALUE   {text[record['start'] : record['end']]!r:32} {value:14} not {guesses[at].value:12} … {shown}"
            )
    for i, guess in enumerate(guesses):
        if i not in used and (guess.placed or not gum):
            out.guessed += 1
            out.guessed_valued += 1
            shown = text[max(0, guess.start - 30) : guess.end + 20].replace("\n", "/")
            errors.append(f"EXTRA   {text[guess.start : guess.end]!r:32} {guess.value:14} … {shown}")
    return out


def split_ranges(guesses: Iterable[Guess], gold: list[dict], text: str) -> list[Guess]:
    """Ranges become their two ends where gold marks two expressions."""
    out = []
    for guess in guesses:
        inside = [g for g in gold if g["start"] < guess.end and guess.start < g["end"] and not g.get("inside")]
        joints = [
            m
            for m in JOINT.finditer(text, guess.start + 1, guess.end)
            if text[guess.start : m.start()].strip().lower() not in ("from", "between")
        ]
        if guess.value.count("/") == 1 and len(inside) > 1 and joints:
            middle = min(joints, key=lambda m: abs(m.start() - inside[0]["end"]))
            first, last = guess.value.split("/")
            out += [Guess(guess.start, middle.start(), first), Guess(middle.end(), guess.end, last)]
        else:
            out.append(guess)
    return out


def ours(lexicon: Lexicon) -> Callable[[str, date | None], list[Guess]]:
    """oathbook's reader."""
    reader = TimeReader(lexicon)

    def read(text: str, published: date | None) -> list[Guess]:
        return [
            Guess(
                t.start,
                t.end,
                t.value or "",
                t.kind not in ("duration", "set") and bool(t.value) and not (t.value or "").endswith("_REF"),
            )
            for t in reader.find(text, published=published)
        ]

    return read


def day_of(document: dict) -> date | None:
    """The document's own date; some of MEANTIME's have none, or one whose day and month cannot be told apart."""
    told = re.match(r"\d{4}-\d\d-\d\d", document["dct"])
    return date.fromisoformat(told.group()) if told else None


def figures(bench: Bench) -> Figures:
    """Found and value F1 on the test parts and on the whole corpora."""
    read = ours(bench.lexicon)
    out: Figures = {}
    for corpus in CORPORA:
        sums: dict[str, Score] = {}
        for document in bench.rows(f"bench/dates/{corpus}.jsonl.gz"):
            text, gold = document["text"], document["timexes"]
            guesses = split_ranges(read(text, day_of(document)), gold, text)
            counts = score(gold, guesses, gum=corpus.startswith("gum"), errors=[], text=text)
            for part in {document.get("split", "all"), "all"}:
                sums.setdefault(part, Score()).add(counts)
        for part in ("test", "all"):
            if part not in sums:
                continue
            s = sums[part]
            out[f"{corpus} {part}, found F1"] = f_figure(s.found, s.guessed, s.gold)
            out[f"{corpus} {part}, value F1"] = f_figure(s.right, s.guessed_valued, s.gold_valued)
    return out


PARTS = (
    Part(
        "dates", "time expressions of WikiWars (documents 17 to 22 are test), GUM and MEANTIME", figures,
        tuple(f"bench/dates/{corpus}.jsonl.gz" for corpus in CORPORA), gated=True,
    ),
)  # fmt: skip
