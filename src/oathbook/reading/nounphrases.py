"""Where a noun phrase begins and ends, and which words head one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oathbook.reading.namespans import HYPHENS, PARTICLES, name_span

if TYPE_CHECKING:
    from oathbook.reading.kinds import ActorWords
    from oathbook.reading.syntax import Syntax

_LEFT = frozenset({"det", "amod", "nummod", "compound", "nmod", "advmod", "flat", "goeswith", "acl", "dep"})
_LEFT_ENDS = frozenset(
    {"case", "cc", "mark", "cop", "nsubj", "aux", "expl", "parataxis", "advcl", "discourse", "csubj"}
)
_RIGHT = frozenset({"flat", "compound", "nummod", "goeswith", "fixed"})
_NOMINAL = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos", "root", "xcomp", "dislocated"})
PARTS = frozenset({"most", "many", "some", "half", "much", "several", "few", "all", "none", "each", "both", "dozens"})
PERSONAL_TAGS = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT"})
_ARTICLES = frozenset({"the", "a", "an"})
_FIGHTING = frozenset({"rebel", "guerrilla", "militant", "insurgent", "jihadist", "jihadi", "separatist", "taliban"})
_ARGUMENT = frozenset({"nsubj", "obj", "iobj"})


def heads(tree: Syntax, words: ActorWords, skip: list[bool]) -> list[int]:
    """The words that head a noun phrase or pronoun that may fill a role, in order. ``skip`` marks unread words."""
    roots = {entity_root(tree, k) for k in range(len(tree.entities))}
    return [i for i in range(len(tree)) if not skip[i] and tree.rel[i] and _is_head(tree, i, words, i in roots)]


def entity_root(tree: Syntax, k: int) -> int:
    """The word of a name that the sentence hangs it on: the first of its words with a head outside of it."""
    first, last, _ = tree.entities[k]
    for i in range(first, last + 1):
        h = tree.head[i]
        if (h == i or h < first or h > last) and tree.dep[i] not in ("punct", "case", "det", "cc"):
            return i
    return last


def _is_head(tree: Syntax, i: int, words: ActorWords, name_root: bool) -> bool:
    pos, dep, tag = tree.pos[i], tree.dep[i], tree.tag[i]
    if pos in ("NOUN", "PROPN"):
        if dep in ("flat", "goeswith", "fixed", "punct"):
            if not name_root or pos != "PROPN":
                return False
            begin, end = name_span(tree, tree.head[i], words)
            return not begin <= i <= end
        if dep == "compound" or tree.rel[i] in ("nmod:desc", "nmod:unmarked"):
            return _nested(tree, i, words, name_root)
        return True
    if pos == "PRON":
        return dep != "expl" and tree.lower[i] not in ("there", "what", "whatever", "when", "where")
    if pos == "DET":
        return dep in _ARGUMENT or (dep in ("obl", "nmod", "conj") and tree.has_child(i, "case", "nmod"))
    if pos == "NUM":
        return _counts_people(tree, i)
    if pos == "ADJ" and _is_demonym(tree, i, words):
        return True
    if name_root:
        return True
    if pos in ("ADJ", "ADV") and tree.lower[i] in PARTS and tree.has_child(i, "nmod", "obl"):
        return True
    if pos in ("ADJ", "VERB"):
        return dep in ("nsubj", "obj", "iobj", "obl", "nmod") and tree.has_child(i, "det")
    return pos == "X" and dep in _NOMINAL and tree.words[i][:1].isupper() and tag != "LS"


def _is_demonym(tree: Syntax, i: int, words: ActorWords) -> bool:
    return tree.words[i][:1].isupper() and tree.lower[i] in words.demonyms


def _nested(tree: Syntax, i: int, words: ActorWords, name_root: bool) -> bool:
    """A noun inside another's phrase: names of their own, and bodies ("army positions", "brigade commander")."""
    if name_root:
        k, h = tree.entity[i], tree.head[i]
        return tree.entity[h] != k
    if tree.entity[i] >= 0:
        return False
    if tree.pos[i] == "PROPN":
        if tree.pos[tree.head[i]] == "PROPN":
            return False
        return not words.has("titles", tree.lower[i].rstrip("."))
    lower = tree.lower[i]
    return words.nouns.get(tree.lemma[i].lower()) in ("group", "coalition", "state") or lower in _FIGHTING


def _counts_people(tree: Syntax, i: int) -> bool:
    """ "Eleven", "nine of them", "42 of its men": a number that stands for whom it counts."""
    if tree.lower[i].endswith("%") or any(tree.lower[c] in ("$", "%", "percent") for c in tree.children[i]):
        return False
    if any(tree.dep[c] in ("nmod", "obl") for c in tree.children[i]):
        return True
    if tree.dep[i] in _ARGUMENT or tree.rel[i] == "obl:agent":
        return True
    if tree.dep[i] in ("obl", "conj", "nmod"):
        return tree.words[i].isalpha()
    return False


def span(tree: Syntax, head: int, words: ActorWords) -> tuple[int, int]:
    """First and last word of the noun phrase of ``head``, without trailing clauses, appositions and brackets."""
    if tree.pos[head] == "PRON" and tree.tag[head] in PERSONAL_TAGS:
        return head, head
    first, last = _left(tree, head), _right(tree, head, words)
    if tree.pos[head] == "PROPN" or tree.entity[head] >= 0:
        begin, end = name_span(tree, head, words)
        first, last = min(first, begin), max(last, end)
    while first < head and (tree.dep[first] in ("punct", "case", "cc") and not _opens(tree, first, head)):
        if tree.lower[first] == "at" and tree.lower[first + 1] in ("least", "most"):
            break
        first += 1
    first = _quantity(tree, first)
    while last + 2 < len(tree) and tree.words[last + 1] in HYPHENS and not (tree.spaced[last] or tree.spaced[last + 1]):
        last += 2
    while first >= 2 and tree.words[first - 1] in HYPHENS and not (tree.spaced[first - 1] or tree.spaced[first - 2]):
        first -= 2
    first = _glued(tree, first)
    while last > head and (tree.words[last] in ",;:([–—-" or tree.words[last].isspace()):
        last -= 1
    if tree.lower[last] in ("'s", "’s", "'", "’") and last > head and tree.dep[last] == "case":
        last -= 1
    return first, last


def _glued(tree: Syntax, first: int) -> int:
    """Take in the front of a name that the tree broke at its hyphen: "Jabhat a" of "Jabhat a-Nusra"."""
    if first >= 1 and tree.words[first] in HYPHENS and not (tree.spaced[first] or tree.spaced[first - 1]):
        first -= 1
        named = first >= 1 and tree.pos[first - 1] == "PROPN" and tree.words[first - 1][:1].isupper()
        if named and tree.lower[first] in PARTICLES and tree.sentence[first - 1] == tree.sentence[first]:
            first -= 1
    return first


_ABOUT = tuple(
    tuple(words.split())
    for words in (
        "no more than", "no fewer than", "as many as", "at least", "at most", "more than", "fewer than", "less than",
        "up to", "an estimated", "well over", "about", "around", "some", "roughly", "approximately", "nearly",
        "almost", "over", "perhaps",
    )
)  # fmt: skip


def _quantity(tree: Syntax, first: int) -> int:
    """Take "at least", "as many as" and the like into a phrase that begins with a number."""
    if tree.pos[first] != "NUM" and not tree.words[first][:1].isdigit():
        return first
    for words in _ABOUT:
        begin = first - len(words)
        if begin >= 0 and tuple(tree.lower[begin:first]) == words and tree.sentence[begin] == tree.sentence[first]:
            return begin
    return first


def _opens(tree: Syntax, i: int, head: int) -> bool:
    """True for an opening quotation mark whose partner stands before the head (a nickname or title in quotes)."""
    return tree.quote[i] > 0 and any(
        tree.quote[j] == tree.quote[i] and tree.dep[j] == "punct" for j in range(i + 1, head)
    )


def _left(tree: Syntax, head: int) -> int:
    first = head
    before = [c for c in tree.children[head] if c < head]
    for n, c in enumerate(reversed(before)):
        dep = tree.dep[c]
        if dep == "case" and tree.lower[c] == "of" and any(_is_part(tree, x) for x in before[: len(before) - n - 1]):
            continue
        if dep in _LEFT_ENDS:
            break
        if dep == "punct":
            continue
        if dep not in _LEFT or (dep == "advmod" and tree.lower[c] in _CLAUSE_ADVERBS):
            break
        begin = _left(tree, c) if tree.rel[c] == "nmod:poss" else min(tree.subtree(c))
        first = min(first, _cut(tree, begin, head))
        if tree.lower[first] in ("of", "in", "from", "by", "not") and dep != "amod":
            first = c
        if dep == "det" and tree.lower[c] in _ARTICLES:
            earlier = tree.lower[c - 1] if c > 0 else ""
            return c - 1 if earlier in ("all", "both", "half") and tree.head[c - 1] in (c, head) else min(first, c)
    return first


_INSIDE = frozenset({"of", "at", "than", "to", "as", "'s", "’s", "'", "’", "up", "over", "about", "around"})


def _is_part(tree: Syntax, i: int) -> bool:
    return tree.pos[i] == "NUM" or tree.lower[i] in PARTS or tree.lower[i] in ("third", "quarter", "number", "majority")


def _cut(tree: Syntax, begin: int, head: int) -> int:
    """Where the words before a noun hold a stray clause or dash, begin behind it."""
    if any(tree.tag[j] in ("VBD", "VBZ", "VBP", "MD") for j in range(begin, head)):
        begin = head
        while tree.pos[begin - 1] not in ("VERB", "AUX", "CCONJ", "SCONJ", "ADP", "PUNCT", "PRON"):
            begin -= 1
    for i in range(head - 1, begin, -1):
        if tree.dep[i] in ("case", "mark") and tree.pos[i] in ("ADP", "SCONJ", "PART") and tree.lower[i] not in _INSIDE:
            return i + 1
        word = tree.words[i]
        if word in ("–", "—", ";", ":", "(", "--") or (word == "-" and tree.spaced[i - 1]):
            return i + 1
    return begin


_CLAUSE_ADVERBS = frozenset({
    "also", "not", "now", "then", "still", "already", "reportedly", "allegedly", "apparently", "however",
    "moreover", "meanwhile", "even", "including", "once", "never", "always", "formerly", "currently",
    "yesterday", "today",
})  # fmt: skip


def _right(tree: Syntax, head: int, words: ActorWords) -> int:
    last = head
    k = tree.entity[head]
    name_end = tree.entities[k][1] if k >= 0 else -1
    for c in tree.children[head]:
        if c < head:
            continue
        if c <= name_end and tree.dep[c] not in ("appos",):
            last = max(last, min(name_end, max(tree.subtree(c))))
            continue
        dep = tree.dep[c]
        if min(tree.subtree(c)) > last + 2:
            break
        if dep == "punct" and tree.words[c] in ("-", "–", '"', "”", "“", "'", "’"):
            continue
        if dep in _RIGHT or tree.rel[c] == "nmod:unmarked":
            if tree.rel[c] == "nmod:unmarked" and tree.pos[c] not in ("NUM", "PROPN"):
                break
            last = max(last, _right(tree, c, words))
        elif (dep == "nmod" or (dep == "obl" and tree.pos[head] in ("NUM", "ADJ", "ADV", "PRON"))) and _kept_phrase(
            tree, head, c
        ):
            last = max(last, _end_of_phrase(tree, c, words))
        else:
            break
    return _of_it(tree, head, last, words)


def _of_it(tree: Syntax, head: int, last: int, words: ActorWords) -> int:
    """Take in an "of" phrase right behind the noun that the tree hangs elsewhere ("left a squad of teenagers")."""
    i = last + 1
    if i + 1 >= len(tree) or tree.lower[i] != "of" or tree.dep[i] != "case" or tree.pos[head] not in ("NOUN", "NUM"):
        return last
    c = tree.head[i]
    above = tree.head[c]
    if c <= i or above == head or tree.dep[c] not in ("nmod", "obl") or tree.sentence[c] != tree.sentence[head]:
        return last
    if words.has("verbs_with_of", tree.lemma[above].lower()) or min(tree.subtree(c)) < i:
        return last
    return max(last, _end_of_phrase(tree, c, words))


def _kept_phrase(tree: Syntax, head: int, c: int) -> bool:
    """True for a phrase that belongs to the noun: "of Homs", "for information"; "in Homs" and "from Homs" where
    the noun would be bare without it."""
    if tree.rel[c] == "nmod:poss":
        return True
    case = next((tree.lower[x] for x in tree.children[c] if tree.dep[x] == "case"), "")
    if case == "of":
        return True
    if case == "for":
        return not any(tree.rel[x] == "nmod:poss" or tree.lower[x] in ("a", "its", "their") for x in tree.children[c])
    left = [tree.rel[x] for x in tree.children[head] if x < head]
    if case == "in":
        return tree.pos[head] != "PROPN" and not any(r in ("amod", "compound", "nmod:poss", "nmod:desc") for r in left)
    if case == "from":
        determiner = next((tree.lower[x] for x in tree.children[head] if tree.dep[x] == "det"), "")
        return determiner != "the" and "nmod:poss" not in left and c - head <= 3
    return False


def _end_of_phrase(tree: Syntax, c: int, words: ActorWords) -> int:
    """The end of an "of" phrase, with what is coordinated inside it ("the head of A and B")."""
    last = _right(tree, c, words)
    if tree.pos[c] == "PROPN":
        last = max(last, name_span(tree, c, words)[1])
    for x in tree.children[c]:
        if tree.dep[x] == "conj" and x > c and tree.pos[x] in ("NOUN", "PROPN") and not tree.has_child(x, "det"):
            between = tree.words[last + 1 : _left(tree, x)]
            if all(w in (",", "and", "&", "or") for w in map(str.lower, between)):
                last = max(last, _right(tree, x, words))
            else:
                break
    return last
