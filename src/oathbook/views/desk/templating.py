"""The templates' environment: filters for claims, times and counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from oathbook.records import ADDED, Claim
from oathbook.views.phrases import clean, count, interval_words, phrase, sentence, short, source_words
from oathbook.views.protect import PROTECTED
from oathbook.views.reviews.shown import value_words

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def make_environment() -> Environment:
    """Everything is escaped, and without control and direction characters; a name that is not given is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from oathbook.views.desk.blind import may_open
    from oathbook.views.desk.routes import NAVIGATION
    from oathbook.views.desk.showing import worded

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=fit,
    )
    environment.filters |= {
        "clean": clean, "short": short, "counted": count, "sentence": sentence, "when": interval_words,
        "said_by": said_by, "family": lambda type: phrase(type)["family"], "day": lambda moment: f"{moment:%Y-%m-%d}",
        "told": value_words, "worded": worded, "clock": lambda moment: f"{moment:%H:%M} UTC",
        "moment": lambda moment: f"{moment:%Y-%m-%d %H:%M} UTC",
    }  # fmt: skip
    environment.globals |= {
        "navigation": NAVIGATION,
        "with_query": with_query,
        "PROTECTED": PROTECTED,
        "ADDED": ADDED,
        "may_open": may_open,
    }
    return environment


def fit(value: Any) -> Any:
    """A text without characters that have no place in a page; anything else as it is."""
    return UNFIT.sub("", value) if type(value) is str else value


def said_by(claim: Claim) -> str:
    """The source in words; of a protected one no more than that it is."""
    return PROTECTED if claim.source == PROTECTED else source_words(claim)


def with_query(path: str, given: Mapping[str, Any], **changed: Any) -> str:
    """The path with these values as its query, some changed; empty ones are left out."""
    values = {key: value for key, value in {**given, **changed}.items() if value not in ("", None)}
    return f"{path}?{urlencode(values)}" if values else path
