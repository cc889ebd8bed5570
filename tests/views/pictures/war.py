"""An invented war: twenty actors over three years, as spans made by hand. Nothing of it happened."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.invented import day, make_claim, make_report

from oathbook.history.span import Span, SpanKind
from oathbook.records import Claim, Figure, Interval, content_id
from oathbook.views.pictures.asked import Descent

Ends = tuple[str | None, str | None] | str | None
_TYPES = {
    "under": "pledge",
    "with": "ally",
    "hostile": "fight",
    "truce": "truce",
    "supports": "support",
    "leads": "lead",
    "strength": "strength",
    "based": "base",
    "holds": "hold",
    "captive": "detain",
}
PERSONS = ("Karim al-Sidri", "Abu Salma", "Yusuf Darwan", "Idris Qabil")


def interval(ends: Ends) -> Interval | None:
    """From ISO days."""
    if ends is None:
        return None
    low, high = (ends, ends) if isinstance(ends, str) else ends
    return Interval(day(low), day(high))


def told(subject: str, kind: str, other: str | None, number: int, published: date, **fields: Any) -> Claim:
    """One claim of an invented report that tells the tie."""
    name = f"wire-{published:%Y%m%d}-{number}"
    tail = f" {other}" if other else ""
    report = make_report(name, f"{subject} ... {kind}{tail}, residents said on {published}.\n", published=published)
    kinds = {each: "person" if each in PERSONS else "group" for each in (subject, other) if each}
    return make_claim(
        report,
        _TYPES[kind],
        [subject],
        [other] if other else [],
        evidence=report.text.strip(),
        kinds=kinds,
        **fields,
    )


def span(
    kind: SpanKind,
    subject: str,
    other: str | None = None,
    begin: Ends = None,
    end: Ends = None,
    *,
    place: str | None = None,
    figure: Figure | None = None,
    way: str | None = None,
    state: Any = "held",
    heard: str | None = None,
    claims: int = 2,
    against: int = 0,
    left: int = 1,
) -> Span:
    """A span with made-up claims: so many for it, against it, and (where it ended) that end it."""
    starts, ends = interval(begin), interval(end)
    days = [d for i in (starts, ends) if i for d in (i.earliest, i.latest) if d]
    last = day(heard) or max(days, default=date(2014, 6, 1))
    first = min([*days, last])
    extra: dict[str, Any] = {"place": place}
    if figure is not None and figure.value is not None:
        extra["quantity"] = figure.value
    supporting = tuple(told(subject, kind, other, n, last if n else first, **extra) for n in range(claims))
    opposing = tuple(
        told(
            subject,
            kind,
            other,
            50 + n,
            last,
            **{**extra, "status": "denied"} | ({"quantity": 3 * figure.value} if figure and figure.value else {}),
        )
        for n in range(against)
    )
    enders = ()
    if ends is not None:
        closing = ends.latest or ends.earliest or last
        enders = tuple(told(subject, kind, other, 90 + n, closing, **extra) for n in range(left))
    ids = [kind, subject, other, place, way, state, supporting[0].id]
    return Span(
        id=content_id(ids),
        kind=kind,
        subject=subject.lower(),
        subject_name=subject,
        other=other.lower() if other else None,
        other_name=other,
        place=place,
        way=way or ("member" if kind == "under" else "held" if kind == "holds" else None),
        state=state,
        figure=figure,
        begin=starts,
        end=ends,
        last_heard=last,
        supporting=supporting,
        opposing=opposing,
        enders=enders,
    )


def war() -> list[Span]:
    """All of it."""
    shield, emirate, army, council = "Northern Shield", "Emirate Movement", "People's Army", "Free Provinces Council"
    fajr, suqur, ahrar, zaytun = "Fajr al-Wadi", "Suqur al-Nahr", "Ahrar al-Jabal", "Katibat Ahrar Zaytun"
    lions, guards, dawn, river = (
        "Lions of the Plain",
        "Border Guards Brigade",
        "Dawn Battalion",
        "River Shield Division",
    )
    return [
        span("under", fajr, shield, ("2013-02-01", "2013-03-15"), ("2014-02-20", "2014-03-10"), way="joined", claims=4),
        span("under", fajr, emirate, "2014-03-10", None, way="pledged", heard="2015-05-02", claims=6, against=1),
        span("under", suqur, shield, (None, "2013-05-01"), "2014-09-01", way="formed"),
        span("under", suqur, council, "2014-09-15", None, way="joined", heard="2015-09-20", claims=3),
        span("under", ahrar, shield, "2013-01-20", None, way="formed", heard="2015-11-01", claims=3),
        span("under", zaytun, ahrar, "2013-06-01", "2014-12-01", way="member"),
        span("under", zaytun, emirate, "2014-12-13", None, way="pledged", heard="2015-01-28", claims=3, against=3),
        span("under", lions, council, ("2014-01-01", "2014-06-30"), None, way="merged", heard="2015-10-01"),
        span("under", guards, army, None, None, heard="2015-12-01"),
        span("under", dawn, lions, "2013-09-09", None, way="joined", heard="2014-04-01"),
        span("under", river, shield, "2014-05-05", ("2015-03-01", None), way="merged"),
        span("under", river, council, "2015-04-01", None, way="joined", heard="2015-10-10"),
        span("under", "Tenth Company", river, "2014-07-01", None, way="member", heard="2015-08-01"),
        span("under", "Martyrs of Tel Amra", ahrar, "2014-02-02", None, way="member", heard="2015-02-02"),
        span("under", "Sons of the Valley", fajr, "2013-11-01", None, way="member", heard="2014-11-01"),
        span("under", "Southern Wing", emirate, "2013-10-01", ("2015-05-01", "2015-07-01"), way="formed"),
        span("under", "Steppe Brigades", council, "2014-10-01", None, way="pledged", heard="2015-09-09"),
        span("under", shield, council, None, None, state="considered", heard="2015-06-15"),
        span("under", "Qalat Battalion", emirate, None, None, state="considered", heard="2015-01-28"),
        span("under", dawn, emirate, None, None, state="refused", heard="2014-08-08"),
        span("under", "Sons of the Valley", emirate, None, None, state="demanded", heard="2015-02-11"),
        span("under", "Tenth Company", army, None, None, state="denied", heard="2015-03-03"),
        span("leads", "Karim al-Sidri", fajr, "2013-01-01", "2015-04-20", claims=3),
        span("leads", "Abu Salma", fajr, "2015-04-20", None, heard="2015-05-02", claims=3, against=2),
        span("leads", "Yusuf Darwan", shield, None, None, heard="2015-06-01"),
        span("leads", "Idris Qabil", emirate, "2014-01-01", None, heard="2015-06-20"),
        span("captive", "Yusuf Darwan", emirate, "2014-12-13", "2014-12-14"),
        span("with", shield, council, "2013-08-01", "2014-08-01"),
        span("with", fajr, "Southern Wing", "2014-05-01", None, heard="2015-01-01"),
        span("with", lions, suqur, "2014-11-01", None, heard="2015-07-07"),
        span("hostile", emirate, shield, "2014-01-03", None, heard="2015-11-11", claims=9, place="Talbisah"),
        span("hostile", emirate, council, "2014-06-01", None, heard="2015-11-11", claims=5, place="Salamiyah"),
        span("hostile", army, shield, None, None, heard="2015-12-01", claims=7, place="Homs"),
        span("hostile", army, council, None, None, heard="2015-12-01", claims=4, place="Hama"),
        span("hostile", fajr, ahrar, "2014-04-01", None, heard="2015-03-21", claims=3, place="Rastan"),
        span("truce", army, "Steppe Brigades", "2015-02-01", "2015-06-01"),
        span("supports", "Republic of Anmar", council, None, None, heard="2015-08-01"),
        span("supports", "Republic of Anmar", shield, "2013-05-01", "2015-01-01"),
        span(
            "strength",
            fajr,
            None,
            "2013-06-01",
            ("2014-03-10", "2014-03-10"),
            figure=Figure(500, 450, 550, "fighters"),
            claims=3,
        ),
        span(
            "strength",
            fajr,
            None,
            "2014-03-10",
            ("2015-01-01", "2015-02-01"),
            figure=Figure(100, 80, 150, "fighters"),
            against=2,
        ),
        span("strength", fajr, None, "2015-02-01", None, figure=Figure(None, 200, 400, "men"), heard="2015-04-28"),
        span(
            "strength",
            shield,
            None,
            "2013-06-01",
            None,
            figure=Figure(9000, 6000, 12000, "fighters"),
            heard="2014-06-01",
        ),
        span(
            "strength",
            emirate,
            None,
            "2014-02-01",
            ("2015-01-01", "2015-02-01"),
            figure=Figure(2500, None, None, "fighters"),
        ),
        span(
            "strength",
            emirate,
            None,
            "2015-02-01",
            None,
            figure=Figure(4000, 3000, 7000, "fighters"),
            heard="2015-06-01",
        ),
        span(
            "strength", ahrar, None, "2014-02-01", None, figure=Figure(1200, None, None, "fighters"), heard="2014-06-01"
        ),
        span("holds", army, None, None, None, place="Homs", heard="2015-12-01", claims=5),
        span("holds", army, None, None, None, place="Damascus", heard="2015-12-01", claims=5),
        span("holds", shield, None, "2013-03-01", None, place="Rastan", way="seized", heard="2015-11-01"),
        span("holds", emirate, None, "2014-04-01", None, place="Rastan", way="seized", heard="2015-02-01", against=2),
        span("holds", emirate, None, "2014-01-14", None, place="Raqqa", way="seized", heard="2015-12-01", claims=6),
        span("holds", emirate, None, "2014-07-14", None, place="Deir ez-Zor province", heard="2015-12-01"),
        span("holds", council, None, "2014-10-14", None, place="northern Idlib", heard="2015-10-01"),
        span("holds", council, None, "2014-10-14", None, place="Saraqib", heard="2015-10-01"),
        span("holds", lions, None, "2014-10-14", None, place="the town of Kafr Nabl", heard="2015-10-01"),
        span("based", fajr, None, "2013-05-01", None, place="Talbisah", heard="2015-05-01"),
        span("based", "Qalat Battalion", None, None, None, place="Qalamoun", heard="2015-01-28"),
        span("based", ahrar, None, None, None, place="Qasr Hamad", heard="2015-01-28"),
        span("based", "Southern Wing", None, None, None, place="southern Syria", heard="2015-01-28"),
    ]


def descents() -> list[Descent]:
    """What a knowledge file might tell beside it."""
    return [
        Descent("southern wing", "steppe brigades", "renamed", date(2014, 10, 1), "an invented list"),
        Descent("northern shield", "river shield division", "split", date(2014, 5, 5), "an invented list"),
    ]
