"""One self-contained page: a report with every claim marked on its words, for a person to check."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from oathbook.records import Claim, Report
from oathbook.views.marked import fit, is_link, marked, shows_nobody
from oathbook.views.phrases import count, wording
from oathbook.views.protect import NOBODY, PROTECTED, Protector
from oathbook.views.showing import published_words

HERE = Path(__file__).parent


def page(report: Report, claims: Sequence[Claim], *, reader: str, protector: Protector = NOBODY) -> str:
    """The page as HTML.

    It asks nothing of the network, runs no script (a content security policy forbids both) and reads at any width.
    Everything of the report is escaped. Protected names are replaced in the report's words too.

    Args:
        reader: version of the reader that made the claims.
        protector: ``protector(claims)`` to leave protected names out; nobody is protected where not given.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    cards, rows = marked(report, claims, protector=protector)
    style = (HERE / "page.css").read_text(encoding="utf-8") + _pairs(len(cards))
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    present = Counter(card.family for card in cards)
    text: str = environment.get_template("page.html").render(
        title=fit(protector.text(report.title or report.name, report.id)),
        style=Markup(style),
        style_hash=_hash(style),
        language=report.language or "",
        about=[(label, fit(value)) for label, value in _about(report, reader, protector) if value],
        link=report.url if is_link(report, protector) else None,
        warnings=[fit(protector.text(warning, report.id)) for warning in report.warnings],
        rows=rows,
        families=[(key, label, present[key]) for key, label in wording()["families"].items() if present[key]],
        claims=count(len(cards), "claim"),
        statuses=Counter(card.status for card in cards),
        protected=PROTECTED if protector.names.get(report.id) else None,
    )
    return text


def _about(report: Report, reader: str, protector: Protector) -> list[tuple[str, str]]:
    return [
        ("Published", published_words(report)),
        ("Publisher", report.publisher or ""),
        ("By", protector.text(", ".join(report.authors), report.id)),
        ("Address", "" if is_link(report, protector) else _address(report, protector)),
        ("Report", f"{report.name} · {report.id}"),
        ("Read by", reader),
    ]


def _address(report: Report, protector: Protector) -> str:
    if not report.url:
        return ""
    return report.url if shows_nobody(report.url, report.id, protector) else f"left out, it names a {PROTECTED}"


def _pairs(number: int) -> str:
    """CSS that lights up a claim's words with its card and the other way round; numbers only, nothing of the report."""
    rules = []
    for n in range(1, number + 1):
        rules.append(
            f"main:has(#c{n}:is(:hover,:target,:focus-within)) .w{n}{{background:var(--hit)}}"
            f"main:has(:is(.w{n},.r{n}):hover) #c{n}{{border-color:var(--ink);background:var(--raised)}}"
        )
    return "\n".join(rules)


def _hash(style: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


__all__: Any = ["page"]
