"""Finds claims by patterns over the dependency tree.

The patterns are data (``data/types/*.yaml``, read by ``rules``); what fills a slot is worked out in ``slots`` and
``frames``; what sort of thing a filler is in ``kinds``. The way of working, a trigger word with slots filled from its
syntactic surroundings, is that of pattern-based event coders (PETRARCH-2) carried over to Universal Dependencies.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from oathbook.claims.anchors import Anchor
from oathbook.claims.circumstances import number_of
from oathbook.claims.demands import what_is_demanded
from oathbook.claims.inflection import Inflections
from oathbook.claims.kinds import Kinds
from oathbook.claims.rules import Condition, Rule, RuleBook, Slot, compile_types
from oathbook.claims.slots import fill
from oathbook.claims.subject import Subjects
from oathbook.claims.tree import Tree
from oathbook.records import Finding, Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from oathbook.lexicon import Lexicon

_SORT_OF_ROLE = {"agent": "actor", "object": "actor", "place": "place", "when": "time"}
_OF_NAMES = frozenset({"lead", "belong", "base", "strength"})
"""Types whose triggers may stand inside a name ("the Front for the LIBERATION of" is no seizure)."""
_WEAK = {"pronoun": 0.95, "number": 0.85, "place": 0.9, "name": 1.0, "other": 0.7}


_REACH = 5
"""Tokens between a verb and the noun that its pattern asks for, for both to count as the trigger."""

_LONGER = 0.15
"""What a trigger of several words ("have their headquarters") is worth over one of its words by itself."""


def finder_of(lexicon: Lexicon) -> Finder:
    """The lexicon's finder, made once: its rules, kinds and subjects."""
    return lexicon.made("claims.patterns", lambda: Finder.of(lexicon))


def tree_of(doc: Doc, lexicon: Lexicon) -> Tree:
    """The tree that patterns and status work on, with the lemmas of the words they know mended."""
    return finder_of(lexicon).tree(doc)


def find_by_patterns(reading: Reading, lexicon: Lexicon, *, tree: Tree | None = None) -> list[Finding]:
    """Every finding of every pattern, in order of the text; of one type on one word only the best.

    Args:
        tree: ``tree_of`` the reading's doc, where the caller has made it already.

    Raises:
        DataError: where a claim type or word list is malformed.
    """
    finder = finder_of(lexicon)
    return finder.find(tree or finder.tree(reading.doc))


class Finder:
    """The patterns of one lexicon, ready to run on trees."""

    def __init__(self, rules: RuleBook, kinds: Kinds, inflections: Inflections, subjects: Subjects) -> None:
        self.rules, self.kinds, self.inflections, self.subjects = rules, kinds, inflections, subjects

    @classmethod
    def of(cls, lexicon: Lexicon) -> Finder:
        """The finder of a lexicon's claim types and word lists."""
        words = lexicon.words("claim_roles")
        rules, kinds = compile_types(lexicon.types(), words), Kinds(words)
        verbs, nouns = rules.vocabulary()
        verbs |= kinds.lists["light"]
        nouns |= {w for name, listed in kinds.lists.items() if name != "light" for w in listed}
        status = {str(w) for listed in lexicon.words("status").values() for w in listed}
        verbs, nouns = verbs | status, nouns | status
        return cls(rules, kinds, Inflections(verbs, nouns, lexicon.words("irregular")), Subjects(lexicon))

    def tree(self, doc: Doc) -> Tree:
        """The tree that ``find`` works on."""
        return Tree(doc, self.inflections)

    def find(self, tree: Tree) -> list[Finding]:
        """All findings in a tree, see ``find_by_patterns``."""
        if not self.subjects.about_war(tree):
            return []
        index = self.rules.index
        found: list[Finding] = []
        for i, lemma in enumerate(tree.lemma):
            entries = index.get(lemma)
            if not entries or not tree.dep[i]:
                continue
            best: dict[str, tuple[tuple[float, int], Finding]] = {}
            for rule, phrase, at in entries:
                if tree.pos[i] not in rule.pos:
                    continue
                span = _phrase(tree, i, phrase, at)
                if span is None:
                    continue
                flat = rule.part == "nouns" and tree.dep[i] == "flat" and tree.pos[i] == "PROPN"
                finding = self._try(tree, rule, tree.head[i] if flat else i, span)
                if finding is None:
                    continue
                rank = (finding.score, sum(len(v) for v in finding.roles.values()))
                if rule.type not in best or rank > best[rule.type][0]:
                    best[rule.type] = (rank, finding)
            found.extend(finding for _, finding in best.values())
        return sorted(_without_doubles(_without_demanded(tree, found)), key=lambda f: (f.trigger, f.type))

    def _try(self, tree: Tree, rule: Rule, i: int, span: tuple[int, int]) -> Finding | None:
        anchor = Anchor(tree, self.kinds, i, rule.light)
        for condition in rule.wanted:
            matched = self._matching(anchor, condition)
            if not matched:
                return None
            anchor = anchor.joined(matched, by_word=condition.words is not None)
        if any(self._matching(anchor, condition) for condition in rule.unwanted):
            return None
        if rule.part == "nouns" and tree.name[i] == "ORG" and tree.pos[i] == "PROPN" and rule.type not in _OF_NAMES:
            return None
        roles: dict[str, tuple[int, ...]] = {}
        score = rule.score
        for role, slots in rule.roles.items():
            tokens = self._fill(anchor, role, slots, taken=roles)
            if tokens:
                roles[role] = tokens
        if rule.needs and not any(all(role in roles for role in group) for group in rule.needs):
            return None
        if not roles.keys() & {"agent", "object", "place", "quantity"}:
            score /= 2
        for role in ("agent", "object"):
            for token in roles.get(role, ())[:1]:
                score *= _WEAK.get(self.kinds.of(tree, token), 1.0)
        what = rule.what
        if rule.type in self.rules.what and what is None:
            what = what_is_demanded(tree, i, roles.get("content", ()), self.rules.what[rule.type])
        if rule.part == "verbs":
            near = [m for m in anchor.asked if abs(m - i) <= _REACH and tree.pos[m] in ("NOUN", "PRON")]
            span = min([*near, span[0]]), max([*near, span[1]])
        if rule.quantity_trigger and "quantity" in roles:
            number = roles["quantity"][0]
            head = tree.head[number] if tree.dep[number] == "nummod" else number
            span, i = (min(number, head), max(number, head)), head
        return Finding(
            type=rule.type,
            head=i,
            trigger=span,
            roles=roles,
            rule=rule.name,
            score=round(score, 3),
            status=rule.status,
            what=what,
        )

    def _matching(self, anchor: Anchor, condition: Condition) -> list[int]:
        out = []
        for slot in condition.slots:
            for token in fill(anchor, slot.name):
                if slot.sort and not self.kinds.fits(anchor.tree, token, slot.sort):
                    continue
                if condition.words is None or {anchor.tree.lemma[token], anchor.tree.lower[token]} & condition.words:
                    out.append(token)
        return out

    def _fill(
        self, anchor: Anchor, role: str, choices: tuple[tuple[Slot, ...], ...], taken: dict[str, tuple[int, ...]]
    ) -> tuple[int, ...]:
        if role == "quantity":
            for slot in (slot for choice in choices for slot in choice):
                for token in fill(anchor, slot.name):
                    number = number_of(anchor.tree, token, self.kinds)
                    if number >= 0:
                        return (number,)
            return ()
        actors = {token for key in ("agent", "object") for token in taken.get(key, ())}
        for choice in choices:
            tokens: dict[int, None] = {}
            for slot in choice:
                sort = slot.sort or _SORT_OF_ROLE.get(role, "any")
                for token in fill(anchor, slot.name):
                    asked = token in anchor.asked and slot.name != "matched"
                    if not asked and token not in actors and self.kinds.fits(anchor.tree, token, sort):
                        tokens[token] = None
            if tokens:
                return tuple(tokens)
        return ()


def _phrase(tree: Tree, i: int, phrase: tuple[str, ...], at: int) -> tuple[int, int] | None:
    """First and last token of a trigger of several words, or None where they do not stand together."""
    if len(phrase) == 1:
        return i, i
    first = last = i
    for word in reversed(phrase[:at]):
        first -= 1
        if first >= 0 and tree.lower[first] == "-":
            first -= 1
        if first < 0 or word not in (tree.lower[first], tree.lemma[first]):
            return None
    for word in phrase[at + 1 :]:
        limit = 3 if at == 0 and tree.pos[i] in ("VERB", "AUX") else 1
        for step in range(1, limit + 1):
            j = last + step
            if j >= len(tree):
                return None
            if word in (tree.lower[j], tree.lemma[j]):
                last = j
                break
            if step == limit or tree.dep[j] == "punct":
                return None
    return first, last


def _without_demanded(tree: Tree, found: list[Finding]) -> list[Finding]:
    """What is demanded is part of the demand and no claim of its own; contents are taken out of the roles."""
    demanded = {token for f in found if f.type == "demand" for token in f.roles.get("content", ())}
    kept = []
    for f in found:
        inside = f.head in demanded or (tree.head[f.head] in demanded and tree.dep[f.head] in ("obj", "xcomp"))
        if f.type == "demand" or not inside:
            kept.append(replace(f, roles={k: v for k, v in f.roles.items() if k != "content"}))
    return kept


def _without_doubles(found: list[Finding]) -> list[Finding]:
    """Of findings of one type whose triggers overlap, the best; a longer trigger counts a little."""

    def rank(finding: Finding) -> tuple[float, int, tuple[int, int]]:
        longer = _LONGER if finding.trigger[1] > finding.trigger[0] else 0.0
        return -finding.score - longer, -sum(map(len, finding.roles.values())), finding.trigger

    kept: list[Finding] = []
    for finding in sorted(found, key=rank):
        clash = (
            other.type == finding.type
            and other.trigger[0] <= finding.trigger[1]
            and finding.trigger[0] <= other.trigger[1]
            for other in kept
        )
        if not any(clash):
            kept.append(finding)
    return kept
