"""The desk: the ledger in the browser. ``create_app(ledger_url)`` gives the application; ``oathbook desk`` runs it."""
