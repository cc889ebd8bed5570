"""Which merges the program makes by itself when told to: only far above doubt, and never across a "different"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from oathbook.actors.joining import Joining
from oathbook.actors.parties import Party, can_be_one
from oathbook.actors.resolved import Actors
from oathbook.actors.suggestions import AUTOMATIC, REVIEW, Compare, Suggestion, likeness_of


def choose_merges(
    suggestions: Iterable[Suggestion],
    parties: Sequence[Party],
    actors: Actors,
    *,
    above: float = AUTOMATIC,
    compare: Compare | None = None,
) -> Iterator[Suggestion]:
    """The suggestions to be merged, most alike first.

    Left out: what is below ``above``; what would join, by itself or by merges before it, names that were judged
    different or unsure or whose merge was undone, actors that the knowledge files list as two, or kinds that cannot
    be one; and what would make one of names that the program joined although two of them are less alike than
    ``REVIEW``.
    """
    compare = compare or likeness_of()
    joining = Joining(actors.pairs("different", "unsure", "undone"))
    kinds: dict[str, frozenset[str]] = {}
    for party in parties:
        kinds[party.key] = frozenset({party.kind})
        for meaning in actors.meanings(party.key):
            joining.label(party.key, meaning)
    linked = _linked(actors)
    for suggestion in sorted(suggestions, key=_most_alike):
        one, other = (joining.root(party.key) for party in suggestion.parties)
        if suggestion.likeness.score < above or one == other:
            continue
        if joining.kept_apart(one, other) or joining.known_apart(one, other):
            continue
        if not all(can_be_one(mine, your) for mine in kinds[one] for your in kinds[other]):
            continue
        ours, theirs = linked.get(one, set()) | {suggestion.one}, linked.get(other, set()) | {suggestion.other}
        if any(compare(mine, your).score < REVIEW for mine in ours for your in theirs):
            continue
        yield suggestion
        both = kinds[one] | kinds[other]
        joining.join(one, other)
        root = joining.root(one)
        kinds[root], linked[root] = both, ours | theirs


def reasons_in_words(suggestion: Suggestion) -> str:
    """Why the program merges: its score and reasons, as a judgement keeps them."""
    told = [reason.says.rstrip(".") for reason in suggestion.likeness.reasons if reason.effect == "for"]
    return "; ".join([f"alike by {suggestion.likeness.score:.2f}", *told])


def _linked(actors: Actors) -> dict[str, set[str]]:
    """By key, the names that the program joined before."""
    linked: dict[str, set[str]] = {}
    for one, _, judgement in actors.steps():
        if judgement.by_program:
            linked.setdefault(actors(one), set()).update((judgement.one, judgement.other))
    return linked


def _most_alike(suggestion: Suggestion) -> tuple[float, str, str]:
    return (-suggestion.likeness.score, suggestion.one, suggestion.other)
