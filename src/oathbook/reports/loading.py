"""From a source to its reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import IO, Any

from oathbook.errors import OptionError, SourceError
from oathbook.lexicon import Lexicon
from oathbook.records import Report
from oathbook.reports.build import MOST_CHARACTERS, Known, PageData, build_report
from oathbook.reports.dates import parse_date
from oathbook.reports.decode import check_encoding, decode
from oathbook.reports.files import READ_ERRORS, Source, find_sources, opened, read_error, sniff
from oathbook.reports.pages import read_page
from oathbook.reports.published import Candidate, in_url
from oathbook.reports.rows import Row, check_keys, read_csv, read_jsonl

_LARGEST_PAGE = 20_000_000
_BYTES_PER_CHARACTER = 4


def load(
    sources: Iterable[str],
    *,
    published: date | str | None = None,
    encoding: str | None = None,
    keys: Mapping[str, str] | None = None,
    max_chars: int = MOST_CHARACTERS,
    lexicon: Lexicon | None = None,
) -> Iterator[Report | SourceError]:
    """The reports of files, folders and "-" (standard input), in order; what cannot be read is a SourceError.

    Args:
        sources: paths of .txt, .html, .htm, .jsonl and .csv files, these with .gz, folders of them, or "-".
        published: publication date of every report that has no ``published`` key of its own; wins over what is shown.
        encoding: encoding of the files that have no byte order mark; unsaid: what a page declares, else UTF-8.
        keys: names of columns of .jsonl and .csv by our key ("id", "text", "html", "title", "url", "published",
            "publisher", "authors") where they differ.
        max_chars: the longest report, in characters.
        lexicon: word lists; unsaid: ours.

    Raises OptionError at once for an option that is not allowed. The text of a file has its line ends read as "\\n";
    the text of a row is kept as it is.
    """
    if isinstance(sources, str):
        sources = [sources]
    if max_chars < 1:
        raise OptionError(f"max_chars is {max_chars}; the longest report has at least 1 character")
    loader = _Loader(
        given=given_date(published),
        encoding=check_encoding(encoding),
        columns=check_keys(keys),
        max_chars=max_chars,
        data=PageData(lexicon or Lexicon()),
    )
    return loader.load(sources)


def from_text(
    text: str,
    *,
    name: str,
    published: date | str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    authors: tuple[str, ...] = (),
    url: str | None = None,
    max_chars: int = MOST_CHARACTERS,
    lexicon: Lexicon | None = None,
) -> Report:
    """The report of a text, kept as it is. Raises SourceError where it cannot be read, OptionError for a bad date."""
    known = Known(title=title, publisher=publisher, authors=authors, url=url, given=given_date(published))
    return build_report(
        text, name=name, where=name, known=known, data=PageData(lexicon or Lexicon()), max_chars=max_chars
    )


def given_date(published: date | str | None) -> date | None:
    """The day that a user gave. Raises OptionError where it is none, or can be two."""
    if published is None or (isinstance(published, date) and not isinstance(published, datetime)):
        return published
    if isinstance(published, datetime):
        return published.date()
    day = parse_date(published)
    if day is None:
        raise OptionError(f"publication date {published!r} is not a day; give it as YYYY-MM-DD")
    return day


@dataclass(frozen=True)
class _Loader:
    given: date | None
    encoding: str | None
    columns: Mapping[str, str]
    max_chars: int
    data: PageData

    def load(self, sources: Iterable[str]) -> Iterator[Report | SourceError]:
        for given in sources:
            for source in find_sources(str(given)):
                if isinstance(source, SourceError):
                    yield source
                    continue
                try:
                    yield from self._source(source)
                except SourceError as error:
                    yield error
                except READ_ERRORS as error:
                    yield read_error(source.where, error)

    def _source(self, source: Source) -> Iterator[Report | SourceError]:
        with opened(source) as stream:
            kind = source.kind
            if kind is None:
                content = self._content(source, stream, longest=_LARGEST_PAGE)
                kind = sniff(content)
                if kind == "jsonl":
                    import io

                    stream = io.BytesIO(content)
            if kind in ("jsonl", "csv"):
                read = read_jsonl if kind == "jsonl" else read_csv
                rows = 0
                for row in read(stream, where=source.where, columns=self.columns, encoding=self.encoding):
                    rows += 1
                    yield row if isinstance(row, SourceError) else self._row(source, row)
                if not rows:
                    raise SourceError(f"{source.where}: empty; a table of reports has at least one row")
                return
            if source.kind is not None:
                longest = _LARGEST_PAGE if kind == "html" else self.max_chars * _BYTES_PER_CHARACTER
                content = self._content(source, stream, longest=longest)
        text = decode(content, where=source.where, html=kind == "html", given=self.encoding)
        known = Known(given=self.given, candidates=tuple(_in_name(source)))
        yield (
            self._html(text, source.name, source.where, known)
            if kind == "html"
            else self._report(re.sub(r"\r\n?", "\n", text), source.name, source.where, known)
        )

    def _content(self, source: Source, stream: IO[bytes], *, longest: int) -> bytes:
        content = stream.read(longest + 1)
        if len(content) > longest:
            raise SourceError(
                f"{source.where}: over {longest:,} bytes; a report has at most {self.max_chars:,} characters; split it"
            )
        return content

    def _html(self, html: str, name: str, where: str, known: Known) -> Report:
        if not html.strip():
            return self._report(html, name, where, known)
        page = read_page(html, where=where, url=known.url)
        return self._report(
            page.text,
            name,
            where,
            replace(
                known,
                title=known.title or page.title,
                publisher=known.publisher or page.publisher,
                authors=known.authors or page.authors,
                url=page.url,
                candidates=page.candidates + known.candidates,
                warnings=page.warnings,
            ),
        )

    def _report(self, text: str, name: str, where: str, known: Known) -> Report:
        return build_report(text, name=name, where=where, known=known, data=self.data, max_chars=self.max_chars)

    def _row(self, source: Source, row: Row) -> Report | SourceError:
        where = f"{source.where}, line {row.line}"
        try:
            known = Known(
                title=_words(row, "title", where),
                publisher=_words(row, "publisher", where),
                authors=_authors(row, where),
                url=_words(row, "url", where),
                given=_published(row, where) or self.given,
            )
            name = _identity(row, where) or f"{source.name}-{row.line}"
            text, html = _words(row, "text", where), _words(row, "html", where)
            if text is None and html is not None:
                return self._html(html, name, where, known)
            if text is None:
                raise SourceError(
                    f'{where}: no "{self.columns["text"]}" or "{self.columns["html"]}" in the row; a report needs one'
                )
            return self._report(text, name, where, known)
        except SourceError as error:
            return error


def _in_name(source: Source) -> Iterator[Candidate]:
    """The day in a file's name ("2014-12-15-homs.txt"), taken only where the page shows none."""
    for candidate in in_url(source.name):
        yield replace(candidate, source="file name", weight=-1)


def _words(row: Row, key: str, where: str) -> str | None:
    value: Any = row.values.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise SourceError(f'{where}: "{key}" holds {str(value)[:40]!r}, a {type(value).__name__}; it is a text')
    return value


def _identity(row: Row, where: str) -> str | None:
    value = row.values.get("id")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _words(row, "id", where)


def _authors(row: Row, where: str) -> tuple[str, ...]:
    value = row.values.get("authors")
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(value)
    names = _words(row, "authors", where)
    return tuple(name.strip() for name in names.split(";") if name.strip()) if names else ()


def _published(row: Row, where: str) -> date | None:
    words = _words(row, "published", where)
    if words is None or not words.strip():
        return None
    day = parse_date(words)
    if day is None:
        raise SourceError(f'{where}: "published" holds {words[:40]!r}, which is not one day; give it as YYYY-MM-DD')
    return day
