"""Scores oathbook's time expressions beside dateparser's on public corpora: found F1 (spans overlap) and value F1.

    python scoring/bench_dates.py [--shared FOLDER] [--only-ours] [--errors CORPUS]

Rules of the comparison, the same for both:
- Gold expressions that lie inside others are left out; a prediction is paired with at most one overlapping gold one.
- Value F1 counts a pair as right when the values are equal after this: TIMEX2 sets ("XXXX-XX-XX") become lengths
  (P1D); clock seconds and time zones are cut; a time of day is compared only where gold gives one, and a GUM clock
  time (which has no day) without the day; GUM's "--09" is "XXXX-09".
- Gold without a single value (GUM's from/to, what WikiWars leaves open) counts for found only, and so do the
  predictions paired with it.
- A range ("5-7 May") counts as its two ends where gold marks two expressions, as WikiWars does.
- GUM marks no lengths, sets or words such as "now": unpaired predictions that say they are such do not count there.
- Both get the document's own date to count from; dateparser's value is as fine (day, month, year, time) as it says.
WikiWars' documents 17 to 22 are its test part; rules were written on the others.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

CORPORA = ("wikiwars", "gum-dates")
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


def ours() -> Callable[[str, date], list[Guess]]:
    """oathbook's reader."""
    from oathbook.lexicon import Lexicon
    from oathbook.reading.times import TimeReader

    reader = TimeReader(Lexicon())

    def read(text: str, published: date) -> list[Guess]:
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


def dateparsers() -> Callable[[str, date], list[Guess]]:
    """dateparser's search_dates; each found phrase is parsed once more for its period."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    forms = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y", "time": "%Y-%m-%dT%H:%M"}

    def read(text: str, published: date) -> list[Guess]:
        settings = {
            "RELATIVE_BASE": datetime(published.year, published.month, published.day),
            "RETURN_TIME_AS_PERIOD": True,
        }
        parser = DateDataParser(languages=["en"], settings=settings)
        out, at = [], 0
        for words, found in search_dates(text, languages=["en"], settings=settings) or ():
            start = text.find(words, at)
            if start < 0:
                continue
            at = start + len(words)
            period = parser.get_date_data(words).period or "day"
            value = found.strftime(forms.get(period, "%Y-%m-%d"))
            out.append(Guess(start, at, value.rjust(len("2000")) if period != "year" else value.zfill(4)))
        return out

    return read


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    here = Path(__file__).resolve().parents[1]
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("OATHBOOK_SHARED", here.parent / "shared")))
    parser.add_argument("--only-ours", action="store_true")
    parser.add_argument("--errors", choices=CORPORA, help="list what went wrong in the corpus' train part")
    options = parser.parse_args()
    folder = options.shared / "bench" / "dates"
    if not folder.is_dir():
        print(
            f"{folder}: no such folder; it holds the public corpora, give its parent's parent with --shared",
            file=sys.stderr,
        )
        return 2
    systems = {"oathbook": ours()} | ({} if options.only_ours else {"dateparser": dateparsers()})
    rates = " ".join(f"{word:>{6}}" for word in ("P", "R", "F1"))
    print(f"{'':34} {'found':>20}  {'value':>21}")
    print(f"{'corpus':10} {'part':6} {'system':11} {'gold':>5}  {rates:>21}  {rates:>21}  words/s of CPU")
    for corpus in CORPORA:
        with gzip.open(folder / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            documents = [json.loads(line) for line in lines]
        for system, read in systems.items():
            parts: dict[str, Score] = {}
            words, spent, errors = 0, 0.0, []
            for document in documents:
                text, began = document["text"], time.process_time()
                guesses = read(text, date.fromisoformat(document["dct"][:10]))
                spent += time.process_time() - began
                words += len(text.split())
                guesses = split_ranges(guesses, document["timexes"], text)
                kept: list[str] = []
                counts = score(document["timexes"], guesses, gum=corpus.startswith("gum"), errors=kept, text=text)
                if document["split"] == "train":
                    errors += [f"{document['doc'][:14]:14} {line}" for line in kept]
                for part in (document["split"], "all"):
                    parts.setdefault(part, Score()).add(counts)
            if options.errors == corpus and system == "oathbook":
                print("\n".join(errors))
            for part in sorted(parts, key=["train", "dev", "test", "all"].index):
                s = parts[part]
                found, value = Score.f1(s.found, s.guessed, s.gold), Score.f1(s.right, s.guessed_valued, s.gold_valued)
                rate = f"{words / spent:8,.0f}" if part == "all" else ""
                print(f"{corpus:10} {part:6} {system:11} {s.gold:5}  {found[0]:7.3f} {found[1]:6.3f} {found[2]:6.3f}  "
                      f"{value[0]:7.3f} {value[1]:6.3f} {value[2]:6.3f}  {rate}")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
