"""The desk on SQLite and PostgreSQL: search, lists, accounts, the audit list, two desks on one ledger."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from databases import new_url  # noqa: F401 (a fixture)
from desks import HELD, PASSWORD, Browser, add_users, browser, desk, protected_report
from invented import make_claim, make_report
from sqlalchemy import text

from oathbook.errors import LedgerError
from oathbook.ledger import Ledger
from oathbook.views.desk.accounts import MOST_TRIES

Urls = Callable[[], str]


def served(url: str, **settings: Any) -> Browser:
    """A browser at a desk of that ledger."""
    return browser(desk(url, **settings))


@pytest.mark.parametrize(
    ("question", "finds"),
    [
        ("swore", {"one"}), ("SWORE", {"one"}), ("lions tigers", {"one", "two"}), ('"lions of"', {"two"}),
        ("tig*", {"one", "two"}), ("tigers -swore", {"two"}), ("emmes", {"three"}), ("Émmés", {"three"}),
        ("swore OR", set()), ("al-wadi", {"three"}), ("tigers NOT swore", set()),
    ],
)  # fmt: skip
def test_what_words_find(
    new_url: Urls,  # noqa: F811
    question: str,
    finds: set[str],
) -> None:
    texts = {"one": "Tigers and Lions swore.", "two": "The Lions of the Tigers.", "three": "Fajr al-Wadi, Émmés."}
    url = new_url()
    with Ledger(url) as ledger:
        for name, text in texts.items():
            ledger.append(make_report(name, text, published=date(2014, 1, 1)), [], reader="reader-1")
    found = served(url).get("/api/v1/reports", params={"q": question}).json()["reports"]
    assert {report["name"] for report in found} == finds


def test_claims_are_those_of_the_ledger_in_its_order(new_url: Urls) -> None:  # noqa: F811
    url = new_url()
    with Ledger(url) as ledger:
        for number, published in enumerate((date(2015, 1, 1), None, date(2014, 1, 1))):
            report = make_report(f"r{number}", published=published)
            times = [None, "2013-01-01", ("2012-01-01", None), (None, "2016-01-01")]
            ledger.append(report, [make_claim(report, when=when) for when in times], reader="reader-1")
        window = served(url)
        told = window.get("/api/v1/claims").json()["claims"]
        assert [claim["id"] for claim in told] == [claim.id for claim in ledger.claims()]
        for asked in ({"since": "2014-06-01"}, {"until": "2012-06-01"}, {"known_by": "2014-06-01"}):
            told = window.get("/api/v1/claims", params=asked).json()["claims"]
            days = {key: date.fromisoformat(day) for key, day in asked.items()}
            assert [claim["id"] for claim in told] == [claim.id for claim in ledger.claims(**days)], asked
        reports = [report["id"] for report in window.get("/api/v1/reports").json()["reports"]]
        assert reports == [stored.report.id for stored in ledger.reports()]


def test_protected_names_are_not_found(new_url: Urls) -> None:  # noqa: F811
    url = new_url()
    report, (claim,) = protected_report()
    with Ledger(url) as ledger:
        ledger.append(report, [claim], reader="reader-1")
    window = served(url)
    assert window.get("/api/v1/claims", params={"q": HELD}).json()["total"] == 0
    opened = {"q": HELD, "with_protected_sources": "true"}
    assert window.get("/api/v1/claims", params=opened).json()["claims"][0]["source"] == HELD
    assert claim.id in window.page("/search?q=lions")


def test_accounts_throttling_and_audit(new_url: Urls) -> None:  # noqa: F811
    url = new_url()
    Ledger(url).close()
    add_users(url)
    made = desk(url)
    window = browser(made)
    for _ in range(MOST_TRIES):
        assert window.sign_in("reader", "a guess, a guess").status_code == 403
    assert window.sign_in("reader", PASSWORD).status_code == 429
    assert window.sign_in("editor", PASSWORD).status_code == 303
    assert "sign-in failed" in window.page("/audit")
    store = made.state.desk.store
    with pytest.raises(LedgerError, match="append-only"), store.writing() as connection:
        connection.execute(text("DELETE FROM desk_audit"))


def test_two_desks_on_one_ledger(new_url: Urls) -> None:  # noqa: F811
    url = new_url()
    Ledger(url).close()
    one, other = served(url), served(url)
    assert one.get("/api/v1/claims").json()["total"] == 0
    with Ledger(url) as ledger:
        for number in range(3):
            report = make_report(f"r{number}")
            ledger.append(report, [make_claim(report)], reader="reader-1")
            totals = [window.get("/api/v1/claims").json()["total"] for window in (one, other)]
            assert totals == [number + 1, number + 1]
    one.send(f"/reports/{make_report('r0').id}/withdraw", why="retracted")
    assert other.get("/api/v1/claims").json()["total"] == 2


def test_what_another_desk_had_decided_meanwhile_is_not_handed_out(
    new_url: Urls,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = new_url()
    with Ledger(url) as ledger:
        report = make_report("one")
        ledger.append(report, [make_claim(report, agent=[f"Group {place}"]) for place in range(3)], reader="reader-1")
    one, other = (desk(url).state.desk for _ in range(2))
    first = one.queue.next("Ada", "window 1")
    take = other.handing.take

    def late(candidates: Iterable[str], holder: str) -> str | None:
        """Between the look at what is decided and the taking the other desk's reviewer decides and goes on."""
        one.ledger.review(first, "accepted", who="Ada")
        one.queue.next("Ada", "window 1")
        return take(candidates, holder)

    monkeypatch.setattr(other.handing, "take", late)
    assert other.queue.next("Bea", "window 2") not in (first, None)
    for each in (one, other):
        each.close()


def test_reviewers_at_once_on_one_queue_lose_no_decision(new_url: Urls) -> None:  # noqa: F811
    """Two reviewers, each at two desks of one ledger: 160 decisions, every one of them kept, none done twice."""
    url, each, who = new_url(), 40, ("reviewer", "second")
    with Ledger(url) as ledger:
        for number in range(24):
            report = make_report(f"r{number}")
            claims = [make_claim(report, agent=[f"Group {number} {place}"]) for place in range(9)]
            ledger.append(report, claims, reader="reader-1")
    add_users(url)
    made = [desk(url), desk(url)]
    made[0].state.desk.accounts.add("second", "reviewer", PASSWORD, who="test")
    windows = [(browser(app), name) for app in made for name in who]
    for window, name in windows:
        assert window.sign_in(name).status_code == 303
    sent: list[list[tuple[str, str]]] = [[] for _ in windows]
    wrong: list[Any] = []

    def work(window: Browser, mine: list[tuple[str, str]]) -> None:
        page = window.page("/review")
        while len(mine) < each:
            found = re.search(r'action="/review/(\w{16,})/accept"', page)
            token = re.search(r'name="csrf" value="(\w+)"', page)
            if not found or not token:
                wrong.append(page)
                return
            what = ("accept", "reject", "unsure")[len(mine) % 3]
            answer = window.client.post(f"/review/{found[1]}/{what}", data={"csrf": token[1]})
            mine.append((found[1], f"{what.rstrip('e')}ed".replace("unsured", "unsure")))
            if answer.status_code != 200:
                wrong.append(answer.text)
                return
            page = answer.text

    threads = [
        threading.Thread(target=work, args=(window, mine)) for (window, _), mine in zip(windows, sent, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    with Ledger(url) as ledger:
        for name in who:
            kept = sorted((review.claim, review.decision) for review in ledger.reviews(who=name))
            mine = [pair for (_, by), held in zip(windows, sent, strict=True) if by == name for pair in held]
            assert kept == sorted(mine) and len(kept) == 2 * each
        assert len({review.claim for review in ledger.reviews()}) == 4 * each, "nobody did the work of another"
    for app in made:
        app.state.desk.close()
