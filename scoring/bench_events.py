"""How long the events of 10,000 reports of 12 claims take to find: copies and linking, without the ledger.

    python scoring/bench_events.py [--reports 10000] [--claims 12] [--words 450]

The reports are invented: sentences of random words, of which each shares some with others as real ones do (stock
phrases, background paragraphs); one in ten is a reprint or a trimmed copy of an earlier one. Names follow Zipf's law,
so that a few actors are in a great many claims. Prints processor seconds, and how many of the copies were found.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from time import process_time

from oathbook.events import link
from oathbook.events.copies import find_copies
from oathbook.events.words import load_event_words
from oathbook.records import TYPES, Claim, Figure, Interval, Report, content_id

FIRST_DAY = date(2012, 1, 1)
DAYS = 1500
VOCABULARY = 8000
ACTORS = 600
PLACES = 400
STOCK = 60
"""Stock phrases of twelve words, one of which stands in every third sentence."""
COPIED = 0.1


def zipf(dice: random.Random, size: int) -> int:
    """A rank from 0 below ``size``; low ranks are much more frequent."""
    return min(int(size ** dice.random()) - 1, size - 1)


def word(number: int) -> str:
    """An invented word, another one for each number."""
    letters = ""
    while True:
        letters += "bdfgklmnprstvz"[number % 14] + "aeiou"[number % 5]
        number //= 14
        if not number:
            return letters


def phrase(dice: random.Random, length: int) -> str:
    """So many invented words."""
    return " ".join(word(zipf(dice, VOCABULARY)) for _ in range(length))


def make_reports(count: int, words: int, dice: random.Random) -> tuple[list[Report], set[str]]:
    """Invented reports, and the ids of those that are copies of an earlier one."""
    stock = [phrase(dice, 12) for _ in range(STOCK)]
    reports: list[Report] = []
    copied: set[str] = set()
    for number in range(count):
        is_copy = bool(reports) and dice.random() < COPIED
        if is_copy:
            source = reports[dice.randrange(max(0, len(reports) - 200), len(reports))]
            text = source.text if dice.random() < 0.5 else source.text[: int(len(source.text) * dice.uniform(0.3, 0.9))]
            text = f"{word(dice.randrange(VOCABULARY))} {text}"
            published = (source.published or FIRST_DAY) + timedelta(dice.randrange(1, 3))
        else:
            length = int(words * dice.uniform(0.3, 2.0))
            sentences = [
                dice.choice(stock)
                if dice.random() < 1 / 3
                else " ".join(word(zipf(dice, VOCABULARY)) for _ in range(18))
                for _ in range(length // 16)
            ]
            text = ". ".join(sentences)
            published = FIRST_DAY + timedelta(number * DAYS // count)
        id = content_id([number, text])
        reports.append(
            Report(id=id, name=f"report-{number}", text=text, published=published, publisher=f"p{number % 40}")
        )
        if is_copy:
            copied.add(id)
    return reports, copied


def make_claims(reports: Sequence[Report], each: int, dice: random.Random) -> list[Claim]:
    """Invented claims, so many of each report."""
    names = [f"{word(i + 7).capitalize()}{word(3 * i + 1)} {'Brigade' if i % 2 else 'Front'}" for i in range(ACTORS)]
    towns = [f"{word(5 * i + 3).capitalize()}{word(i)}" for i in range(PLACES)]
    claims: list[Claim] = []
    for report in reports:
        published = report.published or FIRST_DAY
        for number in range(each):
            agent, other = names[zipf(dice, ACTORS)], names[zipf(dice, ACTORS)]
            day = published - timedelta(dice.randrange(3))
            claims.append(
                Claim(
                    id=content_id([report.id, number]), report=report.id, report_name=report.name,
                    type=dice.choice(TYPES), agent=(agent,), object=(other,) if dice.random() < 0.7 else (),
                    place=towns[zipf(dice, PLACES)] if dice.random() < 0.5 else None,
                    quantity=Figure(dice.randrange(1, 500)) if dice.random() < 0.25 else None,
                    when=Interval(day, day) if dice.random() < 0.5 else None, when_words=None,
                    status="actual", source="report", standing="report", what=None, exchanged_for=None,
                    start=number, end=number + 1, evidence=f"{agent} {number} {report.name}", rule="invented",
                    score=0.9, published=published, kinds={agent: "group", other: "group"}, reader="bench",
                )
            )  # fmt: skip
    return claims


def main() -> None:
    """Make, time, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--claims", type=int, default=12)
    parser.add_argument("--words", type=int, default=450, help="mean length of a report")
    options = parser.parse_args()
    dice = random.Random(1)
    reports, copied = make_reports(options.reports, options.words, dice)
    claims = make_claims(reports, options.claims, dice)
    begun = process_time()
    copies = find_copies(reports, load_event_words().copies)
    seconds = process_time() - begun
    found = {id for id, original in copies.originals.items() if id != original}
    print(f"copies   {seconds:6.1f} s for {len(reports):,} reports; {len(found & copied):,} of {len(copied):,} found, "
          f"{len(found - copied):,} wrongly")  # fmt: skip
    begun = process_time()
    events = link(claims, [replace(report, text="") for report in reports])
    seconds = process_time() - begun
    print(f"linking  {seconds:6.1f} s for {len(claims):,} claims; {len(events):,} events, of which "
          f"{sum(event.reports > 1 for event in events):,} in several reports")  # fmt: skip


if __name__ == "__main__":
    main()
