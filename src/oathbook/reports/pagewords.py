"""The word lists of ``data/words/pages.yaml``, compiled once for a run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from oathbook.errors import DataError
from oathbook.lexicon import Lexicon

NAME = (
    r"(?P<name>(?:[A-Z][\w'’.-]*|al-[A-Z][\w'’-]*)"
    r"(?:\s(?:(?:al|el|an|ad|as|ash|at|az|ar|a|bin|ibn|de|van|ag|of)[ -])?[A-Z][\w'’-]*){0,4})"
)
"""A person's name as a regular expression: capitalised words, with the small words of names between them."""


def phrases(words: Iterable[str]) -> str:
    """An alternation of ``words``, longest first, with any run of blanks or dashes between their parts."""
    ordered = sorted({" ".join(word.split()) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[\s\u2013\u2014-]+") for word in ordered) or r"(?!)"


def _turn(labels: Iterable[str]) -> str:
    """The label at the start of a turn: "Q:", "Q.", "[Q]", "Q - ", "QUESTION:". One letter must be a capital."""
    forms = {form for label in labels for form in (label.upper(), label.capitalize())}
    return rf"\[?(?:{phrases(forms)})(?:\s?[:\]]\.?|\.(?=\s)|\s[-–—](?=\s))\s*(?=\S)"


def _naming(form: str, ranks: str) -> re.Pattern[str]:
    """A form of ``pages.yaml`` with its places filled: a name, a clause beside it, a rank."""
    said = r"(?:, [a-z0-9][^.;:?!]{1,220}?,| \([^)]{1,80}\))?"
    return re.compile(
        form.replace("{said}", said).replace("{rank}", rf"[\"“]?(?:{ranks})[\"”]?").replace("{name}", NAME)
    )


@dataclass(frozen=True)
class PageWords:
    """Regular expressions made of the word lists; see the comments in ``pages.yaml`` for what each is of."""

    whole: re.Pattern[str]
    field: re.Pattern[str]
    label: re.Pattern[str]
    contains: re.Pattern[str]
    patterns: re.Pattern[str]
    credits: re.Pattern[str]
    ellipsis: re.Pattern[str]
    byline: re.Pattern[str]
    byline_alone: re.Pattern[str]
    byline_words: frozenset[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    dateline_words: frozenset[str]
    not_places: re.Pattern[str]
    outlet: re.Pattern[str]
    caption_label: re.Pattern[str]
    caption_credit: re.Pattern[str]
    caption_opener: re.Pattern[str]
    question: re.Pattern[str]
    answer: re.Pattern[str]
    interview_hint: re.Pattern[str]
    interviewee: tuple[re.Pattern[str], ...]
    presented: tuple[re.Pattern[str], ...]
    rank: re.Pattern[str]
    narrator: re.Pattern[str]
    not_speakers: re.Pattern[str]

    @classmethod
    def load(cls, lexicon: Lexicon) -> PageWords:
        """Compiles the lists of ``lexicon``. Raises DataError where a file is malformed."""
        try:
            return cls.compiled(lexicon.words("pages"))
        except (KeyError, TypeError, AttributeError, re.error) as error:
            said = f"the list {error} is missing" if isinstance(error, KeyError) else str(error)
            raise DataError(f"words/pages.yaml: {said}; mend the file in the lexicon folder") from error

    @classmethod
    def compiled(cls, words: Mapping[str, Any]) -> PageWords:
        """Compiles lists that have been loaded."""
        page, byline, dates, caption = words["boilerplate"], words["byline"], words["dates"], words["caption"]
        interview = words["interview"]
        whole, credits = phrases(page["whole"]), phrases(caption["credits"])
        captions = phrases(caption["labels"])
        openers = "|".join(map(re.escape, caption["openers"]))
        ranks = phrases(interview["ranks"])

        def ignoring_case(form: str) -> re.Pattern[str]:
            return re.compile(form, re.IGNORECASE)

        return cls(
            whole=ignoring_case(rf"(?>[^\w]++|\d[\d.,]*+[km]?\b|\b(?:{whole})\b)++"),
            field=ignoring_case(rf"[^\w]*(?:{whole})\b[^\w]*"),
            label=ignoring_case(rf"[\W_]*(?:{phrases(page['labels'])})\s*:"),
            contains=ignoring_case(rf"\b(?:{phrases(page['contains'])})\b"),
            patterns=ignoring_case("|".join(f"(?:{pattern})" for pattern in page["patterns"])),
            credits=ignoring_case(rf"(?:{phrases(page['credits'])})\b"),
            ellipsis=re.compile("(?:" + "|".join(map(re.escape, words["ellipses"])) + r")\Z"),
            byline=ignoring_case(rf"(?:{phrases(byline['openers'])})\s+(?=\S)"),
            byline_alone=ignoring_case(rf"(?:{phrases(byline['alone'])})\b"),
            byline_words=frozenset(byline["words"]),
            published=ignoring_case(rf"\b(?:{phrases(dates['published'])})\s*:?\s*\Z"),
            updated=ignoring_case(rf"\b(?:{phrases(dates['updated'])})\s*:?\s*\Z"),
            dateline_words=frozenset(words["dateline"]["words"]),
            not_places=ignoring_case(rf"(?:{phrases(words['dateline']['not_places'])})\b"),
            outlet=ignoring_case(rf"\b(?:{phrases(words['outlets'])})\b"),
            caption_label=ignoring_case(rf"(?:[\[(<]\s*(?:{captions})[\s\w]*[\])>]|(?:{captions})\s*[:—|])\s*"),
            caption_credit=ignoring_case(rf"(?<!\w)(?:{credits})(?:\s*:|(?<=of)\s|(?<=by)\s|\s*[/(])\s*(?=[@\w])"),
            caption_opener=re.compile(rf"(?<=[a-z])(?=(?:{openers})\s)"),
            question=re.compile(_turn(interview["question"])),
            answer=re.compile(_turn(interview["answer"])),
            interview_hint=ignoring_case(rf"\b(?:{phrases(interview['hints'])})\b"),
            interviewee=tuple(_naming(form, ranks) for form in interview["speakers"]),
            presented=tuple(_naming(form, ranks) for form in interview["presented"]),
            rank=re.compile(rf"[\"“]?(?:{ranks})[\"”]?\s+"),
            narrator=re.compile(rf"(?:{phrases(interview['narrators'])})\b"),
            not_speakers=ignoring_case(rf"(?:{phrases(interview['not_speakers'])})\Z"),
        )
