"""Loads and checks the data files: word lists and claim types. A user's folder overlays ours.

``data/words/NAME.yaml`` are word lists, ``data/types/NAME.yaml`` claim types, ``data/actors/*.yaml`` known actors.
A user's folder has the same layout: a file of the same name is merged into ours key by key (lists are added to,
a key set to null is taken out), a new file is added.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from oathbook.errors import DataError

DATA = Path(__file__).parent / "data"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(path: Path) -> dict[str, Any]:
    """One data file as a mapping. Raises DataError with the file and line where it is not one."""
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a safe loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError(f"{path}: not readable as YAML ({' '.join(str(error).split())}); mend the file") from error
    if not isinstance(loaded, dict):
        raise DataError(f"{path}: holds a {type(loaded).__name__}, a data file is a mapping of keys; mend the file")
    return loaded


def overlay(ours: Any, theirs: Any) -> Any:
    """``theirs`` laid over ``ours``: mappings key by key (null takes a key out), lists added to, else replaced."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        merged = {k: v for k, v in ours.items() if k not in theirs or theirs[k] is not None}
        for key, value in theirs.items():
            if value is not None:
                merged[key] = overlay(merged[key], value) if key in merged else value
        return merged
    if isinstance(ours, list) and isinstance(theirs, list):
        return ours + [item for item in theirs if item not in ours]
    return theirs


@dataclass
class Lexicon:
    """The data files, ours with the user's folder laid over them. Files are read when first asked for."""

    folder: Path | None = None
    _kept: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)

    def words(self, name: str) -> dict[str, Any]:
        """The word lists of ``data/words/NAME.yaml``, overlaid."""
        return self._file(f"words/{name}.yaml")

    def _file(self, relative: str) -> dict[str, Any]:
        if relative not in self._kept:
            merged = load_yaml(DATA / relative) if (DATA / relative).exists() else {}
            if self.folder and (self.folder / relative).exists():
                merged = overlay(merged, load_yaml(self.folder / relative))
            self._kept[relative] = merged
        return self._kept[relative]
