"""Loads and checks the data files: word lists and claim types. A user's folder overlays ours.

``data/words/NAME.yaml`` are word lists, ``data/types/NAME.yaml`` claim types, ``data/actors/*.yaml`` known actors;
``data/imports/*.yaml`` say what rows of others' tables tell, and are not overlaid.
A user's folder has the same layout: a file of the same name is merged into ours key by key (lists are added to,
a key set to null is taken out), a new file is added.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml

from oathbook.errors import DataError

DATA = Path(__file__).parent / "data"
AFTER_READING = frozenset(
    {
        "belief", "disputes", "events", "history", "likeness", "likeness_places", "likeness_rarity", "likeness_weights",
        "phrases", "places", "sources",
    }
)  # fmt: skip
"""Word lists that only later stages use: a change in them makes no report be read again. A test holds reading to it."""
Made = TypeVar("Made")


_TAG = "tag:yaml.org,2002:"
_SCALARS = frozenset(f"{_TAG}{name}" for name in ("bool", "float", "int", "null", "timestamp"))


class _NotPlain(Exception):  # noqa: N818 (it is no fault)
    """A node that the plain way does not read."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2 truth values: only true and false, so that the preposition "on" stays a word."""

    def construct_document(self, node: yaml.Node) -> Any:
        """What the file holds; without the detours for tags and recursion where it has neither, as data files do."""
        try:
            return self._plain(node)
        except (_NotPlain, RecursionError):
            return super().construct_document(node)

    def _plain(self, node: yaml.Node) -> Any:
        tag = node.tag
        if tag == f"{_TAG}str":
            return node.value
        if tag == f"{_TAG}seq":
            return [self._plain(each) for each in node.value]
        if tag == f"{_TAG}map":
            found = {}
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise _NotPlain
                found[self._plain(key)] = self._plain(value)
            return found
        if tag in _SCALARS:
            return self.construct_object(node)
        raise _NotPlain


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


def load_yaml(path: Path) -> dict[str, Any]:
    """One data file as a mapping. Raises DataError with the file and line where it is not one."""
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, ValueError, yaml.YAMLError) as error:
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
    _made: dict[str, Any] = field(default_factory=dict, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process the files are read anew."""
        return Lexicon, (self.folder,)

    def words(self, name: str) -> dict[str, Any]:
        """The word lists of ``data/words/NAME.yaml``, overlaid."""
        return self._file(f"words/{name}.yaml")

    def types(self) -> dict[str, dict[str, Any]]:
        """The claim types of ``data/types/*.yaml``, overlaid, by name and in order of name; a user's may be new.

        Raises DataError where a type lacks a label, roles or patterns, or has a key that is not known.
        """
        folders = [DATA / "types"] + ([self.folder / "types"] if self.folder else [])
        names = sorted({path.stem for folder in folders if folder.exists() for path in folder.glob("*.yaml")})
        return {name: _checked_type(name, self._file(f"types/{name}.yaml")) for name in names}

    def actors(self) -> tuple[list[tuple[str, dict[str, Any]]], list[tuple[str, dict[str, Any]]]]:
        """The files of known actors, ours and the user's, each as its name ("actors/libya.yaml") and what it holds.

        They are not merged here: a user's file is laid over ours actor by actor, whatever the files are called
        (``oathbook.actors.load_knowledge``).
        """
        ours, theirs = (
            [(f"actors/{path.name}", load_yaml(path)) for path in sorted((folder / "actors").glob("*.yaml"))]
            if folder
            else []
            for folder in (DATA, self.folder)
        )
        return ours, theirs

    def digest(self) -> str:
        """Eight hex digits of the data files that reading uses, ours and the user's: another may read other claims."""
        hashed = hashlib.sha256()
        for folder in filter(None, (DATA, self.folder)):
            for path in sorted(folder.rglob("*.yaml")):
                kind, name = path.relative_to(folder).parts[0], path.stem
                if kind == "types" or (kind == "words" and name not in AFTER_READING):
                    hashed.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
        return hashed.hexdigest()[:8]

    def made(self, name: str, make: Callable[[], Made]) -> Made:
        """What a stage makes of the data files (an index, a matcher), made once and kept under ``name``."""
        if name not in self._made:
            self._made[name] = make()
        kept: Made = self._made[name]
        return kept

    def _file(self, relative: str) -> dict[str, Any]:
        if relative not in self._kept:
            merged = load_yaml(DATA / relative) if (DATA / relative).exists() else {}
            if self.folder and (self.folder / relative).exists():
                merged = overlay(merged, load_yaml(self.folder / relative))
            self._kept[relative] = merged
        return self._kept[relative]


PARTS = ("verbs", "nouns", "adjectives", "numbers")
_TYPE_KEYS = {
    "label",
    "says",
    "roles",
    "symmetric",
    "defaults",
    "readings",
    "non_reading",
    "equivalents",
    "what",
    *PARTS,
}
ROLES = ("agent", "object", "place", "quantity", "when", "what", "for")
EQUIVALENTS = ("acled", "ucdp", "plover")


def _checked_type(name: str, record: dict[str, Any]) -> dict[str, Any]:
    where = f"claim type {name} (data/types/{name}.yaml)"
    unknown = sorted(set(record) - _TYPE_KEYS)
    if unknown:
        raise DataError(f"{where}: unknown key {unknown[0]!r}; allowed are {', '.join(sorted(_TYPE_KEYS))}")
    missing = [key for key in ("label", "roles") if not record.get(key)]
    if missing:
        raise DataError(f"{where}: has no {missing[0]!r}; add it")
    if not any(record.get(part) for part in PARTS):
        raise DataError(f"{where}: has no patterns; give at least one of {', '.join(PARTS)}")
    strange = sorted(set(record["roles"]) - set(ROLES))
    if strange:
        raise DataError(f"{where}: unknown role {strange[0]!r}; roles are {', '.join(ROLES)}")
    return record
