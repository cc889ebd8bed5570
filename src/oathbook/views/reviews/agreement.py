"""How far coders agree: Cohen's kappa and Krippendorff's alpha for values that are the same or not (nominal)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def share_agreed(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """The share of pairs with one value twice, 0 to 1; None where there is no pair."""
    return sum(one == other for one, other in pairs) / len(pairs) if pairs else None


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two coders' values, one pair a unit; 1 at best, 0 where they agree as by chance.

    None where there is no pair, or both gave one and the same value throughout: chance then agrees wholly too.
    """
    agreed = share_agreed(pairs)
    if agreed is None:
        return None
    ones, others = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    chance = sum(ones[value] * others[value] for value in ones) / len(pairs) ** 2
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha (nominal) of any number of coders; each unit holds the values that were given to it.

    Units with fewer than two values are left out. None where none is left, or only one value was ever given.
    """
    coded = [unit for unit in units if len(unit) > 1]
    totals = Counter(value for unit in coded for value in unit)
    number = sum(totals.values())
    if len(totals) < 2:
        return None
    apart = sum(
        (len(unit) ** 2 - sum(times**2 for times in Counter(unit).values())) / (len(unit) - 1) for unit in coded
    )
    by_chance = (number**2 - sum(times**2 for times in totals.values())) / (number - 1)
    return 1 - apart / by_chance
