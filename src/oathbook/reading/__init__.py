"""Reading: a report's words, trees, dates, figures, mentions and speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oathbook.lexicon import Lexicon
    from oathbook.reading.reader import Reader


def load_reader(lexicon: Lexicon) -> Reader:
    """A reader with the model that oathbook ships and the given data files. Raises ModelError where there is none.

    The model is loaded at the first report.
    """
    from oathbook.reading.reader import Reader

    return Reader(lexicon)
