"""What `milipol agenda` and `milipol agenda add` share."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

import typer

from milipol_cli.agenda import query
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.load import Catalog
from milipol_cli.picks import conflicts
from milipol_cli.picks.model import Pick

CHANGE = f"{conflicts.CHANGE // dt.timedelta(minutes=1)}m"

Change = Annotated[
    str,
    typer.Option(
        metavar="TIME",
        help="Report less than this between two rooms as a tight change.",
    ),
]


def agenda_of(
    picks: Sequence[Pick],
    data: Catalog,
    as_of: AsOf,
    *,
    change: dt.timedelta,
    gap: dt.timedelta,
) -> query.Agenda:
    """The agenda of these picks; see `query.agenda`."""
    return query.agenda(
        picks,
        data.shows,
        as_of,
        programme=data.programme,
        exhibitors=data.exhibitors,
        change=change,
        gap=gap,
        unread=data.is_left_out,
    )
