"""Run by Alembic with the connection that ``oathbook.ledger.opening`` hands over, inside its transaction."""

from alembic import context

from oathbook.ledger.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
context.run_migrations()
