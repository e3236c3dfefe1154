"""What `milipol exhibitors match` gives to programs."""

from milipol_cli.commands.exhibitors.matching.query import Matched, MatchedAccount
from milipol_cli.imports.doubts import DOUBT
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import EXHIBITOR_LIST, NOT_SHOWN, SCHEMA_OF_LISTS, head

MATCHED = Fields[MatchedAccount](
    "company of a file",
    ("account", lambda row: row.account.name, "its name in the file"),
    (
        "match",
        lambda row: row.match,
        "listed or perhaps, on the lists that were asked for; elsewhere, on others;"
        " or none",
    ),
    (
        "reason",
        lambda row: row.reason,
        "name, or same company if only links of names say so, or why it is doubtful:"
        " another country, another name, same website, longer name",
    ),
    (
        "id",
        lambda row: row.listed and row.listed.id,
        "id of its newest entry; of one on other lists, if it is on none of these",
    ),
    ("edition", lambda row: row.listed and row.listed.edition, "id of that edition"),
    ("name", lambda row: row.listed and row.listed.exhibitor.name, "name on that list"),
    (
        "country",
        lambda row: row.listed and row.listed.exhibitor.country_name,
        "name of the country there",
    ),
    ("stands", lambda row: row.listed and row.listed.exhibitor.stand, "stands there"),
    ("halls", lambda row: row.listed and row.listed.exhibitor.hall, "halls there"),
    ("editions", lambda row: row.editions, "number of editions that list the company"),
    brief=("account", "match", "name", "country", "edition", "stands"),
)

RECORD = Fields[Matched](
    "match of a file",
    *head(schema=SCHEMA_OF_LISTS),
    ("source", lambda answer: answer.file, "path of the file"),
    ("accounts", lambda answer: len(answer.imported.exhibitors), "companies in it"),
    ("searched", lambda answer: answer.lists, "number of lists searched"),
    ("lists", lambda answer: EXHIBITOR_LIST.rows(answer.asked), "lists, latest first"),
    (
        "exhibitors",
        lambda answer: MATCHED.rows(answer.rows),
        "companies in the order of the file; one that could be two has two rows",
    ),
    ("doubts", lambda answer: DOUBT.rows(answer.imported.doubts), "what is doubtful"),
    NOT_SHOWN,
    ("unused", lambda answer: answer.imported.unused, "columns that were not used"),
)


def data(answer: Matched) -> Data:
    """The record of the answer; CSV lists the companies."""
    record = RECORD.row(answer)
    return Data(record, MATCHED, record["exhibitors"])
