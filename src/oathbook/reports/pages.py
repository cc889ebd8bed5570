"""Web pages: the article's text, title, authors, outlet and dates, by trafilatura.

Barbaresi (2021), "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and Extraction".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oathbook.errors import SourceError
from oathbook.reports.dates import find_dates, parse_date
from oathbook.reports.published import Candidate

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.created", "dcterms.issued", "pubdate", "publishdate", "publish-date", "publish_date", "sailthru.date",
    "parsely-pub-date", "citation_publication_date", "article.published", "published_time", "originalpublicationdate",
)  # fmt: skip
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_VISIBLE = re.compile(r"byline|dateline|(?:^|[-_ ])date|pub-?date|published|posted|timestamp", re.IGNORECASE)
_MOST_VISIBLE = 4
_PARAGRAPH_END = re.compile(r"\n+")
_LAID_OUT_IN_A_TABLE = re.compile(r"^\|[^|\n]{200,}", re.MULTILINE)
_UNSEEN = frozenset(("head", "script", "style", "noscript", "template", "textarea", "select", "button", "svg"))
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s", "small", "span",
     "strong", "sub", "sup", "time", "tt", "u", "wbr")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page gives: its article as plain text, paragraphs apart, and what it says of itself."""

    text: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    url: str | None
    candidates: tuple[Candidate, ...]
    warnings: tuple[str, ...] = ()


def read_page(html: str, *, where: str, url: str | None = None) -> Page:
    """The article of a page. Raises SourceError where there is no text in it."""
    import trafilatura

    warnings: tuple[str, ...] = ()
    try:
        tree = trafilatura.load_html(html)
        # The article is taken from a second tree: extraction empties the one it is given.
        found = trafilatura.bare_extraction(html, url=url, include_comments=False, with_metadata=True)
        about: dict[str, Any] = {} if found is None else found if isinstance(found, dict) else found.as_dict()
        text = _PARAGRAPH_END.sub("\n\n", (about.get("text") or "").strip())
        if not text or _LAID_OUT_IN_A_TABLE.search(text) or _is_one_lump(text, html):
            text = all_text(html)
            warnings = ("no article found in the page: all its text is read",)
        candidates = tuple(_dates(html, tree)) if tree is not None else ()
    except Exception as error:  # a parser of whatever the web holds: any failure of it is this page's
        raise SourceError(f"{where}: not readable as HTML ({type(error).__name__}); save the page again") from error
    if not text:
        raise SourceError(f"{where}: no text in the page; give the article as text")
    title = about.get("title") or None
    return Page(
        text=text if warnings else _with_title(text, title),
        title=title,
        publisher=about.get("sitename") or None,
        authors=tuple(name.strip() for name in (about.get("author") or "").split(";") if name.strip()),
        url=url or about.get("url") or None,
        candidates=candidates or _by_htmldate(about.get("date")),
        warnings=warnings,
    )


def _is_one_lump(text: str, html: str) -> bool:
    """Whether the paragraphs of a page came back as one line, as they do for very short articles."""
    return "\n" not in text and len(text) > 100 and html.lower().count("<p") > 1


def all_text(html: str) -> str:
    """All the text that a page shows, each block element apart: for pages in which no article is found."""
    from lxml import etree
    from lxml import html as lxml_html

    parts: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(lxml_html.document_fromstring(html), events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            unseen += tag in _UNSEEN
            parts.append("" if tag in _INLINE else "\0")
            parts.append("" if unseen else re.sub(r"\s+", " ", element.text or ""))
        else:
            unseen -= event == "end" and tag in _UNSEEN
            parts.append("" if not tag or tag in _INLINE else "\0")
            parts.append("" if unseen else re.sub(r"\s+", " ", element.tail or ""))
    blocks = (block.strip() for block in "".join(parts).split("\0"))
    return "\n\n".join(block for block in blocks if block)


def _with_title(text: str, title: str | None) -> str:
    """The title as first line, unless one of the first lines tells it."""
    if not title:
        return text
    told = [" ".join(line.split()).casefold() for line in text.split("\n\n", 4)[:4]]
    wanted = " ".join(title.split()).casefold()
    known = any((line and (line in wanted if len(line) > 20 else line == wanted)) or wanted in line for line in told)
    return text if known else f"{title}\n\n{text}"


def _dates(html: str, tree: HtmlElement) -> Iterator[Candidate]:
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if name in _META_NAMES and (candidate := _attribute(element.get("content"), "meta")):
            yield candidate
    for match in _LINKED_DATA.finditer(html):
        if candidate := _attribute(match.group(1), "meta"):
            yield candidate
    for element in list(tree.iter("time"))[:1]:
        if candidate := _attribute(element.get("datetime"), "time element"):
            yield candidate
    yield from _visible_dates(tree)


def _attribute(value: str | None, source: str) -> Candidate | None:
    day = parse_date(value) if value else None
    return Candidate(value.strip(), (day,), source, 1) if value and day else None


def _visible_dates(tree: HtmlElement) -> Iterator[Candidate]:
    """Dates in elements that are called byline, date or the like, at the top of the page."""
    seen = 0
    for element in tree.iter("p", "div", "span", "time", "li"):
        called = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        if not _VISIBLE.search(called):
            continue
        words = " ".join(element.text_content().split())
        shown = find_dates(words) if len(words) <= 160 else ()
        for date in shown[:1]:
            yield Candidate(date.words, date.days, "byline", 0)
        seen += bool(shown)
        if seen >= _MOST_VISIBLE:
            return


def _by_htmldate(found: str | None) -> tuple[Candidate, ...]:
    """What trafilatura's own search (htmldate) makes of a page that shows no date where pages do."""
    day = parse_date(found) if found else None
    return (Candidate(found, (day,), "page", -1),) if found and day else ()
