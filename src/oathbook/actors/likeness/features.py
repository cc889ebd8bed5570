"""What two names have in common and what parts them, as numbers that a small model weighs.

Every feature speaks for one actor or against it, never now for and now against; a fitted weight has its sign.
"""

from __future__ import annotations

from typing import Literal

from oathbook.actors.likeness.acronyms import NONE, Acronym, fit_acronym, is_short
from oathbook.actors.likeness.alignment import Alignment, Pairing
from oathbook.actors.likeness.parts import Name, Word

Topic = Literal["words", "left", "acronym", "number", "place", "part", "body"]

FEATURES: dict[str, tuple[Topic, int]] = {
    "all_covered": ("words", 1),
    "all_translated": ("words", 1),
    "shared_rare": ("words", 1),
    "single_inside": ("words", 1),
    "shared_common_only": ("words", -1),
    "inexact": ("words", -1),
    "telling_both": ("left", -1),
    "word_both": ("left", -1),
    "number_other": ("number", -1),
    "place_other": ("place", -1),
    "mark_other": ("part", -1),
    "mark_one": ("part", -1),
    "tail_other": ("part", -1),
    "tail_one": ("part", -1),
    "body_other": ("body", -1),
    "body_alone": ("body", 1),
    "acronym_good": ("acronym", 1),
    "acronym_best": ("acronym", 1),
    "acronym_long": ("acronym", 1),
}
"""What each feature is about, and whether it speaks for (1) or against (-1)."""

_COMMON, _VOWELS_ONLY = 0.45, 0.25
_TELLING = frozenset({"name", "place", "number"})
_FITS, _FITS_WELL = 0.6, 0.75


def measure(one: Name, other: Name, alignment: Alignment) -> tuple[dict[str, float], Acronym]:
    """The features that are not 0, and how an acronym fits where one name may be one. The same for both orders."""
    out: dict[str, float] = {}
    acronym = _short(out, one, other)
    if acronym is not NONE:
        return out, acronym
    _common(out, alignment)
    _leftovers(out, one, other, alignment)
    return out, acronym


def _common(out: dict[str, float], alignment: Alignment) -> None:
    pairs = alignment.pairs
    rare = max((pair.weight * pair.alike for pair in pairs), default=0.0)
    out["shared_rare"] = rare
    if not pairs:
        return
    if rare < _COMMON:
        out["shared_common_only"] = 1.0
    if not alignment.left and not alignment.right:
        out["all_covered"] = 1.0
        out["all_translated"] = min(3, sum(pair.way == "translated" for pair in pairs)) / 3
    out["inexact"] = sum((1 - pair.alike) * (_VOWELS_ONLY if _same_bones(pair) else 1.0) for pair in pairs)


def _leftovers(out: dict[str, float], one: Name, other: Name, alignment: Alignment) -> None:
    left, right = alignment.left, alignment.right
    if not left and not right:
        return
    kinds_left, kinds_right = {w.kind for w in left}, {w.kind for w in right}
    for kind in ("number", "place", "mark", "body"):
        if kind in kinds_left and kind in kinds_right:
            out[f"{kind}_other"] = 1.0
    if ("mark" in kinds_left) != ("mark" in kinds_right):
        out["mark_one"] = 1.0
    if kinds_left & _TELLING and kinds_right & _TELLING:
        out["telling_both"] = 1.0
    elif left and right and kinds_left | kinds_right != {"body"}:
        out["word_both"] = 1.0
    if kinds_left | kinds_right == {"body"}:
        out["body_alone"] = 1.0
    tail_left, tail_right = _left_of(one.tail, left), _left_of(other.tail, right)
    if tail_left and tail_right:
        out["tail_other"] = 1.0
    elif tail_left or tail_right:
        out["tail_one"] = 1.0
    if min(len(one.words), len(other.words)) == 1 and not (left and right):
        out["single_inside"] = 1.0


def _short(out: dict[str, float], one: Name, other: Name) -> Acronym:
    short, other_short = is_short(one), is_short(other)
    if short == other_short:
        return NONE
    acronym = fit_acronym(one, other) if short else fit_acronym(other, one)
    if acronym is NONE or acronym.fit < _FITS:
        return NONE
    out["acronym_good"] = max(0.0, acronym.fit - _FITS_WELL) / (1 - _FITS_WELL)
    out["acronym_best"] = float(acronym.fit > 0.99)
    out["acronym_long"] = min(len(acronym.letters), 6) / 6
    return acronym


def _same_bones(pair: Pairing) -> bool:
    return len(pair.one) == len(pair.other) == 1 and pair.one[0].bones == pair.other[0].bones


def _left_of(tail: tuple[Word, ...], left: tuple[Word, ...]) -> bool:
    return any(word in left for word in tail)
