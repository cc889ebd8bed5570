"""What a single line of a page is, judged by itself: boilerplate, a byline, a dateline, a caption."""

from __future__ import annotations

import re

from oathbook.reports.dates import TIME_OF_DAY, find_dates
from oathbook.reports.lines import SENTENCE_END
from oathbook.reports.pagewords import PageWords

_FIELDS = re.compile(r"\s*(?:[|•·»>]|\s-\s|\s{2,}|\t)\s*")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W_][\w'’.&-]*")
_QUOTED = re.compile(r"[\"“”«»]")
_LONGEST_LINE = 300
_LONGEST_BYLINE_WORDS = 16
_LONGEST_DATELINE_WORDS = 10
_LONGEST_CAPTION = 500
_LONGEST_CREDIT = 70


def is_boilerplate(line: str, words: PageWords) -> bool:
    """Whether the line is the page speaking of itself. Lines over 300 characters and quotations never are."""
    line = line.strip()
    if not _LETTER.search(line):
        return len(line) <= 3 or not any(char.isdigit() for char in line)
    if len(line) > _LONGEST_LINE:
        return False
    if words.whole.fullmatch(line) or words.patterns.fullmatch(line) or words.label.match(line):
        return True
    return bool(words.contains.search(line) and not _QUOTED.search(line)) or _is_credits(line, words)


def is_menu(line: str, words: PageWords) -> bool:
    """Whether the line is a row of short fields of which one at least is known from menus ("HOME | NATION")."""
    fields = [field for field in _FIELDS.split(line.strip()) if field]
    return (
        len(fields) >= 3
        and all(len(field.split()) <= 6 for field in fields)
        and any(words.field.fullmatch(field) for field in fields)
    )


def headlines_in_menu(line: str, words: PageWords) -> tuple[tuple[int, int], ...]:
    """Start and end of fields of four words or more, not all capitalised, between items that are known from menus."""
    if line.count("|") < 2 or len(line) > _LONGEST_LINE or is_boilerplate(line, words):
        return ()
    fields = [match.span() for match in re.finditer(r"[^|\s](?:[^|]*[^|\s])?", line)]
    known = [words.field.fullmatch(line, *span) is not None for span in fields]
    if not known[0] or sum(known) < 2:
        return ()
    return tuple(
        (start, end)
        for start, end in fields[1:]
        if len(line[start:end].split()) >= 4
        and any(word[0].islower() for word in line[start:end].split())
        and not is_boilerplate(line[start:end], words)
        and not is_byline(line[start:end], words)
        and not is_dateline(line[start:end], words)
    )


def is_byline(line: str, words: PageWords) -> bool:
    """Whether the line says who wrote: "By A and B", "From our own Correspondent", with or without a date."""
    line = words.ellipsis.sub("", line.strip()).strip()
    rest = _without_dates(line)
    opener = words.byline.match(rest)
    if not opener:
        return bool(words.byline_alone.match(rest)) and len(rest) <= 120
    names = _FIELDS.split(rest[opener.end() :])[0]
    return _are_names(names, words) and (_LETTER.search(names) is not None) and not _is_sentence(rest)


def is_dateline(line: str, words: PageWords) -> bool:
    """Whether a line is nothing but a date, with places, an outlet or a time beside it."""
    line = line.strip()
    shown = find_dates(line)
    if not shown or len(line) > 160:
        return False
    rest = _without_dates(line)
    others = _WORD.findall(words.updated.sub("", words.published.sub("", rest)))
    return (
        len(others) <= _LONGEST_DATELINE_WORDS
        and not _is_sentence(line)
        and all(
            not word[0].islower() or word.lower() in words.dateline_words or word.lower() in words.byline_words
            for word in others
        )
    )


def dateline_end(paragraph: str, words: PageWords) -> int:
    """Where the dateline that opens a paragraph ends ("AMMAN: ", "JUBA, Sunday 11 May 2014 (Agency) - "); 0: none."""
    for match in _DATELINE_ENDS.finditer(paragraph[:_LONGEST_LINE]):
        head = paragraph[: match.start()]
        if len(head) > 160:
            break
        if _opens_as_dateline(head, colon=match.group().strip() == ":", words=words):
            end = match.end()
            while tag := _TAG.match(paragraph, end):
                end = tag.end()
            return end if end < len(paragraph) and not paragraph[end].islower() else 0
    return 0


_DATELINE_ENDS = re.compile(r"\s*(?::|--|\s-|[–—])\s+(?=\S)")
_TAG = re.compile(r"\[[A-Z][^\]]{0,80}\]\s+")
_AGENCY = re.compile(r"\([A-Z][^()]{1,40}\)")
_CAPITALS = re.compile(r"[^\W\d_a-z]{3,}")


def _opens_as_dateline(head: str, *, colon: bool, words: PageWords) -> bool:
    if words.not_places.match(head) or _QUOTED.search(head) or "?" in head or "!" in head:
        return False
    rest = _without_dates(head)
    outer = _AGENCY.sub(" ", rest)
    names = _WORD.findall(_YEARLESS_DAY.sub(" ", outer))
    if not names or len(names) > 14:
        return False
    if any(name[0].islower() and name.lower() not in words.dateline_words for name in names):
        return False
    capitals = names[0].isupper() and len(names[0]) > 2 and not any(char.isdigit() for char in names[0])
    dated = rest != head or _YEARLESS_DAY.search(outer) is not None
    if capitals:
        return dated or outer != rest or len(names) <= 5
    return dated or outer != rest or (not colon and len(names) <= 3 and outer.strip()[-1:].isalpha())


_YEARLESS_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b"
    r"|\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b\.?)",
    re.IGNORECASE,
)


def is_caption(line: str, words: PageWords) -> bool:
    """Whether the line is a picture's caption: it begins with a label, or ends with a picture's credit."""
    line = line.strip()
    if len(line) > _LONGEST_CAPTION:
        return False
    return words.caption_label.match(line) is not None or credit_start(line, words) is not None


def credit_start(line: str, words: PageWords) -> int | None:
    """Where the last sentence of the line begins if it is a picture's credit ("Photo courtesy of X."), else None."""
    for match in words.caption_credit.finditer(line):
        before = line[: match.start()].rstrip()
        opens = not before or before[-1] in "([|/" or SENTENCE_END.search(before)
        rest = line[match.end() :].strip()
        if opens and len(rest) <= _LONGEST_CREDIT and not re.search(r"[a-z]{2}[.!?]\s+\w", rest):
            return match.start()
    return None


def credits_start(paragraph: str, words: PageWords) -> int:
    """Where "(Reporting by A; editing by B)" begins that closes a paragraph; 0: it does not."""
    match = re.search(r"\s\(([^()]{5,200})\)\W*\Z", paragraph)
    return match.start() + 1 if match and _is_credits(match.group(1), words) else 0


def name_end(caption: str, words: PageWords) -> int:
    """Where the name of a picture file that is glued to a caption's start ends ("a-ShamAn officer ..."); 0: none."""
    opening = re.match(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+\s+(?=[A-Z])", caption)
    if opening:
        return opening.end()
    glued = words.caption_opener.search(caption[:60])
    return glued.start() if glued else 0


def _without_dates(line: str) -> str:
    for shown in reversed(find_dates(line)):
        line = line[: shown.start] + " " + line[shown.end :]
    return TIME_OF_DAY.sub(" ", line).strip(" ,;|-–—\t")


def _is_sentence(line: str) -> bool:
    return bool(re.search(r"[^\W\d_]{3}[.!?][\"'”’)]*\Z", line)) and len(line.split()) > 6


def _are_names(line: str, words: PageWords) -> bool:
    parts = _WORD.findall(line)
    return 0 < len(parts) <= _LONGEST_BYLINE_WORDS and all(
        not part[0].islower() or part.lower() in words.byline_words for part in parts
    )


def _is_credits(line: str, words: PageWords) -> bool:
    """ "(Reporting by A in B; editing by C)", with or without brackets."""
    inner = line.strip("([])*_ \t")
    cue = words.credits.match(inner)
    return bool(cue) and all(
        _are_names(words.credits.sub(" ", part).replace("and", " "), words)
        for part in re.split(r"[;,.]\s", inner[cue.end() :].strip(" .") if cue else "")
        if _LETTER.search(part)
    )
