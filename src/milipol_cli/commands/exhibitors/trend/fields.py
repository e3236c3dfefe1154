"""The JSON and CSV fields of `milipol exhibitors --trend`."""

from milipol_cli.commands.exhibitors.fields import COUNT
from milipol_cli.commands.exhibitors.trend.query import Trend, TrendRow
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import NOT_SHOWN, SCHEMA_OF_LISTS, head
from milipol_cli.network.model.exhibitors import WHOLE_LIST

TREND_ROW = Fields[TrendRow](
    "list in a trend",
    ("edition", lambda row: row.listing.edition.id, "id of the edition"),
    ("show", lambda row: row.listing.edition.show.id, "id of the show"),
    ("copied", lambda row: row.listing.exhibitors.copied, "day the list was copied"),
    ("listed", lambda row: row.listed, "entries counted; null if it has no countries"),
    (
        "dropped",
        lambda row: row.listing.exhibitors.gone,
        "how many more entries were listed then; later copies lack them",
    ),
    (
        "stayed",
        lambda row: row.stayed,
        "how many of them are of companies on the previous edition's list; null if that"
        f" edition has no list, or of a show one of fewer than {WHOLE_LIST} entries",
    ),
    ("stayed_percent", lambda row: row.percent, "their share of this list in percent"),
    ("new", lambda row: row.new, "how many are of other companies"),
    ("compared_with", lambda row: row.before and row.before.id, "edition just before"),
    ("countries", lambda row: row.countries, "how many countries; null if unknown"),
    ("most", lambda row: COUNT.rows(row.most), "most frequent countries"),
    ("gone", lambda row: row.gone, "entries of the previous list that are not on this one"),
    ("gone_percent", lambda row: row.gone_percent, "their share of that list in percent"),
    ("sources", lambda row: row.listing.exhibitors.source, "ids of the sources"),
)

TREND = Fields[Trend](
    "trend of exhibitors",
    *head(schema=SCHEMA_OF_LISTS),
    ("country", lambda answer: answer.country, "countries counted; empty for all"),
    ("editions", lambda answer: TREND_ROW.rows(answer.rows), "by show, latest first"),
    NOT_SHOWN,
)


def data(answer: Trend) -> Data:
    """The record of the answer; CSV has a row for each list."""
    record = TREND.row(answer)
    return Data(record, TREND_ROW, record["editions"])
