"""What a spaCy ``Doc`` holds, taken out as plain lists.

Asking a ``Doc`` for its tokens one by one makes an object for each and costs about a microsecond for each attribute.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Columns:
    """The attributes of a ``Doc``'s tokens, by spaCy's names for them; every list has one item a token."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._strings = doc.vocab.strings
        self._known: dict[int, str] = {0: ""}

    def numbers(self, attribute: str) -> list[int]:
        """An attribute as spaCy keeps it: HEAD is the way to the head in tokens, IDX the offset in the text."""
        return self._doc.to_array(attribute).astype("int64").tolist()  # type: ignore[no-any-return]

    def texts(self, attribute: str) -> list[str]:
        """An attribute that is a word or a label; "" where there is none."""
        known, out = self._known, []
        for key in self._doc.to_array(attribute).tolist():
            value = known.get(key)
            if value is None:
                value = known[key] = self._strings[key]
            out.append(value)
        return out

    @cached_property
    def words(self) -> list[str]:
        """The words."""
        return self.texts("ORTH")

    @cached_property
    def lower(self) -> list[str]:
        """The words in small letters."""
        return [w.lower() for w in self.words]

    @cached_property
    def text(self) -> str:
        """The text of the ``Doc``."""
        return "".join(w + " " if space else w for w, space in zip(self.words, self.numbers("SPACY"), strict=True))

    def sentences(self) -> tuple[list[int], list[int]]:
        """For each token the first and the last token of its sentence."""
        starts = [i for i, start in enumerate(self.numbers("SENT_START")) if start == 1 or i == 0]
        first: list[int] = []
        last: list[int] = []
        for start, end in zip(starts, [*starts[1:], len(self._doc)], strict=True):
            first += [start] * (end - start)
            last += [end - 1] * (end - start)
        return first, last
