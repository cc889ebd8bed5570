"""Patterns of claim types as they stand in ``data/types/*.yaml``, checked and indexed by the word that triggers them.

A pattern is a mapping under ``verbs``, ``nouns``, ``adjectives`` or ``numbers``:

words      what triggers it: lemmas; several words ("lay down", "chief of staff") must stand together
with       slot: words that one filler of the slot must be; what hangs on that filler counts as hanging on the trigger
without    slot: words that no filler may be ("*": the slot must be empty)
agent, object, place, quantity, content, for   slots in order of preference, "a | b"; "a + b" are taken together;
           "slot[sort]" wants a sort of word
needs      roles that must be filled: "agent object" both, "agent | object" either
score      how often it is right, 0 to 1
status     where the pattern itself decides it
what       what is demanded
light      verbs that carry the noun ("launch an attack"); default is the list of ``data/words/claim_roles.yaml``
trigger    "quantity": the number phrase is the trigger, not the word
head       words that govern it count as part of the trigger

``@name`` in a list of words stands for the list of that name in ``data/words/claim_roles.yaml`` or under
``defaults: lists`` of the type. ``defaults`` gives keys that all patterns of a type share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from oathbook.errors import DataError
from oathbook.lexicon import PARTS
from oathbook.records import STATUSES

FILLED = ("agent", "object", "place", "quantity", "content", "for", "when")
_KEYS = {"words", "with", "without", "needs", "score", "status", "what", "light", "trigger", *FILLED}
_SLOT = re.compile(r"^(?P<name>[a-z-]+)(?:\[(?P<sort>[a-z]+)\])?$")
_POS = {
    "verbs": frozenset({"VERB", "AUX"}),
    "nouns": frozenset({"NOUN", "PROPN"}),
    "adjectives": frozenset({"ADJ", "VERB", "NOUN", "ADV", "ADP"}),
    "numbers": frozenset({"NUM", "NOUN"}),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One logical place around a trigger and the sort of word wanted there ("" is the role's own sort)."""

    name: str
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a slot must (or must not) hold: words, or anything for ``words`` None."""

    slots: tuple[Slot, ...]
    words: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of one claim type, ready to run."""

    type: str
    name: str
    part: str
    phrases: tuple[tuple[str, ...], ...]
    wanted: tuple[Condition, ...]
    unwanted: tuple[Condition, ...]
    roles: Mapping[str, tuple[tuple[Slot, ...], ...]]
    needs: tuple[tuple[str, ...], ...]
    score: float
    status: Any = None
    what: str | None = None
    light: frozenset[str] | None = None
    quantity_trigger: bool = False

    @property
    def pos(self) -> frozenset[str]:
        """Parts of speech that the trigger may have."""
        return _POS[self.part]


@dataclass(frozen=True)
class RuleBook:
    """All patterns, by the one lemma of each phrase that is looked up, with the phrase and where the lemma stands."""

    index: Mapping[str, tuple[tuple[Rule, tuple[str, ...], int], ...]]
    what: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)

    def names(self) -> list[str]:
        """The names of all patterns ("leave/defect"), in order."""
        return sorted({rule.name for entries in self.index.values() for rule, _, _ in entries})

    def vocabulary(self) -> tuple[set[str], set[str]]:
        """Lemmas that patterns look for: of verbs, and of nouns (words of conditions can be either)."""
        verbs: set[str] = set()
        nouns: set[str] = set()
        for entries in self.index.values():
            for rule, phrase, at in entries:
                if rule.part != "adjectives":  # "led", "affiliated": forms of verbs, no lemmas
                    (nouns if rule.part == "nouns" else verbs).add(phrase[at])
                for condition in (*rule.wanted, *rule.unwanted):
                    clausal = any(slot.name in ("xcomp", "advcl", "governor", "content") for slot in condition.slots)
                    (verbs if clausal else nouns).update(condition.words or ())
        return verbs, nouns


def compile_types(types: Mapping[str, Mapping[str, Any]], lists: Mapping[str, Iterable[str]]) -> RuleBook:
    """The patterns of the types. Raises DataError that names the type, the pattern and the key that is wrong."""
    index: dict[str, list[tuple[Rule, tuple[str, ...], int]]] = {}
    what: dict[str, Mapping[str, frozenset[str]]] = {}
    for name, record in types.items():
        defaults = dict(record.get("defaults") or {})
        own = {**lists, **(defaults.pop("lists", None) or {})}
        if record.get("what"):
            what[name] = {key: frozenset(_words(words, own, name)) for key, words in record["what"].items()}
        for part in PARTS:
            for key, pattern in (record.get(part) or {}).items():
                rule = _rule(name, part, key, {**defaults.get("all", {}), **defaults.get(part, {}), **pattern}, own)
                for phrase in rule.phrases:
                    at = _indexed(part, phrase)
                    index.setdefault(phrase[at], []).append((rule, phrase, at))
    return RuleBook({lemma: tuple(entries) for lemma, entries in index.items()}, what)


def _indexed(part: str, phrase: tuple[str, ...]) -> int:
    """Which word of a phrase heads it: the first of a verb's, the last of a noun's unless a preposition follows."""
    if part == "nouns" and not {"of", "in"} & set(phrase):
        return len(phrase) - 1
    return 0


def _rule(type_: str, part: str, key: str, pattern: Mapping[str, Any], lists: Mapping[str, Iterable[str]]) -> Rule:
    where = f"claim type {type_}, pattern {key!r}"
    unknown = sorted(set(pattern) - _KEYS)
    if unknown:
        raise DataError(f"{where}: unknown key {unknown[0]!r}; allowed are {', '.join(sorted(_KEYS))}")
    phrases = tuple(tuple(str(w).split()) for w in _words(pattern.get("words"), lists, where))
    if not phrases:
        raise DataError(f"{where}: has no 'words'; give the lemmas that trigger it")
    status = pattern.get("status")
    if status is not None and status not in STATUSES:
        raise DataError(f"{where}: status {status!r} is not one of {', '.join(STATUSES)}")
    score = float(pattern.get("score", 0.6))
    if not 0 < score <= 1:
        raise DataError(f"{where}: score {score} is not between 0 and 1")
    needs = tuple(tuple(r.split()) for r in str(pattern.get("needs", "")).split("|") if r.strip())
    roles = {role: _choices(pattern[role], where) for role in FILLED if pattern.get(role)}
    for role in {r for group in needs for r in group} - set(roles):
        raise DataError(f"{where}: needs {role!r}, which it does not fill")
    return Rule(
        type=type_,
        name=f"{type_}/{key}",
        part=part,
        phrases=phrases,
        wanted=_conditions(pattern.get("with"), lists, where),
        unwanted=_conditions(pattern.get("without"), lists, where),
        roles=roles,
        needs=needs,
        score=score,
        status=status,
        what=pattern.get("what"),
        light=frozenset(_words(pattern["light"], lists, where)) if pattern.get("light") else None,
        quantity_trigger=pattern.get("trigger") == "quantity",
    )


def _conditions(given: Any, lists: Mapping[str, Iterable[str]], where: str) -> tuple[Condition, ...]:
    if not given:
        return ()
    if not isinstance(given, Mapping):
        raise DataError(f"{where}: 'with' and 'without' are mappings of slot to words, not {given!r}")
    return tuple(
        Condition(_slots(slot, where), None if words == "*" else frozenset(_words(words, lists, where)))
        for slot, words in given.items()
    )


def _choices(given: Any, where: str) -> tuple[tuple[Slot, ...], ...]:
    """ "a | b + c": first a, and where that is empty b and c together."""
    return tuple(
        tuple(slot for part in choice.split("+") for slot in _slots(part, where)) for choice in str(given).split("|")
    )


def _slots(given: Any, where: str) -> tuple[Slot, ...]:
    out = []
    for part in str(given).split("|"):
        found = _SLOT.match(part.strip())
        if not found:
            raise DataError(
                f"{where}: {part.strip()!r} is not a slot; write a name such as subject, object, from, to[body]"
            )
        out.append(Slot(found["name"], found["sort"] or ""))
    return tuple(out)


def _words(given: Any, lists: Mapping[str, Iterable[str]], where: str) -> list[str]:
    """A list of words, or one string with commas; ``@name`` is replaced by the list of that name."""
    items = [part.strip() for part in given.split(",")] if isinstance(given, str) else list(given or ())
    out: list[str] = []
    for item in map(str, items):
        if not item.startswith("@"):
            out.append(item)
        elif item[1:] in lists:
            out.extend(_words(list(lists[item[1:]]), lists, where))
        else:
            raise DataError(f"{where}: no word list {item!r}; lists are {', '.join(sorted(lists))}")
    return out
