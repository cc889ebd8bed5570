"""The word lists of ``data/words/speech.yaml`` made ready for look-up by form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_VERB_LISTS = ("clause", "thought", "infinitive", "thing", "ascribe", "label", "negative", "passive", "of")
_NOUN_LISTS = ("account", "nouns", "negative_nouns", "papers", "unnamed", "rumours")
_PATTERNS = ("alias", "anonymous", "renamed")
_PLAIN_LISTS = (
    "adverbs",
    "adjectives",
    "account_prepositions",
    "several",
    "unnamed_modifiers",
    "question_labels",
    "answer_labels",
    "statement_words",
    "unsaid",
)


@dataclass(frozen=True)
class SpeechWords:
    """Lists by name (``words["clause"]``: lemmas of verbs; lists of nouns hold singular and plural forms)."""

    forms: Mapping[str, str]
    """Each form of each verb of the lists, with its lemma."""
    sets: Mapping[str, frozenset[str]]
    patterns: Mapping[str, re.Pattern[str]]
    """Phrases, in lower-case text, that protect one source ("alias", "anonymous") or all people ("renamed")."""

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]


def inflect(verb: str) -> list[str]:
    """The regular forms of an English verb: "deny" gives deny, denies, denied, denying."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    third = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return [verb, verb + third, verb + "ed", verb + "ing"]


def plural(noun: str) -> str:
    """The regular plural of an English noun."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


def speech_words(data: Mapping[str, Any]) -> SpeechWords:
    """``data/words/speech.yaml`` as loaded, made ready."""
    irregular: Mapping[str, list[str]] = data.get("irregular", {})

    def forms_of(verb: str) -> list[str]:
        return [verb, *irregular[verb]] if verb in irregular else inflect(verb)

    sets = {name: frozenset(data.get(name, ())) for name in _VERB_LISTS + _PLAIN_LISTS}
    for name in _NOUN_LISTS:
        sets[name] = frozenset(form for noun in data.get(name, ()) for form in (noun, plural(noun)))
    sets["interview_verbs"] = frozenset(f for verb in data.get("interview_verbs", ()) for f in forms_of(verb))
    sets["giving"] = frozenset(f for verb in data.get("giving", ()) for f in forms_of(verb))
    forms: dict[str, str] = {}
    for verb in sorted(frozenset().union(*(sets[name] for name in _VERB_LISTS))):
        for form in forms_of(verb):
            forms.setdefault(form, verb)
    protected = {name: "|".join(f"(?:{pattern})" for pattern in data.get(name, ())) for name in _PATTERNS}
    return SpeechWords(forms, sets, {name: re.compile(pattern or "(?!)") for name, pattern in protected.items()})
