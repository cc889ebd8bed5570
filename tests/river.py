"""An invented report with claims on its words: several on one stretch, a protected source, hostile text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from invented import make_claim, make_report

from oathbook.records import Block, BlockKind, Claim, Figure, Report

LINES: list[tuple[BlockKind, str]] = [
    ("boilerplate", "Home > War\n3 min read"),
    ("headline", "River brigade swears loyalty to <Emirate> & leaves the Shield"),
    ("byline", "By Rana Qabbani-Deeb"),
    (
        "paragraph",
        "Fajr al-Wadi, which is based in the town of Qasr Hamad, broke away from the Northern Shield over the weekend "
        "and pledged allegiance to the Emirate Movement, residents said on Monday.",
    ),
    (
        "paragraph",
        "The brigade has around 400 fighters. Abu Salma, as its new leader calls himself, said that they would not "
        "attack the Shield. Salma's deputy denied that 90 men had deserted.",
    ),
    ("caption", "[PHOTO] Fighters of Fajr al-Wadi at a checkpoint near Qasr Hamad. Photo: Marj Courier"),
    ("question", "Q: Who controls Qasr Hamad today?"),
    ("answer", "We control it together with the Emirate Movement."),
    ("boilerplate", "<script>alert(1)</script> Share this article"),
]


def build_report(**fields: Any) -> Report:
    """The report; its blocks are the lines above."""
    text, blocks = "", []
    for kind, line in LINES:
        speaker = "Abu Salma" if kind == "answer" else None
        blocks.append(Block(kind, len(text), len(text) + len(line), speaker))
        text += line + "\n\n"
    values: dict[str, Any] = {
        "title": LINES[1][1],
        "publisher": "Marj Courier",
        "published": date(2015, 3, 9),
        "published_from": "page text",
        "published_others": ("March 9, 20015",),
        "language": "en",
        "url": "https://marj.example/abu-salma?x=1&y=<2>",
        "blocks": tuple(blocks),
        "warnings": ("two dates on the page: <b>March 9, 20015</b>",),
    }
    return make_report("river", text, **(values | fields))


def on_words(report: Report, words: str, type: str, agent: list[str], object: list[str], **fields: Any) -> Claim:
    """A claim whose evidence is these words where they first stand."""
    start = report.text.index(words)
    fields = {
        "start": start,
        "end": start + len(words),
        "evidence": words,
        "score": 0.9,
        "rule": f"{type}/test",
    } | fields
    return make_claim(report, type, agent, object, **fields)


def build_claims(report: Report) -> list[Claim]:
    """Claims on the report's words."""
    week = {"when": ("2015-03-07", "2015-03-08"), "when_words": "over the weekend"}
    residents = {"source": "residents", "standing": "described"}
    alias = {"source": "Abu Salma", "standing": "alias", "kinds": {"Abu Salma": "person"}}
    fajr, shield, emirate = "Fajr al-Wadi", "the Northern Shield", "the Emirate Movement"
    return [
        on_words(
            report, "Fajr al-Wadi, which is based in the town of Qasr Hamad", "base", [fajr], [], place="Qasr Hamad",
        ),
        on_words(
            report, "Fajr al-Wadi, which is based in the town of Qasr Hamad, broke away from the Northern Shield",
            "leave", [fajr], [shield], **week, **residents,
        ),
        on_words(
            report, "pledged allegiance to the Emirate Movement", "pledge", [fajr], [emirate], **week, **residents,
        ),
        on_words(
            report, "broke away from the Northern Shield over the weekend and pledged allegiance", "ally", [fajr],
            [emirate], status="possible", score=0.41, **residents,
        ),
        replace(
            on_words(report, "has around 400 fighters", "strength", [fajr], [], score=0.97),
            quantity=Figure(400, 360, 440, "fighters"),
        ),
        on_words(report, "Abu Salma, as its new leader", "lead", ["Abu Salma"], [fajr], kinds={"Abu Salma": "person"}),
        on_words(report, "would not attack the Shield", "fight", [fajr], [shield], status="denied", **alias),
        on_words(
            report, "Salma's deputy denied that 90 men had deserted", "leave", ["90 men"], [fajr], status="denied",
            source="Salma's deputy", standing="described", kinds={"90 men": "people"},
        ),
        on_words(
            report, "control it together with the Emirate Movement", "hold", [fajr, emirate], [], place="Qasr Hamad",
            **alias,
        ),
    ]  # fmt: skip
