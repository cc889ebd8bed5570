"""An entry of the navigation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Nav:
    """Where it leads and what it is called; ``role`` is who sees it, ``under`` other beginnings of its addresses."""

    label: str
    path: str
    role: str = "reader"
    under: tuple[str, ...] = ()

    def holds(self, path: str) -> bool:
        """Whether a page is in this part of the desk."""
        if self.path == "/":
            return path == "/"
        return any(path == part or path.startswith(f"{part}/") for part in (self.path, *self.under))
