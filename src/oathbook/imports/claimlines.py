"""Claims as ``oathbook claims --json`` writes them, and reports with their texts, back into a ledger."""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any, get_args

from oathbook.errors import SourceError
from oathbook.imports.records import Item, Items
from oathbook.imports.tables import opened
from oathbook.ledger.stored import report_from_json
from oathbook.records import STATUSES, TYPES, Block, Claim, Report, Standing

NAME = "claims"
PROTECTED = "protected source"
"""What stands in an export for a name that was left out."""
NO_TEXT = "imported without its text; only the words of its claims are known"
_KEYS = (
    "report", "report_id", "id", "type", "agent", "object", "place", "quantity", "when", "when_words", "status",
    "source", "standing", "evidence", "start", "end", "rule", "score", "published", "kinds", "reader",
)  # fmt: skip
_ALLOWED: Mapping[str, tuple[str, ...]] = {"type": TYPES, "status": STATUSES, "standing": get_args(Standing)}


@dataclass
class _Found:
    """Where the lines of each report are in the file."""

    reports: dict[str, int] = field(default_factory=dict)
    claims: dict[tuple[str, str], list[tuple[int, int]]] = field(default_factory=dict)
    """By report and reader: the number of each line and where it begins."""


def import_claims(path: Path, published: date | None = None) -> Items:
    """The reports of a file of JSON lines with their claims, in the order in which it first names them.

    Args:
        path: lines of ``oathbook claims --json --with-protected-sources``, in any order; lines of ``oathbook reports
            --json --with-texts`` among them give the texts.
        published: not used; claims tell the publication date of their report.

    A report whose text is not in the file gets one of blanks with the words of its claims in their places.

    Raises SourceError where the file cannot be read; a line that cannot be taken is a SourceError among the items.
    """
    with opened(path) as stream, _seekable(stream) as lines:
        found = _Found()
        yield from _find(lines, path, found)
        for (report_id, reader), places in found.claims.items():
            claims: dict[str, tuple[int, Claim]] = {}
            for number, place in places:
                claim = _claim(_record(lines, place), f"{path}, line {number}")
                if isinstance(claim, SourceError):
                    yield claim
                else:
                    claims.setdefault(claim.id, (number, claim))
            if not claims:
                continue
            where = f"{path}, line {places[0][0]}"
            report = _report(lines, found.reports.get(report_id), [claim for _, claim in claims.values()], where)
            if isinstance(report, SourceError):
                yield report
                continue
            fitting = []
            for number, claim in claims.values():
                if report.text[claim.start : claim.end] == claim.evidence:
                    fitting.append(claim)
                else:
                    yield SourceError(
                        f"{path}, line {number}: the words of claim {claim.id} do not stand at {claim.start} in the "
                        f"text of report {report.id} ({report.name}); export both from one ledger"
                    )
            yield Item(where, report, tuple(fitting), reader)


@contextmanager
def _seekable(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """The stream, unpacked into a file of its own where it is packed."""
    if not isinstance(stream, gzip.GzipFile):
        yield stream
        return
    with tempfile.TemporaryFile() as file:
        shutil.copyfileobj(stream, file)
        file.seek(0)
        yield file


def _find(lines: IO[bytes], path: Path, found: _Found) -> Iterator[SourceError]:
    place = 0
    for number, line in enumerate(lines, start=1):
        here, place = place, place + len(line)
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield SourceError(
                f"{where}: not a JSON object ({error}); give lines as `oathbook claims --json` prints them"
            )
            continue
        if isinstance(record, dict) and isinstance(record.get("text"), str) and isinstance(record.get("id"), str):
            found.reports[record["id"]] = here
            continue
        missing = next((key for key in _KEYS if key not in record), None) if isinstance(record, dict) else _KEYS[0]
        if missing is not None:
            yield SourceError(f'{where}: no "{missing}"; a claim has the keys {", ".join(_KEYS)}')
            continue
        found.claims.setdefault((str(record["report_id"]), str(record["reader"])), []).append((number, here))


def _record(lines: IO[bytes], place: int) -> Any:
    lines.seek(place)
    return json.loads(lines.readline())


def _claim(record: Mapping[str, Any], where: str) -> Claim | SourceError:
    for key, allowed in _ALLOWED.items():
        if record[key] not in allowed:
            return SourceError(f'{where}: {key} is "{record[key]}"; allowed: {", ".join(allowed)}')
    role = next((r for r in ("source", "agent", "object") if PROTECTED in (record[r], *_listed(record[r]))), None)
    if role is not None:
        return SourceError(
            f'{where}: {role} is "{PROTECTED}", which stands for a name that was left out; '
            "export with --with-protected-sources"
        )
    try:
        claim = Claim.from_json(record)
        json.dumps(record, ensure_ascii=False).encode()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return SourceError(f"{where}: not a claim ({type(error).__name__}: {error}); give it as it was exported")
    if not isinstance(claim.evidence, str) or claim.end - claim.start != len(claim.evidence) or claim.start < 0:
        return SourceError(
            f"{where}: start is {claim.start} and end {claim.end}, and the words between have "
            f"{len(claim.evidence)} characters; give it as it was exported"
        )
    return claim


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _report(lines: IO[bytes], place: int | None, claims: list[Claim], where: str) -> Report | SourceError:
    first = claims[0]
    if place is None:
        length = max(claim.end for claim in claims) + 1
        letters = [" "] * (length - 1) + ["\n"]
        for claim in claims:
            letters[claim.start : claim.end] = claim.evidence
        return Report(
            id=first.report,
            name=first.report_name,
            text="".join(letters),
            published=first.published,
            blocks=(Block("paragraph", 0, length - 1),),
            warnings=(NO_TEXT,),
        )
    record = _record(lines, place)
    try:
        return report_from_json({key: record.get(key) for key in _REPORT_KEYS})
    except (KeyError, TypeError, ValueError) as error:
        return SourceError(f"{where}: its report {first.report} is no report ({type(error).__name__}: {error})")


_REPORT_KEYS = tuple(Report.__dataclass_fields__)
