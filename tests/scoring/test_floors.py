"""No figure is under its floor: the parts of `make score` that are quick enough to run with the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from parts import PARTS

ROOT = Path(__file__).resolve().parents[2]
GATED = [name for name, part in PARTS.items() if part.gated]


@cache
def measured() -> dict[str, Any]:
    """What score.py --gate tells, measured once for all tests, in a process of its own."""
    command = [sys.executable, str(ROOT / "scoring" / "score.py"), "--gate", "--json", "-"]
    path = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, encoding="utf-8", check=False, timeout=600
    )
    assert done.returncode in (0, 1), done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("name", GATED)
def test_figures_hold_their_floors(name: str) -> None:
    told = measured()
    if name in told["skipped"]:
        pytest.skip(f"{name} is not measured: {told['skipped'][name]}")
    assert told["parts"][name]["figures"]
    assert not told["parts"][name]["faults"], "\n".join(["", *told["parts"][name]["faults"]])
