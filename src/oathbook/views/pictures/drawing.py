"""One picture of any kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from oathbook.history.span import Span, SpanKind
from oathbook.views.pictures.asked import Asked, Descent
from oathbook.views.pictures.gather import Kind
from oathbook.views.pictures.map import draw_map
from oathbook.views.pictures.network import draw_network
from oathbook.views.pictures.picture import Picture
from oathbook.views.pictures.strength import draw_strength
from oathbook.views.pictures.timeline import draw_timeline
from oathbook.views.pictures.tree import draw_tree


def draw(
    kind: Kind,
    spans: Sequence[Span],
    asked: Asked,
    *,
    keys: Sequence[str] = (),
    what: Collection[SpanKind] | None = None,
    descents: Sequence[Descent] = (),
    called: Mapping[str, str] | None = None,
) -> Picture:
    """The picture.

    Args:
        spans: as ``gather`` gives them; their order does not matter.
        keys: of the actors asked for; all, where none is given.
        what: for a timeline, the kinds of spans drawn.
        descents: what knowledge files tell of names, splits and mergers; for a timeline and a tree.
        called: names of the day, by key; not for a timeline or a strength, which show many days.
    """
    if kind == "timeline":
        return draw_timeline(spans, asked, keys=keys, kinds=what, descents=descents)
    if kind == "tree":
        return draw_tree(spans, asked, keys=keys, descents=descents, called=called)
    if kind == "network":
        return draw_network(spans, asked, keys=keys, called=called)
    if kind == "map":
        return draw_map(spans, asked, keys=keys, called=called)
    return draw_strength(spans, asked, keys=keys)
