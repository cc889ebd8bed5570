"""Who may do what: accounts, sessions, forms of other sites, hosts, headers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desks import HERE, PASSWORD, Browser, add_users, browser, desk
from river import build_report
from starlette.testclient import TestClient

from oathbook.errors import LedgerError, OathbookError, OptionError, UnknownName
from oathbook.views.desk import accounts
from oathbook.views.desk.accounts import Accounts
from oathbook.views.desk.sessions import Sessions
from oathbook.views.desk.settings import DeskSettings
from oathbook.views.desk.store import Store

RIVER = build_report()


def test_every_answer_has_a_strict_policy(ada: Browser) -> None:
    for path in ("/", "/api/v1/claims", "/static/desk.css", "/nowhere"):
        headers = ada.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"
    assert ada.get("/").headers["cache-control"] == "no-store"


def test_the_cookie_is_for_this_desk_alone(ada: Browser) -> None:
    cookie = ada.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "", "[::1", "192.168.1.5"]
)
def test_a_name_turned_to_this_address_is_refused(app: Any, host: str) -> None:
    answer = TestClient(app, base_url=HERE).get("/claims", headers={"host": host})
    assert answer.status_code == 400 and "open it by the address that it printed" in answer.text


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1", "[::1]:8765"])
def test_its_own_names_are_not(app: Any, host: str) -> None:
    assert TestClient(app, base_url=HERE).get("/claims", headers={"host": host}).status_code == 200


def test_other_names_can_be_allowed(url: str) -> None:
    with pytest.raises(OathbookError, match=r"^--allow-host desk.example lets other machines in"):
        desk(url, hosts=("desk.example",))
    add_users(url)
    made = desk(url, hosts=("desk.example",))
    assert TestClient(made, base_url=HERE).get("/", headers={"host": "desk.example"}).status_code == 200


def test_a_form_without_the_sessions_token_changes_nothing(app: Any, ada: Browser) -> None:
    path = f"/reports/{RIVER.id}/withdraw"
    other = browser(app)
    for form in ({}, {"csrf": ""}, {"csrf": "x" * 64}, {"csrf": other.token()}):
        answer = ada.client.post(path, data={"why": "because", **form})
        assert answer.status_code == 403, form
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        answer = ada.client.post(path, data={"why": "because", "csrf": ada.token()}, headers=headers)
        assert answer.status_code == 403, headers
    assert app.state.desk.ledger.report(RIVER.id).withdrawn is None
    assert ada.send(path, why="because").status_code == 200
    assert app.state.desk.ledger.report(RIVER.id).withdrawn.who == "Ada"


def test_beyond_loopback_it_does_not_start_without_an_account(url: str) -> None:
    with pytest.raises(OathbookError, match=r"oathbook desk user add NAME --role editor"):
        desk(url, host="0.0.0.0")
    add_users(url)
    made = desk(url, host="0.0.0.0")
    assert "/sign-in" in str(browser(made).get("/").url)
    store = made.state.desk.accounts
    for name in ("reader", "reviewer", "editor"):
        store.remove(name, who="test")
    assert "/sign-in" in str(browser(made).get("/").url), "and it does not open when the last account goes"


PAGES = ["/", "/reports", "/claims", "/search?q=x", "/read", "/audit", f"/reports/{RIVER.id}", "/claims.csv"]


@pytest.mark.parametrize("path", PAGES)
def test_with_accounts_nobody_looks_without_signing_in(shared_app: Any, path: str) -> None:
    answer = TestClient(shared_app, base_url=HERE).get(path, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"].startswith("/sign-in?then=")


def test_nor_does_a_program(shared_app: Any) -> None:
    for path in ("/api/v1/claims", "/api/v1/reports", "/api/v1/actors", "/api/v1/entries"):
        answer = browser(shared_app).get(path)
        assert answer.status_code == 401 and answer.json()["error"]["code"] == "sign_in"


def test_roles(shared_app: Any) -> None:
    windows = {}
    for role in ("reader", "reviewer", "editor"):
        windows[role] = browser(shared_app)
        assert windows[role].sign_in(role).status_code == 303
        assert windows[role].page("/claims")
    status = {role: window.get("/read").status_code for role, window in windows.items()}
    assert status == {"reader": 403, "reviewer": 200, "editor": 200}
    assert {r: w.get("/audit").status_code for r, w in windows.items()} == {
        "reader": 403,
        "reviewer": 403,
        "editor": 200,
    }
    for role, window in windows.items():
        sent = window.send(f"/reports/{RIVER.id}/withdraw", why="because", follow=False)
        assert (sent.status_code == 303) == (role == "editor"), role
        asked = window.send("/protected-names", show="yes", follow=False)
        assert (asked.status_code == 303) == (role == "editor"), role
        program = window.get("/api/v1/claims?with_protected_sources=true")
        assert (program.status_code == 200) == (role == "editor"), role
    assert shared_app.state.desk.ledger.report(RIVER.id).withdrawn.who == "editor"


def test_signing_in_makes_a_new_session_and_out_ends_it(shared_app: Any) -> None:
    window = browser(shared_app)
    before = window.token("/sign-in")
    window.sign_in("reader")
    assert window.token("/") != before
    window.send("/sign-out")
    assert window.get("/", follow_redirects=False).status_code == 303


def test_a_wrong_password_and_an_unknown_name_look_alike(shared_app: Any) -> None:
    window = browser(shared_app)
    wrong, unknown = window.sign_in("reader", "not this one"), window.sign_in("nobody", "not this one")
    assert wrong.status_code == unknown.status_code == 403
    assert "the name or the password is wrong" in wrong.text and "the name or the password is wrong" in unknown.text


def test_guessing_has_to_wait(shared_app: Any) -> None:
    window = browser(shared_app)
    for _ in range(accounts.MOST_TRIES):
        assert window.sign_in("reader", "a guess, a guess").status_code == 403
    assert window.sign_in("reader").status_code == 429, "even with the right password"
    assert window.sign_in("editor").status_code == 303, "others are not kept out"


def test_a_session_ends_with_time_with_the_password_and_with_the_account(
    shared_app: Any, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk_ = shared_app.state.desk
    window = browser(shared_app)
    window.sign_in("reader")
    desk_.accounts.add("reader", "reader", PASSWORD + "!", who="test")
    assert window.get("/", follow_redirects=False).status_code == 303
    window.sign_in("reader", PASSWORD + "!")
    assert window.get("/").status_code == 200
    desk_.accounts.remove("reader", who="test")
    assert window.get("/", follow_redirects=False).status_code == 303
    short = Sessions("secret", hours=1)
    cookie = short.written(short.read(None))
    assert short.read(cookie) == short.read(cookie)
    import itsdangerous.timed

    monkeypatch.setattr(itsdangerous.timed.time, "time", lambda: 4e9)
    assert short.read(cookie).id != Sessions("secret", hours=1).read(None).id
    assert short.read(cookie) != short.read(cookie), "an old cookie is a new session each time"


def test_signing_in_leads_to_no_other_site(shared_app: Any) -> None:
    for then in (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\\\\evil",
        "/\t/evil",
    ):
        window = browser(shared_app)
        sent = window.send("/sign-in", on="/sign-in", follow=False, name="reader", password=PASSWORD, then=then)
        assert sent.headers["location"] == "/", then
    sent = browser(shared_app).send(
        "/sign-in", on="/sign-in", follow=False, name="reader", password=PASSWORD, then="/claims?type=leave"
    )
    assert sent.headers["location"] == "/claims?type=leave"


def test_accounts_say_what_is_allowed(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "book.sqlite"))
    book = Accounts(store)
    with pytest.raises(OptionError, match=r"role 'king' is not one; allowed: reader, reviewer, editor"):
        book.add("a", "king", PASSWORD, who="t")
    with pytest.raises(OptionError, match=r"it needs 10 or more"):
        book.add("a", "reader", "short", who="t")
    with pytest.raises(OptionError, match=r"is no name of a user"):
        book.add(" ", "reader", PASSWORD, who="t")
    with pytest.raises(UnknownName, match=r"there is no user 'b'; there are none"):
        book.remove("b", who="t")
    book.add("a", "reader", PASSWORD, who="t")
    hashed = store.all(accounts.select(accounts.users.c.password))[0][0]
    assert hashed.startswith("$argon2id$") and PASSWORD not in hashed
    store.close()


def test_the_audit_list_cannot_be_changed(tmp_path: Path) -> None:
    from sqlalchemy import text

    store = Store(str(tmp_path / "book.sqlite"))
    store.note("Ada", "did", "this")
    for change in ("DELETE FROM desk_audit", "UPDATE desk_audit SET who = 'Eve'"):
        with pytest.raises(LedgerError, match=r"append-only"), store.writing() as connection:
            connection.execute(text(change))
    assert (tmp_path / "book.desk.sqlite").stat().st_mode & 0o077 == 0
    store.close()


def test_an_upload_that_is_too_large_is_refused(url: str) -> None:
    made = desk(url, largest_file=100, largest_upload=1_000)
    window = browser(made)
    large = window.send("/read/files", files={"files": ("a.txt", b"x" * 200)})
    assert large.status_code == 413 and "at most 100 are read" in large.text
    assert made.state.desk.jobs.all() == []
    sent = window.client.post("/read/files", headers={"content-length": "2000000"}, content=b"")
    assert sent.status_code == 413


def test_a_route_that_changes_without_a_check_does_not_start(app: Any) -> None:
    from fastapi import FastAPI

    from oathbook.views.desk.app import check_changes, every_route

    assert sum(bool((route.methods or set()) & {"POST"}) for route in every_route(app)) >= 6
    bare = FastAPI()
    bare.post("/change")(lambda: None)
    with pytest.raises(RuntimeError, match=r"/change changes something"):
        check_changes(bare)


def test_settings_know_loopback() -> None:
    assert all(DeskSettings(host=host).loopback for host in ("127.0.0.1", "::1", "[::1]", "localhost", "127.9.9.9"))
    assert not any(DeskSettings(host=host).loopback for host in ("0.0.0.0", "::", "192.168.1.5", "desk.example"))
