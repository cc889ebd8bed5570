"""From bytes to text. Nothing is guessed: UTF-8, what a byte order mark or the page itself says, or what is given."""

from __future__ import annotations

import codecs
import re

from oathbook.errors import OptionError, SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.I,
)
_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "an RTF document"),
)


def check_encoding(encoding: str | None) -> str | None:
    """The name of the encoding as Python knows it. Raises OptionError for one it does not know."""
    if encoding is None:
        return None
    try:
        info = codecs.lookup(encoding)
        if not info._is_text_encoding:
            raise LookupError(encoding)
    except (LookupError, ValueError) as error:
        raise OptionError(
            f"encoding {encoding!r} is not known; give one that Python knows, such as utf-8 or windows-1252"
        ) from error
    return info.name


def encoding_of(content: bytes, *, html: bool, given: str | None) -> str:
    """The encoding to read ``content`` in: its byte order mark's, the given one, the page's own, or UTF-8."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if marked or given:
        return marked or str(given)
    declared = _DECLARED.search(content[:4096]) if html else None
    if declared:
        name = (declared.group(1) or declared.group(2)).decode("ascii")
        try:
            # A page that says Latin-1 or ASCII is read as Windows-1252, as browsers do (WHATWG Encoding Standard).
            known = check_encoding(name) or "utf-8"
        except OptionError:
            return "utf-8"
        return "windows-1252" if known in ("iso8859-1", "ascii") else known
    return "utf-8"


def decode(content: bytes, *, where: str, html: bool = False, given: str | None = None) -> str:
    """``content`` as text, without its byte order mark. Raises SourceError where it is binary or does not fit."""
    encoding = encoding_of(content, html=html, given=given)
    refuse_binary(content, where=where, encoding=encoding)
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        byte = content[error.start] if error.start < len(content) else 0
        raise SourceError(
            f"{where}: unknown encoding: byte 0x{byte:02x} at {error.start:,} is not {encoding.upper()}; "
            "say what it is with --encoding, for example windows-1252"
        ) from error
    except (UnicodeError, ValueError) as error:
        raise SourceError(
            f"{where}: cannot be read as {encoding.upper()} ({error}); say what it is with --encoding"
        ) from error


def refuse_binary(content: bytes, *, where: str, encoding: str) -> None:
    """Raises SourceError for formats that are no text, by their first bytes, and for NUL bytes outside UTF-16 or 32."""
    for first, kind in _FORMATS:
        if content.startswith(first):
            raise SourceError(f"{where}: {kind}, not text; give the article as text or HTML")
    if b"\x00" in content[:65536] and not encoding.startswith(("utf-16", "utf-32")):
        raise SourceError(f"{where}: binary, not text; give the article as text or HTML")
