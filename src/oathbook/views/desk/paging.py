"""Parts of a long list."""

from __future__ import annotations

from dataclasses import dataclass

SIZE = 50
DEEPEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Pager:
    """Which page of a list is shown, from 1."""

    page: int
    total: int
    size: int = SIZE

    @property
    def offset(self) -> int:
        """How many come before."""
        return (self.page - 1) * self.size

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The number of the first that is shown, from 1; 0 where there is none."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """The number of the last that is shown."""
        return min(self.offset + self.size, self.total)

    @property
    def shown(self) -> list[int | None]:
        """Page numbers to link to: the first, the last, those around this one; None for a gap."""
        near = {1, self.pages, *range(self.page - 1, self.page + 2)}
        numbers = sorted(n for n in near if 1 <= n <= self.pages)
        out: list[int | None] = []
        for number in numbers:
            if out and number - (out[-1] or 0) > 1:
                out.append(None)
            out.append(number)
        return out
