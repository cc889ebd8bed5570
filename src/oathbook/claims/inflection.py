"""Forms of the words that patterns use, so that a trigger is known whatever lemma the model gives it.

The rules are those of English spelling (doubling, silent e, y to ie); what they do not cover is listed in
``data/words/irregular.yaml``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

_VOWELS = "aeiou"


def verb_forms(lemma: str) -> set[str]:
    """The regular -s, -ed and -ing forms of a verb. Of doubled and undoubled spellings both are given."""
    if lemma.endswith("e"):
        stem = lemma[:-1]
        forms = {lemma + "s", lemma + "d", stem + "ing"}
        return forms | {lemma + "ing"} if lemma.endswith(("ee", "oe", "ye", "inge")) else forms
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    plural = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    forms = {plural, lemma + "ed", lemma + "ing"}
    if len(lemma) > 2 and lemma[-1] not in _VOWELS + "wxy" and lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS:
        forms |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return forms


def noun_forms(lemma: str) -> set[str]:
    """The regular plural of a noun; of a noun in -man also that in -men."""
    if lemma.endswith("man"):
        return {lemma[:-2] + "en"}
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return {lemma[:-1] + "ies"}
    return {lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")}


class Inflections:
    """Lemmas by form, for the verbs and nouns that the patterns know."""

    def __init__(
        self, verbs: Iterable[str], nouns: Iterable[str], irregular: Mapping[str, Mapping[str, Iterable[str]]]
    ) -> None:
        self._verbs = _by_form(verbs, verb_forms, irregular.get("verbs", {}))
        self._nouns = _by_form(nouns, noun_forms, irregular.get("nouns", {}))

    def lemma(self, lower: str, pos: str, given: str) -> str:
        """The lemma of a lower-case word; ``given`` is the model's, kept where the word is not known."""
        table = self._verbs if pos in ("VERB", "AUX") else self._nouns if pos in ("NOUN", "PROPN") else {}
        known = table.get(lower)
        if not known or given in known:
            return given
        return known[0]


def _by_form(
    lemmas: Iterable[str], make: Callable[[str], set[str]], irregular: Mapping[str, Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for lemma in sorted({*lemmas, *irregular}):
        given = tuple(irregular.get(lemma, ()))
        for form in (*given, lemma, *make(lemma)):
            out[form] = (*out.get(form, ()), lemma)
    for lemma, forms in irregular.items():
        for form in forms:
            out[form] = (lemma, *(other for other in out.get(form, ()) if other != lemma))
    return out
