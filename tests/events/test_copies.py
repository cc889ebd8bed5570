"""Copies of reports, and what they count for."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from invented import make_claim, make_report

from oathbook.events import link
from oathbook.events.copies import Copies, find_copies
from oathbook.events.words import load_event_words
from oathbook.records import Block, Claim, Report

RULES = load_event_words().copies
WIRE = (
    "Shells hit the ferry landing at Naru on Monday morning and killed six traders who were waiting for the first "
    "boat, the harbour master said. The Lantern Front, which holds the far bank, blamed the Harbour Guard. The Guard "
    "said that it had not fired. It was the third time this month that the landing was hit, and the ferry company "
    "stopped all crossings until further notice."
)
OTHER = (
    "I counted eight bodies under sheets on the quay of Naru. The guns of the Harbour Guard stand four kilometres "
    "upstream behind the sugar mill, and everybody here believes that they fired. Two women asked me to write down the "
    "names of their brothers, and I did."
)


def report(name: str, text: str, day: int, publisher: str | None = None) -> Report:
    return make_report(name, text, published=date(2018, 8, day), publisher=publisher)


def groups(*reports: Report) -> dict[str, str]:
    """Names of reports, each with the name of the one it copies."""
    copies: Copies = find_copies(reports, RULES)
    names = {each.id: each.name for each in reports}
    return {names[id]: names[original] for id, original in copies.originals.items()}


def test_reprints_trimmed_and_edited_copies() -> None:
    edited = WIRE.replace("six traders", "seven traders").replace("until further notice", "for now")
    found = groups(
        report("own", OTHER, 22),
        report("short", WIRE[: len(WIRE) // 2], 23),
        report("edited", edited, 23),
        report("reprint", f"Six dead at Naru: who fired?\n\n{WIRE}", 22),
        report("wire", WIRE, 21),
    )
    assert found == {"own": "own", "short": "wire", "edited": "wire", "reprint": "wire", "wire": "wire"}


def test_a_copy_of_a_copy_is_a_copy_of_the_first() -> None:
    words = WIRE.split()
    middle, end = " ".join(words[:45]), " ".join(words[:25])
    assert groups(report("a", WIRE, 1), report("b", middle, 2), report("c", end, 3)) == {"a": "a", "b": "a", "c": "a"}


def test_a_digest_of_two_reports_does_not_make_them_one() -> None:
    found = groups(report("a", WIRE, 1), report("b", OTHER, 1), report("digest", f"{OTHER} {WIRE}", 2))
    assert (found["a"], found["b"]) == ("a", "b") and found["digest"] in ("a", "b")


def test_a_shared_background_paragraph_is_no_copy() -> None:
    background = "The Lantern Front broke away from the River Union in 2016 and has held the far bank since. "
    assert groups(report("a", WIRE + background, 1), report("b", OTHER + background, 2)) == {"a": "a", "b": "b"}


def test_headlines_bylines_and_boilerplate_do_not_count() -> None:
    """Two short reports that share all but what they tell are two; two that share only that are one."""
    frame = "Home War Naru Share this article with your friends and subscribe to our letter for a better world\n"
    mine, theirs = "Six died at Naru today.", "Nobody was hurt at Besh."

    def page(name: str, told: str, head: str, day: int) -> Report:
        text = head + told
        blocks = (Block("boilerplate", 0, len(head)), Block("paragraph", len(head), len(text)))
        return replace(report(name, text, day), blocks=blocks)

    assert groups(page("a", mine, frame, 1), page("b", theirs, frame, 2)) == {"a": "a", "b": "b"}
    assert groups(page("a", mine, frame, 1), page("b", mine, "Other head\n", 2)) == {"a": "a", "b": "a"}


def test_many_reprints_of_one_wire_report() -> None:
    dice = random.Random(2)
    heads = [" ".join(dice.choices(OTHER.split(), k=6)) for _ in range(120)]
    found = groups(*(report(f"r{n:03}", f"{head}. {WIRE}", 1 + n % 28) for n, head in enumerate(heads)))
    assert len(set(found.values())) == 1


def test_empty_and_very_short_reports() -> None:
    assert groups(report("a", "!", 1), report("b", "?", 2)) == {"a": "a", "b": "b"}
    assert groups(report("a", "Six died.", 1), report("b", "Six died!", 2)) == {"a": "a", "b": "a"}


def test_the_order_of_reports_does_not_matter() -> None:
    reports = [report(f"r{n}", WIRE[: 400 - 10 * n] if n % 2 else f"{OTHER} {n}", 1 + n) for n in range(8)]
    shuffled = reports[::-1]
    assert groups(*reports) == groups(*shuffled)


# --- what copies count for --------------------------------------------------------------------------------------------


def killed(on: Report, *, source: str = "report", standing: str = "report", day: str = "2018-08-20") -> Claim:
    return make_claim(
        on, "kill", ["Harbour Guard"], ["six traders"], place="Naru", when=day, source=source, standing=standing,
        kinds={"six traders": "people"}, evidence="killed six traders",
    )  # fmt: skip


def told(*claims: Claim, reports: Sequence[Report]) -> tuple[int, int]:
    """Reports and voices of the one event."""
    (event,) = link(claims, reports)
    return event.reports, event.voices


def test_copies_are_one_voice() -> None:
    wire, reprint, own = report("wire", WIRE, 21), report("reprint", f"Dead! {WIRE}", 22), report("own", OTHER, 22)
    assert told(killed(wire), killed(reprint), reports=[wire, reprint]) == (2, 1)
    assert told(killed(wire), killed(reprint), killed(own), reports=[wire, reprint, own]) == (3, 2)


def test_a_reprint_of_next_week_tells_the_same_day() -> None:
    wire, late = report("wire", WIRE, 21), report("late", f"Dead! {WIRE}", 28)
    (event,) = link([killed(wire), killed(late, day="2018-08-27")], [wire, late])
    assert event.when is not None and event.when.as_json() == ["2018-08-20"] * 2
    assert [telling.copy_of for telling in event.tellings] == [None, killed(wire).id]
    assert (event.aspects, event.grounds) == ((), ("words",))


def test_one_named_source_or_publisher_is_one_voice() -> None:
    one, two = report("one", WIRE, 21, "Post"), report("two", OTHER, 22, "Herald")
    named = {"source": "Salim Noor", "standing": "named"}
    assert told(killed(one, **named), killed(two, **named), reports=[one, two]) == (2, 1)
    assert told(killed(one, **named), killed(two), reports=[one, two]) == (2, 2)
    third = report("three", f"{OTHER[::-1]} and so on", 22, "Post")
    assert told(killed(one), killed(third), reports=[one, third]) == (2, 1)
    described = {"source": "residents", "standing": "described"}
    assert told(killed(one, **described), killed(third, **described), reports=[one, third]) == (2, 2)


def test_reports_that_are_not_given_copy_none() -> None:
    wire, reprint = report("wire", WIRE, 21), report("reprint", f"Dead! {WIRE}", 22)
    assert told(killed(wire), killed(reprint), reports=[]) == (2, 2)
