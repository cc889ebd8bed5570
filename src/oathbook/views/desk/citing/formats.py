"""A work in the forms in which it is cited: a line of text, BibTeX, RIS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from oathbook.views.desk.citing.latex import latex, verbatim


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited.

    Attributes:
        key: for BibTeX and RIS; letters, digits and dashes.
        kind: "report" for words that somebody published, "view" for an answer of the ledger.
        title: of the report, or the answer in words.
        address: where the desk shows it, for good.
        note: which record of the ledger it is, who read it, what state the ledger is in.
        retrieved: the day on which it is cited.
        authors, publisher, published, source: of the report; ``source`` is its own address.
    """

    key: str
    kind: Literal["report", "view"]
    title: str
    address: str
    note: str
    retrieved: date
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A line of text, an entry of BibTeX and one of RIS; ``address`` is the permanent one."""

    line: str
    bibtex: str
    ris: str
    address: str

    @property
    def path(self) -> str:
        """The permanent address within this desk."""
        parts = urlsplit(self.address)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def as_json(self) -> dict[str, str]:
        """One JSON object."""
        return {"line": self.line, "bibtex": self.bibtex, "ris": self.ris, "address": self.address}


def citation_of(work: Work) -> Citation:
    """The work in all forms."""
    return Citation(line_of(work), bibtex_of(work), ris_of(work), work.address)


def line_of(work: Work) -> str:
    """Authors, title, publisher, day, address of the report, then the record, its address and the day of retrieval."""
    day = (work.published.isoformat() if work.published else "undated") if work.kind == "report" else ""
    parts = [", ".join(work.authors), f"“{work.title}”", work.publisher, day, work.source, work.note, work.address]
    return ". ".join(part for part in parts if part) + f". Retrieved {work.retrieved}."


def bibtex_of(work: Work) -> str:
    """An entry of the type misc, for BibTeX and biblatex."""
    note = latex(work.note) + (f". \\url{{{verbatim(work.address)}}}" if work.source else "")
    fields = {
        "author": " and ".join(f"{{{latex(author)}}}" for author in work.authors),
        "title": f"{{{latex(work.title)}}}",
        "publisher": latex(work.publisher),
        "year": f"{work.published or work.retrieved:%Y}" if work.kind == "view" or work.published else "",
        "date": work.published.isoformat() if work.published else "",
        "url": verbatim(work.source or work.address),
        "urldate": work.retrieved.isoformat(),
        "note": note,
    }
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{work.key},\n{rows}}}\n"


def ris_of(work: Work) -> str:
    """An entry for programs that keep references; line ends are those of the format, "\\r\\n"."""
    day = work.published or (work.retrieved if work.kind == "view" else None)
    rows = [
        ("TY", "NEWS" if work.kind == "report" else "DATA"),
        ("ID", work.key),
        *(("AU", author) for author in work.authors),
        ("TI", work.title),
        ("PB", work.publisher),
        ("PY", f"{day:%Y}" if day else ""),
        ("DA", f"{day:%Y/%m/%d}" if day else ""),
        ("UR", work.source),
        ("UR", work.address),
        ("N1", work.note),
        ("Y2", f"{work.retrieved:%Y/%m/%d}"),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in rows if value) + "ER  - \r\n"
