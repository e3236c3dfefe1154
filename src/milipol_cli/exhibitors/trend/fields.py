"""What `milipol exhibitors --trend` gives to programs."""

from milipol_cli.exhibitors.fields import COUNT
from milipol_cli.exhibitors.trend.query import COUNTRIES_NAMED, Trend, TrendRow
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import NOT_SHOWN, head
from milipol_cli.network.model.exhibitors import WHOLE_LIST

TREND_ROW = Fields[TrendRow](
    "list in a trend",
    ("edition", lambda row: row.listing.edition.id, "id of the edition"),
    ("show", lambda row: row.listing.edition.show.id, "id of the show"),
    ("copied", lambda row: row.listing.exhibitors.copied, "day the list was copied"),
    (
        "listed",
        lambda row: row.listed,
        "entries of the list, with `--country` of these countries; null if the list has"
        " no countries",
    ),
    (
        "gone",
        lambda row: row.listing.exhibitors.gone,
        "how many more it listed when it was copied",
    ),
    (
        "stayed",
        lambda row: row.stayed,
        "how many of them are of companies on the list before; null if the edition"
        f" directly before has no list, or one of fewer than {WHOLE_LIST} entries",
    ),
    ("stayed_percent", lambda row: row.percent, "their share in percent"),
    ("new", lambda row: row.new, "how many are of other companies"),
    (
        "compared_with",
        lambda row: row.before and row.before.id,
        "id of the edition directly before",
    ),
    (
        "countries",
        lambda row: row.countries,
        "number of countries; null with `--country`, and if the list has none",
    ),
    (
        "most",
        lambda row: COUNT.rows(row.most[:COUNTRIES_NAMED]),
        f"the {COUNTRIES_NAMED} most frequent countries",
    ),
)

RECORD = Fields[Trend](
    "trend of exhibitors",
    *head(),
    (
        "country",
        lambda answer: answer.country,
        "countries of the entries that are counted; empty for all",
    ),
    (
        "editions",
        lambda answer: TREND_ROW.rows(answer.rows),
        "lists by show, the latest first",
    ),
    NOT_SHOWN,
)


def data(answer: Trend) -> Data:
    """The record of the answer; CSV lists the lists."""
    record = RECORD.row(answer)
    return Data(record, TREND_ROW, record["editions"])
