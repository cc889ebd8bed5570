"""Opening a ledger: what is refused, in which words; migrations; two at once."""

import multiprocessing
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from invented import make_claim, make_report
from sqlalchemy import text

from oathbook.errors import LedgerError
from oathbook.ledger import Ledger, tables


def refusal(url: str | Path, **options: bool) -> str:
    """The one line that opening it says."""
    with pytest.raises(LedgerError) as raised:
        Ledger(str(url), **options)
    said = str(raised.value)
    assert "\n" not in said
    return said


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, this is no ledger.")
    assert refusal(path) == f"{path} is not a ledger: it is no SQLite database; name another file"
    assert path.read_text() == "Dear diary, this is no ledger."


def test_a_damaged_database(tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    assert refusal(path).startswith(f"{path} is not a ledger or is damaged (")


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE birds (name TEXT)")
    connection.close()
    before = path.read_bytes()
    said = refusal(path)
    assert said == f"{path} is a database of something else (it has the table birds); name another one"
    assert path.read_bytes() == before


def test_a_postgresql_database_where_others_have_such_tables(new_url: Callable[[], str]) -> None:
    url = new_url()
    if not url.startswith("postgresql"):
        pytest.skip("of PostgreSQL")
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")
        Ledger(url).close()  # tables of others beside ours are no harm
        url = new_url()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE claims (amount INT)")
    assert "is a database of something else (it has the table claims)" in refusal(url)


def test_a_ledger_of_a_newer_version(url: str) -> None:
    with Ledger(url) as ledger, ledger._engine.begin() as connection:
        connection.execute(text(f"UPDATE {tables.VERSION_TABLE} SET version_num = '9999'"))
    said = refusal(url)
    assert said.endswith(
        f" was made by a newer oathbook (its version is 9999, this one knows {tables.HEAD}); update oathbook"
    )


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    path = tmp_path / "none" / "oathbook.sqlite"
    assert refusal(path) == (
        f"the folder {path.parent} of the ledger {path} does not exist; make it or name another file"
    )


def test_a_folder_given_as_ledger(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path} is a folder; name a file in it, such as {tmp_path / 'oathbook.sqlite'}"


def test_where_there_is_no_ledger_asking_makes_none(url: str) -> None:
    assert "`oathbook read` makes one" in refusal(url, create=False)
    assert "`oathbook read` makes one" in refusal(url, create=False)


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite").touch()
    with Ledger(str(tmp_path / "empty.sqlite")) as ledger:
        assert list(ledger.reports()) == []


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_ledger(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    path = folder / "oathbook.sqlite"
    Ledger(str(path)).close()
    program = (
        "import os, sys\n"
        "from oathbook.errors import LedgerError\n"
        "from oathbook.ledger import Ledger\n"
        "if os.getuid() == 0:\n"  # who may write everything is not stopped by permissions
        "    os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "try: Ledger(sys.argv[1])\n"
        "except LedgerError as error: print(error)\n"
    )
    if os.getuid() == 0:
        for parent in list(folder.parents)[:3]:  # pytest's own, which only their owner may enter
            parent.chmod(parent.stat().st_mode | 0o555)
    path.chmod(0o444 if what == "file" else 0o666)
    folder.chmod(0o777 if what == "file" else 0o555)
    try:
        done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True)
    finally:
        folder.chmod(0o755)
    if "PermissionError" in done.stderr or "ModuleNotFoundError" in done.stderr:
        pytest.skip("another user cannot run this Python")
    assert done.stdout == (
        f"the ledger {path} cannot be written (the file or its folder is read-only); make both writable or copy it\n"
    )


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://user:secret@host/book", "'mysql://user:***@host/book' is not a kind of ledger that oathbook keeps; "),
        ("sqlite://", "'sqlite://' is not a kind of ledger that oathbook keeps; "),
        ("postgresql://host:door/book", "'postgresql://host:door/book' is no ledger URL "),
        ("", "'' names no ledger; give a file or postgresql://"),
        (":memory:", "':memory:' names no ledger; give a file or "),
    ],
)
def test_urls_of_no_ledger(url: str, said: str) -> None:
    assert refusal(url).startswith(said)


def test_a_server_that_does_not_answer() -> None:
    said = refusal("postgresql://me:secret@127.0.0.1:1/book")
    assert said.startswith("the ledger postgresql://me:***@127.0.0.1:1/book cannot be used: ")
    assert "secret" not in said


def test_a_path_and_an_sqlite_url_are_one_ledger(tmp_path: Path) -> None:
    with Ledger(str(tmp_path / "a b%.sqlite")) as ledger:
        ledger.append(make_report(), [], reader="r")
    with Ledger(f"sqlite:///{tmp_path}/a b%.sqlite", create=False) as ledger:
        assert len(list(ledger.reports())) == 1


def test_sqlite_runs_with_a_write_ahead_log(tmp_path: Path) -> None:
    Ledger(str(tmp_path / "book.sqlite")).close()
    connection = sqlite3.connect(tmp_path / "book.sqlite")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_migrations_make_the_tables_that_the_code_asks(url: str) -> None:
    with Ledger(url) as ledger, ledger._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": tables.VERSION_TABLE})
        assert compare_metadata(context, tables.metadata) == []
    scripts = ScriptDirectory(str(Path(tables.__file__).parent / "migrations"))
    assert scripts.get_current_head() == tables.HEAD


def open_and_append(url: str, number: int, barrier: "multiprocessing.synchronize.Barrier") -> None:
    """What each of several processes does at the same moment."""
    barrier.wait(30)
    report = make_report(str(number))
    shared = make_report("shared")
    with Ledger(url) as ledger:
        assert ledger.append(report, [make_claim(report)], reader="r")
        ledger.append(shared, [make_claim(shared)], reader="r")


def test_several_processes_open_a_fresh_ledger_at_once(new_url: Callable[[], str]) -> None:
    spawn = multiprocessing.get_context("spawn")
    for _ in range(2):
        url = new_url()
        barrier = spawn.Barrier(3)
        processes = [spawn.Process(target=open_and_append, args=(url, number, barrier)) for number in range(3)]
        for process in processes:
            process.start()
        for process in processes:
            process.join(60)
        assert [process.exitcode for process in processes] == [0, 0, 0]
        with Ledger(url) as ledger:
            assert sorted(stored.report.name for stored in ledger.reports()) == ["0", "1", "2", "shared"]
            assert len(list(ledger.claims())) == 4
