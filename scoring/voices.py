"""Compares the voices that find claims, each alone and all but one (the table in the model's card).

usage: voices.py [--shared DIR] GOLD_DIR ...
"""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from oathbook.claims.triggers import find_triggers
from oathbook.claims.weighing import Voices
from oathbook.reading.candidates import ARGUMENTS
from parts.bench import Bench
from parts.claims import predictions


def _unheard(kind: str) -> Any:
    """``Voices.about`` without the encoder's claim roles or PropBank labels."""
    about = Voices.about

    def stand_in(voices: Voices, type: str, trigger: int, heard: Any, pattern: Any) -> Any:
        left = {k: v for k, v in (heard or {}).items() if (k in ARGUMENTS) != (kind == "PropBank")}
        return about(voices, type, trigger, left or None, pattern)

    return stand_in


SILENT: dict[str, dict[str, Any]] = {
    "patterns alone": {
        "finding.find_triggers": lambda by_pattern, _: find_triggers(by_pattern, ()),
        "climate.Gate.opens": lambda *_: True,
    },
    "model alone": {"finding.find_by_patterns": lambda *_, **__: []},
    "all but PropBank": {"weighing.Voices.about": _unheard("PropBank")},
    "all but the encoder's roles": {"weighing.Voices.about": _unheard("roles")},
    "all but the tree paths": {"paths.Paths.scores": lambda _, __, ___, ____, fillers: np.zeros((len(fillers), 5))},
    "all": {},
}
"""What stands in for a voice that is silent. The judge stays as it is, made on all of them."""


def main() -> None:
    """Prints a row a folder and voice."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    args = parser.parse_args()
    bench = Bench(args.shared)
    print("| data | voice | core F1 | loose F1 | claims |\n|---|---|---|---|---|")
    for folder in args.folders:
        for voice, stand_ins in SILENT.items():
            with ExitStack() as stack:
                for where, stand_in in stand_ins.items():
                    stack.enter_context(patch(f"oathbook.claims.{where}", stand_in))
                found = predictions(bench, folder)
            result = bench.score.score(folder, found)
            row = (folder.name, voice, result["core"]["f1"], result["loose"]["f1"], len(found))
            print("| " + " | ".join(map(str, row)) + " |")


if __name__ == "__main__":
    main()
