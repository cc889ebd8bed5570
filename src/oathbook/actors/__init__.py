"""Which actor a name means.

``resolve(names, judgements)`` gives ``Actors``: names folded (case, articles, accents, hyphens), known aliases, and
what people or the program judged of names. Nothing is guessed here; what is only alike is offered, by ``suggestions``.
"""

from oathbook.actors.clusters import Actors, Folds, resolve
from oathbook.actors.folding import fold
from oathbook.actors.kin import Kin, Known, find_kin
from oathbook.actors.knowledge import Knowledge, load_knowledge
from oathbook.actors.names import Aliases, find_actor, key, load_aliases, nearest

__all__ = [
    "Actors",
    "Aliases",
    "Folds",
    "Kin",
    "Knowledge",
    "Known",
    "find_actor",
    "find_kin",
    "fold",
    "key",
    "load_aliases",
    "load_knowledge",
    "nearest",
    "resolve",
]
