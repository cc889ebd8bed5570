"""From what a user names (files, folders, "-") to single files with their kind and content."""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, cast

from oathbook.errors import SourceError

Kind = Literal["text", "html", "jsonl", "csv"]
KINDS: dict[str, Kind] = {".txt": "text", ".html": "html", ".htm": "html", ".jsonl": "jsonl", ".csv": "csv"}
ALLOWED = ".txt, .html, .htm, .jsonl and .csv, and these with .gz"
READ_ERRORS = (OSError, EOFError, zlib.error)
_SNIFFED = 4096


@dataclass(frozen=True, slots=True)
class Source:
    """One file, or standard input (``path`` None). ``kind`` is None where its content must tell."""

    path: Path | None
    kind: Kind | None
    name: str
    where: str


def find_sources(given: str) -> Iterator[Source | SourceError]:
    """The files behind one name, those of a folder in sorted order; what cannot be one is a SourceError."""
    if given == "-":
        yield Source(None, None, "stdin", "standard input")
        return
    if given.startswith(("http://", "https://")):
        yield SourceError(f"{given}: a web address, and only files are read; save the page and give the file")
        return
    path = Path(given)
    try:
        if path.is_dir():
            yield from _in_folder(path)
        elif not path.exists():
            yield SourceError(f"{given}: no such file or folder; check the path")
        else:
            yield _file(path)
    except (OSError, ValueError) as error:
        yield SourceError(f"{given}: cannot be opened ({_reason(error)}); check the path and its permissions")


def _in_folder(folder: Path) -> Iterator[Source | SourceError]:
    seen = False
    refused: list[OSError] = []
    for root, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and _kind_of(name)[1]:
                seen = True
                yield _file(Path(root) / name)
    for error in refused:
        yield SourceError(f"{error.filename}: cannot be opened ({_reason(error)}); check its permissions")
    if not seen and not refused:
        yield SourceError(f"{folder}: no file to read in the folder; {ALLOWED} are read")


def _file(path: Path) -> Source | SourceError:
    name, kind = _kind_of(path.name)
    if kind is None and Path(path.name.removesuffix(".gz")).suffix:
        suffix = Path(path.name.removesuffix(".gz")).suffix
        return SourceError(f"{path}: files ending in {suffix} are not read; {ALLOWED} are: rename or convert it")
    return Source(path, kind, name, str(path))


def _kind_of(file_name: str) -> tuple[str, Kind | None]:
    bare = file_name[:-3] if file_name.lower().endswith(".gz") else file_name
    kind = KINDS.get(Path(bare).suffix.lower())
    return (Path(bare).stem if kind else bare), kind


@contextmanager
def opened(source: Source) -> Iterator[IO[bytes]]:
    """The content as a stream of bytes, unpacked where it is gzip. Raises OSError."""
    raw: IO[bytes]
    if source.path is None:
        raw = sys.stdin.buffer
        first = raw.read(2) if not hasattr(raw, "peek") else raw.peek(2)[:2]
        if first == b"\x1f\x8b" and hasattr(raw, "peek"):
            yield cast(IO[bytes], gzip.GzipFile(fileobj=raw))
        else:
            yield raw
        return
    with source.path.open("rb") as raw:
        if raw.read(2) == b"\x1f\x8b":
            raw.seek(0)
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield cast(IO[bytes], unpacked)
        else:
            raw.seek(0)
            yield raw


def sniff(content: bytes) -> Kind:
    """The kind of a content without a telling name: HTML, one JSON object a line, or text."""
    start = content[:_SNIFFED].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:200].lower().startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")):
        return "html"
    return "jsonl" if start.startswith((b'{"', b'{ "')) else "text"


def read_error(where: str, error: BaseException) -> SourceError:
    """The line for a file that broke off or cannot be opened."""
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return SourceError(f"{where}: broken gzip file ({error}); make it again")
    return SourceError(f"{where}: cannot be opened ({_reason(error)}); check the path and its permissions")


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error)
