"""The JSON and CSV fields of `milipol exhibitors --fairs`."""

from milipol_cli.commands.exhibitors.at_fairs.query import CompaniesAtFairs, CompanyAtFairs
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import NOT_SHOWN, SUGGESTION, head

COMPANY = Fields[CompanyAtFairs](
    "company at other fairs",
    ("name", lambda row: row.name, "its name on most of these lists"),
    ("country", lambda row: row.country, "its country on most of them"),
    ("country_code", lambda row: row.country_code, "its ISO 3166-1 code"),
    ("fairs", lambda row: row.fairs, "number of fairs with lists that have it"),
    ("lists", lambda row: len(row.lists), "number of these lists"),
    (
        "editions",
        lambda row: [listing.edition for listing in row.lists],
        "ids of their editions, the latest first",
    ),
    ("start", lambda row: row.lists[0].of_year.start, "first day of the latest"),
    ("other_names", lambda row: row.other_names, "its other names on these lists"),
    (
        "sources",
        lambda row: [key for listing in row.lists for key in listing.sources],
        "ids of the sources",
    ),
    brief=("name", "country", "fairs", "lists", "start"),
)

RECORD = Fields[CompaniesAtFairs](
    "companies at other fairs",
    *head(),
    ("words", lambda answer: answer.words, "words searched for"),
    ("found", lambda answer: answer.number, "number of companies, shown or not"),
    ("since", lambda answer: answer.since, "year of the first list"),
    ("fairs", lambda answer: answer.fairs, "number of fairs with lists"),
    ("lists", lambda answer: len(answer.lists), "number of lists searched"),
    (
        "without_categories",
        lambda answer: answer.without_categories,
        "editions whose lists have no categories, so that only names were searched",
    ),
    (
        "companies",
        lambda answer: COMPANY.rows(answer.rows),
        "companies, those at the most fairs first",
    ),
    NOT_SHOWN,
    ("suggestions", lambda answer: SUGGESTION.rows(answer.suggestions), "words that no list has"),
    ("country", lambda answer: answer.country, "countries asked for; empty for all"),
    (
        "without_countries",
        lambda answer: answer.without_countries,
        "editions whose lists have no countries, if countries were asked for",
    ),
    (
        "excluded",
        lambda answer: answer.excluded,
        "companies with the words that by most lists are not from there",
    ),
)


def data(answer: CompaniesAtFairs) -> Data:
    """The record of the answer; CSV lists the companies."""
    record = RECORD.row(answer)
    return Data(record, COMPANY, record["companies"])
