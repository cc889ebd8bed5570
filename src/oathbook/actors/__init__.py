"""Which actor a name means: names folded (case, articles, accents, hyphens) and known aliases.

Simple on purpose: two names mean one actor where their keys are equal. Nothing is guessed; what is only alike is
offered as "did you mean".
"""

from oathbook.actors.names import Aliases, find_actor, fold, key, load_aliases, nearest

__all__ = ["Aliases", "find_actor", "fold", "key", "load_aliases", "nearest"]
