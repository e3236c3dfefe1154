"""How old the data is, and how to get newer data, in words."""

import contextvars
import datetime as dt
from collections.abc import Callable

from milipol_cli.look.words.dates import day_short
from milipol_cli.network.as_of import AsOf

# Data reviewed longer ago than this has probably missed an announcement.
OLD_DAYS = 90

_has_address = contextvars.ContextVar[Callable[[], bool]]("has_address")


def advise_update(has_address: Callable[[], bool]) -> None:
    """From now on, the advice is an update if an address for that is known.

    `has_address` is called only if there is advice.
    """
    _has_address.set(has_address)


def data_age(reviewed: dt.date | None, as_of: AsOf) -> list[str]:
    """When the data was last reviewed, and what to do if that is long ago."""
    if reviewed is None:
        return []
    line = f"Data reviewed {day_short(reviewed)}"
    days = (as_of.reader_day - reviewed).days
    if days > OLD_DAYS:
        line += f", {days} days ago: {_advice()}"
    return [f"{line}."]


def _advice() -> str:
    if _has_address.get()():
        return "milipol update"
    return "upgrade milipol (git pull, then install it again)"
