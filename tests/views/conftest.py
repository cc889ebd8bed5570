"""The invented report of ``river`` for the tests of views."""

import pytest
from river import build_claims, build_report

from oathbook.records import Claim, Report


@pytest.fixture
def report() -> Report:
    return build_report()


@pytest.fixture
def claims(report: Report) -> list[Claim]:
    return build_claims(report)
