"""The JSON and CSV fields of `milipol exhibitors fairs`."""

from milipol_cli.commands.exhibitors.fairs.query import FairRow, Fairs
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import NOT_SHOWN, head

FAIR = Fields[FairRow](
    "other fair",
    ("id", lambda row: row.last.edition.show.id, "id of the fair"),
    ("name", lambda row: row.last.edition.show.name, "its name"),
    ("city", lambda row: row.last.edition.show.city or None, "its city"),
    ("edition", lambda row: row.last.edition.id, "id of its last listed edition"),
    ("start", lambda row: row.last.edition.dates.start, "first day of that edition"),
    ("copied", lambda row: row.last.exhibitors.copied, "day the last list was copied"),
    ("listed", lambda row: len(row.last.exhibitors.exhibitor), "length of that list"),
    (
        "in_common",
        lambda row: row.in_common,
        "how many of these are of companies at the newest Milipol Paris",
    ),
    ("percent", lambda row: row.percent, "their share of the list in percent"),
    ("lists", lambda row: len(row.lists), "number of lists of the fair"),
    ("sources", lambda row: row.last.exhibitors.source, "ids of the sources"),
    (
        "editions",
        lambda row: [listing.edition.id for listing in row.lists],
        "ids of the editions with lists, the latest first",
    ),
)

RECORD = Fields[Fairs](
    "other fairs",
    *head(),
    (
        "compared_with",
        lambda answer: answer.paris and answer.paris.id,
        "the newest edition of Milipol Paris with a list",
    ),
    ("number", lambda answer: answer.fairs, "number of fairs"),
    ("lists", lambda answer: answer.lists, "number of lists"),
    ("fairs", lambda answer: FAIR.rows(answer.rows), "fairs, most in common first"),
    NOT_SHOWN,
)


def data(answer: Fairs) -> Data:
    """The record of the answer; CSV lists the fairs."""
    record = RECORD.row(answer)
    return Data(record, FAIR, record["fairs"])
