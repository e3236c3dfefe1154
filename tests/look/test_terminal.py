"""Tables drawn for a terminal: how columns give way to one another."""

import pytest

from milipol_cli.look.columns import TooNarrow, give_way


@pytest.mark.parametrize(
    ("widths", "leasts", "excess", "yields", "narrowed"),
    [
        ((30, 20), (5, 5), 0, (None, None), (30, 20)),
        ((30, 20), (5, 5), 14, (None, None), (18, 18)),
        ((30, 20), (25, 5), 10, (None, None), (25, 15)),
        ((30, 20), (5, 5), 12, (None, 12), (26, 12)),
        ((30, 20), (5, 18), 12, (None, 12), (20, 18)),
        ((30, 20), (5, 5), 40, (None, 12), (5, 5)),
    ],
)
def test_the_widest_column_gives_way(
    widths: tuple[int, ...],
    leasts: tuple[int, ...],
    excess: int,
    yields: tuple[int | None, ...],
    narrowed: tuple[int, ...],
) -> None:
    """After those that yield, down to what they yield to."""
    left = [*widths]
    give_way(left, leasts, excess, yields)
    assert tuple(left) == narrowed


def test_no_column_gets_narrower_than_its_longest_word() -> None:
    with pytest.raises(TooNarrow):
        give_way([30, 20], [5, 5], 41, [None, 12])
