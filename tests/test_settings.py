"""An option wins over the environment, which wins over the default."""

from pathlib import Path

import pytest

from oathbook.errors import OptionError
from oathbook.settings import MOST_WORKERS, ledger_url, lexicon_folder, worker_count


@pytest.mark.parametrize(
    ("option", "environ", "expected"),
    [
        ("a.sqlite", {"OATHBOOK_LEDGER": "b.sqlite"}, "a.sqlite"),
        (None, {"OATHBOOK_LEDGER": "postgresql://me@host/book"}, "postgresql://me@host/book"),
        (None, {"OATHBOOK_LEDGER": ""}, "oathbook.sqlite"),
        (None, {}, "oathbook.sqlite"),
    ],
)
def test_the_ledger(option: str | None, environ: dict[str, str], expected: str) -> None:
    assert ledger_url(option, environ=environ) == expected


def test_the_ledger_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OATHBOOK_LEDGER", "mine.sqlite")
    assert ledger_url() == "mine.sqlite"


def test_the_lexicon_folder(tmp_path: Path) -> None:
    assert lexicon_folder(environ={}) is None
    assert lexicon_folder(str(tmp_path), environ={"OATHBOOK_LEXICON": "/none"}) == tmp_path
    assert lexicon_folder(environ={"OATHBOOK_LEXICON": str(tmp_path)}) == tmp_path
    with pytest.raises(OptionError, match=r"\$OATHBOOK_LEXICON is '/none', which is not a folder; give one with"):
        lexicon_folder(environ={"OATHBOOK_LEXICON": "/none"})
    with pytest.raises(OptionError, match="--lexicon is '/none', which is not a folder"):
        lexicon_folder("/none", environ={})


def test_the_processes_that_read() -> None:
    assert worker_count(5, environ={"OATHBOOK_WORKERS": "3"}) == 5
    assert worker_count(environ={"OATHBOOK_WORKERS": "3"}) == 3
    assert 1 <= worker_count(environ={}) <= MOST_WORKERS
    for wrong in ("0", "two", "-1", "1.5"):
        with pytest.raises(OptionError, match=rf"\$OATHBOOK_WORKERS is '{wrong}'; it is a whole number from 1"):
            worker_count(environ={"OATHBOOK_WORKERS": wrong})
