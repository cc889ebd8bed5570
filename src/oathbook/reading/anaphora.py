"""Pronouns and definite descriptions: each looks back for its antecedent, from left to right.

Number, gender, kind and binding (principle B) rule candidates out; salience.py weighs the rest. Descriptions are
left to descriptions.py, "I" and "we" to whoever speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oathbook.reading.descriptions import resolve_description
from oathbook.reading.introduced import join_introduced
from oathbook.reading.leads import join_leads
from oathbook.reading.relations import BODIES, Tie, find_ties
from oathbook.reading.salience import LEAST_LIKELY, Candidate, Features, pronoun_features, pronoun_type, total
from oathbook.reading.speaking import author, interview, own_body, speakers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from oathbook.reading.entities import Actor, Entities
    from oathbook.reading.facts import Facts
    from oathbook.reading.kinds import ActorWords
    from oathbook.reading.learned import Learned
    from oathbook.reading.syntax import Syntax
    from oathbook.records import Block

WINDOW = 6
"""Sentences that a pronoun looks back over."""

_ASKED_OF_BODIES = frozenset({
    "fight", "attack", "control", "hold", "lose", "receive", "get", "number", "arm", "ally", "coordinate", "supply",
    "fund",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks where. ``said_by`` maps quoted stretches to mentions, ``parts`` are those of an interview."""

    said_by: dict[int, int]
    parts: list[str]
    answerer: int | None
    author: int | None


def look_back(
    tree: Syntax,
    entities: Entities,
    words: ActorWords,
    *,
    block_of: Sequence[int],
    blocks: Sequence[Block],
    learned: Learned | None = None,
) -> None:
    """Resolve all pronouns and definite descriptions of a report."""
    parts, is_interview = interview(tree, block_of, blocks)
    ties = find_ties(tree, entities, words)
    voices = Voices(
        said_by=speakers(tree, entities, words, block_of=block_of, blocks=blocks),
        parts=parts,
        answerer=_answerer(tree, entities, parts) if is_interview else None,
        author=None if is_interview else author(tree, entities),
    )
    join_leads(entities, block_of=block_of, blocks=blocks)
    for f in entities.facts:
        if len(entities.of(f.index).members) > 1 and f.form == "pronoun" and _has_noun(entities, f):
            continue
        if f.form == "pronoun":
            if f.person in (1, 2):
                _first_person(tree, entities, f, ties, voices)
            elif f.person == 3:
                _third_person(tree, entities, f, words, voices.said_by, learned)
        elif f.form == "description" and f.kind != "place":
            resolve_description(tree, entities, f, words, ties, learned)
        elif f.form == "name" and learned is not None:
            join_introduced(entities, f, learned)


def _has_noun(entities: Entities, f: Facts) -> bool:
    return any(entities.facts[i].form != "pronoun" for i in entities.of(f.index).members)


def _answerer(tree: Syntax, entities: Entities, parts: list[str]) -> int | None:
    """The person interviewed: the one most spoken of outside of the questions and answers."""
    count: dict[int, float] = {}
    for f in entities.facts:
        if f.kind == "person" and f.form != "pronoun" and not parts[f.head]:
            root = entities.root(f.index)
            count[root] = (
                count.get(root, 0.0) + (2.0 if f.form == "name" else 1.0) + (1.0 if f.role.startswith("nsubj") else 0.0)
            )
    if not count:
        return None
    return max(sorted(count), key=lambda r: count[r])


def _first_person(tree: Syntax, entities: Entities, f: Facts, ties: Sequence[Tie], voices: Voices) -> None:
    speaker = voices.said_by.get(f.quote) if f.quote else None
    asks, interviewed = f.person == 2, False
    if speaker is None and voices.answerer is not None:
        part = voices.parts[f.head]
        interviewed = part != "" and (not asks or part == "question")
        speaker = voices.answerer if interviewed else None
    elif speaker is None and not f.quote and voices.author is not None and not asks and f.number == "plur":
        speaker = voices.author
    elif asks:
        return
    if speaker is None or entities.root(speaker) == entities.root(f.index):
        return
    plural = f.number == "plur" or (asks and _asks_body(tree, f))
    target = own_body(tree, entities, ties, speaker, interviewed=interviewed) if plural else speaker
    if target is not None:
        entities.join(f.index, target, "the speaker's body" if target != speaker else "the speaker", force=True)


def _asks_body(tree: Syntax, f: Facts) -> bool:
    """ "How many of you", "Have you lost people": questions that are put to a body rather than a person."""
    lemma = tree.lemma[tree.head[f.head]].lower()
    return f.role == "nmod" or lemma in _ASKED_OF_BODIES


def _third_person(
    tree: Syntax, entities: Entities, f: Facts, words: ActorWords, said_by: dict[int, int], learned: Learned | None
) -> None:
    best: Candidate | None = None
    for root, earlier in pronoun_candidates(entities, f, said_by):
        features = weighed_features(tree, entities, f, root, earlier, learned)
        score = total(features, words.weights if learned is None else words.pronoun_weights)
        if best is None or score > best.score:
            best = Candidate(root, earlier[-1], score)
    if best is not None:
        entities.join(f.index, best.nearest, "pronoun", score=best.score)


def weighed_features(
    tree: Syntax, entities: Entities, f: Facts, root: int, earlier: list[int], learned: Learned | None
) -> Features:
    """What speaks for the actor of ``root`` being what the pronoun means, with the trained scorer's opinion."""
    features = pronoun_features(tree, entities, f, entities.actors[root], earlier)
    if learned is not None:
        opinion = max(learned.of(f.index, earlier), LEAST_LIKELY)
        features["learned"] = features[f"learned {pronoun_type(f)}"] = opinion
    return features


def pronoun_candidates(entities: Entities, f: Facts, said_by: Mapping[int, int]) -> Iterator[tuple[int, list[int]]]:
    """The actors that a third-person pronoun may mean, with their earlier mentions."""
    speaker = said_by.get(f.quote) if f.quote else None
    for root, earlier in entities.before(f.index):
        nearest = entities.facts[earlier[-1]]
        if f.sentence - nearest.sentence > WINDOW or not may_be(entities, f, entities.actors[root]):
            continue
        if not entities.may_join(f.index, root):
            continue
        if speaker is not None and entities.root(speaker) == root and f.word != "it":
            continue
        yield root, earlier


def may_be(entities: Entities, f: Facts, actor: Actor) -> bool:
    """False where kind and number rule the actor out for a third-person pronoun."""
    facts = entities.facts
    nouns = [facts[i] for i in actor.members if facts[i].form != "pronoun"]
    if not nouns:
        return _same_pronoun(f, {facts[i].word for i in actor.members})
    kind = actor.kind()
    number = next((g.number for g in nouns if g.number), "")
    if f.gender:
        return kind == "person" and number != "plur"
    if f.number == "sing":
        if kind in ("person", "people"):
            return False
        return number != "plur" or (kind in BODIES and any(g.form == "name" for g in nouns))
    if kind in ("person", "other"):
        return number == "plur"
    return kind != "place"


def _same_pronoun(f: Facts, words: set[str]) -> bool:
    groups = (
        {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}, {"it", "its", "itself"},
        {"they", "them", "their", "theirs", "themselves"},
    )  # fmt: skip
    return any(f.word in g and words & g for g in groups)
