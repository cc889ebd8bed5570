"""Writes the pages that are made from the program itself: docs/commands.md and docs/equivalents.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from oathbook.lexicon import DATA, load_yaml
from oathbook.records import TYPES

DOCS = Path(__file__).resolve().parent.parent / "docs"
CAMEO = Path(__file__).resolve().parent.parent / "scoring" / "cameo.yaml"
COMMANDS = """# Commands

Written by `make docs` from the commands' own help; a test fails when it is behind. `oathbook COMMAND --help` shows the
same. The settings that stand behind `--ledger` and `--lexicon` are in [settings.md](settings.md), the forms of input
and output in [formats.md](formats.md).
"""
EQUIVALENTS = """# What others call it

Written by `make docs` from `src/oathbook/data/types/*.yaml`. The nearest code for each [claim type](claims.md) in ACLED
(event and sub-event type), UCDP and PLOVER (the successor of CAMEO). Nearest is not equal: these projects code events
that an editor took to have happened, oathbook codes what one report says.
"""
CAMEO_CODES = """## Codes of CAMEO

Written from `scoring/cameo.yaml`, by which [the events part of `make score`](measuring.md#events) reads codes. A code
has its own line or that of its longest beginning (1822 that of 182). An event with such a code should be found as one
of the types; as one of those under "also" it may be.

| code | CAMEO's name | type | also | status |
|---|---|---|---|---|
"""
WIDTH: dict[str, Any] = {"terminal_width": 100, "max_content_width": 100}
PROJECTS = {"acled": "ACLED", "ucdp": "UCDP", "plover": "PLOVER"}


def commands_page() -> str:
    """Every command with its help, as a terminal of 100 columns shows it."""
    from oathbook.cli import main

    assert isinstance(main, click.Group)
    outer = click.Context(main, info_name="oathbook", **{**main.context_settings, **WIDTH})
    return "\n".join([COMMANDS, *command_parts(main, outer)])


def command_parts(group: click.Group, context: click.Context) -> Iterator[str]:
    """A part for each command of a group in the order of the alphabet, those of groups in it after theirs."""
    for name in sorted(group.list_commands(context)):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, parent=context, info_name=name, **WIDTH)
        lines = (line.rstrip() for line in click.unstyle(command.get_help(inner)).strip().splitlines())
        yield f"## {inner.command_path}\n\n```text\n" + "\n".join(lines) + "\n```\n"
        if isinstance(command, click.Group):
            yield from command_parts(command, inner)


def equivalents_page() -> str:
    """One table row a claim type, in the order of the types."""
    rows = [f"| type | {' | '.join(PROJECTS.values())} |", "|---" * (len(PROJECTS) + 1) + "|"]
    for name in TYPES:
        told = load_yaml(DATA / "types" / f"{name}.yaml")["equivalents"]
        cells = []
        for project in PROJECTS:
            code, note = str(told[project]["code"]), told[project].get("note")
            cells.append((code if code != "none" else "–") + (f"<br>{note}" if note else ""))
        rows.append(f"| `{name}` | " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    return EQUIVALENTS + "\n" + "\n".join(rows) + "\n\n" + CAMEO_CODES + "\n".join(cameo_rows()) + "\n"


def cameo_rows() -> list[str]:
    """One table row a code of CAMEO, in the order of the file."""
    rows = []
    for code, told in load_yaml(CAMEO).items():
        types, also = (", ".join(f"`{name}`" for name in told.get(key, ())) or "–" for key in ("types", "also"))
        status = told.get("status") or ("any" if told["types"] else "–")
        rows.append(f"| {code} | {told['says']} | {types} | {also} | {status} |")
    return rows


PAGES = {"commands.md": commands_page, "equivalents.md": equivalents_page}

if __name__ == "__main__":
    for page, text in PAGES.items():
        (DOCS / page).write_text(text(), encoding="utf-8")
