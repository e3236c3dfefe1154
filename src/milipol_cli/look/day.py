"""The columns of a table of a day: clocks, conflicts and ids, in every command."""

from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from milipol_cli.look.document import Cell, Column, Style
from milipol_cli.look.words.picks import conflict_texts
from milipol_cli.look.words.programme import (
    city_at,
    clocks_differ,
    open_end,
    span,
    start_on,
    zone_city,
)
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.occasions import Occasion

# In a table the conflicts stand below the row.
CONFLICTS = Column[Any](label="Conflict", full=conflict_texts)


def id_column(header: str, prefix: str) -> Column[Any]:
    """The ids, in tables without the part that stands in the header."""
    return Column(
        header=header,
        label="ID",
        brief=lambda row: row.id.removeprefix(prefix),
        full=lambda row: row.id,
        wraps=False,
    )


def time_columns(
    rows: Sequence[Occasion],
    edition: EditionAsOf | None,
    zone: ZoneInfo,
    reader: ZoneInfo | None,
    style: Callable[[Any], Style],
    sign: Callable[[Any], str],
    *,
    is_shown: Callable[[Any], bool] = lambda _: True,
) -> list[Column[Any]]:
    """The times of rows on the clock of a zone, and on the reader's if that differs.

    A table leaves out the times of rows that are not `is_shown`.
    """
    cities: dict[ZoneInfo | None, str] = {None: city_at(edition, zone)}
    if reader is not None and clocks_differ(rows, reader):
        cities[reader] = zone_city(reader)
    return [_time_column(city, clock, style, sign, is_shown) for clock, city in cities.items()]


# A narrower column would break a time.
_NARROWEST = len("22:30-00:30")


def _time_column(
    city: str,
    clock: ZoneInfo | None,
    style: Callable[[Any], Style],
    sign: Callable[[Any], str],
    is_shown: Callable[[Any], bool],
) -> Column[Any]:
    """The times of rows on the `clock` of a city; without one, on their own clock.

    Only the column of their own clock has signs.
    """

    def cell(row: Any) -> Cell:
        """The time of a row on the clock of the column, if it is to be shown."""
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
        full=lambda row: f"{span(row, clock)}{open_end(row)}",
        yields_to=_NARROWEST,  # on a narrow page "+1d" goes below
        floor=_NARROWEST,
    )
