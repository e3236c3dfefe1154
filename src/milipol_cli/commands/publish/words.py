"""The words of the pages. Templates have the functions here as filters."""

import datetime as dt
import functools
import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import markupsafe
from markupsafe import Markup

from milipol_cli.commands.news.query import NewsEntry
from milipol_cli.commands.news.words import remarks, text
from milipol_cli.commands.publish.changes import ProgrammeNews
from milipol_cli.commands.publish.contents import FieldChange
from milipol_cli.commands.publish.paths import web_address
from milipol_cli.look.words import dates as date_words
from milipol_cli.look.words.dates import dates_plain, sentence, weekday
from milipol_cli.look.words.editions import change_since, status
from milipol_cli.look.words.figures import figure_number
from milipol_cli.look.words.programme import MORE_SPEAKERS, city_at, offset
from milipol_cli.network.editions import EditionAsOf, dates_before
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.programmes import kind_name, session_name
from milipol_cli.network.model.shows import Figure
from milipol_cli.network.model.sources import Source
from milipol_cli.network.sessions import SessionAsOf

# Scripts whose names keep their own language and direction.
_SCRIPTS = (
    ("ar", "rtl", "\u0600", "\u06ff"),
    ("he", "rtl", "\u0590", "\u05ff"),
    ("zh", "ltr", "\u4e00", "\u9fff"),
)

# What the news begin with in capitals, as terminals show them.
_CAPITALS = re.compile("^(?:MOVED|RENAMED|CANCELLED|POSTPONED|ANNOUNCED AGAIN)")

# A hyphen in a range of days, as "14-17 November".
_RANGE = re.compile(r"(?<=\d)(-| - )(?=\d+ [A-Z])")

# A date in ISO 8601.
_DAY_CHARACTERS = 10

# At most this many changed sessions are listed of an edition and a day.
_MOST_CHANGES = 40

# The number of shows in words.
COUNTED = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}

MEASURES = {
    "visitors": "Visitors",
    "visitor_countries": "Countries of visitors",
    "exhibitors": "Exhibitors",
    "exhibitor_countries": "Countries of exhibitors",
    "countries": "Countries",
    "delegations": "Delegations",
    "delegation_countries": "Countries of delegations",
    "officials": "Officials",
    "journalists": "Journalists",
    "area_m2": "Floor space",
    "deals": "Deals",
}

NEWS_TAGS = {
    "announcement": "Dates",
    "cancellation": "Cancelled",
    "move": "Moved",
    "news": "Report",
    "postponement": "Postponed",
    "rename": "Renamed",
    "result": "Figures",
    "venue": "Place",
}


class Badge(NamedTuple):
    """How certain an edition is: a word, and the class that colours it."""

    word: str
    style: str


def badge(edition: EditionAsOf) -> Badge:
    """How certain an edition is.

    Its dates changed later: "Moved since", off. Over: "Held", held, or "Outcome not
    known", unknown. Called off: "Cancelled", off. On: "On now", on, unless it is only
    tentative. Else its status: "Tentative", tentative.
    """
    word, style = status(edition), str(edition.status)
    if edition.superseded and edition.later is not None:
        word, style = change_since(edition.later), "off"
    elif edition.phase == "over" and not edition.outcome_known:
        style = "unknown"
    elif edition.status in ("cancelled", "postponed"):
        style = "off"
    elif edition.status != "tentative" and edition.is_or_may_be_on:
        word, style = "on now" if word == "on" else word, "on"
    return Badge(capital(word), style)


def capital(text: str) -> str:
    """A text that begins with a capital."""
    return f"{text[:1].upper()}{text[1:]}"


def with_dashes(text: str) -> str:
    """A text with en dashes in ranges of days."""
    return _RANGE.sub(lambda match: match[1].replace("-", "–"), text)


def clock_time(time: dt.datetime) -> str:
    """The time of a day on the clock there: "09:30".

    Pages have thousands, and `strftime` takes ten times as long.
    """
    return f"{time.hour:02}:{time.minute:02}"


def note_sentence(note: str) -> str:
    """A note as a sentence, with en dashes."""
    return with_dashes(sentence(note))


def days(dates: Dates) -> str:
    """Dates in words: "14–17 November 2023", "from 14 April 2026"."""
    return dates_plain(dates).replace("-", "–")


def days_in_year(edition: EditionAsOf) -> str:
    """Dates in a table by years: "14–17 Nov"; "" if only the year is known."""
    if edition.dates.year is not None:
        return ""
    short = date_words.dates_short(edition.dates).replace("-", "–")
    return short.removesuffix(f" {edition.year}")


def weekdays(dates: Dates) -> str:
    """The weekdays of dates: "Tuesday to Friday"; "" if they are not known."""
    if dates.start is None or dates.end is None:
        return ""
    return " to ".join(dict.fromkeys([weekday(dates.start), weekday(dates.end)]))


def dates_before_move(edition: EditionAsOf) -> Dates | None:
    """The dates that an edition had before it was moved last; None if it was not."""
    return next(reversed(dates_before(edition)), None)


def amount(figure: Figure) -> str:
    """The number of a figure, with its unit: "1,100+", "80,000 m²"."""
    unit = " m²" if figure.measure == "area_m2" else ""
    return f"{figure_number(figure)}{unit}"


@functools.cache
def bdi(text: str) -> Markup:
    """A name or a title that keeps its own direction and language."""
    attributes = ""
    if not text.isascii():
        letters = sum(char.isalpha() for char in text)
        for lang, direction, first, last in _SCRIPTS:
            if sum(first <= char <= last for char in text) * 2 > letters:
                attributes = f' lang="{lang}" dir="{direction}"'
    return Markup(f"<bdi{attributes}>{markupsafe.escape(text)}</bdi>")  # noqa: S704  the text is escaped


def names(text: str) -> str | Markup:
    """Names between commas, of which each keeps its own direction and language."""
    if text.isascii():
        return text
    return Markup(", ").join(map(bdi, text.split(", ")))


@functools.cache
def host(address: str) -> str:
    """The host in a web address, with its port if it names one: "milipol.com"."""
    return re.split("[/?#]", address)[2].removeprefix("www.")


@functools.cache
def website(text: str | None) -> str | None:
    """The address of a website, for a link; lists often leave out its beginning."""
    if text is not None and text[:4].lower() == "www.":
        text = f"http://{text}"
    return web_address(text)


def source_date(source: Source) -> str:
    """The day, the month or the year of a source; "" if it has none."""
    if source.date is not None:
        return date_words.day_plain(source.date)
    dates = Dates(month=source.month, year=source.year)
    return "" if dates == Dates() else dates_plain(dates)


def news_text(entry: NewsEntry) -> str:
    """The news in a line, without capitals."""
    line = _CAPITALS.sub(lambda match: match[0].capitalize(), text(entry))
    return with_dashes(capital(line))


def news_more(entry: NewsEntry) -> list[str]:
    """The details of a piece of news, in sentences."""
    lines = [line for line in (entry.summary, *remarks(entry)) if line]
    title = sentence(text(entry))
    return [note_sentence(line) for line in lines if sentence(line) != title]


def brief(row: SessionAsOf, shown: Collection[str]) -> str:
    """A session in a line under its day, whose themes are `shown` there.

    It is called by its title, or else by who speaks first.
    """
    session = row.session
    if session.title and session.title not in shown:
        return session_name(session, None)
    if not session.speaker:
        return kind_name(session)
    others = len(session.speaker) - 1
    more = f" and {others} more" if others else ""
    return f"{kind_name(session)}: {session.speaker[0].name}{more}"


def more_text(row: SessionAsOf) -> str:
    """Who speaks at a session, and its track, as a calendar describes them."""
    session = row.session
    texts = [speaker.in_full for speaker in session.speaker]
    texts += [capital(MORE_SPEAKERS)] if session.more_speakers else []
    texts += [f"Track: {session.track}"] if session.track else []
    return ". ".join(texts)


def change_note(changes: Sequence[FieldChange]) -> str:
    """The changes of a session: "Moved from 10:00, was Room 2 (12 October 2027)"."""
    texts = ", ".join(_change_text(change, is_brief=True) for change in changes)
    day = max(change.day for change in changes)
    return f"{capital(texts)} ({date_words.day_plain(day)})"


def _change_text(change: FieldChange, *, is_brief: bool = False) -> str:
    """A change in words; a brief text leaves out what a page has beside it.

    A state: "cancelled". A time: "moved from 10:00 to 11:00", brief "moved from 10:00".
    A room: "in Room 1, was Room 2", brief "was Room 2"; "now in Room 1" if it had none,
    "no longer in Room 2" if it has none.
    """
    then, now = change.then, change.now
    match change.field:
        case "state":
            return _state_text(then, now)
        case "time":
            return _move_text(then, now, is_brief=is_brief)
        case "room" if then is None or now is None:
            return f"now in {now}" if then is None else f"no longer in {then}"
        case _:
            return f"was {then}" if is_brief else f"in {now}, was {then}"


def _move_text(then: str | None, now: str | None, *, is_brief: bool) -> str:
    """A change of time or day, of which either may be None if it is not known.

    "now on Tue 16 November 2027, 10:00", "no longer on Tue 16 November 2027". On the
    same day: "now at 10:00" if it had no time, or "moved from 10:00 to 11:00". Else
    both have their days.
    """
    if then is None or now is None:
        return f"now on {_time(now)}" if then is None else f"no longer on {_time(then)}"
    is_same_day = then[:_DAY_CHARACTERS] == now[:_DAY_CHARACTERS]
    if is_same_day and "T" not in then:
        return f"now at {_time(now, has_day=False)}"
    end = "" if is_brief else f" to {_time(now, has_day=not is_same_day)}"
    return f"moved from {_time(then, has_day=not is_same_day)}{end}"


def _state_text(then: str | None, now: str | None) -> str:
    if now == "cancelled":
        return "cancelled"
    if now == "absent":
        return "no longer in the programme"
    return "new" if then == "absent" else "takes place again"


def _time(time: str | None, *, has_day: bool = True) -> str:
    """A time of a change: "Tue 16 November 2027, 10:00", or without its day "10:00"."""
    day, _, clock = (time or "").partition("T")
    if not has_day:
        return clock or "no time"
    brief = date_words.day_brief(dt.date.fromisoformat(day))
    return f"{brief}, {clock}" if clock else brief


def number_changed(news: ProgrammeNews) -> str:
    """How many sessions changed: "3 sessions changed"."""
    return f"{date_words.count(len(news.sessions), 'session')} changed"


def programme_lines(news: ProgrammeNews) -> list[str]:
    """The changes of each session, one per line; of many, the first ones."""
    lines = [
        f"{changes[0].title}: {', '.join(map(_change_text, changes))}"
        for changes in news.sessions[:_MOST_CHANGES]
    ]
    more = max(len(news.sessions) - _MOST_CHANGES, 0)
    return lines + date_words.not_shown(more, "session")


def zone_line(edition: EditionAsOf, rows: Iterable[SessionAsOf]) -> str:
    """On which clock the times are: "Times in Paris (UTC+1)."; "" without times."""
    timed = [row.starts for row in rows if row.starts is not None]
    if not timed:
        return ""
    return f"Times in {city_at(edition, edition.zone)} ({offset(timed[0])})."
