"""Reports, entries, claims and the names that claims give."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TABLES = ("reports", "entries", "claims", "claim_names")
REFUSED = "the ledger is append-only"


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", TEXT, nullable=False, index=True),
        sa.Column("publisher", TEXT),
        sa.Column("published", sa.Date, index=True),
        sa.Column("record", sa.JSON, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("report", sa.String(64), sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("reader", TEXT, comment="the reader's version where what is 'read', else null"),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("at", sa.String(32), nullable=False, comment="UTC, ISO 8601 with microseconds: sorts as text"),
        sa.Column("why", TEXT),
        sa.Column("claims", sa.Integer, nullable=False, comment="how many claims a reading holds"),
        sa.UniqueConstraint("report", "reader", name="entries_one_reading"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "claims",
        sa.Column("reading", sa.Integer, sa.ForeignKey("entries.number"), primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True, index=True),
        sa.Column("report", sa.String(64), sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        sa.Column("published", sa.Date),
        sa.Column("record", sa.JSON, nullable=False),
    )
    op.create_table(
        "claim_names",
        sa.Column("reading", sa.Integer, primary_key=True),
        sa.Column("claim", sa.String(64), primary_key=True),
        sa.Column("role", sa.String(8), primary_key=True, comment="agent, object or source"),
        sa.Column("name", TEXT, primary_key=True),
        sa.Column("kind", sa.String(16)),
        sa.Index("claim_names_name", "name"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def _guard_sqlite() -> None:
    for table in TABLES:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION oathbook_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION oathbook_append_only()"
        )
