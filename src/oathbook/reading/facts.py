"""What is known of each mention before reference is settled: its name, number, gender, determiner and place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from oathbook.reading.kinds import ActorWords, is_plural
from oathbook.reading.names import fold
from oathbook.reading.namespans import name_span
from oathbook.records import Mention, MentionForm, MentionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oathbook.reading.syntax import Syntax

Number = Literal["sing", "plur", ""]
Gender = Literal["m", "f", ""]
Determiner = Literal["definite", "indefinite", "possessive", "demonstrative", ""]

_DEFINITE = frozenset({"the"})
_DEMONSTRATIVE = frozenset({"this", "that", "these", "those", "such", "same"})
_INDEFINITE = frozenset({"a", "an", "some", "any", "no", "another", "every", "each", "several", "few", "many", "most"})
_PERSONAL: dict[str, tuple[Number, Gender, int]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("sing", "m", 3)),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("sing", "f", 3)),
    **dict.fromkeys(("it", "its", "itself"), ("sing", "", 3)),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("plur", "", 3)),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), ("sing", "", 1)),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), ("plur", "", 1)),
    **dict.fromkeys(("you", "your", "yours", "yourself", "yourselves"), ("", "", 2)),
}  # fmt: skip
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "myself", "ourselves"})
_POSSESSIVE = frozenset({"his", "her", "its", "their", "my", "our", "your", "whose"})


@dataclass(slots=True)
class Facts:
    """One mention with what its words say. ``person`` is 1, 2 or 3 for personal pronouns, else 0.

    ``name`` is the proper name in the phrase, without leading articles and descriptions (empty for others), ``title``
    the rank or office before a person's name, ``key`` the folded name. ``modifiers`` are the other content words.
    ``role`` is the dependency relation, that of the first conjunct for a conjunct; ``clause`` the word that heads the
    clause. ``parent`` is the index of the mention in whose phrase this one stands, or -1.
    """

    index: int
    head: int
    first: int
    last: int
    kind: MentionKind
    form: MentionForm
    sentence: int
    word: str
    lemma: str
    number: Number
    gender: Gender
    person: int
    determiner: Determiner
    name: str
    title: str
    key: tuple[str, ...]
    modifiers: frozenset[str]
    role: str
    clause: int
    quote: int
    bracketed: bool
    relative: bool
    reflexive: bool
    possessive: bool
    counted: str
    restricted: bool
    parent: int = -1


def gather(tree: Syntax, mentions: Sequence[Mention], words: ActorWords) -> list[Facts]:
    """The facts of all mentions, in their order."""
    found = [_facts(tree, i, m, words) for i, m in enumerate(mentions)]
    by_head = {f.head: f for f in found}
    for f in found:
        j = f.head
        while tree.head[j] != j:
            j = tree.head[j]
            above = by_head.get(j)
            if above is None:
                continue
            if above.first <= f.head <= above.last:
                f.parent = above.index
            break
    return found


def _facts(tree: Syntax, index: int, m: Mention, words: ActorWords) -> Facts:
    h = m.head
    lower = tree.lower[h]
    number, gender, person = _PERSONAL.get(lower, ("", "", 0)) if m.form == "pronoun" else ("", "", 0)
    name, title = ("", "")
    if m.form == "name":
        name, title = proper_name(tree, m, words)
    if not number and m.form != "pronoun":
        number = _number(tree, m)
    if not gender and m.kind == "person":
        gender = _gender(lower, title, words)
    role = h
    while tree.dep[role] == "conj" and tree.head[role] != role:
        role = tree.head[role]
    first = m.first
    determiner = _determiner(tree, m)
    return Facts(
        index=index,
        head=h,
        first=first,
        last=m.last,
        kind=m.kind,
        form=m.form,
        sentence=tree.sentence[h],
        word=lower,
        lemma=tree.lemma[h].lower(),
        number=number,
        gender=gender,
        person=person,
        determiner=determiner,
        name=name,
        title=title,
        key=fold(name) if name else (),
        modifiers=_modifiers(tree, m) if m.form != "pronoun" else frozenset(),
        role=tree.rel[role],
        clause=tree.clause(h),
        quote=tree.quote[h],
        bracketed=tree.bracketed[h],
        relative=m.form == "pronoun" and tree.tag[h] in ("WP", "WDT", "WP$"),
        reflexive=lower in _REFLEXIVE,
        possessive=m.form == "pronoun" and lower in _POSSESSIVE and tree.rel[h] in ("nmod:poss", "det", "nmod"),
        counted=_counted(tree, m),
        restricted=_restricted(tree, m),
    )


def proper_name(tree: Syntax, m: Mention, words: ActorWords) -> tuple[str, str]:
    """The proper name in a phrase and the titles before it ("Samer al-Qarfani", "Captain")."""
    begin, end = name_span(tree, m.head, words)
    while begin < end and (tree.lower[begin] in ("the", "a", "an", '"', "“", "'", "‘") or tree.words[begin].isspace()):
        begin += 1
    while end > begin and (tree.lower[end] in ("'s", "’s", "'", "’", '"', "”", ",", "-") or tree.words[end].isspace()):
        end -= 1
    start = begin
    if m.kind == "person":
        for i in range(begin, end):
            k = tree.entity[i]
            foreign = k >= 0 and tree.entities[k][2] in ("ORG", "LOC") and tree.entities[k][1] < m.head
            if foreign or tree.lower[i] in ("former", "ex-"):
                start = i + 1
        begin = max(begin, start)
        while begin < end and _is_title(tree, begin, words):
            begin += 1
        while begin < end and tree.words[begin] in (".", "-", ","):
            begin += 1
    return tree.text(begin, end), tree.text(start, begin - 1) if start < begin else ""


def _is_title(tree: Syntax, i: int, words: ActorWords) -> bool:
    lower = tree.lower[i].rstrip(".")
    return lower == "" or tree.words[i] == "-" or words.has("titles", lower)


def _number(tree: Syntax, m: Mention) -> Number:
    if is_plural(tree, m.head):
        return "plur"
    if m.kind == "person" or tree.tag[m.head] == "NN":
        return "plur" if m.kind == "people" else "sing"
    return ""


def _gender(lower: str, title: str, words: ActorWords) -> Gender:
    first = title.lower().replace(".", "").split()
    if words.has("female_nouns", lower) or any(words.has("female_titles", t) for t in first):
        return "f"
    if words.has("male_nouns", lower) or any(words.has("male_titles", t) for t in first):
        return "m"
    return ""


def _determiner(tree: Syntax, m: Mention) -> Determiner:
    for c in tree.children[m.head]:
        if c > m.head:
            break
        lower = tree.lower[c]
        if tree.rel[c] == "nmod:poss":
            return "possessive"
        if tree.dep[c] == "det" and c >= m.first:
            if lower in _DEFINITE:
                return "definite"
            if lower in _DEMONSTRATIVE:
                return "demonstrative"
            if lower in _INDEFINITE:
                return "indefinite"
    if tree.lower[m.first] == "the" and m.first < m.head:
        return "definite"
    if any(tree.dep[c] == "nummod" and c < m.head for c in tree.children[m.head]):
        return "indefinite"
    return ""


def _modifiers(tree: Syntax, m: Mention) -> frozenset[str]:
    return frozenset(
        tree.lemma[i].lower() if tree.pos[i] != "PROPN" else tree.lower[i]
        for i in range(m.first, m.last + 1)
        if i != m.head and tree.pos[i] in ("ADJ", "NOUN", "PROPN", "NUM", "VERB", "X")
    )


def _restricted(tree: Syntax, m: Mention) -> bool:
    """True where words behind the noun say which one: "the troops at the airport", "the men who fled"."""
    for c in tree.children[m.head]:
        if c > m.head and tree.dep[c] in ("nmod", "acl") and tree.rel[c] != "nmod:poss":
            return not any(tree.words[i] == "," for i in range(m.head, c))
    return False


def _counted(tree: Syntax, m: Mention) -> str:
    if tree.pos[m.head] == "NUM":
        return tree.lower[m.head]
    for c in tree.children[m.head]:
        if tree.dep[c] == "nummod" and c < m.head:
            return tree.lower[c]
    return ""
