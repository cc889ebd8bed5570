"""Fixtures of the desk's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_tools import folder, reader  # noqa: F401 (fixtures)
from desks import Browser, add_users, book, browser, desk

pytest.importorskip("fastapi", reason="needs the desk's packages: pip install 'oathbook[desk]'")


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages wait for their answer, however busy the machine that runs the tests is."""
    from oathbook.views.desk import finding, histories

    monkeypatch.setattr(histories, "PATIENCE", 120.0)
    monkeypatch.setattr(finding, "PATIENCE", 120.0)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A filled ledger."""
    return book(tmp_path / "book.sqlite")


@pytest.fixture
def app(url: str) -> Iterator[Any]:
    """The desk of one person at her own machine."""
    made = desk(url)
    yield made
    made.state.desk.close()


@pytest.fixture
def ada(app: Any) -> Browser:
    """Her browser."""
    return browser(app)


@pytest.fixture
def shared_app(url: str) -> Iterator[Any]:
    """A desk with an account of each role."""
    add_users(url)
    made = desk(url)
    yield made
    made.state.desk.close()
