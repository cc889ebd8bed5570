"""Tables of reports: one JSON object a line, or CSV with a header line. A bad row costs that row only."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from oathbook.errors import OptionError, SourceError
from oathbook.reports.decode import encoding_of

KEYS = ("id", "text", "html", "title", "url", "published", "publisher", "authors")
LONGEST_ROW = 20_000_000
_UNDECODED = re.compile(r"[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its first line in the file, and what it holds under our keys."""

    line: int
    values: Mapping[str, Any]


def check_keys(keys: Mapping[str, str] | None) -> dict[str, str]:
    """For each of our keys the column that holds it. Raises OptionError for a key that is none of ours."""
    for key in keys or {}:
        if key not in KEYS:
            raise OptionError(f"key {key!r} is not known; the keys are {', '.join(KEYS)}")
    return {key: (keys or {}).get(key, key) for key in KEYS}


def read_jsonl(
    stream: IO[bytes], *, where: str, columns: Mapping[str, str], encoding: str | None
) -> Iterator[Row | SourceError]:
    """The rows of a .jsonl stream; a malformed one is a SourceError with its line."""
    for number, line in enumerate(_long_lines(_text(stream, encoding)), start=1):
        here = f"{where}, line {number}"
        if isinstance(line, int):
            yield SourceError(
                f"{here}: over {LONGEST_ROW:,} characters, the longest row that is read; split the report"
            )
        elif broken := _UNDECODED.search(line):
            yield _undecoded(here, broken)
        elif line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield SourceError(f"{here}: not a JSON object ({error}); mend the row")
                continue
            if isinstance(record, dict):
                yield Row(number, {key: record.get(column) for key, column in columns.items()})
            else:
                yield SourceError(f"{here}: a JSON {type(record).__name__}, a row is a JSON object; mend the row")


def read_csv(
    stream: IO[bytes], *, where: str, columns: Mapping[str, str], encoding: str | None
) -> Iterator[Row | SourceError]:
    """The rows of a .csv stream with a header line (comma, semicolon or tab); a malformed one is a SourceError."""
    csv.field_size_limit(LONGEST_ROW)
    lines = _text(stream, encoding)
    first = lines.readline(LONGEST_ROW)
    if not first.strip():
        return
    mark = max(",;\t", key=first.count)
    header = next(csv.reader([first], delimiter=mark), [])
    if not {columns["text"], columns["html"]} & set(header):
        shown = ", ".join("".join(char if char.isprintable() else "?" for char in name[:40]) for name in header[:12])
        yield SourceError(
            f'{where}: no column "{columns["text"]}" or "{columns["html"]}" in the header ({shown}); '
            "say which column holds the text with --key text=COLUMN"
        )
        return
    rows = csv.reader(lines, delimiter=mark)
    while True:
        line = rows.line_num + 2
        here = f"{where}, line {line}"
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield SourceError(f"{here}: not a row of CSV ({error}); mend the row")
            continue
        if broken := _UNDECODED.search("".join(cells)):
            yield _undecoded(here, broken)
        elif len(cells) > len(header):
            yield SourceError(
                f"{here}: {len(cells)} cells under a header of {len(header)}; "
                f"put quotation marks around cells that hold a {_named(mark)}"
            )
        elif cells:
            held = dict(zip(header, cells, strict=False))
            yield Row(line, {key: held.get(column) for key, column in columns.items()})


def _text(stream: IO[bytes], encoding: str | None) -> io.TextIOWrapper:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    start = buffered.peek(4)[:4]
    chosen = encoding_of(start, html=False, given=encoding)
    return io.TextIOWrapper(
        buffered, "utf-8-sig" if chosen == "utf-8" else chosen, errors="surrogateescape", newline=""
    )


def _long_lines(lines: IO[str]) -> Iterator[str | int]:
    """The lines, or the length of one that is too long to be held."""
    while line := lines.readline(LONGEST_ROW + 1):
        length = len(line)
        if length <= LONGEST_ROW:
            yield line
            continue
        while line and not line.endswith("\n"):
            line = lines.readline(LONGEST_ROW)
            length += len(line)
        yield length


def _undecoded(here: str, broken: re.Match[str]) -> SourceError:
    byte = ord(broken.group()) - 0xDC00
    return SourceError(
        f"{here}: unknown encoding: byte 0x{byte:02x} does not fit; "
        "say what it is with --encoding, for example windows-1252"
    )


def _named(mark: str) -> str:
    return {",": "comma", ";": "semicolon", "\t": "tab"}[mark]
