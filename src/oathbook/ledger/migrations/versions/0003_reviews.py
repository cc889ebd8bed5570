"""Reviews of claims, and what they change in answers. Nothing that is there is changed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TABLES = ("reviews", "claim_outcomes")
REFUSED = "the ledger is append-only"


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("claim", sa.String(64), nullable=False),
        sa.Column("report", sa.String(64), sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("at", sa.String(32), nullable=False, comment="UTC, ISO 8601 with microseconds: sorts as text"),
        sa.Column("decision", sa.String(16), nullable=False, comment="accepted, corrected, rejected, unsure or undone"),
        sa.Column("corrections", sa.JSON, nullable=False, comment="the right values by field"),
        sa.Column("why", TEXT),
        sa.Column("round", TEXT, nullable=False, comment="first, settled, or the name of a blind round"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "claim_outcomes",
        sa.Column("number", sa.Integer, sa.ForeignKey("entries.number"), primary_key=True),
        sa.Column("claim", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False, comment="rejected, corrected or read: as it was read"),
        sa.Column("review", sa.Integer, sa.ForeignKey("reviews.number"), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("reviews_claim", "reviews", ["claim"])
    op.create_index("reviews_report", "reviews", ["report"])
    op.create_index("reviews_who", "reviews", ["who"])
    op.create_index("claim_outcomes_claim", "claim_outcomes", ["claim", "number"])
    for table in TABLES:
        if op.get_bind().dialect.name == "sqlite":
            for change in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION oathbook_append_only()"
            )
