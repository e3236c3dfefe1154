"""The JSON and CSV fields of `milipol upcoming`."""

from typing import Any

from milipol_cli.commands.upcoming.query import Undated, Upcoming
from milipol_cli.look.data import Data, Field, Fields
from milipol_cli.look.fields import EDITION, NOT_SHOWN, head

_EXPECTED: Field[Any] = (
    "expected_year",
    lambda entry: entry.expected_year,
    "year expected from its cycle",
)

UNDATED = Fields[Undated](
    "show without dates",
    ("show", lambda entry: entry.show.id, "id of the show"),
    ("name", lambda entry: entry.name, "its name"),
    ("last", lambda entry: EDITION.row(entry.last), "its last edition"),
    _EXPECTED,
)

RECORD = Fields[Upcoming](
    "upcoming",
    *head(editions=lambda answer: answer.editions),
    ("editions", lambda answer: EDITION.rows(answer.editions), "soonest first"),
    NOT_SHOWN,
    ("undated", lambda answer: UNDATED.rows(answer.undated), "shows without dates"),
)


# The columns of CSV.
_LISTED = Fields[Any]("edition or show without dates", *EDITION.fields, _EXPECTED)


def data(answer: Upcoming) -> Data:
    """The record of the answer; CSV lists the editions, then the undated shows."""
    record = RECORD.row(answer)
    return Data(record, _LISTED, [*record["editions"], *record["undated"]])
