"""What the commands of the agenda share: what picks make, and names of several."""

import contextlib
import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Annotated

import typer

from milipol_cli.agenda import query as questions
from milipol_cli.agenda.query import Agenda
from milipol_cli.errors import UnknownId
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.load import Catalog
from milipol_cli.picks.model import Pick

# Rooms further apart than this are no trouble.
CHANGE = "10m"


Change = Annotated[
    str,
    typer.Option(metavar="TIME", help="Less than this between two rooms is tight."),
]


@contextlib.contextmanager
def all_or_none(names: Sequence[str], done: str) -> Iterator[None]:
    """Says that nothing is `done` with several names where one names nothing.

    Raises UnknownId, as what is done within it does.
    """
    try:
        yield
    except UnknownId as error:
        if len(names) == 1:
            raise
        raise UnknownId(f"nothing {done}: {error}") from None


def asked(
    found: Sequence[Pick],
    data: Catalog,
    as_of: AsOf,
    *,
    change: dt.timedelta,
    gap: dt.timedelta,
    whole: Collection[str] = (),
) -> Agenda:
    """The agenda of picks; `change` and `gap` are what it tells of.

    Of the picks in `whole` all is told that does not fit, of others ten of a kind.
    """
    return questions.agenda(
        found,
        data.shows,
        as_of,
        programme=data.programme,
        change=change,
        gap=gap,
        unread=data.is_left_out,
        whole=whole,
    )
