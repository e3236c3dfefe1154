"""The JSON and CSV fields of `milipol news`."""

from milipol_cli.commands.news.query import News, NewsEntry
from milipol_cli.commands.news.words import place_of, text
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import EDITION, NOT_SHOWN, head


def _precision(entry: NewsEntry) -> str:
    if entry.month is not None:
        return "month"
    if entry.is_undated:
        return "none"
    return "by" if entry.by else "day"


ENTRY = Fields[NewsEntry](
    "news item",
    ("date", lambda entry: entry.day, "day it became known"),
    (
        "precision",
        _precision,
        "day; by (the latest possible day), month (the last day of it), none (undated)",
    ),
    (
        "kind",
        lambda entry: entry.kind,
        "announcement, move, venue, rename, cancellation, postponement, result or news",
    ),
    ("show", lambda entry: entry.show, "id of the show; null for the whole network"),
    ("edition", lambda entry: entry.edition, "id of the edition, if it is about one"),
    ("text", text, "what is new, in one line"),
    ("summary", lambda entry: entry.summary, "what is new, in a sentence"),
    ("describes", lambda entry: entry.describes, "day a newsletter was written for"),
    ("old_start", lambda entry: entry.old and entry.old.start, "before a move: start"),
    ("old_end", lambda entry: entry.old and entry.old.end, "before a move: end"),
    ("old_month", lambda entry: entry.old and entry.old.month, "before a move: month"),
    ("old_year", lambda entry: entry.old and entry.old.year, "before a move: year"),
    ("new_start", lambda entry: entry.new and entry.new.start, "first day"),
    ("new_end", lambda entry: entry.new and entry.new.end, "last day"),
    ("new_month", lambda entry: entry.new and entry.new.month, "month, if no day"),
    ("new_year", lambda entry: entry.new and entry.new.year, "year, if no month"),
    ("old_place", lambda entry: place_of(entry.old_venue), "hall and city before"),
    ("new_place", lambda entry: place_of(entry.venue), "hall and city"),
    ("name", lambda entry: entry.name, "name of the show"),
    ("former_name", lambda entry: entry.former_name, "its name before a change"),
    ("status", lambda entry: entry.status, "its status; null for results and news"),
    ("certainty", lambda entry: entry.certainty, "stated, planned or inferred"),
    ("sources", lambda entry: entry.source, "ids of the sources"),
    ("found_later", lambda entry: entry.is_found_later, "old figures; they come last"),
    ("id", lambda entry: entry.id, "its id, also in the feed; `milipol show` takes it"),
    ("added", lambda entry: entry.added, "day the data got it; see `--added`"),
    brief=("date", "edition", "kind", "text"),
)


RECORD = Fields[News](
    "news",
    *head(),
    ("since", lambda answer: answer.since, "day given with `--since`"),
    ("items", lambda answer: ENTRY.rows(answer.newest_first), "newest first"),
    NOT_SHOWN,
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
