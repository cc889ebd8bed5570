"""Claims of copied reports folded into the claims they copy: what is linked are these."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from oathbook.actors import fold
from oathbook.events.copies import Copies
from oathbook.records import Claim

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Voice:
    """A claim, and the claims of copied reports that say the same in the same words."""

    claim: Claim
    copies: tuple[Claim, ...] = ()


def fold_copies(claims: Iterable[Claim], copies: Copies) -> list[Voice]:
    """The claims with their copies under them, by claim id.

    A claim copies one of an earlier report of the same copies where type, status, source and words are the same, and
    who and whom are, or no other claim has these words. Its own days do not count: "on Monday" means another Monday in
    a reprint of next week.
    """
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        said = (claim.type, claim.status, fold(claim.source), _words(claim))
        groups[(copies.original(claim.report), *said)].append(claim)
    voices: list[Voice] = []
    for group in groups.values():
        voices += _folded(group, copies)
    return sorted(voices, key=lambda voice: voice.claim.id)


def _folded(group: list[Claim], copies: Copies) -> list[Voice]:
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(group, key=lambda claim: claim.id):
        by_report[claim.report].append(claim)
    found: list[tuple[Claim, list[Claim]]] = []
    for report in sorted(by_report, key=lambda report: (copies.order.get(report, 0), report)):
        mine, open_to = by_report[report], list(found)
        for claim in sorted(mine, key=lambda claim: not any(_same_names(claim, first) for first, _ in found)):
            alone = len(mine) == 1 and len(open_to) == 1
            fitting = [each for each in open_to if alone or _same_names(claim, each[0])]
            if fitting:
                fitting[0][1].append(claim)
                open_to = [each for each in open_to if each is not fitting[0]]
            else:
                found.append((claim, []))
    return [Voice(claim, tuple(under)) for claim, under in found]


def _words(claim: Claim) -> str:
    return " ".join(_WORD.findall(claim.evidence.casefold()))


def _same_names(one: Claim, other: Claim) -> bool:
    return _names(one) == _names(other)


def _names(claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(map(fold, claim.agent)), frozenset(map(fold, claim.object))
