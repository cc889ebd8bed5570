"""Fixtures shared by all tests."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of outside data and gold reports; the test is skipped where it is not there."""
    root = Path(__file__).resolve().parent.parent
    for folder in (os.environ.get("OATHBOOK_SHARED"), root.parent / "shared"):
        if folder and (Path(folder) / "claims" / "score.py").exists():
            return Path(folder)
    pytest.skip("needs the shared data folder (set OATHBOOK_SHARED to it)")
