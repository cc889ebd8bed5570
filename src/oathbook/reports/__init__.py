"""Reports as they come: files, web pages and tables of them, with their publication date and the parts of the page."""

from oathbook.reports.loading import from_text, load

__all__ = ["from_text", "load"]
