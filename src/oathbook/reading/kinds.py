"""What kind of actor a noun phrase names: group, coalition, state, person, people, medium, place or other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oathbook.reading.names import fold, is_acronym
from oathbook.records import MentionKind

if TYPE_CHECKING:
    from oathbook.lexicon import Lexicon
    from oathbook.reading.syntax import Syntax

_ORDER: tuple[tuple[str, MentionKind], ...] = (
    ("people_nouns", "people"),
    ("person_nouns", "person"),
    ("coalition_nouns", "coalition"),
    ("group_nouns", "group"),
    ("state_nouns", "state"),
    ("medium_nouns", "medium"),
    ("place_nouns", "place"),
)


def _set(values: object) -> frozenset[str]:
    return frozenset(str(v).lower() for v in values) if isinstance(values, list) else frozenset()


def _weights(values: dict[str, float] | None) -> dict[str, float]:
    return {str(k): float(v) for k, v in (values or {}).items()}


@dataclass(frozen=True)
class ActorWords:
    """The word lists of ``data/words/actors_in_text.yaml`` as sets, made once a reader."""

    nouns: dict[str, MentionKind]
    listed: dict[str, frozenset[str]]
    name_words: dict[str, MentionKind]
    countries: frozenset[str]
    demonyms: dict[str, str]
    capitals: frozenset[str]
    stands_for: dict[str, frozenset[str]]
    ranks: dict[str, str] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    pronoun_weights: dict[str, float] = field(default_factory=dict)
    description_weights: dict[str, float] = field(default_factory=dict)
    same_body: dict[tuple[str, ...], int] = field(default_factory=dict)

    @classmethod
    def from_lexicon(cls, lexicon: Lexicon) -> ActorWords:
        """Read the lists through the lexicon, the user's folder included."""
        data = lexicon.words("actors_in_text")
        nouns: dict[str, MentionKind] = {}
        for key, kind in reversed(_ORDER):
            nouns.update(dict.fromkeys(_set(data.get(key)), kind))
        for word in _set(data.get("group_nouns")):
            nouns.setdefault(word, "group")
        name_words: dict[str, MentionKind] = {}
        for kind in ("place", "state", "group", "coalition", "medium"):
            for word in _set(data.get("name_words", {}).get(kind)):
                name_words[word] = kind
        countries: dict[str, list[str]] = data.get("countries") or {}
        demonyms: dict[str, str] = {}
        for country, adjectives in countries.items():
            for word in adjectives or ():
                demonyms[word.lower()] = country
        short = _set(data.get("state_short_names"))
        return cls(
            nouns=nouns,
            listed={k: _set(v) for k, v in data.items() if isinstance(v, list)},
            name_words=name_words,
            countries=frozenset(c.lower() for c in countries) | short,
            demonyms=demonyms,
            capitals=_set(data.get("capitals")),
            stands_for={k: _set(v) for k, v in (data.get("stands_for") or {}).items()},
            weights=_weights(lexicon.words("antecedents").get("weights")),
            pronoun_weights=_weights(lexicon.words("antecedents").get("pronouns")),
            description_weights=_weights(lexicon.words("antecedents").get("descriptions")),
            ranks={str(k): str(v) for k, v in (data.get("ranks") or {}).items()},
            same_body={fold(n): i for i, names in enumerate(data.get("same_body") or ()) for n in names},
        )

    def rank(self, title: str) -> str:
        """The full word for a shortened rank: "general" for "gen."."""
        plain = title.rstrip(".")
        return self.ranks.get(plain, plain)

    def has(self, listed: str, word: str) -> bool:
        """True if the lower-case word is in the list."""
        return word in self.listed.get(listed, frozenset())

    def noun_kind(self, lower: str, lemma: str, *, plural: bool) -> MentionKind | None:
        """The kind that a common noun tells. Plural persons are people; plural bodies stay bodies."""
        kind = self.nouns.get(lower) or self.nouns.get(lemma) or self.nouns.get(_bare(lower))
        if kind == "person" and plural:
            return "people"
        return kind


def _bare(word: str) -> str:
    """ "ex-commander" and "co-founder" without what stands before the hyphen."""
    return word.rpartition("-")[2]


def is_plural(tree: Syntax, head: int) -> bool:
    """True if the head word is marked plural (NNS, NNPS) or counts more than one."""
    return tree.tag[head] in ("NNS", "NNPS") or (tree.pos[head] == "NUM" and tree.lower[head] not in ("one", "1"))


def kind_of(tree: Syntax, head: int, first: int, last: int, label: str, words: ActorWords) -> MentionKind:
    """The kind of the noun phrase ``first``..``last``; ``label`` is PER, ORG, LOC of its own name, or ""."""
    lower, lemma = tree.lower[head], tree.lemma[head].lower()
    if tree.pos[head] == "PRON" or tree.pos[head] == "DET":
        return _pronoun_kind(lower, tree.tag[head])
    kind = words.name_words.get(lower)
    if label == "PER" and kind != "group":
        return "people" if tree.tag[head] in ("NNPS", "NNS") else "person"
    if lower in words.demonyms or lower.rstrip("s") in words.demonyms:
        return "people" if tree.tag[head] in ("NNPS", "NNS") else "state"
    if label or tree.pos[head] == "PROPN":
        return _name_kind(tree, head, first, last, label, words)
    plural = is_plural(tree, head)
    kind = words.noun_kind(lower, lemma, plural=plural)
    if kind == "group" and words.nouns.get(lemma) == "group":
        return "group"
    if kind is not None:
        return _by_context(tree, head, kind, words)
    if tree.pos[head] in ("NUM", "ADJ", "VERB"):
        return "people"
    return "other"


def _pronoun_kind(lower: str, tag: str) -> MentionKind:
    if lower in (
        "he",
        "she",
        "him",
        "her",
        "his",
        "hers",
        "himself",
        "herself",
        "i",
        "me",
        "my",
        "mine",
        "myself",
        "who",
        "whom",
    ):
        return "person"
    if lower in ("it", "its", "itself", "which"):
        return "group"
    if lower in ("someone", "somebody", "anyone", "anybody", "nobody", "everyone", "everybody"):
        return "person"
    if lower in ("this", "that", "what") and tag != "WDT":
        return "other"
    return "people"


def _name_kind(tree: Syntax, head: int, first: int, last: int, label: str, words: ActorWords) -> MentionKind:
    lower = tree.lower[head]
    name = [w for w in tree.lower[first : last + 1] if w not in ("the", "a", "an")]
    joined = " ".join(name)
    if joined in words.countries or tree.text(first, last).lower().removeprefix("the ") in words.countries:
        return "state"
    for word in (tree.lower[head], name[-1] if name else ""):
        kind = words.name_words.get(word)
        if kind:
            return _place_or(kind, label)
    for word in name:
        kind = words.name_words.get(word)
        if kind and kind != "place":
            return kind
    if label == "LOC":
        return "state" if joined in words.capitals and _acts(tree, head, words) else "place"
    if name and words.has("abbreviated_titles", name[0].rstrip(".")):
        return "person"
    if label == "ORG":
        return "group"
    kind = words.noun_kind(tree.lower[head], tree.lemma[head].lower(), plural=tree.tag[head] == "NNPS")
    if kind:
        return kind
    if joined in words.capitals:
        return "state" if _acts(tree, head, words) else "place"
    if words.has("calendar_words", lower) or len(lower) == 1:
        return "other"
    if is_acronym(tree.words[head]) or tree.dep[head] == "nsubj" or tree.rel[head] == "obl:agent":
        return "group"
    return "other"


def _place_or(kind: MentionKind, label: str) -> MentionKind:
    if kind == "place" and label == "ORG":
        return "group"
    return kind


def _acts(tree: Syntax, head: int, words: ActorWords) -> bool:
    """True if the word is the subject of a verb that only a body of people can do."""
    if tree.dep[head] != "nsubj" and tree.rel[head] != "obl:agent":
        return False
    return words.has("acting_verbs", tree.lemma[tree.head[head]].lower())


def _by_context(tree: Syntax, head: int, kind: MentionKind, words: ActorWords) -> MentionKind:
    """Words that may be a body or a place ("base", "camp", "post") follow their preposition."""
    lower = tree.lower[head]
    if kind != "place" and words.has("place_nouns", lower):
        for c in tree.children[head]:
            if tree.dep[c] == "case" and tree.lower[c] in (
                "in",
                "at",
                "near",
                "outside",
                "inside",
                "into",
                "to",
                "from",
            ):
                return "place"
    return kind
