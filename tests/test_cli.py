"""Help, misuse and endings of every command."""

from __future__ import annotations

import os
import resource
import subprocess
from pathlib import Path

import click
import pytest
from cli_tools import PYTHON, book, folder, run  # noqa: F401

from oathbook.cli import main

COMMANDS = sorted(main.commands)


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(name: str, flag: str) -> None:
    result = run(name, flag)
    assert result.exit_code == 0
    assert f"    oathbook {name} " in result.stdout or f"    oathbook {name}\n" in result.stdout


def test_commands_are_listed_whole() -> None:
    told = run("--help").stdout
    assert all(f"  {name} " in told for name in COMMANDS)
    assert "..." not in told[told.index("Commands:") :]


def seconds(*command: str) -> float:
    """Processor time of a command, the best of three runs: what it would take on a machine with nothing else to do."""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


@pytest.mark.parametrize("command", [[], ["read"], ["who"]])
def test_help_answers_in_half_a_second(command: list[str]) -> None:
    assert seconds(PYTHON, "-m", "oathbook.cli", *command, "--help") < 0.5


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from oathbook.cli import main\n"
        "try: main(['read', '--help'], prog_name='oathbook')\n"
        "except SystemExit: pass\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'spacy', 'numpy', 'onnxruntime', 'sqlalchemy', 'trafilatura', 'rich', 'jinja2', 'yaml', 'rapidfuzz'}))"
    )
    printed = subprocess.run([PYTHON, "-c", code], check=True, capture_output=True, text=True).stdout
    assert printed.splitlines()[-1] == "[]"


def test_version() -> None:
    assert run("--version").stdout.startswith("oathbook 0.")


TYPES = (
    "pledge, join, leave, form, merge, expel, demand, ally, fight, kill, detain, release, hold, seize, withdraw, base, "
    "strength, lead, belong, truce, support"
)
KEYS = "id, text, html, title, url, published, publisher, authors"


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["clams"], 'there is no command "clams"; did you mean claims?; see `oathbook --help`'),
        (
            ["dance"],
            'there is no command "dance"; there are read, import, reports, claims, show, story, who, under, between, '
            "strength, places, watch, events, actors, disputes, diff, rules, picture, check, reviews, review, "
            "withdraw, restore, desk; see `oathbook --help`",
        ),
        (["--loud"], "oathbook has no option --loud; see `oathbook --help`"),
        (
            ["claims", "--tpye", "x"],
            "oathbook claims has no option --tpye; did you mean --type?; see `oathbook claims --help`",
        ),
        (
            ["claims", "--type", "plege"],
            f'--type: there is no type "plege"; did you mean pledge?; there are {TYPES}; see `oathbook claims --help`',
        ),
        (
            ["claims", "--status", "maybe"],
            '--status: there is no status "maybe"; there are actual, planned, possible, denied; '
            "see `oathbook claims --help`",
        ),
        (
            ["claims", "--since", "yesterday"],
            '--since: "yesterday" is no date; a day is written 2014-12-15, a month 2014-12, a year 2014; '
            "see `oathbook claims --help`",
        ),
        (
            ["claims", "--until", "2014-02-30"],
            '--until: "2014-02-30" is no date; a day is written 2014-12-15, a month 2014-12, a year 2014; '
            "see `oathbook claims --help`",
        ),
        (
            ["who", "X", "--on", "2014-12"],
            '--on: "2014-12" is no day; a day is written 2014-12-15; see `oathbook who --help`',
        ),
        (["who", "X", "--on"], "--on needs a value; see `oathbook who --help`"),
        (["claims", "--json=x"], "--json takes no value; see `oathbook claims --help`"),
        (["show"], "oathbook show needs CLAIM; see `oathbook show --help`"),
        (["read"], "oathbook read needs PATH; see `oathbook read --help`"),
        (["check", "x.txt"], "oathbook check needs --output FILE; see `oathbook check --help`"),
        (["withdraw", "x"], "oathbook withdraw needs --why TEXT; see `oathbook withdraw --help`"),
        (["story", "a", "b"], "got unexpected extra argument (b); see `oathbook story --help`"),
        (
            ["read", "x", "--min-score", "2", "--json"],
            '--min-score: "2" is no score; a score is a number from 0 to 1, as 0.5; see `oathbook read --help`',
        ),
        (
            ["read", "x", "--min-score", "0.5"],
            "--min-score goes with --json: the ledger keeps every claim; see `oathbook read --help`",
        ),
        (
            ["read", "x", "--key", "body=text"],
            f'--key: "body=text" is no key; write FIELD=NAME, as text=body, FIELD one of {KEYS}; '
            "see `oathbook read --help`",
        ),
    ],
)
def test_misuse_is_one_line(folder: Path, args: list[str], line: str) -> None:  # noqa: F811
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"oathbook: {line}\n"


def test_missing_ledger_is_one_line(folder: Path) -> None:  # noqa: F811
    for args in (["reports"], ["claims"], ["story", "X"], ["show", "1"], ["withdraw", "x", "--why", "y"]):
        result = run(*args)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.count("\n") == 1 and "oathbook.sqlite" in result.stderr
    assert list(folder.iterdir()) == []


def test_reader_of_our_output_may_go(book: Path) -> None:  # noqa: F811
    command = f"{PYTHON} -m oathbook.cli claims --json | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_output_to_a_closed_pipe_is_silent(book: Path) -> None:  # noqa: F811
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([PYTHON, "-m", "oathbook.cli", "claims"], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


def test_every_option_has_help() -> None:
    for name, command in main.commands.items():
        for param in command.params:
            assert not isinstance(param, click.Option) or param.help, (name, param.name)
