"""From a text and what is known of it to a Report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from oathbook.errors import SourceError
from oathbook.lexicon import Lexicon
from oathbook.records import Block, Report, content_id
from oathbook.reports.language import find_language, language_name
from oathbook.reports.pagewords import PageWords
from oathbook.reports.published import Candidate, choose, in_text, in_url, yearless_in
from oathbook.reports.structure import find_blocks

MOST_CHARACTERS = 500_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MOST_CONTROL = 0.01
_SHARED_BY = re.compile(r"\b(?:[Ff]or more|[Mm]ore)\s+from\s+([A-Z][^,.|]{2,40}?)\s*[,.|]")


@dataclass(frozen=True)
class PageData:
    """The word lists that building a report needs, loaded when first used."""

    lexicon: Lexicon

    @cached_property
    def words(self) -> PageWords:
        """``pages.yaml``, compiled."""
        return PageWords.load(self.lexicon)

    @cached_property
    def languages(self) -> dict[str, Any]:
        """``languages.yaml``."""
        return self.lexicon.words("languages")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a text besides its words. ``given`` is a publication date that wins over all that is shown."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    given: date | None = None
    candidates: tuple[Candidate, ...] = ()
    warnings: tuple[str, ...] = ()


def build_report(
    text: str, *, name: str, where: str, known: Known, data: PageData, max_chars: int = MOST_CHARACTERS
) -> Report:
    """The report of ``text``. ``where`` names the source in errors.

    Raises SourceError where the text is empty, not text, too long, or in a language that the reader does not know.
    """
    check_text(text, where=where, max_chars=max_chars)
    language = find_language(text, words=data.languages)
    known_languages = data.languages["read"]
    if language is not None and language not in known_languages:
        readable = ", ".join(language_name(code, words=data.languages) for code in known_languages)
        found = language_name(language, words=data.languages)
        raise SourceError(f"{where}: written in {found}; the reader knows {readable}: give a translation")
    blocks = find_blocks(text, words=data.words)
    publication = choose(
        (*in_text(text, blocks, data.words), *known.candidates, *in_url(known.url)), text=text, given=known.given
    )
    others = publication.others + (yearless_in(text, blocks) if publication.day is None else ())
    return Report(
        id=content_id({"text": text, "url": known.url, "published": publication.day}),
        name=name,
        text=text,
        title=known.title or _headline(text, blocks),
        publisher=known.publisher or _publisher(text, blocks),
        authors=known.authors or _authors(text, blocks, data.words),
        published=publication.day,
        published_from=publication.source,
        published_others=others,
        url=known.url,
        language=language,
        blocks=blocks,
        warnings=known.warnings + publication.warnings,
    )


def check_text(text: str, *, where: str, max_chars: int) -> None:
    """Raises SourceError where there is nothing to read, or what there is is no text or too long."""
    if not text.strip("\ufeff \t\r\n\v\f\xa0"):
        raise SourceError(f"{where}: empty; a report is a text of at least one word")
    if len(text) > max_chars:
        raise SourceError(
            f"{where}: {len(text):,} characters, a report has at most {max_chars:,}; split it, or raise the limit"
        )
    if "\x00" in text or len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise SourceError(f"{where}: binary, not text; give the article as text or HTML")
    if _SURROGATE.search(text):
        raise SourceError(f"{where}: holds half a character (a lone surrogate); write the text as UTF-8 again")
    if not any(char.isalnum() for char in text):
        raise SourceError(f"{where}: not a text: no letter or figure in it; a report is a text of at least one word")


def _headline(text: str, blocks: tuple[Block, ...]) -> str | None:
    return next((" ".join(text[block.start : block.end].split()) for block in blocks if block.kind == "headline"), None)


def _publisher(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The outlet, where the page names it as its own ("For more from X, like us")."""
    for block in blocks:
        if block.kind == "boilerplate" and (
            match := _SHARED_BY.search(" ".join(text[block.start : block.end].split()))
        ):
            return match.group(1)
    return None


def _authors(text: str, blocks: tuple[Block, ...], words: PageWords) -> tuple[str, ...]:
    """The names of the byline, where it gives names ("By A and B")."""
    for block in blocks:
        line = " ".join(text[block.start : block.end].split())
        opener = words.byline.match(line) if block.kind == "byline" else None
        if opener:
            names = re.split(r"\s*(?:,| and | & |\||\s-\s)\s*", line[opener.end() :])
            people = [
                name for name in names if re.fullmatch(r"(?:[^\W\d_][\w'’.-]*\s?){2,5}", name) and name[0].isupper()
            ]
            people = [
                name for name in people if not any(part.lower() in words.byline_words for part in name.split()[-1:])
            ]
            if people:
                return tuple(dict.fromkeys(people))
    return ()
