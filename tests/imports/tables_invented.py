"""Small tables of invented actors and events, in the columns of UCDP and ACLED."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

RELATIONS = (
    ("11", "Marsh Lions", "splinter_of", "12", "River Front", "Rivermark"),
    ("11", "Marsh Lions", "allied_in", "13", "Delta Council", "Rivermark"),
    ("14", "Reed Guard", "joined", "12", "River Front", ""),
    ("12", "River Front", "renamed_to", "12", "River State", "Rivermark"),
    ("15", "Reed Guard - Salim faction", "temporary_split_of", "14", "Reed Guard", ""),
    ("16", "RF", "splinter_of", "17", "RF", "Rivermark"),
    ("14", "Reed Guard", "joined", "18", "Government of Rivermark", ""),
)
RELATION_COLUMNS = ("actor_id", "actor", "relation", "other_id", "other", "location")

EVENT: Mapping[str, Any] = {
    "id": "900001",
    "date_start": "2031-03-04",
    "date_end": "2031-03-05",
    "type_of_violence": "1",
    "side_a": "Government of Rivermark",
    "side_b": "Marsh Lions",
    "where_coordinates": "Old Ferry village",
    "deaths_a": "3",
    "deaths_b": "0",
    "deaths_civilians": "2",
    "deaths_unknown": "0",
    "best": "5",
    "low": "4",
    "high": "9",
    "source_office": "Delta Radio;Delta Radio",
    "source_date": "2031-03-03;2031-03-06;2031-03-09",
    "source_headline": "Fighting at the old ferry",
    "source_original": "Delta Radio",
}
ACLED: Mapping[str, Any] = {
    "event_id_cnty": "RIV77",
    "event_date": "04 March 2031",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Rivermark (2020-)",
    "actor2": "Marsh Lions",
    "location": "Old Ferry",
    "country": "Rivermark",
    "fatalities": "4",
    "source": "Delta Radio",
    "notes": "The two fought at the ferry.",
    "timestamp": "1930564800",
}


def write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[Any]], *, mark: str = "\t") -> Path:
    """A table with a heading; cells are written as they are."""
    lines = [mark.join(columns), *(mark.join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def relations(path: Path, rows: Iterable[Iterable[str]] = RELATIONS) -> Path:
    """A table of relations."""
    return write(path, RELATION_COLUMNS, rows)


def events(path: Path, *changes: Mapping[str, Any], like: Mapping[str, Any] = EVENT) -> Path:
    """A table of events, each ``like`` with its changes."""
    rows = [{**like, **change} for change in changes or ({},)]
    return write(path, like, [[row[column] for column in like] for row in rows])
