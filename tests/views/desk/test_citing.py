"""Citations: their forms, and that addresses stay good."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from desks import HELD, Browser
from hypothesis import given
from hypothesis import strategies as st
from invented import make_claim, make_report
from river import build_claims, build_report

from oathbook.ledger import Ledger
from oathbook.views.desk.citing import Work, citation_of

RIVER = build_report()
DAY = date(2026, 11, 29)
COMMANDS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", r"\textless{}": "<", r"\textgreater{}": ">", r"\textbar{}": "|", r"\ldots{}": "…",
}  # fmt: skip


def entry(text: str) -> dict[str, str]:
    """The fields of an entry, read by BibTeX's own rules: values in braces that balance, whatever is escaped."""
    head = re.match(r"@misc\{([A-Za-z0-9-]+),\n", text)
    assert head and text.endswith("}\n"), text
    fields, at = {"key": head[1]}, head.end()
    while name := re.compile(r"  ([a-z]+) = \{").match(text, at):
        begin = at = name.end()
        depth = 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        assert text[at : at + 2] == ",\n", "a value ends before its end: braces do not balance"
        fields[name[1]] = text[begin : at - 1]
        at += 2
    assert text[at:] == "}\n", text[at:]
    return fields


def printed(value: str) -> str:
    """What TeX would print of a value without accents; AssertionError where a letter of TeX's own is left bare."""
    value = value[1:-1] if value.startswith("{") and value.endswith("}") else value
    out, at = "", 0
    while at < len(value):
        command = next((each for each in COMMANDS if value.startswith(each, at)), None)
        if command:
            out, at = out + COMMANDS[command], at + len(command)
        elif value[at] == "\\":
            assert value[at + 1] in "$&#_%", value[at:]
            out, at = out + value[at + 1], at + 2
        else:
            assert value[at] not in "{}$&#_%^~", value[at:]
            out, at = out + value[at], at + 1
    return out


def work(**fields: Any) -> Work:
    values = {"key": "oathbook-1", "kind": "report", "title": "T", "address": "http://desk/claims/1", "note": "n"}
    return Work(**({**values, "retrieved": DAY} | fields))


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("100% of {us} & them_all #1 $5", r"100\% of \textbraceleft{}us\textbraceright{} \& them\_all \#1 \$5"),
        ("Müller, Señor Šāmī", r"M{\"{u}}ller, Se{\~{n}}or {\v{S}}{\={a}}m{\={\i}}"),
        ("Ḥamād “said” – so…", r"{\d{H}}am{\={a}}d ``said'' -- so\ldots{}"),
        ("جبهة النصرة", "جبهة النصرة"),
        ("a\\b ^ ~ <x>", r"a\textbackslash{}b \textasciicircum{} \textasciitilde{} \textless{}x\textgreater{}"),
    ],
)
def test_bibtex_prints_as_it_stands(title: str, written: str) -> None:
    assert entry(citation_of(work(title=title)).bibtex)["title"] == f"{{{written}}}"


@given(st.text(st.characters(max_codepoint=126, min_codepoint=32)), st.text(max_size=30))
def test_any_text_makes_an_entry_that_can_be_read_and_prints_the_same(plain: str, wild: str) -> None:
    made = citation_of(work(title=plain, authors=(wild, "A and B"), publisher=wild, note=plain, source="http://a/{b}"))
    fields = entry(made.bibtex)
    assert printed(fields["title"]) == plain
    assert "{" not in fields["url"] and fields["author"].endswith("} and {A and B}")


def test_a_line_and_ris_of_a_report() -> None:
    told = citation_of(
        work(title="Left", authors=("Ada B",), publisher="The Paper", published=date(2015, 3, 9), source="http://p/1")
    )
    assert (
        told.line == "Ada B. “Left”. The Paper. 2015-03-09. http://p/1. n. http://desk/claims/1. Retrieved 2026-11-29."
    )
    lines = told.ris.split("\r\n")
    assert lines[0] == "TY  - NEWS" and lines[-2:] == ["ER  - ", ""]
    assert {"AU  - Ada B", "TI  - Left", "DA  - 2015/03/09", "UR  - http://p/1", "Y2  - 2026/11/29"} <= set(lines)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])


def cited(ada: Browser, address: str) -> dict[str, str]:
    """The citation of an address, by the API."""
    answer = ada.get("/api/v1/cite", params={"address": address})
    assert answer.status_code == 200, answer.text
    entry(answer.json()["bibtex"])
    told: dict[str, str] = answer.json()
    return told


def path_of(citation: dict[str, str]) -> str:
    parts = urlsplit(citation["address"])
    return parts.path + (f"?{parts.query}" if parts.query else "")


def total(page: str) -> str:
    found = re.search(r'class="total"[^>]*>([^<]*)', page)
    assert found
    return found[1].strip()


VIEWS = [
    "/claims?type=leave", "/claims?q=shield&page=1", "/reports?since=2015", "/disputes?name=Fajr+al-Wadi",
    "/watch?days=400", "/network?tie=under&tie=with", "/map", "/changes?from=2015-03-01&to=2015-12-31",
]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_cited_with_its_clocks_and_answers_the_same_later(ada: Browser, url: str, view: str) -> None:
    before = total(ada.page(view))
    told = cited(ada, view)
    path, state = path_of(told), ada.client.app.state.desk.ledger.generation()  # type: ignore[attr-defined]
    assert f"ledger state {state}" in told["line"] and "Retrieved 20" in told["line"] and "page=" not in path
    if "known_by" in path or "until" in path:
        assert "2015-03-09" in path, "the day of the newest publication"
    with Ledger(url) as ledger:
        late = make_report("late", "Fajr al-Wadi left the Shield.\n", published=date(2016, 1, 1))
        ledger.append(late, [make_claim(late, "leave", ["Fajr al-Wadi"], ["Northern Shield"])], reader="r")
    assert total(ada.page(path)) == before or view.startswith(("/network", "/map"))
    assert path_of(cited(ada, path)) == path, "a cited address is cited as itself"
    for form in ("bib", "ris"):
        assert ada.get(f"/cite.{form}", params={"of": told["address"]}).status_code == 200


def test_every_page_that_shows_something_has_its_citation_folded_at_its_foot(ada: Browser) -> None:
    claim = build_claims(RIVER)[0]
    for path in (*VIEWS, f"/claims/{claim.id}", f"/reports/{RIVER.id}", "/actors", "/actors/Fajr%20al-Wadi",
                 "/search?q=shield", span_of(ada)):  # fmt: skip
        page = ada.page(path)
        assert page.count('<details class="cite">') == 1 and "<summary>Cite this</summary>" in page, path
        assert page.index("details class") < page.index("<footer")
    assert 'details class="cite"' not in ada.page("/changes"), "what changed since a visit is nobody else's"


def span_of(ada: Browser) -> str:
    """The permanent address of the first span of the actor's page."""
    line = ada.get("/api/v1/who", params={"name": "Fajr al-Wadi"}).json()["lines"][0]
    answer = ada.get(f"/spans/{line['span']}")
    assert answer.status_code == 200
    return str(answer.url).split(":8765")[1]


def test_an_actor_keeps_its_address_through_a_merge(ada: Browser, url: str) -> None:
    old = path_of(cited(ada, "/actors/Northern Shield"))
    assert old == "/actors/northern%20shield?known_by=2015-03-09"
    with Ledger(url) as ledger:
        ledger.judge("Northern Shield", "Fajr al-Wadi", "same", who="Ada", why="one body")
    answer = ada.get(old)
    assert answer.status_code == 200 and str(answer.url).endswith("/actors/fajr%20wadi?known_by=2015-03-09")
    assert path_of(cited(ada, old)) == "/actors/fajr%20wadi?known_by=2015-03-09"
    with Ledger(url) as ledger:
        ledger.judge("Northern Shield", "Fajr al-Wadi", "undone", who="Ada", why="two after all")
    assert str(ada.get(old).url).endswith(old)


def test_an_actor_that_nobody_names_any_more_is_said_to_be_so(ada: Browser, url: str) -> None:
    with Ledger(url) as ledger:
        report = make_report("birds", "Herons left the Storks.\n")
        ledger.append(report, [make_claim(report, agent=["Herons"], evidence=report.text)], reader="r")
        assert ada.get("/actors/herons").status_code == 200
        ledger.withdraw(report.id, who="Eve", why="retracted")
    gone = ada.get("/actors/herons")
    assert gone.status_code == 404 and "claims once did" in gone.text


@pytest.fixture
def birds(url: str) -> tuple[Any, Any]:
    """A claim that begins a span, and its report."""
    with Ledger(url) as ledger:
        report = make_report("birds", "Herons joined the Storks.\n", published=date(2015, 1, 5))
        claim = make_claim(report, "join", ["Herons"], ["Storks"], evidence=report.text, when="2015-01-04")
        ledger.append(report, [claim], reader="r")
    return report, claim


def test_a_span_keeps_its_address_when_claims_come(ada: Browser, url: str, birds: tuple[Any, Any]) -> None:
    address = f"/spans/under/{birds[1].id}?of=Herons&to=Storks"
    page = ada.page(address)
    assert "Herons stands under Storks" in page and "1 claim" in page
    with Ledger(url) as ledger:
        for number, when in enumerate(("2015-02-01", "2015-01-02")):
            report = make_report(f"more-{number}", f"{number} Herons joined the Storks.\n", published=date(2015, 3, 1))
            told = make_claim(report, "join", ["Herons"], ["Storks"], evidence=report.text, when=when)
            ledger.append(report, [told], reader="r")
            assert "Herons stands under Storks" in ada.page(address)
    page = ada.page(address)
    assert "An earlier claim" in page and "3 claims" in page
    assert path_of(cited(ada, address)).startswith(f"/spans/under/{told.id}?"), "cited by the claim that begins it now"
    with Ledger(url) as ledger:
        ledger.judge("Herons", "Grey Herons", "same", who="Ada", why="one body")
    assert "Herons stands under Storks" in ada.page(address), "names of the address may be merged with others"


def gone(ada: Browser, address: str) -> str:
    answer = ada.get(address)
    assert answer.status_code == 404 and "no longer told" in answer.text
    told = ada.get(f"/api/v1{address}").json()
    assert told["span"] is None and told["note"]
    return str(told["note"])


def test_a_span_that_is_gone_says_why(ada: Browser, url: str, birds: tuple[Any, Any]) -> None:
    report, claim = birds
    address = f"/spans/under/{claim.id}?of=Herons&to=Storks"
    assert "by 2015-01-04 it was not known" in gone(ada, f"{address}&known_by=2015-01-04")
    with Ledger(url) as ledger:
        ledger.withdraw(report.id, who="Eve", why="retracted")
        assert "was withdrawn by Eve" in gone(ada, address)
        ledger.restore(report.id, who="Eve", why="a mistake")
        assert "Herons stands under Storks" in ada.page(address)
        ledger.judge("Herons", "Storks", "same", who="Ada", why="two spellings")
        assert "one actor now, judged so by Ada" in gone(ada, address)
        ledger.judge("Herons", "Storks", "undone", who="Ada", why="not")
        ledger.review(claim.id, "corrected", who="Ada", corrections={"type": "fight"})
        assert "A review corrected" in gone(ada, address)
        assert "Herons is hostile to Storks" in ada.get(address).text, "what the claim tells now is offered"
        ledger.review(claim.id, "rejected", who="Ada", why="misread")
        assert "Ada rejected it" in gone(ada, address)
    assert ada.get("/spans/under/ffff").status_code == 404
    assert ada.get(f"/spans/owns/{claim.id}").status_code == 400


def test_what_cannot_be_cited_is_refused_in_one_shape(ada: Browser) -> None:
    made = ("http://[", "/claims/%2500", "//", "?", "/spans/under", "/spans//", "/actors/%FF", "x" * 3_000,
            "/claims/%ED%A0%80", "/changes?from=x&to=y", "/claims?known_by=yesterday", "/actors/Fajr al-Wadi?on=x",
            "/reports/..", "javascript:1")  # fmt: skip
    for address in made:
        answer = ada.get("/api/v1/cite", params={"address": address})
        assert answer.status_code in (200, 400, 404), (address, answer.text)
        if answer.status_code != 200:
            assert set(answer.json()["error"]) == {"code", "message", "value", "allowed"}, address
    assert ada.get("/api/v1/cite", params={"address": "/claims?known_by=yesterday"}).status_code == 400
    assert ada.get("/cite.csv?of=/claims").status_code == 404
    assert ada.get("/cite.bib?of=http://[").status_code == 400


def test_addresses_tell_no_protected_name(ada: Browser, url: str) -> None:
    with Ledger(url) as ledger:
        report = make_report("talk2", f"{HELD} joined the Storks.\n")
        claim = make_claim(report, "join", [HELD], ["Storks"], evidence=report.text, source=HELD, standing="anonymous")
        ledger.append(report, [claim], reader="r")
    for path in (f"/spans/under/{claim.id}", f"/spans/under/{claim.id}?to=Storks", f"/claims/{claim.id}"):
        text = ada.get(path).text
        assert "Bakkour" not in text and "bakkour" not in text
    told = ada.get(f"/api/v1/cite?address=/claims/{claim.id}").text
    assert "Bakkour" not in told
