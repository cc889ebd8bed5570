"""Pages of actors and of what held when: what they show, what they hide, how names are judged."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from cli_tools import run
from desks import HELD, Browser, browser, desk
from invented import make_claim, make_report
from river import build_report
from test_pages import HOSTILE, Landmarks

from oathbook.ledger import Ledger
from oathbook.records import Claim
from oathbook.views.desk.visits import look

RIVER = build_report()
FAJR = "/actors/Fajr%20al-Wadi"
PATHS = [
    "/actors", "/actors?q=fajr&kind=group", FAJR, f"{FAJR}?on=2015-03-08&known_by=2015-04", "/names",
    "/names?unsure=yes", "/names/log", "/names/pair?one=Fajr+al-Wadi&other=Northern+Shield", "/network",
    "/network?on=2015-03-10&known_by=2015-03-12&name=Fajr+al-Wadi", "/map", "/map?on=2015-03-10", "/tree",
    "/tree?on=2015-03-10&name=Fajr+al-Wadi", "/network/ties", "/network/ties?shown=blocs&on=2015-03-10", "/disputes",
    "/disputes?name=Fajr+al-Wadi&kind=strength&rule=majority", "/watch", "/watch?name=Fajr+al-Wadi&days=400",
    "/changes", "/changes?from=2015-03-01&to=2015-12-31", "/pictures/network/evidence?mark=1",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_pages_answer(ada: Browser, path: str) -> None:
    page = ada.page(path)
    parser = Landmarks()
    parser.feed(page)
    assert parser.found["main"] == 1 and parser.found["h1"] == 1, path
    assert parser.unlabelled == [], path
    assert parser.doubled == [], path


@pytest.mark.parametrize("path", [path for path in PATHS if "Fajr" not in path and "mark=" not in path])
def test_pages_of_an_empty_ledger_say_so(tmp_path: Path, path: str) -> None:
    made = desk(str(tmp_path / "empty.sqlite"))
    page = browser(made).page(path)
    assert 'class="empty"' in page or "nothing" in page.lower() or "No tie is told" in page, path
    made.state.desk.close()


def test_an_actor_is_found_by_any_of_its_names_and_says_what_stands(ada: Browser) -> None:
    page = ada.page(FAJR)
    assert "<h1" in page and "Fajr al-Wadi" in page and "Stands under" in page and "Led by" in page
    assert "No knowledge file has it" in page
    for on in ("", "&on=2015-03-10"):
        lines = ada.get(f"/api/v1/who?name=Fajr+al-Wadi{on}").json()["lines"]
        shown = ada.page(FAJR + on.replace("&", "?")).split('id="over-h"')[0].split('id="time-h"')[0]
        grades = [f"{line['belief']['grade']} ({line['belief']['admiralty']})" for line in lines]
        assert grades and all(shown.count(grade) == grades.count(grade) for grade in grades)
        assert all(f"/spans/{line['span']}" in shown for line in lines)
    link = re.search(r'href="(/spans/[^"]+)"', page)
    assert link
    span = ada.page(link[1].replace("&amp;", "&"))
    assert "For it" in span and "/claims/" in span
    plain = link[1].split("?")[0]
    assert "For it" in ada.page(plain)
    assert ada.get("/spans/ffffffff").status_code == 404
    assert ada.get("/actors/Fajr%20al-Wady").status_code == 404
    assert "Fajr al-Wadi" in ada.get("/actors/Fajr%20al-Wady").text, "the nearest name is offered"


def test_a_picture_leads_to_its_claims(ada: Browser) -> None:
    page = ada.page("/network?on=2015-03-10")
    assert "<style" not in page and 'class="picture"' in page
    links = re.findall(r'href="(/pictures/network/evidence[^"]+)"', page)
    assert links
    shown = "".join(ada.page(link.replace("&amp;", "&")) for link in links)
    assert "/claims/" in shown and "has grown since" not in shown
    stale = re.sub(r"at=[^&]+", "at=0-0", links[0].replace("&amp;", "&"))
    assert "has grown since" in ada.page(stale)
    assert ada.get("/pictures/network/evidence?mark=999").status_code == 404
    assert ada.get("/pictures/forest/evidence?mark=1").status_code == 404
    assert ".picture text" in ada.page("/pictures/style.css")


def test_exports_are_what_is_seen(ada: Browser) -> None:
    page = ada.page("/network?on=2015-03-10&tie=under")
    exports = {link.split("?")[0].rsplit(".")[-1]: link.replace("&amp;", "&")
               for link in re.findall(r'href="(/pictures/network\.[^"]+)"', page)}  # fmt: skip
    assert {"svg", "html", "gexf", "graphml", "csv"} <= set(exports)
    svg = ada.get(exports["svg"])
    assert svg.headers["content-disposition"].startswith("attachment") and svg.text.startswith("<svg")
    rows = ada.page(exports["csv"]).splitlines()
    ties = len(re.findall(r"<edge ", ada.page(exports["gexf"])))
    assert len(rows) == ties + 1 == len(re.findall(r"<edge ", ada.page(exports["graphml"]))) + 1
    assert all(",under," in row for row in rows[1:]) and ties
    assert "with,held" not in ada.page(exports["csv"])
    assert ada.get("/pictures/map.gexf").status_code == 404
    assert ada.get("/pictures/timeline.svg").status_code == 400, "a timeline needs a name"


def test_sliders_work_without_scripts(ada: Browser) -> None:
    page = ada.page("/network")
    last = re.search(r'name="on_at" type="range" min="0" max="(\d+)" value="(\d+)"', page)
    assert last
    moved = ada.get(f"/network?on=2015-03-10&on_at=0&on_was={last[2]}")
    first = re.search(r"slider from (\S+) to", page)
    assert first and f"On {first[1]}" in moved.text and moved.url.params["on"] == first[1]
    still = ada.get(f"/network?on=2015-03-10&on_at={last[2]}&on_was={last[2]}")
    assert "On 2015-03-10" in still.text
    assert ada.get("/network?on=2015-03-10&on_at=9e9&on_was=1").status_code == 200
    assert ada.get("/network?ties=eat").status_code == 400


class Run(HTMLParser):
    """What a page would run or load; drawings may have links of this desk."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        address = (given.get("href") or given.get("src") or "").strip().lower()
        if (
            tag in ("img", "iframe", "object", "embed", "base", "style", "foreignobject")
            or (tag == "svg" and given.get("class") != "picture")
            or (tag == "script" and not address.startswith("/static/"))
            or any(name.startswith("on") or name == "style" for name in given)
            or address.startswith(("javascript:", "data:", "http:", "//"))
        ):
            self.bad.append((tag, attrs))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_are_text(tmp_path: Path, hostile: str) -> None:
    text = f"{hostile} pledged allegiance to the Tigers.\n"
    report = make_report("x", text, title=hostile)
    about = {"start": 0, "end": len(text) - 1, "evidence": text[:-1], "when": "2014-01-01"}
    claims = [
        make_claim(report, "pledge", [hostile], ["Tigers"], source=hostile, standing="named", place=hostile, **about),
        make_claim(report, "pledge", [hostile], ["Tigers"], status="denied", rule="r2", **about),
        make_claim(report, "pledge", [f"{hostile} x"], ["Tigers"], status="planned", rule="r3", **about),
        make_claim(report, "hold", [hostile], [], place=hostile, rule="r4", **about),
        make_claim(report, "strength", [hostile], [], quantity=40, rule="r5", **about),
    ]
    with Ledger(str(tmp_path / "book.sqlite")) as ledger:
        ledger.append(report, claims, reader="r")
    made = desk(str(tmp_path / "book.sqlite"))
    window = browser(made)
    name = quote(hostile, safe="")
    for path in (
        "/actors", f"/actors/{name}", "/names", f"/names/pair?one={name}&other=Tigers", "/network?on=2014-01-01",
        "/map", f"/network?name={name}", f"/tree?name={name}",
        "/network/ties?on=2014-01-01", "/disputes", f"/disputes?name={name}", "/watch?on=2014-02-01",
        "/changes?from=2013-01-01&to=2030-01-01", f"/actors?q={name}", "/pictures/network/evidence?mark=1",
    ):  # fmt: skip
        page = window.get(path)
        assert page.status_code == 200, (path, page.text[:300])
        seen = Run()
        seen.feed(page.text)
        assert seen.bad == [], (path, seen.bad)
    made.state.desk.close()


def test_protected_names_are_hidden_until_an_editor_asks(ada: Browser, url: str) -> None:
    text = f"The commander {HELD} joined the Lions.\n"
    other = make_report("other", text, published=date(2015, 3, 1))
    side = {"start": 0, "end": len(text) - 1, "evidence": text[:-1], "source": HELD, "standing": "anonymous"}
    with Ledger(url) as ledger:
        ledger.append(
            other,
            [
                make_claim(other, "join", [HELD], ["Lions"], **side),
                make_claim(other, "join", [HELD], ["Lions"], status="denied", rule="r2", **side),
                make_claim(other, "leave", ["Lions"], ["Tigers"], status="planned", rule="r3", **side),
                make_claim(other, "hold", [HELD], [], place="Homs", rule="r4", **side),
            ],
            reader="r",
        )
        ledger.judge(HELD, "Nasser B.", "same", who="Ada", why=f"{HELD} signs so")
    paths = ["/actors", "/actors/Lions", "/actors?q=bakkour", "/names", "/names/log", "/network", "/map", "/disputes",
             "/disputes?name=Lions", "/watch", "/changes?from=2000-01-01&to=2030-01-01", "/pictures/network.svg",
             "/pictures/network.json?shown=actors", "/network/ties", "/tree", "/pictures/tree.svg",
             "/pictures/network.csv", "/pictures/map.html", "/api/v1/who?name=Lions", "/api/v1/disputes",
             "/api/v1/watch", "/api/v1/diff?first=2000&second=2030", "/api/v1/actors/log"]  # fmt: skip
    for path in paths:
        page = ada.page(path)
        assert "Bakkour" not in page, path
    for path in (f"/actors/{quote(HELD)}", f"/network?name={quote(HELD)}", f"/tree?name={quote(HELD)}",
                 f"/pictures/network.json?name={quote(HELD)}", f"/api/v1/who?name={quote(HELD)}",
                 f"/names/pair?one={quote(HELD)}&other=Lions",
                 f"/api/v1/actors/why?one={quote(HELD)}&other=Lions", f"/spans/ff?of={quote(HELD)}"):  # fmt: skip
        assert ada.get(path).status_code == 404, path
    assert "no claim in the ledger names" in ada.page(f"/disputes?name={quote(HELD)}")
    ada.send("/protected-names", show="yes", then="/")
    for path in ("/actors", "/actors/Lions", "/disputes", "/names/log", "/pictures/network.svg"):
        assert HELD in ada.page(path), path


def alike(url: str) -> None:
    """Two spellings of one brigade."""
    report = make_report("spellings", "Liwa al-Nasr and Liwa an-Nasr pledged allegiance to the Tigers.\n")
    with Ledger(url) as ledger:
        ledger.append(
            report,
            [make_claim(report, "pledge", [name], ["Tigers"], evidence=report.text[:-1], end=len(report.text) - 1)
             for name in ("Liwa al-Nasr", "Liwa un-Nasr Brigade")],
            reader="r",
        )  # fmt: skip


def test_names_are_judged_by_forms_with_their_token(ada: Browser, url: str) -> None:
    alike(url)
    pair = {"one": "Liwa al-Nasr", "other": "Liwa un-Nasr Brigade"}
    page = ada.page("/names")
    assert "Liwa un-Nasr Brigade" in page and "alike by" in page and 'value="same"' in page
    assert ada.client.post("/names/judge", data={**pair, "verdict": "same"}).status_code == 403, "no token"
    kept = ada.send("/names/judge", on="/names", verdict="same", why="one seal", **pair)
    assert "Kept:" in kept.text and "one seal" in kept.text
    with Ledger(url) as ledger:
        (judgement,) = ledger.judgements()
        assert (judgement.verdict, judgement.who, judgement.why) == ("same", "Ada", "one seal")
        assert ledger.actors()(pair["one"]) == ledger.actors()(pair["other"])
    assert "also named" in ada.page("/actors/Liwa%20al-Nasr")
    assert "judged same" in ada.page("/audit")
    held = ada.page("/names/pair?one=Liwa+al-Nasr&other=Liwa+un-Nasr+Brigade")
    assert "One actor" in held and "one seal" in held and 'value="undone"' in held
    ada.send("/names/judge", on="/names", verdict="undone", **pair)
    with Ledger(url) as ledger:
        assert ledger.actors()(pair["one"]) != ledger.actors()(pair["other"])
    again = ada.send("/names/judge", on="/names", verdict="unsure", **pair)
    assert "may be" in again.text
    assert 'value="Liwa un-Nasr Brigade"' not in ada.page("/names").split("Judged last")[0].split("to judge")[1]
    assert 'value="Liwa un-Nasr Brigade"' in ada.page("/names?unsure=yes").split("Judged last")[0].split("to judge")[1]
    ada.send("/names/judge", on="/names", verdict="different", **pair)
    refused = ada.send("/names/judge", on="/names", verdict="same", **pair)
    assert refused.status_code == 400 and "undo one of these" in refused.text
    with Ledger(url) as ledger:
        reasons = [judgement.why for judgement in ledger.judgements()]
    assert len(reasons) == 4 and all(reasons)


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"one": "Fajr al-Wadi", "other": "", "verdict": "same"}, 400),
        ({"one": "Fajr al-Wadi", "other": "Northern Shield", "verdict": "maybe"}, 400),
        ({"one": "Fajr al-Wadi", "other": "Northern Shield", "verdict": ""}, 400),
        ({"one": "Fajr al-Wadi", "other": "Nobody at All", "verdict": "same"}, 404),
        ({"one": "Fajr al-Wadi", "other": "fajr al wadi", "verdict": "same"}, 400),
        ({"one": "Fajr al-Wadi", "other": "Northern Shield", "verdict": "undone"}, 404),
    ],
)
def test_what_cannot_be_judged(ada: Browser, url: str, form: dict[str, str], status: int) -> None:
    assert ada.send("/names/judge", on="/names", **form).status_code == status
    with Ledger(url) as ledger:
        assert list(ledger.judgements()) == []


def test_readers_look_and_reviewers_judge(shared_app: Any, url: str) -> None:
    alike(url)
    pair = {"one": "Liwa al-Nasr", "other": "Liwa un-Nasr Brigade", "verdict": "same"}
    reader = browser(shared_app)
    assert reader.get("/actors", follow_redirects=False).status_code == 303, "nobody is signed in"
    assert reader.get("/api/v1/who?name=Lions").status_code == 401
    reader.sign_in("reader")
    page = reader.page("/names")
    assert "Liwa un-Nasr Brigade" in page and 'action="/names/judge"' not in page
    assert reader.send("/names/judge", on="/names", **pair).status_code == 403
    reviewer = browser(shared_app)
    reviewer.sign_in("reviewer")
    assert reviewer.send("/names/judge", on="/names", **pair).status_code == 200
    with Ledger(url) as ledger:
        assert [judgement.who for judgement in ledger.judgements()] == ["reviewer"]
    assert reviewer.get("/actors/Liwa%20al-Nasr?with_protected_sources=true").status_code == 200


def test_what_came_in_since_the_last_visit(ada: Browser, app: Any, url: str) -> None:
    assert "first visit" in ada.page("/changes")
    store, ledger = app.state.desk.store, app.state.desk.ledger
    now, number = datetime.now(UTC), ledger.newest_entries(limit=1)[0].number
    look(store, "Ada", number, now=now - timedelta(hours=5))
    report = make_report("late", "The Herons pledged allegiance to the Storks.\n")
    ledger.append(report, [late_claim(report)], reader="r")
    page = ada.page("/changes")
    assert "since your last visit" in page and "Herons stands under Storks" in page
    assert "Fajr" not in page.split('id="results"')[1], "what was known then is no change"
    assert "Herons stands under Storks" in ada.page("/changes"), "a second look is of the same visit"
    assert "Nothing came in" in ada.page("/changes?name=Fajr+al-Wadi")
    ledger.withdraw(RIVER.id, who="Eve", why="retracted")
    assert "Withdrawn" in ada.page("/changes")


def late_claim(report: Any) -> Claim:
    """An oath of the Herons."""
    return make_claim(report, "pledge", ["Herons"], ["Storks"], evidence=report.text[:-1], end=len(report.text) - 1)


def test_visits_are_told_apart_by_half_an_hour(app: Any) -> None:
    store, noon = app.state.desk.store, datetime(2030, 1, 1, 12, tzinfo=UTC)
    assert look(store, "Bea", 3, now=noon) is None
    assert look(store, "Bea", 5, now=noon + timedelta(minutes=20)) is None
    before = look(store, "Bea", 9, now=noon + timedelta(hours=2))
    assert before is not None and (before.number, before.at) == (5, noon + timedelta(minutes=20))
    again = look(store, "Bea", 9, now=noon + timedelta(hours=2, minutes=10))
    assert again == before
    assert look(store, "Cleo", 9, now=noon) is None, "each has visits of their own"


def test_knowledge_files_are_told_apart_from_reports(ada: Browser, url: str) -> None:
    report = make_report("known", "Jabhat al-Nusra fought the Lions.\n")
    with Ledger(url) as ledger:
        claim = make_claim(report, "fight", ["Jabhat al-Nusra"], ["Lions"], evidence=report.text[:-1], end=33)
        ledger.append(report, [claim], reader="r")
    above, below = ada.page("/actors/Jabhat%20al-Nusra").split('id="known-h"')
    assert "line of descent" in below and "Tahrir" in below and "not what the reports here say" in below
    assert "Tahrir" not in above.split("In time")[0] and "Hostile to" in above


def test_pictures_are_those_of_the_command(ada: Browser, url: str, tmp_path: Path) -> None:
    for kind in ("network", "map", "tree"):
        file = tmp_path / f"{kind}.svg"
        assert run("picture", kind, "--on", "2015-03-10", "-o", str(file), "--ledger", url).exit_code == 0
        assert ada.page(f"/pictures/{kind}.svg?on=2015-03-10") == file.read_text(), kind
