"""The JSON and CSV fields of `milipol exhibitors match`."""

from collections.abc import Collection
from operator import itemgetter

from milipol_cli.commands.exhibitors.matching.query import Matched, MatchedAccount
from milipol_cli.imports.doubts import DOUBT
from milipol_cli.imports.exhibitor_list import ImportedList
from milipol_cli.imports.tables import CellValue
from milipol_cli.look.data import Data, Fields, FileText, Row
from milipol_cli.look.fields import EXHIBITOR_LIST, NOT_SHOWN, SCHEMA_OF_LISTS, head
from milipol_cli.look.words.editions import short_title

MATCHED = Fields[MatchedAccount](
    "company of a file",
    ("account", lambda row: row.account.name, "its name in the file"),
    (
        "match",
        lambda row: row.match,
        "listed or perhaps, on the lists that were asked for; elsewhere, on others; or none",
    ),
    (
        "reason",
        lambda row: row.reason,
        "name, or same company if only links of names say so, or why it is doubtful:"
        " another country, country unknown, another website, another name, same"
        " website",
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
    ("editions", lambda row: len(row.editions), "number of editions that list the company"),
    (
        "years",
        lambda row: [*map(short_title, row.editions)],
        "these editions in words, the latest first",
    ),
    ("website", lambda row: row.listed and row.listed.exhibitor.website, "website on that list"),
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
        "companies in the order of the file; one that could be several has several rows",
    ),
    ("doubts", lambda answer: DOUBT.rows(answer.imported.doubts), "what is doubtful"),
    NOT_SHOWN,
    ("unused", lambda answer: answer.imported.unused, "columns that were not used"),
)


def _free_name(name: str, taken: Collection[str]) -> str:
    """The name, with "milipol_" before it as often as the file has that name, too."""
    return _free_name(f"milipol_{name}", taken) if name in taken else name


def _as_written(cell: CellValue) -> CellValue:
    return FileText(cell) if isinstance(cell, str) else cell


def separator(imported: ImportedList) -> str:
    """What is between the cells of a CSV file: as in the reader's file, ";" or ","."""
    return ";" if imported.delimiter == ";" else ","


def data(answer: Matched) -> Data:
    """The record of the answer; CSV has the rows of the file with what was found.

    All columns of the file come first, as they are there. The rows are in the order of
    the file, each once for each answer to its company. One of milipol's columns gets
    another name if the file has a column with its name. A file with semicolons, as
    spreadsheets of some countries read and write it, gets them back.
    """
    record = RECORD.row(answer)
    file_headers = [*map(FileText, answer.imported.headers)]
    # A key for each column of the file; a header that is there twice is no key.
    file_keys = [
        f"column {number}" if header in (*file_headers[:number], *MATCHED.keys) else header
        for number, header in enumerate(file_headers)
    ]
    taken = {header.casefold() for header in file_headers}
    own_headers = [_free_name(key, taken) for key in MATCHED.keys]
    keys = [*file_keys, *MATCHED.keys]
    headers = [*file_headers, *own_headers]
    fields = Fields[Row](
        MATCHED.name,
        *((key, itemgetter(key), header) for key, header in zip(keys, headers, strict=True)),
        brief=MATCHED.brief,
        headers=headers,
    )
    answers_by_company: list[list[Row]] = []
    for match, found in zip(answer.rows, record["exhibitors"], strict=True):
        if match.is_first:
            answers_by_company.append([])
        answers_by_company[-1].append(found)
    rows = [
        Row((*zip(file_keys, map(_as_written, cells), strict=True), *found.items()))
        for company, cells in answer.imported.own_rows
        # With a limit, the last companies have no answer.
        if company < len(answers_by_company)
        for found in answers_by_company[company]
    ]
    return Data(record, fields, rows, separator(answer.imported))
