"""Text for BibTeX: everything that TeX or BibTeX would take for a command is written so that it prints as it stands."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&",
    "#": r"\#", "_": r"\_", "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", "“": "``", "”": "''", "‘": "`", "’": "'", "–": "--", "—": "---",
    "…": r"\ldots{}", "\u00a0": "~", "ʿ": "{`}", "ʾ": "{'}", "ß": r"{\ss}", "æ": r"{\ae}", "Æ": r"{\AE}",
    "œ": r"{\oe}", "Œ": r"{\OE}", "ø": r"{\o}", "Ø": r"{\O}", "ł": r"{\l}", "Ł": r"{\L}", "ı": r"{\i}",
}  # fmt: skip
"""A brace stands as a command: BibTeX counts braces, also those after a backslash."""
_MARKS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".",
    "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d", "\u0327": "c", "\u0331": "b",
}  # fmt: skip
_ABOVE = frozenset("`'^~=u.\"rHv")


def latex(text: str) -> str:
    """The text with TeX's own letters escaped and accents as commands; letters of other scripts stay as they are.

    Arabic or Cyrillic letters need a TeX that reads Unicode (XeLaTeX, LuaLaTeX) and biber.
    """
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    if letter in _LETTERS:
        return _LETTERS[letter]
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[:1], parts[1:]
    if not marks or not base.isascii() or not base.isalpha() or any(mark not in _MARKS for mark in marks):
        return letter
    commands = [_MARKS[mark] for mark in marks]
    out = f"\\{base}" if base in "ij" and any(each in _ABOVE for each in commands) else base
    for command in commands:
        out = f"\\{command}{{{out}}}"
    return f"{{{out}}}"


def verbatim(url: str) -> str:
    """An address for a ``url`` field, which is not read as text; braces and backslashes in it are percent-encoded."""
    return re.sub(r"[{}\\\s]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)
