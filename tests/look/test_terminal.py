"""Tables drawn for a terminal: how columns give way to one another."""

import pytest

from milipol_cli.look.columns import TooNarrow, narrow


@pytest.mark.parametrize(
    ("widths", "leasts", "page", "yields", "narrowed"),
    [
        ((30, 20), (5, 5), 53, (None, None), (30, 20)),
        ((30, 20), (5, 5), 39, (None, None), (18, 18)),
        ((30, 20), (25, 5), 43, (None, None), (25, 15)),
        ((30, 20), (5, 5), 41, (None, 12), (26, 12)),
        ((30, 20), (5, 18), 41, (None, 12), (20, 18)),
        ((30, 20), (5, 5), 13, (None, 12), (5, 5)),
    ],
)
def test_the_widest_column_gives_way(
    widths: tuple[int, ...],
    leasts: tuple[int, ...],
    page: int,
    yields: tuple[int | None, ...],
    narrowed: tuple[int, ...],
) -> None:
    """After those that yield, down to what they yield to."""
    left = [*widths]
    narrow(left, [*zip(leasts, widths, strict=True)], page, yields)
    assert tuple(left) == narrowed


def test_no_column_gets_narrower_than_its_longest_word() -> None:
    with pytest.raises(TooNarrow):
        narrow([30, 20], [(5, 30), (5, 20)], 12, [None, 12])
