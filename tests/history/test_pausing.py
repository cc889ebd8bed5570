"""The garbage collector is paused, and goes on as before."""

from __future__ import annotations

import gc

import pytest

from oathbook.history.pausing import uncollected


def test_it_goes_on_after_it_even_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="lost"), uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
        raise ValueError("lost")
    assert gc.isenabled()
