"""The column for times on a clock, in tables of sessions and picks."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from milipol_cli.look.document import Column
from milipol_cli.look.parts import Cell, Style
from milipol_cli.look.words.times import span, span_with_end, start_on

_NARROWEST = len("22:30-00:30")


def time_column(
    city: str,
    clock: ZoneInfo | None,
    style: Callable[[Any], Style],
    sign: Callable[[Any], str],
    *,
    is_shown: Callable[[Any], bool] = lambda _: True,
) -> Column[Any]:
    """The times of rows on the `clock` of a city; without one, on their own clock.

    Only that one has signs. A table leaves out the times that are not shown.
    """

    def cell(row: Any) -> Cell:
        if not is_shown(row):
            return Cell("")
        mark = sign(row) if clock is None else None
        text = span(row, clock)
        return Cell(
            text,
            style(row),
            sign=mark,
            narrow=text.replace(" days", "d").replace(" day", "d"),
            whole=True,
            short=None if clock is None else start_on(row, clock),
        )

    return Column(
        header=city,
        label=f"Time in {city}",
        brief=cell,
        full=lambda row: span_with_end(row, clock),
        yields_to=_NARROWEST,  # on a narrow page "+1d" goes below
        floor=_NARROWEST,
    )
