"""How claims, reports, actors, spans and views are cited: a line, BibTeX and RIS, by an address that lasts."""

from oathbook.views.desk.citing.addresses import FORMS, cite_address
from oathbook.views.desk.citing.formats import Citation, Work, citation_of
from oathbook.views.desk.citing.records import cite_actor, cite_report, cite_span
from oathbook.views.desk.citing.views import cite_view

__all__ = [
    "FORMS", "Citation", "Work", "citation_of", "cite_actor", "cite_address", "cite_report", "cite_span", "cite_view",
]  # fmt: skip
