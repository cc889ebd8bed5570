"""What a newer reading carries on of reviews. Nothing that is there is changed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

REFUSED = "the ledger is append-only"


def upgrade() -> None:
    op.add_column(
        "reviews", sa.Column("carried", sa.Integer, comment="the number of the review that it carries on, else null")
    )
    op.create_table(
        "claim_carries",
        sa.Column("number", sa.Integer, sa.ForeignKey("entries.number"), primary_key=True),
        sa.Column("old", sa.String(64), nullable=False),
        sa.Column("new", sa.String(64), nullable=False),
        sa.Column("how", sa.String(8), nullable=False, comment="same, like, held or kept"),
        sqlite_with_rowid=False,
    )
    op.create_index("claim_carries_old", "claim_carries", ["old"])
    op.create_index("claim_carries_new", "claim_carries", ["new"])
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER claim_carries_no_{change.lower()} BEFORE {change} ON claim_carries "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER claim_carries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_carries "
            "FOR EACH STATEMENT EXECUTE FUNCTION oathbook_append_only()"
        )
