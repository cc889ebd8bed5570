"""Cuts a stretch of text where claims begin and end, so that each piece can be marked with all claims that cover it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from oathbook.records import Block, BlockKind, Claim, Report


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text over which the same claims stand.

    Attributes:
        text: the words; not to be shown where ``held``.
        held: whether it is a protected name.
        claims: numbers (1 up) of the claims that cover it, longest claim first.
        begins, ends: numbers of the claims whose first or last piece this is.
    """

    text: str
    held: bool
    claims: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]


def in_order(claims: Sequence[Claim]) -> list[Claim]:
    """Claims as they stand in the text: by start, longer first, then type and id. Their place is their number."""
    return sorted(claims, key=lambda claim: (claim.start, -claim.end, claim.type, claim.id))


def pieces(
    text: str, first: int, last: int, spans: Sequence[tuple[int, int, int]], held: Sequence[tuple[int, int]] = ()
) -> list[Piece]:
    """``text[first:last]`` in pieces.

    Args:
        spans: claims as (number, start, end); those outside the stretch are ignored, those across its edge are cut.
        held: stretches not to be shown, in order; each stays whole, a claim that covers part of one covers all of it.
    """
    withheld = [(max(a, first), min(b, last)) for a, b in held if a < last and b > first]
    inside: list[tuple[int, int, int]] = []
    for number, start, end in spans:
        if start >= last or end <= first:
            continue
        low, high = max(start, first), min(end, last)
        for a, b in withheld:
            if low < b and a < high:
                low, high = min(low, a), max(high, b)
        inside.append((number, low, high))
    edges = {first, last, *(e for _, *ends in inside for e in ends), *(e for pair in withheld for e in pair)}
    cuts = sorted(edge for edge in edges if not any(a < edge < b for a, b in withheld))
    longest = sorted(inside, key=lambda span: (span[1] - span[2], span[0]))
    out = []
    for low, high in pairwise(cuts):
        cover = tuple(number for number, a, b in longest if a <= low and high <= b)
        out.append(
            Piece(
                text=text[low:high],
                held=(low, high) in withheld,
                claims=cover,
                begins=tuple(number for number, a, _ in inside if a == low),
                ends=tuple(number for number, _, b in inside if b == high),
            )
        )
    return out


def stretches(report: Report) -> list[tuple[BlockKind, int, int, Block | None]]:
    """The report's blocks in order, and what stands between them (as paragraphs) where that is not blank."""
    out: list[tuple[BlockKind, int, int, Block | None]] = []
    at = 0
    for block in report.blocks:
        out += _between(report.text, at, block.start)
        out.append((block.kind, block.start, block.end, block))
        at = block.end
    return out + _between(report.text, at, len(report.text))


def _between(text: str, start: int, end: int) -> list[tuple[BlockKind, int, int, Block | None]]:
    out: list[tuple[BlockKind, int, int, Block | None]] = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            out.append(("paragraph", at, at + len(line.rstrip()), None))
        at += len(line)
    return out
