"""An entry of the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Nav:
    """Where it leads and what it is called.

    Attributes:
        role: who sees it.
        under: other beginnings of its addresses.
        place: where it stands: in the head's list, beside the search, or in the foot with what is seldom needed.
    """

    label: str
    path: str
    role: str = "reader"
    under: tuple[str, ...] = ()
    place: Literal["main", "side", "foot"] = "main"

    def holds(self, path: str) -> bool:
        """Whether a page is in this part of the desk."""
        if self.path == "/":
            return path == "/"
        return any(path == part or path.startswith(f"{part}/") for part in (self.path, *self.under))
