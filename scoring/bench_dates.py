"""Scores oathbook's time expressions beside dateparser's on public corpora: found F1 (spans overlap) and value F1.

    python scoring/bench_dates.py [--shared FOLDER] [--only-ours] [--errors CORPUS]

The rules of the comparison are in parts/dates.py, and are the same for both; dateparser's value is as fine (day, month,
year, time) as it says.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from oathbook.lexicon import Lexicon
from parts.dates import CORPORA, Guess, Score, day_of, ours, score, split_ranges


def dateparsers() -> Callable[[str, date | None], list[Guess]]:
    """dateparser's search_dates; each found phrase is parsed once more for its period."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    forms = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y", "time": "%Y-%m-%dT%H:%M"}

    def read(text: str, published: date | None) -> list[Guess]:
        settings: dict[str, object] = {"RETURN_TIME_AS_PERIOD": True}
        if published:
            settings["RELATIVE_BASE"] = datetime(published.year, published.month, published.day)
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
    systems = {"oathbook": ours(Lexicon())} | ({} if options.only_ours else {"dateparser": dateparsers()})
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
                guesses = read(text, day_of(document))
                spent += time.process_time() - began
                words += len(text.split())
                guesses = split_ranges(guesses, document["timexes"], text)
                kept: list[str] = []
                counts = score(document["timexes"], guesses, gum=corpus.startswith("gum"), errors=kept, text=text)
                if document.get("split", "train") == "train":
                    errors += [f"{document['doc'][:14]:14} {line}" for line in kept]
                for part in {document.get("split", "all"), "all"}:
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
