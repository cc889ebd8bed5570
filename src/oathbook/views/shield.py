"""Leaves protected names out of sentences that are made from claims of many reports."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from oathbook.views.protect import Protector

_WORD = re.compile(r"\w+")
_ALL = ""
"""Under this report stand the protected names of all."""


class Shield:
    """Takes out of a text every name that any report protects, whichever report the text is of."""

    def __init__(self, guard: Protector) -> None:
        self._guard = guard
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._texts: dict[frozenset[str], Protector] = {}
        for name in {name for names in guard.names.values() for name in names}:
            for word in _WORD.findall(name.casefold()):
                self._by_word[word].add(name)

    def text(self, text: str) -> str:
        """The text without protected names."""
        if not self._by_word:
            return text
        names = frozenset(name for word in _WORD.findall(text.casefold()) for name in self._by_word.get(word, ()))
        if not names:
            return text
        if names not in self._texts:
            self._texts[names] = Protector({_ALL: names})
        return self._texts[names].text(text, _ALL)

    def record(self, value: Any) -> Any:
        """JSON of an answer: claims first as ``Protector.claim`` does, then every text and key as ``text``."""
        if isinstance(value, Mapping):
            if "report_id" in value and "evidence" in value:
                value = self._guard.record(value)
            return {self.text(key): self.record(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.record(item) for item in value]
        return self.text(value) if isinstance(value, str) else value
