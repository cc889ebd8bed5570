"""How many independent voices tell an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

from oathbook.actors import Aliases, fold, key
from oathbook.events.copies import Copies
from oathbook.records import Claim


def count_voices(claims: Iterable[Claim], copies: Copies, *, aliases: Aliases | None = None) -> int:
    """The most originals that can each be given somebody who vouches and vouches for no other of them.

    A report and its copies are one original. A named source is one voucher whoever quotes it; a reporter ("report",
    "unnamed") is one with the others of the same publisher, where it is known. Described and protected sources are
    told apart by the report: nobody knows whether two reports' "residents" are the same. So there are never more
    voices than originals, nor than vouchers.
    """
    vouchers: dict[str, set[Hashable]] = defaultdict(set)
    for claim in claims:
        original = copies.original(claim.report)
        vouchers[original].add(_voucher(claim, original, copies, aliases))
    given: dict[Hashable, str] = {}
    return sum(_give(original, vouchers, given, set()) for original in sorted(vouchers))


def _voucher(claim: Claim, original: str, copies: Copies, aliases: Aliases | None) -> Hashable:
    if claim.standing == "named":
        return ("named", key(claim.source, aliases=aliases))
    if claim.standing in ("report", "unnamed"):
        publisher = copies.publishers.get(original)
        return ("publisher", fold(publisher)) if publisher else ("report", original)
    return ("somebody", original)


def _give(
    original: str, vouchers: Mapping[str, set[Hashable]], given: dict[Hashable, str], seen: set[Hashable]
) -> bool:
    """Give the original a voucher, moving those given before where needed (Kuhn's augmenting paths)."""
    for voucher in sorted(vouchers[original], key=repr):
        if voucher not in seen:
            seen.add(voucher)
            if voucher not in given or _give(given[voucher], vouchers, given, seen):
                given[voucher] = original
                return True
    return False
