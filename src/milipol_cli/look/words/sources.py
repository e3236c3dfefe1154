"""Sources in words, the numbers that they are cited by, and how old the data is."""

import contextvars
import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Mapping

from milipol_cli.look.words.dates import day_short
from milipol_cli.network.as_of import AsOf

# The number that each source is cited by, by its id, in the order of the answer.
Numbers = Mapping[str, int]


def cites(keys: Iterable[str], numbers: Numbers) -> str:
    """The numbers of sources: "[2]", "[1] [4-6]"; "" if there are none.

    Three or more numbers in a row are a span.
    """
    cited = sorted({numbers[key] for key in keys if key in numbers})
    # Numbers in a row are all as far from their positions: 4, 5, 6 at 1, 2, 3.
    runs = itertools.groupby(enumerate(cited), lambda item: item[1] - item[0])
    parts: list[str] = []
    for _, items in runs:
        run = [number for _, number in items]
        is_span = len(run) > 2
        parts += [f"[{run[0]}-{run[-1]}]"] if is_span else [f"[{n}]" for n in run]
    return " ".join(parts)


def with_citations(text: str, keys: Iterable[str], numbers: Numbers) -> str:
    """A text with the numbers of its sources, if they have any."""
    cited_numbers = cites(keys, numbers)
    return f"{text} {cited_numbers}" if cited_numbers else text


# Data reviewed longer ago than this has probably missed an announcement.
OLD_DAYS = 90

_has_address = contextvars.ContextVar[Callable[[], bool]]("has_address")


def advise_update(has_address: Callable[[], bool]) -> None:
    """Makes `data_age` advise an update if there is an address to update from.

    `has_address` is called only if the data is old.
    """
    _has_address.set(has_address)


def data_age(reviewed: dt.date | None, as_of: AsOf) -> list[str]:
    """When the data was last reviewed, and what to do if that is long ago."""
    if reviewed is None:
        return []
    line = f"Data reviewed {day_short(reviewed)}"
    days = (as_of.reader_day - reviewed).days
    if days > OLD_DAYS:
        upgrade = "upgrade milipol (git pull, then install it again)"
        line += f", {days} days ago: "
        line += "milipol update" if _has_address.get()() else upgrade
    return [f"{line}."]
