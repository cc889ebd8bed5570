"""Tables with a heading: tabs, commas or semicolons between the cells, UTF-8, also gzipped."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

from oathbook.errors import SourceError

T = TypeVar("T")
LONGEST_CELL = 1_000_000
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``where`` is the file and the row's number, the heading being row 1. Cells have single blanks."""

    where: str
    cells: Mapping[str, str]

    def wrong(self, column: str, allowed: str) -> SourceError:
        """The error for a cell whose value is not allowed."""
        return SourceError(f'{self.where}: {column} is "{self.cells.get(column, "")}"; {allowed}')


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file's bytes, unpacked where it is gzip. SourceError where it cannot be read to its end."""
    try:
        with path.open("rb") as raw:
            start = raw.read(2)
            raw.seek(0)
            if start == _GZIP:
                with gzip.open(raw) as unpacked:
                    yield unpacked  # type: ignore[misc]
            else:
                yield raw
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file; check the path") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(f"{path}: broken gzip file ({error}); make it again") from error
    except OSError as error:
        raise SourceError(f"{path}: cannot be opened ({error.strerror or error}); check the path") from error


def read_table(path: Path, *, columns: Sequence[str], needed: Sequence[str], what: str) -> Iterator[Row | SourceError]:
    """The rows of a table, one by one; a malformed one is a SourceError.

    Args:
        columns: those that are read; others in the file are left aside, names in any case.
        needed: those without which nothing can be read.
        what: what the table should be, for messages.

    Raises SourceError where the file cannot be read, has no heading, or lacks a needed column.
    """
    csv.field_size_limit(LONGEST_CELL)
    with opened(path) as stream:
        lines = io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="")
        first = lines.readline(LONGEST_CELL)
        mark = max("\t,;", key=first.count)
        heading = [name.strip().lower() for name in next(csv.reader([first], delimiter=mark), [])]
        missing = [name for name in needed if name not in heading]
        if missing:
            raise SourceError(
                f'{path}: no column "{missing[0]}" in the heading; a table of {what} has the columns '
                f"{', '.join(needed)}, parted by tabs, commas or semicolons"
            )
        places = [(name, heading.index(name)) for name in columns if name in heading]
        rows = csv.reader(lines, delimiter=mark)
        number = 1
        while True:
            number += 1
            where = f"{path}, row {number}"
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield SourceError(f"{where}: not a row of a table ({error}); mend the row")
                continue
            if not any(cells):
                continue
            if len(cells) != len(heading):
                yield SourceError(f"{where}: {len(cells)} cells under a heading of {len(heading)}; mend the row")
                continue
            held = {name: " ".join(cells[at].split()) for name, at in places}
            broken = next((name for name, cell in held.items() if not _is_text(cell)), None)
            if broken:
                yield SourceError(f"{where}: {broken} is not UTF-8; save the table as UTF-8")
                continue
            yield Row(where, held)


def each_taken(rows: Iterable[Row | SourceError], take: Callable[[Row], T]) -> Iterator[T | SourceError]:
    """What ``take`` makes of each row; a row that could not be read or taken is a SourceError in its place."""
    for row in rows:
        if isinstance(row, SourceError):
            yield row
            continue
        try:
            yield take(row)
        except SourceError as error:
            yield error


def _is_text(cell: str) -> bool:
    return cell.isascii() or not any("\ud800" <= char <= "\udfff" for char in cell)
