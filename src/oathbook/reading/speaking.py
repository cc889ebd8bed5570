"""Who speaks in quotations, interviews and statements, as far as "I", "we" and "you" need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oathbook.reading.relations import bodies_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oathbook.reading.entities import Entities
    from oathbook.reading.facts import Facts
    from oathbook.reading.kinds import ActorWords
    from oathbook.reading.relations import Tie
    from oathbook.reading.syntax import Syntax
    from oathbook.records import Block

_QUESTION = frozenset({"q", "question"})
_ANSWER = frozenset({"a", "answer"})
_FIRST = frozenset({"i", "we", "us", "our", "my", "me"})


def speakers(
    tree: Syntax, entities: Entities, words: ActorWords, *, block_of: Sequence[int], blocks: Sequence[Block]
) -> dict[int, int]:
    """The mention (index) that speaks each quoted stretch (by its number in ``Syntax.quote``)."""
    by_head = {f.head: f for f in entities.facts}
    spans: dict[int, tuple[int, int]] = {}
    for i, q in enumerate(tree.quote):
        if q:
            spans[q] = (spans[q][0] if q in spans else i, i)
    found: dict[int, int] = {}
    last: tuple[int, int] | None = None
    for q, (first, end) in spans.items():
        speaker = _speaker_of(tree, first, end, by_head, words)
        if (
            speaker is None
            and last is not None
            and first - last[1] < 60
            and tree.sentence[first] - tree.sentence[last[1]] <= 2
        ):
            speaker = last[0]
        if speaker is None:
            speaker = _announced(tree, first, by_head, words)
        if speaker is not None:
            found[q] = speaker
            last = (speaker, end)
    return found


def _speaker_of(tree: Syntax, first: int, end: int, by_head: dict[int, Facts], words: ActorWords) -> int | None:
    """The subject of a verb of saying that hangs together with the quotation, outside of it."""
    begin = tree.sentence_starts[tree.sentence[first]]
    stop_sentence = tree.sentence[end] + 1
    stop = tree.sentence_starts[stop_sentence] if stop_sentence < len(tree.sentence_starts) else len(tree)
    best: tuple[int, int] | None = None
    for i in range(begin, stop):
        if first <= i <= end or tree.lemma[i].lower() not in words.listed["saying_verbs"] or tree.pos[i] != "VERB":
            continue
        if tree.quote[i]:
            continue
        subject = tree.child(i, "nsubj")
        if subject < 0 and tree.rel[i] in ("advcl", "conj", "acl"):
            above = tree.head[i]
            subject = above if tree.rel[i] == "acl" else tree.child(above, "nsubj")
        if subject in by_head and not by_head[subject].relative:
            distance = min(abs(i - first), abs(i - end))
            if best is None or distance < best[0]:
                best = (distance, by_head[subject].index)
    return best[1] if best and best[0] <= 40 else None


def _announced(tree: Syntax, first: int, by_head: dict[int, Facts], words: ActorWords) -> int | None:
    """The speaker that the sentence before announces: "The commander said:"."""
    s = tree.sentence[first]
    if s == 0:
        return None
    for i in range(tree.sentence_starts[s - 1], tree.sentence_starts[s]):
        if tree.lemma[i].lower() in words.listed["saying_verbs"] and tree.pos[i] == "VERB" and not tree.quote[i]:
            subject = tree.child(i, "nsubj")
            if subject in by_head:
                return by_head[subject].index
    return None


def interview(tree: Syntax, block_of: Sequence[int], blocks: Sequence[Block]) -> tuple[list[str], bool]:
    """The part that each word plays in an interview: "question", "answer" or ""; and whether there is one.

    Blocks say so where the report has them; else "Q:" and "A:" at the start of a sentence do, up to the next. A
    question's first sentence after its question mark, or in the first person, is the answer.
    """
    n = len(tree)
    parts = [""] * n
    if any(b.kind in ("question", "answer") for b in blocks):
        for i in range(n):
            kind = blocks[block_of[i]].kind if block_of[i] >= 0 else ""
            parts[i] = kind if kind in ("question", "answer") else ""
        return parts, True
    now, seen, asked = "", False, False
    for s, start in enumerate(tree.sentence_starts):
        stop = tree.sentence_starts[s + 1] if s + 1 < len(tree.sentence_starts) else n
        i = start
        while i < stop and (tree.words[i] in ("[", "(", "-", "–", "*", '"', "“") or tree.words[i].isspace()):
            i += 1
        word = tree.lower[i] if i < stop else ""
        marked = i + 1 < stop and tree.words[i + 1] in (":", "]", ".", ")")
        first_person = any(w in _FIRST for w in tree.lower[start:stop])
        if marked and word in _QUESTION:
            now, seen = "question", True
        elif marked and word in _ANSWER:
            now, seen = "answer", True
        elif now == "question" and (asked or first_person):
            now = "answer"
        asked = any(w == "?" for w in tree.words[start:stop])
        for j in range(start, stop):
            parts[j] = now
    return (parts, True) if seen else ([""] * n, False)


def own_body(tree: Syntax, entities: Entities, ties: Sequence[Tie], speaker: int, *, interviewed: bool) -> int | None:
    """The body that a person speaks for when saying "we": the one they lead or belong to, else one named where they
    are introduced, else (interviews) the first of the report. Bodies and crowds speak for themselves."""
    actor = entities.of(speaker)
    if actor.kind() != "person":
        return speaker
    bodies = [b for b in bodies_of(entities, ties, speaker) if entities.of(b).kind() != "medium"]
    groups = [b for b in bodies if entities.of(b).kind() != "state"] or bodies
    if groups:
        return groups[0]
    facts = entities.facts
    spoken = [facts[i] for i in actor.members if facts[i].form != "pronoun"]
    near = [
        (_opposed(tree, f), abs(f.head - g.head), f.index)
        for g in spoken
        for f in facts
        if f.kind in ("group", "coalition") and f.form == "name" and f.sentence == g.sentence
    ]
    if near:
        return min(near)[2]
    if interviewed:
        return next((f.index for f in facts if f.kind in ("group", "coalition") and f.form == "name"), None)
    return None


def _opposed(tree: Syntax, f: Facts) -> bool:
    """True for "against X", "to X", "from X" and what is attacked: not the speaker's own side."""
    case = {tree.lower[c] for c in tree.children[f.head] if tree.dep[c] == "case"}
    return bool(case & {"against", "to", "from", "with", "between"}) or f.role == "obj"


def author(tree: Syntax, entities: Entities) -> int | None:
    """The body whose statement the whole report is: "we" stands in two sentences or more outside of quotations, and
    the body is the first one named."""
    facts = entities.facts
    plain = {f.sentence for f in facts if f.person == 1 and f.number == "plur" and not f.quote}
    if len(plain) < 2:
        return None
    named = [f for f in facts if f.kind in ("group", "coalition", "state") and f.form == "name" and f.head]
    early = [f for f in named if f.sentence <= 2 and f.word not in ("radio",) and tree.rel[f.head] != "amod"]
    groups = [f for f in early if f.kind != "state"] or early
    return groups[0].index if groups else None
