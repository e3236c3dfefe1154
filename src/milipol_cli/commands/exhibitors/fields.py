"""The JSON and CSV fields of `milipol exhibitors`."""

from collections.abc import Iterable
from operator import attrgetter

from milipol_cli.commands.exhibitors.query import Count, ExhibitorRow, Exhibitors
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import (
    COMPANY,
    EXHIBITOR_LIST,
    NOT_SHOWN,
    SCHEMA_OF_LISTS,
    SUGGESTION,
    head,
)
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.exhibitors import ListedExhibitor


def _ids(records: Iterable[EditionAsOf | ListedExhibitor] | None) -> list[str] | None:
    return None if records is None else [record.id for record in records]


EXHIBITOR = Fields[ExhibitorRow](
    "exhibitor",
    ("id", lambda row: row.listed.id, "id of the exhibitor at the edition"),
    ("edition", lambda row: row.listed.edition, "id of the edition"),
    *COMPANY.of_part(attrgetter("exhibitor")),
    (
        "before",
        lambda row: _ids(row.earlier_editions),
        "ids of earlier editions with the same company; only with `--new` and `--returning`",
    ),
    (
        "since",
        lambda row: _ids(row.later_editions),
        "ids of later editions of all shows with the same company; only with `--gone`",
    ),
    ("there", lambda row: _ids(row.on_other_list), "its ids on the other list"),
    ("perhaps", lambda row: _ids(row.perhaps), "ids of possible matches"),
    brief=("name", "country", "stands", "id"),
)

COUNT = Fields[Count](
    "count of exhibitors",
    ("name", lambda count: count.name, "the country or category; null for none"),
    ("number", lambda count: count.number, "how many of the exhibitors have it"),
    text=lambda count: f"{count.name or 'not given'} {count.number}",
)

RECORD = Fields[Exhibitors](
    "exhibitors",
    *head(schema=SCHEMA_OF_LISTS),
    (
        "edition",
        lambda answer: answer.edition and answer.edition.id,
        "id of the edition whose list is shown, with `--gone` the previous one; null"
        " with `--show`, and if there is no list",
    ),
    ("words", lambda answer: answer.filters.words, "words searched for"),
    (
        "country",
        lambda answer: ", ".join(answer.filters.country) or None,
        "value of `--country`, several separated by commas",
    ),
    (
        "category",
        lambda answer: ", ".join(answer.filters.category) or None,
        "value of `--category`, several separated by commas",
    ),
    (
        "standing",
        lambda answer: answer.filters.comparison,
        "new, returning, gone, also or not_on, if that was asked for",
    ),
    ("lists", lambda answer: EXHIBITOR_LIST.rows(answer.lists), "lists, latest first"),
    ("newest_with", lambda answer: answer.newest_with, "what the last list lacks"),
    (
        "without_categories",
        lambda answer: _ids(answer.lacks.get("category", ())),
        "editions whose lists have no categories, if these are searched",
    ),
    (
        "without_countries",
        lambda answer: _ids(answer.lacks.get("country", ())),
        "editions whose lists have no countries, if these are searched",
    ),
    (
        "instead",
        lambda answer: answer.instead and answer.instead.id,
        "last edition with a list that has what all of these lack",
    ),
    (
        "compared_with",
        lambda answer: answer.other and answer.other.edition.id,
        "edition whose list the exhibitors are compared with",
    ),
    ("found", lambda answer: answer.number_found, "number of exhibitors found"),
    (
        "found_perhaps",
        lambda answer: answer.number_perhaps,
        "number of possible matches under another name, on the other list or for the"
        " words; with `--new` and `--gone`, they are included in `found`",
    ),
    ("by", lambda answer: answer.by, "value of `--by`"),
    (
        "exhibitors",
        lambda answer: EXHIBITOR.rows(answer.rows),
        "by name, without case and accents; empty with `--by`",
    ),
    (
        "perhaps",
        lambda answer: EXHIBITOR.rows(answer.perhaps),
        "exhibitors that were not found, but may be companies that were",
    ),
    ("counts", lambda answer: COUNT.rows(answer.counts), "with `--by`, largest first"),
    NOT_SHOWN,
    (
        "suggestions",
        lambda answer: SUGGESTION.rows(answer.suggestions),
        "words that are not in the list, if nothing is found",
    ),
    (
        "compared_list",
        lambda answer: answer.other and EXHIBITOR_LIST.row(answer.other),
        "the list of the edition of `compared_with`",
    ),
)


def data(answer: Exhibitors) -> Data:
    """The record of the answer; CSV lists the exhibitors, or the counts."""
    record = RECORD.row(answer)
    if answer.by is not None:
        return Data(record, COUNT, record["counts"])
    return Data(record, EXHIBITOR, record["exhibitors"])
