"""Milipol 3.0 and this one use the same files side by side, in both directions."""

import pytest

from conftest import Run

pytestmark = pytest.mark.slow


def test_it_is_a_real_3_0(run_3: Run) -> None:
    assert run_3("--version") == (0, "milipol 3.0.0\n", "")
