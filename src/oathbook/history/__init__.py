"""What held when, and what was said over time: computed from claims, each answer with its claims.

``trace`` gives all spans; ``who``, ``story``, ``under``, ``between``, ``strength``, ``places`` and ``watch`` answer
questions, with two clocks: ``on`` (when it held) and ``known_by`` (what had been published by then). Pure functions
over claims, or over a ``Source`` that finds the claims about an actor; nothing is kept and nothing silently overruled.
"""

from oathbook.history.answers import Banner, Between, Member, Seen, Series, Watched, Watchlist
from oathbook.history.banners import under
from oathbook.history.coverage import covers
from oathbook.history.lists import places, strength
from oathbook.history.pairs import between
from oathbook.history.records import Answer, Line, Story, StoryEntry
from oathbook.history.source import Asked, Source, told
from oathbook.history.span import Belief, Span
from oathbook.history.standing import who
from oathbook.history.subject import Keys
from oathbook.history.telling import story
from oathbook.history.trace import trace, trace_actor
from oathbook.history.watching import watch

__all__ = [
    "Answer",
    "Asked",
    "Banner",
    "Belief",
    "Between",
    "Keys",
    "Line",
    "Member",
    "Seen",
    "Series",
    "Source",
    "Span",
    "Story",
    "StoryEntry",
    "Watched",
    "Watchlist",
    "between",
    "covers",
    "places",
    "story",
    "strength",
    "told",
    "trace",
    "trace_actor",
    "under",
    "watch",
    "who",
]
