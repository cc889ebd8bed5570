"""Sessions at the server: what ends one, and that a stolen cookie ends with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from desks import HERE, PASSWORD, Browser, browser
from starlette.testclient import TestClient

from oathbook.views.desk.signed import SignedInSessions
from oathbook.views.desk.store import Store

BEGUN = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def held(tmp_path: Path) -> Any:
    """Sessions that end after an hour without a page, and a day after the sign-in."""
    store = Store(str(tmp_path / "book.sqlite"))
    yield SignedInSessions(store, idle=timedelta(hours=1), longest=timedelta(days=1))
    store.close()


def thief(window: Browser, app: Any) -> Browser:
    """Another browser with a copy of the cookie."""
    other = Browser(TestClient(app, base_url=HERE))
    for name, value in window.client.cookies.items():
        other.client.cookies.set(name, value)
    return other


def looks(window: Browser) -> bool:
    """Whether the browser sees a page."""
    return bool(window.get("/claims", follow_redirects=False).status_code == 200)


def test_a_session_ends_after_an_idle_hour(held: SignedInSessions) -> None:
    held.begin("a", "Ada", now=BEGUN)
    assert held.look("a", "Ada", now=BEGUN + timedelta(minutes=59))
    assert held.look("a", "Ada", now=BEGUN + timedelta(minutes=118)), "each page counts"
    assert held.look("a", "Ada", now=BEGUN + timedelta(minutes=179)) is None
    assert held.look("a", "Bea", now=BEGUN) is None and held.look("b", "Ada", now=BEGUN) is None


def test_a_session_ends_a_day_after_the_sign_in_however_busy(held: SignedInSessions) -> None:
    held.begin("a", "Ada", now=BEGUN)
    for half_hours in range(48):
        assert held.look("a", "Ada", now=BEGUN + timedelta(minutes=30 * half_hours)), half_hours
    assert held.look("a", "Ada", now=BEGUN + timedelta(hours=24, minutes=1)) is None


def test_what_is_kept_makes_no_cookie_and_is_forgotten(held: SignedInSessions, tmp_path: Path) -> None:
    held.begin("a-secret-id", "Ada", now=BEGUN)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"a-secret-id" not in kept and b"Ada" in kept
    held.begin("b", "Bea", now=BEGUN + timedelta(days=2))
    assert held.look("a-secret-id", "Ada", now=BEGUN) is None, "what is over is taken out"


def test_a_stolen_cookie_is_good_for_nothing_once_its_owner_signs_out(shared_app: Any) -> None:
    window, other = browser(shared_app), browser(shared_app)
    window.sign_in("editor")
    other.sign_in("editor")
    stolen = thief(window, shared_app)
    assert looks(stolen) and looks(other)
    window.send("/sign-out")
    assert not looks(stolen) and looks(other), "the session alone, not the account's others"


@pytest.mark.parametrize("change", ["password", "role", "removed"])
def test_it_ends_with_what_changes_the_account(shared_app: Any, change: str) -> None:
    window, other = browser(shared_app), browser(shared_app)
    window.sign_in("editor")
    other.sign_in("reader")
    stolen, book = thief(window, shared_app), shared_app.state.desk.accounts
    if change == "removed":
        book.remove("editor", who="test")
    else:
        password, role = (PASSWORD + "!", "editor") if change == "password" else (PASSWORD, "reader")
        book.add("editor", role, password, who="test")
    assert not looks(stolen) and not looks(window) and looks(other)
    if change == "removed":
        book.add("editor", "editor", PASSWORD, who="test")
        assert not looks(stolen), "nor does it come back with an account of that name"


def test_an_old_cookie_does_not_show_protected_names_again(shared_app: Any) -> None:
    window = browser(shared_app)
    window.sign_in("editor")
    window.send("/protected-names", show="yes", then="/")
    assert "Protected names are shown" in window.page("/")
    stolen = thief(window, shared_app)
    window.send("/protected-names", show="no", then="/")
    assert "Protected names are shown" not in stolen.page("/")


def test_signing_in_again_ends_the_session_before(shared_app: Any) -> None:
    window = browser(shared_app)
    window.sign_in("reader")
    stolen = thief(window, shared_app)
    window.sign_in("editor")
    assert not looks(stolen) and looks(window)
