"""Tables drawn for a terminal: how columns give way to one another."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milipol_cli.look.terminal.widths import TooNarrow, give_way

_COLUMN = st.tuples(
    st.integers(0, 9), st.integers(0, 15), st.none() | st.integers(1, 9)
)


def _one_by_one(
    widths: Sequence[int],
    leasts: Sequence[int],
    excess: int,
    yields: Sequence[int | None],
) -> list[int] | None:
    """The rule as it is meant: the widest gives way, one character at a time."""
    left = list(widths)
    for _ in range(excess):
        able = [at for at in range(len(left)) if left[at] > leasts[at]]
        first = [
            at
            for at, to in enumerate(yields)
            if to is not None and at in able and left[at] > to
        ]
        if not able:
            return None
        left[max(first or able, key=left.__getitem__)] -= 1
    return left


@given(st.lists(_COLUMN, min_size=1, max_size=5), st.integers(0, 60))
def test_the_widest_column_gives_way(
    columns: list[tuple[int, int, int | None]], excess: int
) -> None:
    leasts = [least for least, _, _ in columns]
    widths = [least + more for least, more, _ in columns]
    yields = [to for _, _, to in columns]
    expected = _one_by_one(widths, leasts, excess, yields)
    if expected is None:
        with pytest.raises(TooNarrow):
            give_way(widths, leasts, excess, yields)
    else:
        give_way(widths, leasts, excess, yields)
        assert widths == expected


def test_millions_of_characters_give_way_at_once() -> None:
    """One by one they would take a minute."""
    widths = [40_000_000, 40_000_000, 20]
    give_way(widths, [5, 6, 7], 79_999_940, [])
    assert widths == [30, 30, 20]
