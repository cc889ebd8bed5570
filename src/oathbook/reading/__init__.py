"""Reading: a report's words, trees, dates, figures, mentions and speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oathbook.lexicon import Lexicon
    from oathbook.reading.reader import Reader


def load_reader(lexicon: Lexicon) -> Reader:
    """A reader with the model that oathbook ships and the given data files.

    What is loaded by then is taken out of the garbage collector's rounds, which cost a tenth of the reading time.
    """
    import gc

    from oathbook.reading.reader import Reader

    reader = Reader(lexicon)
    gc.collect()
    gc.freeze()
    return reader
