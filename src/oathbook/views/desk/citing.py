"""How a claim or a report is cited: a line of text, and BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oathbook.ledger import StoredReport
from oathbook.records import Claim
from oathbook.views.marked import is_link
from oathbook.views.phrases import clean
from oathbook.views.protect import Protector

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """A line, and an entry of BibTeX."""

    line: str
    bibtex: str


def cite(stored: StoredReport, *, guard: Protector, claim: Claim | None = None, address: str) -> Citation:
    """Cite a report, or one claim in it; without protected names.

    ``address``: where the desk shows it.
    """
    report = stored.report
    title = clean(guard.text(report.title or "", report.id)) or "Untitled report"
    authors = [clean(guard.text(author, report.id)) for author in report.authors]
    link = report.url if is_link(report, guard) else None
    which = f"claim {claim.id}, characters {claim.start} to {claim.end}" if claim else f"report {report.id}"
    read = f"read by {clean(claim.reader if claim else stored.reader)} on {stored.read_at:%Y-%m-%d}"
    published = report.published.isoformat() if report.published else "undated"
    parts = [", ".join(authors), f"“{title}”", clean(report.publisher or ""), published, link or ""]
    line = ". ".join(part for part in parts if part) + f". oathbook {which}, {read}. {address}"
    fields = {
        "author": " and ".join(f"{{{_latex(author)}}}" for author in authors),
        "title": f"{{{_latex(title)}}}",
        "publisher": _latex(clean(report.publisher or "")),
        "year": f"{report.published:%Y}" if report.published else "",
        "date": report.published.isoformat() if report.published else "",
        "url": _address(link or ""),
        "note": _latex(f"oathbook {which}, {read}"),
    }
    key = f"oathbook-{(claim.id if claim else report.id)[:12]}"
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return Citation(line, f"@misc{{{key},\n{rows}}}\n")


def _latex(text: str) -> str:
    return "".join(_LATEX.get(letter, letter) for letter in text)


def _address(url: str) -> str:
    return re.sub(r"[{}\\]", "", url)
