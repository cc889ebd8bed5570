"""Why two names are held to be alike or not, in plain words."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from oathbook.actors.likeness.acronyms import Acronym
from oathbook.actors.likeness.alignment import Alignment, Pairing
from oathbook.actors.likeness.features import FEATURES, Topic
from oathbook.actors.likeness.parts import Name, Word
from oathbook.actors.records import Reason

_BODIES = frozenset({"group", "coalition", "state"})
_LANGUAGES = {
    "en": "English", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian", "ar": "Arabic",
    "fa": "Persian", "tr": "Turkish", "ku": "Kurdish", "ru": "Russian", "hi": "Hindi", "id": "Indonesian",
}  # fmt: skip
_RULES = {"number": "other number", "place": "other place", "mark": "other part", "body": "other kind of body"}
_TELLING = frozenset({"name", "word", "place", "number"})
_LEAST_TELLING = 0.45
_BOTH = 1.5
_ALL, _MOST = 0.94, 0.75


def same_name(one: Name, other: Name) -> Reason:
    """For names that are written alike."""
    return Reason("same name", "for", one.text, other.text, "the two are written alike, but for case and marks")


def kinds_differ(one: str | None, other: str | None) -> Reason | None:
    """Against, where one is a person and the other a body; None where that is not known."""
    if (one == "person" and other in _BODIES) or (other == "person" and one in _BODIES):
        return Reason("other kind", "against", str(one), str(other), f"one is a {one}, the other a {other}")
    return None


def reasons_for(
    one: Name, other: Name, alignment: Alignment, acronym: Acronym, given: Mapping[str, float], lost: float
) -> tuple[Reason, ...]:
    """The reasons, weightiest first; ``given`` is what each feature gave to the score, in log odds; ``lost``
    is what the names would have had if no word were left over.

    The weight of a topic (words in common, words left over, a number, ...) is shared out among its words.
    """
    if not acronym.fit and not alignment.pairs:
        says = "no word of one stands for a word of the other"
        return (Reason("nothing shared", "against", one.text, other.text, says),)
    topics: dict[Topic, float] = {}
    for name, value in given.items():
        topic = FEATURES[name][0]
        topics[topic] = topics.get(topic, 0.0) + abs(value)
    if alignment.left or alignment.right:
        topics["left"] = topics.get("left", 0.0) + lost
    found: list[tuple[float, Reason]] = []
    if acronym.fit:
        found.append((topics.get("acronym", 0.0), _acronym(one, other, acronym)))
    if not acronym.fit:
        whole = sum(pair.weight for pair in alignment.pairs) or 1.0
        found += [(topics.get("words", 0.0) * p.weight / whole, _pairing(p)) for p in alignment.pairs]
        found += list(_left(alignment, topics, {*one.tail, *other.tail}))
    found.sort(key=lambda item: (-item[0], item[1].rule, sorted((item[1].one, item[1].other))))
    return tuple(reason for _, reason in found)


def _acronym(one: Name, other: Name, acronym: Acronym) -> Reason:
    full = other if acronym.letters == one.compact else one
    tongue = f" in {_LANGUAGES.get(acronym.language, acronym.language)}" if acronym.language else ""
    what = "the initials" if acronym.fit > _ALL else "most of the initials" if acronym.fit > _MOST else "some initials"
    order = "" if acronym.how == "in order" else ", in some order"
    says = f"{acronym.letters.upper()} has {what} of {full.text}{tongue}{order}"
    return Reason("acronym", "for", one.text, other.text, says)


def _pairing(pair: Pairing) -> Reason:
    one, other = _written(pair.one), _written(pair.other)
    if pair.way == "same":
        rare = "" if pair.weight >= _LEAST_TELLING else ", a common word"
        return Reason("same word", "for", one, other, f"both have {one}{rare}")
    if pair.way == "translated":
        meant = {m.key for m in pair.one[0].meanings} & {m.key for m in pair.other[0].meanings}
        key = min(meant, default=pair.one[0].key).replace("_", " ")
        says = f"{one} and {other} both mean {key}"
        return Reason("translated word", "for", one, other, says)
    if pair.way == "joined":
        return Reason("joined words", "for", one, other, f"{one} and {other} differ in where words part")
    if pair.way == "initials":
        short, full = (one, other) if len(pair.one) == 1 else (other, one)
        return Reason("acronym", "for", one, other, f"{short} has the initials of {full}")
    return Reason("spelling", "for", one, other, f"{one} and {other} are spellings of one word")


def _left(
    alignment: Alignment, topics: Mapping[Topic, float], tails: Container[Word]
) -> Iterable[tuple[float, Reason]]:
    left, right = list(alignment.left), list(alignment.right)
    whole = sum(word.weight for word in left + right) or 1.0
    shared: dict[str, Topic] = {"number": "number", "place": "place", "mark": "part", "body": "body"}
    for kind, rule in _RULES.items():
        here, there = [w for w in left if w.kind == kind], [w for w in right if w.kind == kind]
        if not here or not there:
            continue
        weight = _BOTH * sum(w.weight for w in here + there) * topics.get("left", 0.0) / whole
        one, other = _written(here), _written(there)
        yield weight + topics.get(shared[kind], 0.0), Reason(rule, "against", one, other, f"{one} is not {other}")
        left, right = [w for w in left if w not in here], [w for w in right if w not in there]
    here, there = [w for w in left if w.kind in _TELLING], [w for w in right if w.kind in _TELLING]
    if here and there:
        one, other = _written(here), _written(there)
        weight = _BOTH * sum(w.weight for w in here + there) * topics.get("left", 0.0) / whole
        says = f"{one} and {other} stand apart, and neither is in the other name"
        yield weight, Reason("other word", "against", one, other, says)
        left, right = [w for w in left if w not in here], [w for w in right if w not in there]
    for word in left + right:
        one, other = (word.text, "") if word in left else ("", word.text)
        share = topics.get("left", 0.0) * word.weight / whole
        if word.kind == "mark" or word in tails:
            says = f"only one has {word.text}, which may name a part"
            yield share + topics.get("part", 0.0), Reason("part", "against", one, other, says)
        else:
            yield share, Reason("word more", "against", one, other, f"only one has {word.text}")


def _written(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)
