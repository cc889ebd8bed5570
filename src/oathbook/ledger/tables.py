"""The tables of the ledger, for queries. What makes them in a database is ``migrations/``; a test holds them equal."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

HEAD = "0004"
"""The newest migration; a test holds it equal to the newest file in ``migrations/versions``."""
VERSION_TABLE = "oathbook_version"

PENDING = text("(status <> 'actual' OR type = 'demand')")
"""Condition on ``claims``: of something that hangs in the balance, or that is denied."""

metadata = MetaData()

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts alike in both databases: by code point."""

reports = Table(
    "reports",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", TEXT, nullable=False, index=True),
    Column("publisher", TEXT),
    Column("published", Date, index=True),
    Column("record", JSON, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False),
    Column("what", String(16), nullable=False),
    Column("report", String(64), ForeignKey("reports.id"), nullable=False),
    Column("reader", TEXT, comment="the reader's version where what is 'read', else null"),
    Column("who", TEXT, nullable=False),
    Column("at", String(32), nullable=False, comment="UTC, ISO 8601 with microseconds: sorts as text"),
    Column("why", TEXT),
    Column("claims", Integer, nullable=False, comment="how many claims a reading holds"),
    UniqueConstraint("report", "reader", name="entries_one_reading"),
    Index("entries_report", "report", "what", "at"),
    sqlite_autoincrement=True,
)

claims = Table(
    "claims",
    metadata,
    Column("reading", Integer, ForeignKey("entries.number"), primary_key=True),
    Column("id", String(64), primary_key=True, index=True),
    Column("report", String(64), ForeignKey("reports.id"), nullable=False),
    Column("type", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("source", TEXT, nullable=False),
    Column("earliest", Date),
    Column("latest", Date),
    Column("published", Date),
    Column("record", JSON, nullable=False),
    Index("claims_pending", "published", sqlite_where=PENDING, postgresql_where=PENDING),
)

names = Table(
    "claim_names",
    metadata,
    Column("reading", Integer, primary_key=True),
    Column("claim", String(64), primary_key=True),
    Column("role", String(8), primary_key=True, comment="agent, object or source"),
    Column("name", TEXT, primary_key=True),
    Column("kind", String(16)),
    Index("claim_names_name", "name"),
    sqlite_with_rowid=False,
)

actor_names = Table(
    "actor_names",
    metadata,
    Column("name", TEXT, primary_key=True),
    Column("folded", TEXT, nullable=False),
    Column("first", Integer, nullable=False, comment="the entry with which the name first came"),
    Index("actor_names_folded", "folded"),
)
"""Every name that claims ever gave, once, so that the names of an actor are found by what they fold to."""

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False),
    Column("one", TEXT, nullable=False),
    Column("other", TEXT, nullable=False),
    Column("one_folded", TEXT, nullable=False),
    Column("other_folded", TEXT, nullable=False),
    Column("verdict", String(16), nullable=False, comment="same, different, unsure or undone"),
    Column("who", TEXT, nullable=False),
    Column("at", String(32), nullable=False, comment="UTC, ISO 8601 with microseconds: sorts as text"),
    Column("why", TEXT, nullable=False),
    Column("score", Float, comment="how alike the program found the two; null where a person judged"),
    sqlite_autoincrement=True,
)

claim_places = Table(
    "claim_places",
    metadata,
    Column("folded", TEXT, primary_key=True),
    Column("reading", Integer, primary_key=True),
    Column("claim", String(64), primary_key=True),
    sqlite_with_rowid=False,
)
"""The places of claims by what they fold to, so that who else held a town is found."""

protected_sources = Table(
    "protected_sources",
    metadata,
    Column("reading", Integer, primary_key=True),
    Column("report", String(64), nullable=False),
    Column("name", TEXT, primary_key=True),
    sqlite_with_rowid=False,
)
"""Names of sources that a reading found to be under an alias or to have asked not to be named."""

reviews = Table(
    "reviews",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False),
    Column("claim", String(64), nullable=False),
    Column("report", String(64), ForeignKey("reports.id"), nullable=False),
    Column("who", TEXT, nullable=False),
    Column("at", String(32), nullable=False, comment="UTC, ISO 8601 with microseconds: sorts as text"),
    Column("decision", String(16), nullable=False, comment="accepted, corrected, rejected, unsure or undone"),
    Column("corrections", JSON, nullable=False, comment="the right values by field"),
    Column("why", TEXT),
    Column("round", TEXT, nullable=False, comment="first, settled, or the name of a blind round"),
    Column("carried", Integer, comment="the number of the review that it carries on, else null"),
    Index("reviews_claim", "claim"),
    Index("reviews_report", "report"),
    Index("reviews_who", "who"),
    sqlite_autoincrement=True,
)

claim_outcomes = Table(
    "claim_outcomes",
    metadata,
    Column("number", Integer, ForeignKey("entries.number"), primary_key=True),
    Column("claim", String(64), nullable=False),
    Column("outcome", String(16), nullable=False, comment="rejected, corrected or read: as it was read"),
    Column("review", Integer, ForeignKey("reviews.number"), nullable=False),
    Index("claim_outcomes_claim", "claim", "number"),
    sqlite_with_rowid=False,
)
"""What reviews changed in the answers about a claim; the newest row of a claim counts. A corrected claim stands in
``claims``, ``claim_names`` and ``claim_places`` a second time, with the number of the entry as its reading. So does one
that a person added (outcome "added"), which no reading holds; a claim that one of those says already is "held"."""

claim_carries = Table(
    "claim_carries",
    metadata,
    Column("number", Integer, ForeignKey("entries.number"), primary_key=True),
    Column("old", String(64), nullable=False),
    Column("new", String(64), nullable=False),
    Column("how", String(8), nullable=False, comment="same, like, held or kept"),
    Index("claim_carries_old", "old"),
    Index("claim_carries_new", "new"),
    sqlite_with_rowid=False,
)
"""Which claim of a newer reading goes on for a claim about which people decided; see ``matching``. "held": the old one
was added by a person and goes on to stand, the new one says the same and is left out. "kept": a person keeps a claim
that is no longer read, as one that was added."""
