"""The answers of under, between, strength, places and watch, each line with the claims behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oathbook.history import Banner, Between, Member, Series, Span, Watched, Watchlist
from oathbook.history.coverage import Covers
from oathbook.views.phrases import clean, wording
from oathbook.views.spans import (
    claims_behind,
    claims_with_words,
    day_words,
    grid,
    ids,
    spans_table,
    tie_words,
    with_claims,
)
from oathbook.views.tables import STYLES
from oathbook.views.telling import head

if TYPE_CHECKING:
    from rich.console import RenderableType


def bannered(banner: Banner) -> list[RenderableType]:
    """Who stands under a banner: one row a member with its first link, and below it the chain up to the banner."""
    from rich.text import Text

    out = _titled(head(banner.name, banner.names, banner.kind), day_words(banner.on, banner.known_by))
    day = f" on {banner.on}" if banner.on else ""
    if banner.members:
        rows = [(_member_words(member, banner), member.chain[0].span, member.sure) for member in banner.members]
        out.append(spans_table(rows, "stands under it"))
    else:
        out.append(Text(f"nobody is told to stand under {clean(banner.names[0])}{day}"))
    if banner.others:
        rows = [(clean(seen.span.subject_name), seen.span, seen.sure) for seen in banner.others]
        out += [Text(), Text("Not under it, but told of", style="bold"), spans_table(rows, "")]
    spans = [link.span for member in banner.members for link in member.chain]
    return with_claims(out, claims_behind([*spans, *(seen.span for seen in banner.others)]))


def _member_words(member: Member, banner: Banner) -> str:
    name = clean(member.name)
    if member.called and member.called != member.name:
        name += f", then {clean(member.called)}"
    chain = [clean(link.span.other_name or "") for link in member.chain[:-1]]
    words = "  " * len(chain) + f"{name} ({member.kind})"
    return words + "".join(f"\n{'  ' * len(chain)}under {above}" for above in chain)


def betweened(answer: Between) -> list[RenderableType]:
    """The ties of two in time, then every claim that names both."""
    from rich.text import Text

    names = f"{clean(answer.names[0])} and {clean(answer.other_names[0])}"
    out = _titled(names, day_words(answer.on, answer.known_by))
    if answer.spans:
        rows = [(tie_words(seen.span), seen.span, _covering(seen.sure)) for seen in answer.spans]
        out.append(spans_table(rows, "tie"))
    else:
        day = f" by {answer.on}" if answer.on else ""
        out.append(Text(f"no tie between the two is told{day}"))
    named = claims_behind(seen.span for seen in answer.spans)
    known = {claim.id for claim in named}
    more = [claim for claim in answer.claims if claim.id not in known]
    out = with_claims(out, named)
    return [*out, Text(), Text("Also told of both", style="bold"), claims_with_words(more)] if more else out


def _covering(sure: Covers) -> Covers:
    """A tie that is over is shown with its end, not as unsure."""
    return "yes" if sure == "no" else sure


def listed_spans(answer: Series) -> list[RenderableType]:
    """A strength or the places in time, and what is told beside them."""
    from rich.text import Text

    out = _titled(head(answer.name, answer.names, answer.kind), day_words(answer.on, answer.known_by))
    words = "how many" if answer.question == "strength" else "place"
    if answer.spans:
        rows = [(_span_words(seen.span), seen.span, _covering(seen.sure)) for seen in answer.spans]
        out.append(spans_table(rows, words))
    else:
        day = f" on {answer.on}" if answer.on else ""
        asked = "figure" if answer.question == "strength" else "place"
        out.append(Text(f"no {asked} of {clean(answer.names[0])} is told{day}"))
    out = with_claims(out, claims_behind(seen.span for seen in answer.spans))
    if answer.notes:
        out += [Text(), Text("Losses told", style="bold"), claims_with_words(answer.notes)]
    return out


def _span_words(span: Span) -> str:
    if span.kind == "strength":
        return tie_words(span)
    return f"{clean(span.place or '')} ({'held' if span.kind == 'holds' else 'based there'})"


def watched(answer: Watchlist) -> list[RenderableType]:
    """What hangs in the balance: one row an entry, newest first."""
    from rich.text import Text

    day = f"heard of in the {answer.days} days up to {answer.on}" if answer.on else "by all that is told"
    known = f", by what was published up to {answer.known_by}" if answer.known_by else ""
    out = _titled("In the balance", day + known)
    if not answer.entries:
        return [*out, Text("nobody is told to consider, to be called on, threatened or negotiating")]
    table = grid("state", "who", "with regard to", "heard", "claims")
    for entry in answer.entries:
        cells = [clean(entry.name), _regard(entry), str(entry.heard or "-"), ids(entry.claims)]
        table.add_row(Text(entry.state, style=STYLES["planned"]), *map(Text, cells))
    out.append(table)
    found = {claim.id: claim for entry in answer.entries for claim in entry.claims}
    return with_claims(out, list(found.values()))


def _regard(entry: Watched) -> str:
    words = clean(entry.other or entry.place or "-")
    if entry.what:
        words += f": {wording()['demands'].get(entry.what, clean(entry.what))}"
    return words


def _titled(title: str, below: str) -> list[RenderableType]:
    from rich.text import Text

    return [Text(title, style="bold"), Text(below), Text()]
