"""What `milipol news` gives to programs."""

from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import EDITION, head
from milipol_cli.news.changes import NewsEntry
from milipol_cli.news.query import News
from milipol_cli.news.view import headline, place


def _precision(entry: NewsEntry) -> str:
    if entry.month is not None:
        return "month"
    if not entry.by:
        return "day"
    return "none" if entry.kind == "news" else "by"


ENTRY = Fields[NewsEntry](
    "news item",
    ("date", lambda entry: entry.day, "day it was made known"),
    ("precision", _precision, "how exactly that is known: day, by, month or none"),
    ("kind", lambda entry: entry.kind, "what kind of news it is"),
    ("show", lambda entry: entry.show, "id of the show; null for the whole network"),
    ("edition", lambda entry: entry.edition, "id of the edition"),
    ("text", headline, "what is new, in one line"),
    ("summary", lambda entry: entry.summary, "more about it"),
    ("describes", lambda entry: entry.describes, "day a newsletter was written for"),
    ("old_start", lambda entry: entry.old and entry.old.start, "first day before"),
    ("old_end", lambda entry: entry.old and entry.old.end, "last day before"),
    ("old_month", lambda entry: entry.old and entry.old.month, "month before"),
    ("old_year", lambda entry: entry.old and entry.old.year, "year before"),
    ("new_start", lambda entry: entry.new and entry.new.start, "first day"),
    ("new_end", lambda entry: entry.new and entry.new.end, "last day"),
    ("new_month", lambda entry: entry.new and entry.new.month, "month, if no day"),
    ("new_year", lambda entry: entry.new and entry.new.year, "year, if no month"),
    ("old_place", lambda entry: place(entry.old_venue), "place before"),
    ("new_place", lambda entry: place(entry.venue), "place"),
    ("name", lambda entry: entry.name, "name of the show"),
    ("former_name", lambda entry: entry.former_name, "its name before"),
    ("status", lambda entry: entry.status, "status of the edition"),
    ("certainty", lambda entry: entry.certainty, "stated, planned or inferred"),
    ("sources", lambda entry: entry.source, "ids of the sources"),
)


def _newest_first(answer: News) -> list[NewsEntry]:
    """The dated and the undated news in one list."""
    entries = (*answer.entries, *answer.undated)
    return sorted(entries, key=lambda entry: entry.day, reverse=True)


RECORD = Fields[News](
    "news",
    *head(),
    ("since", lambda answer: answer.since, "day that `--since` names"),
    ("items", lambda answer: ENTRY.rows(_newest_first(answer)), "newest first"),
    (
        "outcome_unknown",
        lambda answer: EDITION.rows(answer.outcome_unknown),
        "past editions of which no source reports whether they took place",
    ),
)


def data(answer: News) -> Data:
    """The record of the answer; CSV lists the items."""
    record = RECORD.row(answer)
    return Data(record, ENTRY, record["items"])
