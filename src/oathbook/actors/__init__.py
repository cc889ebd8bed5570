"""Which actor a name means: names folded (case, articles, accents, hyphens) and known aliases.

Simple on purpose: two names mean one actor where their keys are equal. Nothing is guessed; what is only alike is
offered as "did you mean".
"""

from oathbook.actors.folding import fold
from oathbook.actors.knowledge import Knowledge, load_knowledge
from oathbook.actors.names import Aliases, find_actor, key, load_aliases, nearest

__all__ = ["Aliases", "Knowledge", "find_actor", "fold", "key", "load_aliases", "load_knowledge", "nearest"]
