"""The pages. A module is a group of pages: it has ``router``, and ``NAV`` where the navigation leads to it.

To add one: write the module, name it in ``PAGES``. See docs/decisions/0016-desk.md.
"""

from oathbook.views.desk.routes import (
    account,
    actors,
    adding,
    agreement,
    audit,
    changes,
    cite,
    claims,
    disputes,
    home,
    names,
    network,
    pictures,
    places,
    reading,
    reckoned,
    reports,
    review,
    rounds,
    search,
    spans,
    tree,
    watch,
)

PAGES = (
    home, reports, claims, adding, rounds, agreement, review, actors, spans, names, network, tree, places, disputes,
    watch, changes, pictures, reading, reckoned, search, cite, account, audit,
)  # fmt: skip
"""In the order of the navigation."""
ROUTERS = tuple(page.router for page in PAGES)
NAVIGATION = tuple(page.NAV for page in PAGES if hasattr(page, "NAV"))
