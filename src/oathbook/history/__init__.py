"""What is believed on a day, and what was said over time: computed from claims, each answer with its claims.

Pure functions over claims (``ledger.claims()``); nothing is kept and nothing is silently overruled.
"""

from oathbook.history.records import Answer, Line, Story, StoryEntry
from oathbook.history.standing import who
from oathbook.history.telling import story

__all__ = ["Answer", "Line", "Story", "StoryEntry", "story", "who"]
