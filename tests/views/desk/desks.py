"""Desks for tests: a filled ledger, a browser that keeps cookies and sends forms as pages do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli_tools import filled
from invented import make_claim, make_report
from starlette.testclient import TestClient

from oathbook.ledger import Ledger
from oathbook.views.desk.accounts import Accounts
from oathbook.views.desk.app import create_app
from oathbook.views.desk.settings import DeskSettings
from oathbook.views.desk.store import Store

HERE = "http://127.0.0.1:8765"
PASSWORD = "correct horse battery"
HELD = "Nasir Bakkour"
"""The name of a protected source in ``protected_report``."""


@dataclass
class Browser:
    """Asks a desk; ``send`` puts the session's token into the form."""

    client: TestClient

    def get(self, path: str, **extra: Any) -> Any:
        """An answer; redirections are followed."""
        return self.client.get(path, **extra)

    def page(self, path: str) -> str:
        """The text of a page that must be there."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:500])
        return str(answer.text)

    def token(self, path: str = "/") -> str:
        """The token that forms on that page carry."""
        found = re.search(r'name="csrf" value="(\w+)"', self.client.get(path).text)
        assert found, path
        return found[1]

    def send(self, path: str, *, on: str = "/", follow: bool = True, files: Any = None, **form: str) -> Any:
        """Send a form of the page ``on``."""
        return self.client.post(path, data={"csrf": self.token(on), **form}, files=files, follow_redirects=follow)

    def sign_in(self, name: str, password: str = PASSWORD) -> Any:
        """Sign in."""
        return self.send("/sign-in", on="/sign-in", follow=False, name=name, password=password)


def browser(app: Any, **extra: Any) -> Browser:
    """A new browser at the desk's own address."""
    return Browser(TestClient(app, base_url=HERE, **extra))


def desk(url: str, **settings: Any) -> Any:
    """A desk whose reading runs in a thread, so that tests can put another reader in."""
    return create_app(url, settings=DeskSettings(worker="thread", owner="Ada", **settings))


def protected_report() -> tuple[Any, list[Any]]:
    """A report with a source who asked not to be named."""
    text = f"{HELD} said the Lions left the Tigers.\n\nThe Lions hold the bridge, {HELD} added.\n"
    report = make_report("talk", text, title="What a source said")
    side = {"source": HELD, "standing": "anonymous"}
    words = f"{HELD} said the Lions left the Tigers"
    return report, [make_claim(report, "leave", start=0, end=len(words), evidence=words, **side)]


def book(path: Path) -> str:
    """A ledger with three reports, one with a protected source."""
    filled(path)
    with Ledger(str(path)) as ledger:
        report, claims = protected_report()
        ledger.append(report, claims, reader="reader-1")
    return str(path)


def add_users(url: str) -> None:
    """One account a role, named by it."""
    store = Store(url)
    for role in ("reader", "reviewer", "editor"):
        Accounts(store).add(role, role, PASSWORD, who="test")
    store.close()
