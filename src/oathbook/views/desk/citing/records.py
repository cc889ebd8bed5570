"""Citations of single records: a claim, a report, an actor, a span."""

from __future__ import annotations

from datetime import UTC, date, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import quote

from oathbook.history import Span
from oathbook.history.wording import span_says
from oathbook.ledger import StoredReport
from oathbook.records import Claim, content_id
from oathbook.views.desk.citing.formats import Citation, Work, citation_of
from oathbook.views.desk.templating import with_query
from oathbook.views.marked import is_link
from oathbook.views.phrases import clean, count
from oathbook.views.protect import Protector
from oathbook.views.spans import begin_words, end_words

if TYPE_CHECKING:
    from oathbook.views.desk.desk import Desk


def today() -> date:
    """The day of retrieval, in UTC as all days of the ledger."""
    return datetime.now(UTC).date()


def state_of(desk: Desk) -> str:
    """In what state the ledger is, by its newest entry and judgement; another one whenever answers may change."""
    return f"ledger state {desk.ledger.generation()}"


def cite_report(stored: StoredReport, *, guard: Protector, base: str, claim: Claim | None = None) -> Citation:
    """Cite a report, or one claim in it; without protected names.

    ``base``: the desk's own address, as ``http://127.0.0.1:8765/``.
    """
    report = stored.report
    which = f"claim {claim.id}, characters {claim.start} to {claim.end}" if claim else f"report {report.id}"
    read = f"read by {clean(claim.reader if claim else stored.reader)} on {stored.read_at:%Y-%m-%d}"
    return citation_of(
        Work(
            key=f"oathbook-{(claim.id if claim else report.id)[:12]}",
            kind="report",
            title=clean(guard.text(report.title or "", report.id)) or "Untitled report",
            address=f"{base}{f'claims/{claim.id}' if claim else f'reports/{report.id}'}",
            note=f"oathbook {which}, {read}",
            retrieved=today(),
            authors=tuple(clean(guard.text(author, report.id)) for author in report.authors),
            publisher=clean(guard.text(report.publisher or "", report.id)),
            published=report.published,
            source=(report.url or "") if is_link(report, guard) else "",
        )
    )


def cite_actor(
    desk: Desk, key: str, name: str, kind: str, *, base: str, on: date | None = None, known_by: date | None = None
) -> Citation:
    """Cite an actor's page as it stands on a day, by what was published up to another.

    ``key``: its key, which leads to it also after it was merged with others; ``name``: what it is called.
    """
    clocks = {"on": on or "", "known_by": known_by or desk.index.days()[1] or ""}
    told = f"on {on}" if on else "by all that is told"
    known = f", as published up to {clocks['known_by']}" if clocks["known_by"] else ""
    address = with_query(f"{base}actors/{quote(key, safe='', errors='replace')}", clocks)
    return citation_of(view_work(desk, f"{name} ({kind}), {told}{known}", address, f"actor “{key}”", "actor"))


def cite_span(desk: Desk, span: Span, address: str, *, base: str) -> Citation:
    """Cite a span (without protected names) by its permanent address, a path."""
    says = span_says(span)
    words = says[:1].upper() + says[1:]
    since, until = begin_words(span.begin).replace("\n", " "), end_words(span.end).replace("\n", " ")
    times = (f", since {since}" if since != "-" else "") + (f", until {until}" if until != "-" else "")
    note = f"span {span.id} of {count(len(span.supporting), 'claim')}, begun by claim {span.supporting[0].id}"
    return citation_of(view_work(desk, words + times, f"{base.rstrip('/')}{address}", note, "span"))


def view_work(desk: Desk, title: str, address: str, note: str, what: str) -> Work:
    """An answer of the ledger as a work; its key tells what of, and is of the address."""
    key = f"oathbook-{what}-{content_id(['cited', address], length=12)}"
    note = f"oathbook {version('oathbook')}, {note}, {state_of(desk)}"
    return Work(key, "view", clean(title), address, note, today())
