"""Sieves on names: the same name, two names of one body, acronyms, other spellings, shorter forms."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from oathbook.reading.names import alike, initials, is_acronym, shorter_of

if TYPE_CHECKING:
    from oathbook.reading.entities import Entities
    from oathbook.reading.facts import Facts
    from oathbook.reading.kinds import ActorWords
    from oathbook.reading.syntax import Syntax

_BODIES = frozenset({"group", "coalition", "state", "medium", "people", "other"})
_PREPOSITIONS = frozenset({"of", "for", "in"})


def same_name(tree: Syntax, entities: Entities, words: ActorWords) -> None:
    """One folded name is one actor, and so are the names of ``same_body`` in the word lists."""
    first: dict[tuple[str, ...], int] = {}
    bodies: dict[int, int] = {}
    for f in entities.facts:
        if not f.key:
            continue
        if f.key in first:
            entities.join(f.index, first[f.key], "same name", force=True)
        first.setdefault(f.key, f.index)
        body = words.same_body.get(f.key)
        if body is not None:
            if body in bodies:
                entities.join(f.index, bodies[body], "known as one body", force=True)
            bodies.setdefault(body, f.index)


def same_description(tree: Syntax, entities: Entities, words: ActorWords) -> None:
    """The same words again, where they are no fresh introduction: "the presidency in exile", "FSA fighters"."""
    first: dict[tuple[str, ...], int] = {}
    for f in entities.facts:
        if f.form != "description" or f.determiner in ("indefinite", "possessive") or f.kind in ("other", "place"):
            continue
        if not f.modifiers:
            continue
        key = tuple(w for w in tree.lower[f.first : f.last + 1] if w not in ("the", "-"))
        if key in first:
            entities.join(f.index, first[key], "same words")
        else:
            first[key] = f.index


def acronyms(tree: Syntax, entities: Entities, words: ActorWords) -> None:
    """ "the Congo Defence Front (FDC)": what stands in brackets right behind a name; then initials anywhere."""
    ends: dict[int, list[Facts]] = defaultdict(list)
    for f in entities.facts:
        if f.form != "pronoun":
            ends[f.last].append(f)
    named = [f for f in entities.facts if f.key]
    for f in named:
        i = f.first - 1
        while i > 0 and tree.lower[i] in ("the", "or", '"', "“", "'", "also", "known", "as", "acronym", "hereafter"):
            i -= 1
        if (
            i > 0
            and tree.words[i] in ("(", "[")
            and tree.words[min(f.last + 1, len(tree) - 1)] in (")", "]", ",", ";", '"', "”")
        ):
            full = _expanded(tree, f, ends.get(i - 1, []), i - 1)
            if full is not None:
                entities.join(f.index, full.index, "acronym in brackets", force=True)
    short_names = {f.key: f for f in reversed(named) if is_acronym(f.name) and f.kind not in ("person", "place")}
    for full in named:
        if len(full.key) < 2 or full.kind in ("person", "place"):
            continue
        for letters in sorted(initials(full.name)):
            acronym = short_names.get((letters,))
            if acronym is not None:
                entities.join(acronym.index, full.index, "initials")


def _expanded(tree: Syntax, f: Facts, before: list[Facts], end: int) -> Facts | None:
    """What ends right before the bracket and can be what the name in it is short for: what has its initials, else
    the narrowest phrase of a fitting kind."""
    for full in before:
        if "".join(f.key) in initials(full.name):
            return full
    for full in sorted(before, key=lambda g: -g.first):
        short = min((f.name, full.name or tree.text(full.first, end)), key=len)
        if is_acronym(short) and full.kind not in ("person", "place", "people"):
            return full
        if _bodies(f, full) and f.kind != "place" and full.form == "name":
            return full
        if f.kind == full.kind == "person" and full.form == "name":
            return full
    return None


def _bodies(one: Facts, other: Facts) -> bool:
    return one.kind in _BODIES and other.kind in _BODIES


def spellings(tree: Syntax, entities: Entities, words: ActorWords) -> None:
    """Names that are spellings of one: "Usud al-Islam" and "Assoud al-Islam", unless one clause names both."""
    shown: dict[tuple[str, ...], Facts] = {}
    for f in entities.facts:
        if f.key and f.kind not in ("place", "state") and f.word not in words.demonyms:
            shown.setdefault(f.key, f)
    keys = sorted(shown)
    by_count: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for key in keys:
        by_count[len(key)].append(key)
    for same in by_count.values():
        for n, a in enumerate(same):
            for b in same[n + 1 :]:
                one, other = shown[a], shown[b]
                if (one.kind == "person") != (other.kind == "person") or not alike(a, b):
                    continue
                if entities.root(one.index) != entities.root(other.index) and not _together(entities, one, other):
                    late, early = (one, other) if one.head > other.head else (other, one)
                    entities.join(late.index, early.index, "other spelling")


def _together(entities: Entities, one: Facts, other: Facts) -> bool:
    """True if some clause speaks of both, as of two."""
    facts = entities.facts
    clauses = {facts[i].clause for i in entities.of(one.index).members if facts[i].form == "name"}
    return any(facts[i].clause in clauses for i in entities.of(other.index).members if facts[i].form == "name")


def shorter_forms(tree: Syntax, entities: Entities, words: ActorWords) -> None:
    """ "Sweidan" for "Abu Nidal Sweidan", "the Liwa" for "Liwa Shuhada al-Basin": the latest full name before it,
    else the first one after it."""
    named = [f for f in entities.facts if f.key]
    full_names: dict[tuple[str, ...], list[Facts]] = {}
    for f in named:
        full_names.setdefault(f.key, []).append(f)
    for f in named:
        candidates = []
        for key, fulls in full_names.items():
            if len(key) <= len(f.key) or not _may_shorten(f, fulls[0], words):
                continue
            earlier = [g for g in fulls if g.head < f.head]
            nearest = earlier[-1] if earlier else fulls[0]
            candidates.append((0 if earlier else 1, abs(f.head - nearest.head), nearest))
        for _, _, nearest in sorted(candidates, key=lambda c: (c[0], c[1])):
            if entities.root(nearest.index) == entities.root(f.index):
                break
            if entities.join(f.index, nearest.index, "shorter form of the name"):
                break


def _general(word: str, words: ActorWords) -> bool:
    """True for "front", "brigade": words that many bodies have in their names."""
    return word in words.nouns or words.name_words.get(word) in ("group", "coalition")


def _may_shorten(short: Facts, full: Facts, words: ActorWords) -> bool:
    if not shorter_of(short.key, full.key):
        return False
    if (short.kind == "person") != (full.kind == "person"):
        return False
    if short.kind == "person":
        return not (len(short.key) == 1 and len(short.key[0]) < 3)
    if "place" in (short.kind, full.kind) or short.kind == "state" or full.kind == "state":
        return False
    n = len(short.key)
    if is_acronym(short.name):
        rest = [w for w in full.key if w not in short.key]
        return "-" not in full.name and "/" not in full.name and all(_general(w, words) for w in rest)
    if all(_general(w, words) for w in short.key) and short.determiner != "definite":
        return False
    if any(full.name.lower().endswith(tail) for tail in words.listed.get("name_tails", ())):
        return False
    if full.key[:n] == short.key:
        return len(short.key) > 1 or short.key[0] not in words.demonyms
    words_of_full = full.name.lower().split()
    if any(w in _PREPOSITIONS for w in words_of_full):
        return False
    return full.key[-n:] == short.key and (n > 1 or short.determiner == "definite" or short.key[0] in words.name_words)
