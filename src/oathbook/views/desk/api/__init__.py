"""The ledger as JSON, under /api/v1: the same answers as the commands give with --json."""

from oathbook.views.desk.api import actors, claims, entries, events, history, jobs, looking, pictures, reports, reviews

ROUTERS = tuple(
    group.router for group in (reports, claims, entries, actors, history, events, pictures, reviews, looking, jobs)
)
