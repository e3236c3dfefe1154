"""The JSON and CSV fields of `milipol exhibitors match --fairs`."""

from milipol_cli.commands.exhibitors.matching.fairs.query import FairOfAccounts, FairsOfAccounts
from milipol_cli.commands.exhibitors.matching.fields import separator
from milipol_cli.imports.doubts import DOUBT
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import NOT_SHOWN, head

FAIR = Fields[FairOfAccounts](
    "fair of companies of a file",
    ("id", lambda row: row.last.edition.show.id, "id of the fair or show"),
    ("name", lambda row: row.last.edition.name, "its name"),
    ("city", lambda row: row.last.edition.show.city or None, "its city"),
    ("edition", lambda row: row.last.edition.id, "id of its last listed edition"),
    ("start", lambda row: row.last.edition.dates.start, "first day of that edition"),
    ("copied", lambda row: row.last.exhibitors.copied, "day the last list was copied"),
    ("lists", lambda row: row.lists, "number of its lists since the year asked for"),
    ("listed", lambda row: row.listed, "companies of the file on the last list"),
    ("perhaps", lambda row: row.perhaps, "companies that may be on it"),
    ("any_year", lambda row: row.any_year, "companies on any of its lists"),
    ("only_there", lambda row: row.only_there, "companies on its lists, and on no other fair's"),
    ("sources", lambda row: row.last.exhibitors.source, "ids of the sources"),
    brief=("name", "listed", "perhaps", "any_year", "only_there", "edition"),
)

RECORD = Fields[FairsOfAccounts](
    "match of a file by fair",
    *head(),
    ("source", lambda answer: answer.file, "path of the file"),
    ("accounts", lambda answer: len(answer.imported.exhibitors), "companies in it"),
    ("since", lambda answer: answer.since, "year of the first lists that count"),
    ("fairs", lambda answer: FAIR.rows(answer.rows), "fairs, most companies first"),
    ("doubts", lambda answer: DOUBT.rows(answer.imported.doubts), "what is doubtful"),
    NOT_SHOWN,
)


def data(answer: FairsOfAccounts) -> Data:
    """The record of the answer; CSV lists the fairs."""
    record = RECORD.row(answer)
    return Data(record, FAIR, record["fairs"], separator(answer.imported))
