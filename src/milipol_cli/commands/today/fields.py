"""The JSON and CSV fields of `milipol today`."""

from operator import attrgetter

from milipol_cli.commands.today.query import LatestNews, OtherYear, Today
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import EDITION, SESSION, THEME, head
from milipol_cli.look.pick_fields import PICK
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.sessions import ShowDay

OTHER_YEAR = Fields[OtherYear](
    "other year",
    ("id", lambda entry: entry.edition.id, "id of the edition"),
    ("name", lambda entry: entry.edition.name, "name of the show"),
    ("date", lambda entry: entry.date, "this day in that year"),
    ("day", lambda entry: entry.day, "which day of the edition it was"),
    ("days", lambda entry: entry.days, "number of its days"),
)

LATEST = Fields[LatestNews](
    "latest news",
    ("date", lambda news: news.day, "the day it was known"),
    ("exact", lambda news: news.exact, "false if it may have been known earlier"),
    ("text", lambda news: news.text, "what it says"),
    ("edition", lambda news: news.edition, "id of the edition it is about"),
    ("sources", lambda news: news.source, "ids of the sources"),
)

NEWS = Fields[NewsItem](
    "news of a day",
    ("title", lambda item: item.title, "its title"),
    ("printed", lambda item: item.printed, "the date printed on it"),
    ("describes", lambda item: item.describes, "the day it was written for"),
    ("sources", lambda item: item.source, "ids of the sources"),
)


_EDITION = {field[0]: field for field in EDITION.of_part(attrgetter("edition"))}

DAY = Fields[ShowDay](
    "day at a show",
    *(_EDITION[key] for key in ("id", "show", "name", "number", "start", "end")),
    ("date", lambda day: day.date, "the day at the venue"),
    *(_EDITION[key] for key in ("day", "days", "city", "country", "venue")),
    *(_EDITION[key] for key in ("timezone", "status", "certainty", "sources")),
    ("themes", lambda day: THEME.rows(day.themes), "themes of the day"),
    ("tomorrow_themes", lambda day: THEME.rows(day.tomorrow_themes), "themes tomorrow"),
    ("sessions", lambda day: SESSION.rows(day.sessions), "by time, then without one"),
    ("news", lambda day: NEWS.rows(day.news), "news of the day and newsletters for it"),
    ("notes", lambda day: day.notes, "remarks on the programme"),
    _EDITION["may_be_on"],
)


RECORD = Fields[Today](
    "today",
    *head(),
    ("editions", lambda answer: DAY.rows(answer.days), "the day at shows that are on"),
    ("next", lambda answer: EDITION.rows(answer.next), "the next editions"),
    ("last", lambda answer: EDITION.rows(answer.last), "the last editions"),
    (
        "other_years",
        lambda answer: OTHER_YEAR.rows(answer.other_years),
        "editions whose dates include this day in other years",
    ),
    (
        "latest_news",
        lambda answer: None if answer.latest is None else LATEST.row(answer.latest),
        "the latest news",
    ),
    ("own", lambda answer: PICK.rows(answer.own), "your entries of the day, by time"),
    (
        "picks",
        lambda answer: PICK.rows(answer.picks),
        "the sessions of the day that you picked, and your own entries, in order of time",
    ),
    ("next_pick", lambda answer: answer.next_pick, "id of the one that begins next"),
    (
        "visits",
        lambda answer: PICK.rows(visit for day in answer.days for visit in day.visits),
        "exhibitors that you still want to visit at the shows that are on",
    ),
)


def data(answer: Today) -> Data:
    """The record of the answer; CSV lists the sessions."""
    record = RECORD.row(answer)
    sessions = [row for day in record["editions"] for row in day["sessions"]]
    return Data(record, SESSION, sessions)
