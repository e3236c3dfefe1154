"""The fields of companies and lists of exhibitors in JSON and CSV."""

from milipol_cli.look.data import Fields
from milipol_cli.network.exhibitors import ListAsOf, country_of
from milipol_cli.network.model.exhibitors import Exhibitor

COMPANY = Fields[Exhibitor](
    "entry of a list of exhibitors",
    ("name", lambda entry: entry.name, "name, as the list prints it"),
    ("country", country_of, "name of the country"),
    (
        "country_code",
        lambda entry: entry.country_code,
        "ISO 3166-1 code; null if what the list prints has none",
    ),
    ("website", lambda entry: entry.website, "website, as printed"),
    ("categories", lambda entry: entry.categories, "the organiser's categories"),
    ("stands", lambda entry: entry.stand, "stands, if the list has them"),
    ("halls", lambda entry: entry.hall, "halls, if the list has them"),
    (
        "listed_by",
        lambda entry: entry.listed_by,
        "day of the first copy that has it; null if the first of all has",
    ),
)


EXHIBITOR_LIST = Fields[ListAsOf](
    "list of exhibitors",
    ("edition", lambda listing: listing.edition.id, "id of the edition"),
    (
        "listed",
        lambda known: len(known.exhibitors.exhibitor),
        "length of the list; not a figure of exhibitors",
    ),
    ("copied", lambda listing: listing.exhibitors.copied, "day it was copied"),
    (
        "gone",
        lambda listing: listing.exhibitors.gone,
        "how many more were listed then that are gone since",
    ),
    ("known", lambda listing: listing.exhibitors.day_known, "day it is known on or by"),
    ("page", lambda listing: listing.exhibitors.page, "page it was copied from"),
    ("notes", lambda listing: listing.exhibitors.notes, "remarks"),
    ("sources", lambda listing: listing.exhibitors.source, "ids of the sources"),
)
