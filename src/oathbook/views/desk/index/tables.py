"""The tables of the index. ``VERSION`` says what is in them; another one makes them anew."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Connection, Float, Index, Integer, MetaData, String, Table, Text, inspect, text

VERSION = "4"

metadata = MetaData()

TEXT = Text().with_variant(Text(collation="C"), "postgresql")

seen = Table("desk_seen", metadata, Column("number", Integer, primary_key=True, autoincrement=False))
"""The numbers of the ledger's entries that the index knows."""

reports = Table(
    "desk_reports",
    metadata,
    Column("document", Integer, primary_key=True, autoincrement=False, comment="below 0; those of claims are above"),
    Column("id", String(64), nullable=False, unique=True),
    Column("publisher", TEXT, index=True),
    Column("published", String(10), index=True),
    Column("language", String(16), comment="as the report tells or was found out; empty where neither"),
    Column("withdrawn", Boolean, nullable=False),
    Column("claims", Integer, nullable=False, index=True),
    Column("read_at", String(32), nullable=False, index=True),
    Column("place", TEXT, nullable=False, index=True, comment="sorts as Ledger.reports does"),
)

claims = Table(
    "desk_claims",
    metadata,
    Column("document", Integer, primary_key=True, autoincrement=False),
    Column("reading", Integer, nullable=False),
    Column("id", String(64), nullable=False, index=True),
    Column("report", String(64), nullable=False, index=True),
    Column("type", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("source", TEXT, nullable=False, comment="report or unnamed; a name is in desk_names"),
    Column("first", String(10), comment="the first day of its time, or of its publication where it tells none"),
    Column("last", String(10)),
    Column("published", String(10)),
    Column("score", Float, nullable=False),
    Column("place", TEXT, nullable=False, index=True, comment="sorts as claim_order does"),
    Index("desk_claims_type", "type", "place"),
    Index("desk_claims_status", "status", "place"),
)

names = Table(
    "desk_names",
    metadata,
    Column("document", Integer, primary_key=True, autoincrement=False),
    Column("role", String(8), primary_key=True),
    Column("name", TEXT, primary_key=True),
    Column("held", Boolean, nullable=False, comment="whether the report protects this name"),
    Index("desk_names_name", "name"),
)

WORDS = "desk_words"


def make(connection: Connection) -> None:
    """Make the tables of this version, empty, in place of those that are there."""
    postgresql = connection.dialect.name == "postgresql"
    connection.execute(text(f"DROP TABLE IF EXISTS {WORDS}"))
    metadata.drop_all(connection)
    metadata.create_all(connection)
    if postgresql:
        connection.execute(
            text(
                f"CREATE TABLE {WORDS} (document INTEGER PRIMARY KEY, words TEXT NOT NULL, open_words TEXT NOT NULL, "
                "words_found tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED, "
                "open_found tsvector GENERATED ALWAYS AS (to_tsvector('simple', open_words)) STORED)"
            )
        )
        for column in ("words_found", "open_found"):
            connection.execute(text(f"CREATE INDEX desk_{column} ON {WORDS} USING GIN ({column})"))
    else:
        connection.execute(
            text(f"CREATE VIRTUAL TABLE {WORDS} USING fts5(words, open_words, tokenize='unicode61', detail='full')")
        )


def there(connection: Connection) -> bool:
    """Whether the tables are there."""
    return inspect(connection).has_table("desk_seen")
