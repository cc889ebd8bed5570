"""How far a proper name reaches: the finder's span, mended where it or the tree broke a name in two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oathbook.reading.names import fold, initials, is_acronym

if TYPE_CHECKING:
    from oathbook.reading.kinds import ActorWords
    from oathbook.reading.syntax import Syntax

PARTICLES = frozenset({
    "al", "el", "ul", "as", "ash", "at", "ad", "an", "ar", "az", "a", "bin", "ibn", "ben", "bint", "abu", "de",
    "del", "la", "da", "dos", "du", "van", "von", "der", "ag", "ould", "wad", "e", "i", "y", "din", "ud", "ur",
})  # fmt: skip
HYPHENS = frozenset({"-", "–", "‑"})
APOSTROPHES = frozenset({"'", "’"})
_LINKS = frozenset({"compound", "flat", "amod", "nummod", "nmod", "goeswith", "appos", "dep", "list", "obl", "conj"})
_SMALL = frozenset({"of", "for", "and", "in", "the", "against", "&", "de", "la", "del", "on"})
_INSIDE = _SMALL | PARTICLES | {"'s", "’s", "-"}
_WORDS_TOO = frozenset({"as", "at", "an", "a", "i", "e", "y", "la", "der"})
_POSSESSORS = frozenset({
    "people", "peoples", "lord", "student", "students", "peasant", "peasants", "worker", "workers", "farmers",
    "women", "citizens", "prophet", "god", "soldiers", "martyrs", "nation", "heroes", "children", "tigers",
    "patriots",
})  # fmt: skip
_UNITS = frozenset({
    "brigade", "battalion", "regiment", "company", "command", "division", "sector", "bloc", "platoon", "wing",
    "corps", "faction", "squadron", "brigades", "battalions", "guards", "guard", "front", "unit", "cell",
    "branch",
})  # fmt: skip
_NEVER = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "in", "on", "at", "by", "of", "for", "and", "or",
    "but", "from", "former", "ex", "late", "its", "his", "their", "our", "my", "as", "to", "when", "while",
    "if", "some", "both", "q", "no", "not", "one", "two", "most", "many", "all", "after", "before", "since",
    "with", "under", "against",
})  # fmt: skip


def shouted(tree: Syntax, i: int) -> bool:
    """True in a sentence written in capitals alone."""
    return tree.shouted[tree.sentence[i]]


def name_span(tree: Syntax, head: int, words: ActorWords) -> tuple[int, int]:
    """First and last word of the proper name around ``head`` (titles before a person's name included)."""
    begin = end = head
    k = tree.entity[head]
    if k >= 0:
        begin, end, _ = tree.entities[k]
        begin, end = _without_owner(tree, begin, end, head, words)
    loud = shouted(tree, head)
    label = tree.entities[k][2] if k >= 0 else ""
    while True:
        wider = _further(tree, begin, end, words, loud=loud), _earlier(tree, begin, end, head, words, loud=loud)
        if wider == (end, begin):
            break
        end, begin = wider
    while end > head and tree.lower[end] in _SMALL:
        end -= 1
    if label != "PER":
        end = _tail(tree, _of_phrase(tree, begin, end, words), words)
        begin, end = _by_initials(tree, begin, end)
    return begin, end


def _by_initials(tree: Syntax, begin: int, end: int) -> tuple[int, int]:
    """The name as the short form in brackets behind it spells it: "Islamic State West Africa Province (ISWAP)"."""
    i = end + 1
    while i < min(end + 9, len(tree)) and (tree.words[i][:1].isupper() or tree.lower[i] in _INSIDE):
        i += 1
    if i + 1 >= len(tree) or tree.words[i] not in ("(", "[") or tree.sentence[i] != tree.sentence[end]:
        return begin, end
    short = fold(tree.words[i + 1])
    if len(short) != 1 or not is_acronym(tree.words[i + 1]) or shouted(tree, end):
        return begin, end
    earliest = begin
    while earliest > 0 and begin - earliest < 6 and tree.sentence[earliest - 1] == tree.sentence[begin]:
        if not (tree.words[earliest - 1][:1].isupper() or tree.lower[earliest - 1] in _INSIDE):
            break
        earliest -= 1
    for first in (begin, *range(begin - 1, earliest - 1, -1), *range(begin + 1, end)):
        if (
            tree.words[first][:1].isupper()
            and tree.lower[first] not in _NEVER
            and short[0] in initials(tree.text(first, i - 1))
        ):
            return first, i - 1
    return begin, end


def _further(tree: Syntax, begin: int, end: int, words: ActorWords, *, loud: bool) -> int:
    i = end + 1
    if i >= len(tree):
        return end
    glued = not tree.spaced[end]
    word = tree.words[i]
    if word in HYPHENS and glued and not tree.spaced[i] and i + 1 < len(tree) and tree.words[i + 1][:1].isalnum():
        after = i + 1
        named = _named(tree, after) or tree.tag[after] == "NNP" or tree.words[after].isdigit()
        return after if named or tree.lower[after] in PARTICLES else end
    if tree.words[end] in HYPHENS and glued and word[:1].isalnum():
        return i
    if tree.sentence[i] != tree.sentence[end]:
        return end
    if word == "." and not tree.spaced[end] and i + 1 < len(tree) and words.has("abbreviated_titles", tree.lower[end]):
        return i + 1 if tree.words[i + 1][:1].isupper() else end
    if (
        words.has("titles", tree.lower[end].rstrip("."))
        and tree.pos[i] == "PROPN"
        and word[:1].isupper()
        and _near(tree, i, end)
    ):
        return i
    if word in ('"', "“") and i + 2 < len(tree) and tree.words[i + 2] in ('"', "”") and _hangs(tree, i + 1, begin, end):
        return i + 2
    if tree.lower[i] in PARTICLES and i + 1 < len(tree) and _goes_on(tree, i, begin, end):
        return i
    if tree.lower[end] in PARTICLES and end > begin and _named(tree, i):
        return i
    if _named(tree, i) and tree.lower[i] not in _NEVER:
        same = tree.entity[i] >= 0 and tree.entities[tree.entity[i]][2] == _label(tree, end)
        linked = tree.dep[i] in ("flat", "goeswith") or (
            tree.rel[i] in ("nmod:unmarked", "compound", "nmod:desc") and not _label_differs(tree, i, end)
        )
        if _hangs(tree, i, begin, end) and (linked or same):
            return i
        if _side_by_side(tree, end, words) and not loud:
            return i
        if begin <= tree.head[end] <= i and tree.head[end] == i and tree.dep[end] in ("compound", "flat"):
            return end
    if word.isdigit() and _hangs(tree, i, begin, end) and not loud and tree.dep[i] in ("nummod", "flat", "nmod"):
        return i if len(word) < 4 else end
    return end


def _side_by_side(tree: Syntax, end: int, words: ActorWords) -> bool:
    """True for two words of names with nothing between them and nothing that tells them apart."""
    i = end + 1
    if tree.pos[i] != "PROPN" or tree.pos[end] != "PROPN" or _label_differs(tree, i, end):
        return False
    if tree.tag[end] in ("NNS", "NNPS") or any(words.has("calendar_words", w) for w in tree.lower[end : i + 1]):
        return False
    return tree.lower[end] not in words.countries and tree.lower[end] not in words.demonyms


def _label(tree: Syntax, i: int) -> str:
    k = tree.entity[i]
    return tree.entities[k][2] if k >= 0 else ""


def _label_differs(tree: Syntax, i: int, j: int) -> bool:
    one, other = _label(tree, i), _label(tree, j)
    return bool(one and other and one != other)


def _named(tree: Syntax, i: int) -> bool:
    return tree.words[i][:1].isupper() and tree.pos[i] in ("PROPN", "NOUN", "ADJ", "X", "NUM")


def _hangs(tree: Syntax, i: int, begin: int, end: int) -> bool:
    return begin <= tree.head[i] <= end and tree.head[i] != i


def _reaches(tree: Syntax, i: int, begin: int, end: int) -> bool:
    """True if the word hangs in ``begin``..``end``, be it by way of words between ("Jorge" over "Salazar")."""
    for _ in range(4):
        h = tree.head[i]
        if begin <= h <= end:
            return i != h
        if h == i or not begin - 5 < h < begin or not tree.words[h][:1].isupper():
            return False
        i = h
    return False


def _goes_on(tree: Syntax, i: int, begin: int, end: int) -> bool:
    """True if the particle at ``i`` leads to another part of the name: "ibn Malik", "al-Baghdadi"."""
    j = i + 1
    if tree.words[j] in HYPHENS and not tree.spaced[i] and j + 1 < len(tree):
        j += 1
    elif tree.lower[i] in ("a", "as", "at", "an", "i", "e", "y"):
        return False
    if not tree.words[j][:1].isupper():
        return False
    return _hangs(tree, i, begin, end) or _hangs(tree, j, begin, end) or tree.entity[j] == tree.entity[end] >= 0


def _earlier(tree: Syntax, begin: int, end: int, head: int, words: ActorWords, *, loud: bool) -> int:
    i = begin - 1
    if i < 0 or tree.sentence[i] != tree.sentence[begin]:
        return begin
    glued = not tree.spaced[i]
    if tree.words[i] in HYPHENS and i > 0 and glued and not tree.spaced[i - 1]:
        return i - 1 if tree.words[i - 1][:1].isupper() or tree.lower[i - 1] in PARTICLES else begin
    lower = tree.lower[i]
    if tree.words[i] in (".",) and i > 0 and words.has("titles", tree.lower[i - 1]):
        return i - 1
    if lower in PARTICLES - _WORDS_TOO and tree.words[begin][:1].isupper() and i > 0 and _hangs(tree, i, begin, end):
        return i
    if tree.dep[i] == "case" and lower in ("'s", "’s", "'", "’") and _people_of(tree, i - 1, begin, end, words):
        return i - 1
    if lower in _NEVER:
        return begin
    if tree.words[i][:1].isdigit():
        return i if _numbers(tree, i, begin, end, head, words, loud=loud) else begin
    if not tree.words[i][:1].isupper() or tree.pos[i] not in ("PROPN", "NOUN", "ADJ", "VERB", "X"):
        return begin
    if not _reaches(tree, i, begin, end) or tree.dep[i] not in _LINKS:
        return begin
    if tree.rel[i] == "nmod:poss" or tree.dep[i] in ("conj", "appos", "obl"):
        return begin
    if words.has("titles", lower.rstrip(".")) and _label(tree, head) == "PER" and tree.dep[i] in _LINKS:
        return i
    if lower in words.demonyms and _label(tree, head) == "PER":
        return begin
    if loud and tree.pos[i] != "PROPN" and not _usual_in_names(tree, i, head, words):
        return begin
    return i


def _numbers(tree: Syntax, i: int, begin: int, end: int, head: int, words: ActorWords, *, loud: bool) -> bool:
    """True for the number of "7th Brigade", "1920 Revolution Brigades", "18th Street"; false for "16 Americans"."""
    word = tree.words[i]
    if not _reaches(tree, i, begin, end) or len(word) > 5 or tree.pos[i] not in ("ADJ", "PROPN", "NUM", "NOUN"):
        return False
    if word[-2:].lower() in ("th", "st", "nd", "rd") and tree.tag[head] not in ("NNS", "NNPS"):
        return True
    year = word.isdigit() and len(word) == 4 and word[:2] in ("18", "19", "20")
    if year and begin < end and tree.pos[head] == "PROPN":
        return True
    if loud or tree.tag[head] in ("NNS", "NNPS"):
        return False
    return words.nouns.get(tree.lower[head]) == "group" or (
        tree.tag[head] == "NNP" and i > 0 and tree.lower[i - 1] == "the" and _label(tree, head) != "PER"
    )


def _usual_in_names(tree: Syntax, i: int, head: int, words: ActorWords) -> bool:
    """In capitals: words right before the noun of a body are of its name, but for those that only say what it is."""
    if tree.tag[i] in ("NNP", "NNPS") and not words.has("name_strangers", tree.lower[i]):
        return True
    if words.name_words.get(tree.lower[head]) not in ("group", "coalition", "state"):
        return False
    return not words.has("name_strangers", tree.lower[i]) and tree.pos[i] != "VERB"


def _and_more(tree: Syntax, c: int, begin: int, end: int, words: ActorWords) -> int:
    """ "of Iraq and the Levant", "for Justice and Peace": what is coordinated inside the name."""
    for x in range(end + 2, min(end + 5, len(tree))):
        if not tree.words[x][:1].isupper():
            if tree.lower[x] in ("the", "al", "-", "&"):
                continue
            return end
        if tree.lower[end + 1] not in ("and", "&"):
            return end
        root = x
        while tree.dep[root] != "conj" and x < tree.head[root] < x + 4:
            root = tree.head[root]
        aims = "for" in tree.lower[begin:c] and words.name_words.get(tree.lower[root]) is None
        if tree.dep[root] != "conj" or not begin <= tree.head[root] <= end or _label(tree, root) == "PER":
            return end
        if _label(tree, root) == "ORG" and not aims:
            return end
        inside = tree.head[root] >= c or aims or tree.entity[c] < 0 or _label(tree, root) == "LOC" == _label(tree, c)
        return max(root, name_span(tree, root, words)[1]) if inside else end
    return end


def _tail(tree: Syntax, end: int, words: ActorWords) -> int:
    """ "in Opposition", "in the Islamic Maghreb": endings that belong to names."""
    for length in (4, 3, 2):
        if " ".join(tree.lower[end + 1 : end + 1 + length]) in words.listed.get("name_tails", ()):
            return end + length
    return end


def _people_of(tree: Syntax, i: int, begin: int, end: int, words: ActorWords) -> bool:
    """ "People's" in "People's Liberation Army": a common noun, written as part of the name."""
    if i < 0 or not tree.words[i][:1].isupper():
        return False
    lower = tree.lower[i]
    return lower in _POSSESSORS or (lower in words.nouns and tree.entity[i] == tree.entity[begin])


def _without_owner(tree: Syntax, begin: int, end: int, head: int, words: ActorWords) -> tuple[int, int]:
    """A name with a possessive in it ("MILF's 106th Base Command") is two, but for "People's" and the like."""
    for i in range(begin + 1, end):
        if tree.tag[i] == "POS" and tree.lower[i - 1] not in _POSSESSORS:
            if i < head:
                return _without_owner(tree, i + 1, end, head, words)
            return begin, i - 1
    return begin, end


def _near(tree: Syntax, i: int, end: int) -> bool:
    """True if the tree hangs the two words on each other, or both on one word."""
    return tree.head[i] == end or tree.head[end] == i or tree.head[i] == tree.head[end]


def _of_phrase(tree: Syntax, begin: int, end: int, words: ActorWords) -> int:
    """Take "of Uzbekistan", "for the Liberation of Cabinda" into a body's name, not the body it is a part of."""
    for c in range(end + 1, min(end + 8, len(tree))):
        if not (_hangs(tree, c, begin, end) and tree.dep[c] == "nmod"):
            continue
        case = [tree.lower[x] for x in tree.children[c] if tree.dep[x] == "case"]
        if not case or case[0] not in ("of", "for") or not tree.words[c][:1].isupper() or shouted(tree, c):
            return end
        between = tree.lower[end + 1 : c]
        if any(w not in _SMALL and not tree.words[end + 1 + n][:1].isupper() for n, w in enumerate(between)):
            return end
        label = _label(tree, c)
        if words.has("titles", tree.lower[c].rstrip(".")) or _label(tree, min(c + 1, len(tree) - 1)) == "PER":
            label = "PER"
        noun = tree.lower[end]
        inside = tree.entity[end + 1] == tree.entity[end] >= 0
        known = inside or noun in words.nouns or noun in words.name_words
        if case[0] == "of" and (label == "PER" or (label == "ORG" and noun in _UNITS) or not known):
            return end
        return _in_too(tree, begin, _and_more(tree, c, begin, max(end, name_span(tree, c, words)[1]), words))
    return end


def _in_too(tree: Syntax, begin: int, end: int) -> int:
    """ "in West Africa" behind "Movement for Oneness and Jihad"."""
    i = end + 2
    if (
        i >= len(tree)
        or tree.lower[end + 1] != "in"
        or tree.dep[end + 1] != "case"
        or "for" not in tree.lower[begin:end]
    ):
        return end
    k = tree.entity[i]
    return tree.entities[k][1] if k >= 0 and _label(tree, i) == "LOC" and _reaches_left(tree, i, begin, end) else end


def _reaches_left(tree: Syntax, i: int, begin: int, end: int) -> bool:
    """True if the word hangs in ``begin``..``end``, be it by way of one word behind."""
    h = tree.head[i]
    return begin <= h <= end or begin <= tree.head[h] <= end
