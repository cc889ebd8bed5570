"""How firmly a clause says something: actual, planned, possible or denied.

The reading climbs from the word to the verbs, nouns and adjectives that govern it and keeps the polarity, as work on
event factuality does (Sauri and Pustejovsky 2009, "FactBank"; Lotan et al. 2013, "TruthTeller"). Word lists are
``data/words/status.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from oathbook.claims.inflection import Inflections
from oathbook.claims.tree import Tree
from oathbook.records import Status

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from oathbook.lexicon import Lexicon

_STEPS = 8
_EVENTS = frozenset({"command", "resistance", "insurgency", "alliance", "union", "operation", "partner", "support"})
_SAYING = frozenset({"tell", "announce"})
_COMMITTING = frozenset({"promise", "threaten", "vow", "pledge", "swear", "demand", "hope", "expect"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def status_of(doc: Doc | Tree, head: int, lexicon: Lexicon) -> Status:
    """The status of what the token with index ``head`` says, from the tree around it.

    Hearsay does not count: "reportedly" leaves a claim actual. A ``Tree`` in place of the doc saves making one.
    """
    reader = lexicon.made("claims.status", lambda: StatusReader.of(lexicon))
    if isinstance(doc, Tree):
        return reader.read(doc, head)
    sentence = doc[head].sent
    return reader.read(Tree(sentence.as_doc(), reader.inflections), head - sentence.start)


class _Found:
    """What the climb has met so far."""

    __slots__ = ("denials", "planned", "possible", "would")

    def __init__(self) -> None:
        self.denials = 0
        self.planned = self.possible = self.would = False

    def status(self) -> Status:
        if self.denials % 2:
            return "denied"
        if self.possible or self.denials:
            return "possible"
        return "planned" if self.planned or self.would else "actual"


class StatusReader:
    """The word lists of one lexicon, ready to read statuses."""

    def __init__(self, words: Mapping[str, Any], entities: frozenset[str], inflections: Inflections) -> None:
        self.entities = entities
        self.words = {name: frozenset(map(str, listed)) for name, listed in words.items()}
        self.inflections = inflections

    @classmethod
    def of(cls, lexicon: Lexicon) -> StatusReader:
        """The reader of a lexicon's ``words/status.yaml``."""
        words = lexicon.words("status")
        known = [
            w for name in ("denying", "planning", "possible", "beliefs", "carrying", "happening") for w in words[name]
        ]
        roles = lexicon.words("claim_roles")
        entities = {w for name in ("armed", "body", "person", "place", "fighters") for w in roles[name]} - _EVENTS
        known += entities
        return cls(words, frozenset(entities), Inflections(known, known, lexicon.words("irregular")))

    def read(self, tree: Tree, head: int) -> Status:
        """See ``status_of``."""
        found = _Found()
        self._own(tree, head, found)
        if tree.lemma[head] in self.words["denying"] and self._really(tree, head, tree.lemma[head], False):
            found.denials += 1
        at, link = head, tree.dep[head]
        for _ in range(0 if self._entity(tree, head) else _STEPS):
            up = tree.head[at]
            if up < 0 or not self._climb(tree, at, up, found):
                break
            at, link = up, tree.dep[up]
        if link in ("root", "ROOT") and self._question(tree, at):
            found.possible = True
        if at == head and tree.tag[head] == "VB" and link in ("root", "ROOT") and not tree.has(head, "nsubj", "aux"):
            found.possible = True
        return found.status()

    def _entity(self, tree: Tree, i: int) -> bool:
        """Whether a trigger is a person, body or place ("leader", "garrison"): it is there whatever is done to it."""
        if tree.pos[i] not in ("NOUN", "PROPN") or tree.has(i, "cop"):
            return False
        return tree.lemma[i] in self.entities or tree.pos[i] == "PROPN"

    def _own(self, tree: Tree, i: int, found: _Found, came_from: int = -1) -> None:
        """What stands on the word itself: negation, modals, conditions, adverbs and adjectives."""
        words = self.words
        for k in tree.kids[i]:
            if k == came_from:
                continue
            dep, lower = tree.dep[k], tree.lower[k]
            if dep in ("advmod", "det", "cc:preconj", "cc") and lower in words["negations"]:
                if not (lower in ("no", "not") and self._not_only(tree, k)):
                    found.denials += 1
            elif dep in ("nsubj", "nsubj:pass", "obj", "obl", "nmod") and self._none(tree, k):
                found.denials += 1
            elif dep == "aux":
                self._modal(tree, i, lower, found)
            elif dep in ("mark", "advmod") and lower in words["conditions"]:
                found.possible = True
            elif dep in ("mark", "case") and self._phrase(tree, k) in words["negative_marks"]:
                found.denials += 1
            elif dep == "advmod" and lower in words["possible_adverbs"]:
                found.possible = True
            elif dep in ("amod", "det", "acl"):
                if lower in words["planning_adjectives"]:
                    found.planned = True
                elif lower in words["possible_adjectives"] and dep == "amod":
                    found.possible = True
                elif lower in words["denying_adjectives"]:
                    found.denials += 1
            elif dep == "advcl" and any(tree.lower[m] in ("if", "unless") for m in tree.kids[k]) and found.would:
                found.possible = True
        if (
            tree.pos[i] in ("VERB", "AUX")
            and tree.tag[i] == "VB"
            and tree.dep[i] in ("advcl", "root", "ROOT", "parataxis")
        ):
            infinitive = any(tree.lower[k] == "to" and tree.dep[k] == "mark" for k in tree.kids[i])
            if infinitive:
                found.planned = True
        if tree.has(i, "aux") and self._is_to(tree, i):
            found.planned = True

    def _modal(self, tree: Tree, i: int, lower: str, found: _Found) -> None:
        words = self.words
        if lower in words["possible_modals"]:
            found.possible = True
        elif lower in words["planned_modals"]:
            found.planned = True
        elif lower in words["would"] and tree.tag[i] == "VB":
            found.would = True
            conditional = any(
                tree.dep[k] == "advcl" and any(tree.lower[m] in ("if", "unless", "should") for m in tree.kids[k])
                for k in tree.kids[i]
            )
            if conditional or tree.dep[i] not in ("ccomp", "conj", "acl:relcl", "parataxis"):
                found.possible = True

    def _climb(self, tree: Tree, at: int, up: int, found: _Found) -> bool:
        """Take in what the governor says of the word; whether to climb on."""
        words, dep, lemma = self.words, tree.dep[at], tree.lemma[up]
        base = dep.split(":")[0]
        if dep == "acl:relcl" or base in ("appos", "parataxis", "list", "vocative", "dep"):
            return False
        noun = tree.pos[at] in ("NOUN", "PROPN", "NUM", "ADJ") and not tree.has(at, "cop")
        if dep == "conj":
            if not tree.has(at, "nsubj", "aux"):
                self._shared(tree, at, up, found)
            return not tree.has(at, "nsubj") or tree.dep[up] in ("ccomp", "xcomp", "advcl")
        if base in ("advcl",) and not any(tree.lower[k] == "to" and tree.dep[k] == "mark" for k in tree.kids[at]):
            return False
        governing = base in ("xcomp", "ccomp", "csubj", "acl", "advcl") or (
            noun and dep in ("obj", "obl", "nsubj:pass", "nmod", "iobj", "obl:agent")
        )
        if governing and dep == "nsubj:pass" and not tree.passive(up):
            governing = False
        if governing:
            if lemma in words["denying"] and self._really(tree, up, lemma, noun):
                found.denials += 1
                self._polarity(tree, up, found)
                return True
            if lemma in words["planning"] and not (noun and self._only_mentioned(tree, at, up, lemma, dep)):
                if base == "xcomp" or (lemma not in _SAYING and (base != "ccomp" or lemma in _COMMITTING)):
                    found.planned = True
                    self._polarity(tree, up, found)
                return True
            if lemma in words["possible"]:
                found.possible = True
                self._polarity(tree, up, found, weak=True)
                return True
            if lemma in words["beliefs"] and base in ("ccomp", "csubj", "acl", "nmod"):
                self._polarity(tree, up, found)
                return False
        if base in ("acl", "ccomp", "nmod") and lemma in words["reports"] and tree.pos[up] == "NOUN":
            return True
        if dep in ("nsubj", "nsubj:pass") and tree.lemma[at] in words["reports"] and self._unfounded(tree, up):
            found.denials += 1
            return False
        if base == "ccomp":
            return False
        if base == "xcomp" or (noun and dep in ("obj", "nsubj:pass", "obl") and lemma in words["carrying"]):
            self._own(tree, up, found, at)
            return True
        if noun and dep == "nsubj" and (lemma in words["happening"] or tree.has(up, "expl")):
            self._own(tree, up, found, at)
            return True
        if noun and dep == "nsubj" and tree.pos[up] == "ADJ" and lemma in words["possible"] | words["denying"]:
            if lemma in words["possible"]:
                found.possible = True
            else:
                found.denials += 1
            return False
        return base == "acl" and tree.tag[at] == "VB"

    def _unfounded(self, tree: Tree, up: int) -> bool:
        """ "The report was an invention", "is considered unfounded"."""
        denying = self.words["denying"]
        said = tree.lemma[up] in denying or any(tree.lemma[k] in denying for k in tree.children(up, "xcomp", "obl"))
        return said and not any(tree.lower[k] in self.words["negations"] for k in tree.kids[up])

    def _only_mentioned(self, tree: Tree, at: int, up: int, lemma: str, dep: str) -> bool:
        """Whether a noun is talked of and not planned: "discussed the attack", "called the captors thugs"."""
        if lemma in self.words["not_of_nouns"]:
            return True
        if tree.pos[up] in ("VERB", "AUX") and dep not in ("obj", "nsubj:pass"):
            return True
        definite = any(tree.dep[k] in ("det", "nmod:poss") and tree.lower[k] in _DEFINITE for k in tree.kids[at])
        return definite and lemma in self.words["talk"]

    def _really(self, tree: Tree, up: int, lemma: str, noun: bool) -> bool:
        """Whether a denying word denies here: "ruled out" and not "ruled", "stopped him from" and not "stopped to"."""
        if lemma == "rule":
            return any(tree.lower[k] == "out" for k in tree.kids[up])
        if lemma in ("stop", "fail", "lie", "resist", "oppose", "block", "dismiss", "abandon") and noun:
            return False
        if lemma == "stop":
            return tree.has(up, "obj") and any("from" in (tree.lower[m] for m in tree.kids[k]) for k in tree.kids[up])
        return True

    def _polarity(self, tree: Tree, up: int, found: _Found, *, weak: bool = False) -> None:
        """Negation of the governing word, with its modals left aside."""
        for k in tree.kids[up]:
            if tree.dep[k] in ("advmod", "det", "cc:preconj") and tree.lower[k] in self.words["negations"]:
                if not weak:
                    found.denials += 1
                return
            if tree.dep[k] in ("nsubj", "nsubj:pass") and self._none(tree, k) and not weak:
                found.denials += 1
                return

    def _shared(self, tree: Tree, at: int, up: int, found: _Found) -> None:
        """Auxiliaries that the first of two coordinated verbs has for both ("will attack and burn")."""
        same = tree.tag[at] == tree.tag[up]
        for k in tree.kids[up]:
            if tree.dep[k] == "aux" and same:
                self._modal(tree, up, tree.lower[k], found)
            elif (
                tree.dep[k] in ("cc:preconj", "advmod") and tree.lower[k] in ("neither", "not", "n't", "never") and same
            ):
                found.denials += not any(tree.lower[c] in ("nor", "but") for c in tree.kids[at])
            elif tree.dep[k] == "mark" and tree.lower[k] in self.words["conditions"]:
                found.possible = True

    def _none(self, tree: Tree, i: int) -> bool:
        if tree.lower[i] in self.words["nobody"]:
            return True
        if any(tree.lower[d] in ("no", "neither") and tree.dep[d] in ("det", "cc:preconj") for d in tree.kids[i]):
            return True
        first = i - 1
        return tree.lower[i] == "one" and first >= 0 and tree.lower[first] == "no"

    def _phrase(self, tree: Tree, k: int) -> str:
        return " ".join([tree.lower[k], *(tree.lower[f] for f in tree.kids[k] if tree.dep[f] == "fixed")])

    def _not_only(self, tree: Tree, k: int) -> bool:
        """ "not only", "no longer" (it was so), "no more than", "no fewer" do not deny."""
        return k + 1 < len(tree) and tree.lower[k + 1] in (
            "only",
            "just",
            "more",
            "fewer",
            "less",
            "least",
            "merely",
            "doubt",
        )

    def _is_to(self, tree: Tree, i: int) -> bool:
        """ "is to sign", "are to be absorbed"."""
        marks = [k for k in tree.kids[i] if tree.lower[k] == "to" and tree.dep[k] == "mark"]
        return any(m > 0 and tree.lower[m - 1] in ("is", "are", "was", "were") for m in marks)

    def _question(self, tree: Tree, root: int) -> bool:
        last = max(tree.kids[root], default=root)
        return tree.words[last] == "?" or (last + 1 < len(tree) and tree.words[last + 1] == "?")
