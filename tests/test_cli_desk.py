"""``oathbook desk`` and its accounts: what they print, and what they refuse."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from cli_tools import book, folder, run  # noqa: F401 (fixtures)

pytest.importorskip("fastapi", reason="needs the desk's packages: pip install 'oathbook[desk]'")

from oathbook.views.desk import app as desk_app

PASSWORD = "correct horse battery\n"


@pytest.fixture
def vendored(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if `make vendor` had been run."""
    monkeypatch.setattr(desk_app, "NEEDED", ())


def test_accounts_are_added_listed_and_removed(book: Path) -> None:  # noqa: F811
    added = run("desk", "user", "add", "Ada", "--role", "editor", "--password-stdin", input=PASSWORD)
    assert (added.stdout, added.exit_code) == ("Ada can sign in as editor\n", 0)
    again = run("desk", "user", "add", "Ada", "--role", "reader", "--password-stdin", input=PASSWORD)
    assert again.stdout == "Ada is reader now\n"
    assert re.search(r"^Ada +reader +\d{4}-\d\d-\d\d$", run("desk", "user", "list").stdout, re.MULTILINE)
    assert run("desk", "user", "remove", "Ada").stdout == "Ada is removed\n"
    assert run("desk", "user", "list").stderr == "there are no accounts\n"


def test_the_ledger_can_stand_before_or_after_user(book: Path) -> None:  # noqa: F811
    run(
        "desk", "--ledger", "other.sqlite", "user", "add", "Ada", "--role", "editor", "--password-stdin", input=PASSWORD
    )
    assert "Ada" in run("desk", "user", "list", "--ledger", "other.sqlite").stdout
    assert "Ada" not in run("desk", "user", "list").stdout


def test_the_password_is_asked_for_twice(book: Path) -> None:  # noqa: F811
    asked = run("desk", "user", "add", "Ada", "--role", "editor", input=PASSWORD * 2)
    assert asked.exit_code == 0 and PASSWORD.strip() not in asked.output


@pytest.mark.parametrize(
    ("args", "typed", "says", "status"),
    [
        (("add", "Ada", "--role", "editor"), "short\n",
         "the password has 5 characters; it needs 10 or more, such as four words", 2),
        (("add", "Ada", "--role", "king"), PASSWORD,
         '--role: there is no role "king"; there are reader, reviewer, editor; see `oathbook desk user add --help`', 2),
        (("remove", "Eve"), "", "there is no user 'Eve'; there are none", 1),
    ],
)  # fmt: skip
def test_misuse_is_one_line(book: Path, args: tuple[str, ...], typed: str, says: str, status: int) -> None:  # noqa: F811
    extra = ("--password-stdin",) if args[0] == "add" else ()
    done = run("desk", "user", *args, *extra, input=typed)
    assert (done.stderr, done.exit_code) == (f"oathbook: {says}\n", status)


def test_beyond_this_machine_it_needs_an_account(book: Path, vendored: None) -> None:  # noqa: F811
    done = run("desk", "--host", "0.0.0.0")
    assert (done.stderr, done.exit_code) == (
        "oathbook: --host 0.0.0.0 lets other machines in, and this desk has no accounts; make one first: "
        "oathbook desk user add NAME --role editor\n",
        1,
    )


def test_a_port_that_is_taken(book: Path, vendored: None) -> None:  # noqa: F811
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("desk", "--port", str(port))
    assert done.exit_code == 1
    assert done.stderr.startswith(f"oathbook: 127.0.0.1 port {port} cannot be listened on (")
    assert done.stderr.endswith("; give another --port or --host\n")


def test_scripts_that_are_missing(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(desk_app, "NEEDED", ("vendor/none.js",))
    done = run("desk")
    assert re.fullmatch(
        r"oathbook: the desk's vendor/none.js is missing in \S+; run `make vendor` once, which needs npm\n", done.stderr
    )


def test_packages_that_are_missing(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    for name in [name for name in sys.modules if name.startswith("oathbook.views.desk")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fastapi", None)
    done = run("desk")
    assert done.stderr == (
        "oathbook: the desk needs fastapi, which is not installed; run: pip install 'oathbook[desk]'\n"
    )


def test_it_prints_its_address_and_serves(book: Path) -> None:  # noqa: F811
    program = (
        "from oathbook.views.desk import app; app.NEEDED = ()\n"
        "from oathbook.cli import main; main(['desk', '--port', '0'])"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            found = re.fullmatch(r"the desk of oathbook.sqlite is at (http://127.0.0.1:\d+/)\n", said)
            assert found, said
            with urllib.request.urlopen(found[1], timeout=60) as answer:
                assert b"oathbook" in answer.read()
        finally:
            process.terminate()
