"""Programmes in words: themes, sessions with who speaks, and times on a clock."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, get_args
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.look.words.dates import OPEN_END, count, day_plain, minutes, sentence
from milipol_cli.network.model.programmes import DayTheme, Session
from milipol_cli.network.model.record import Certainty
from milipol_cli.network.model.shows import OwnShow
from milipol_cli.network.occasions import takes_no_time, utc
from milipol_cli.network.titles import session_title

if TYPE_CHECKING:
    from milipol_cli.network.as_of import AsOf
    from milipol_cli.network.editions import EditionAsOf
    from milipol_cli.network.occasions import Occasion
    from milipol_cli.network.sessions import ShowDay


NO_PROGRAMME = "No programme is known for this day."
PICKED = "picked"
CANCELLED = "cancelled"
MORE_SPEAKERS = "others took part, names not found"


def themes(day: "ShowDay") -> list[DayTheme]:
    """The themes of a day, each title once."""
    titled: dict[str, list[DayTheme]] = {}
    for theme in day.themes:
        titled.setdefault(theme.title, []).append(theme)
    return [_merged_theme(same) for same in titled.values()]


def _merged_theme(same: Sequence[DayTheme]) -> DayTheme:
    """Themes that share their title as one, as certain as the most certain of them.

    Remarks on a less certain half-day begin with its name.
    """
    if len(same) == 1:
        return same[0]
    certainty = min((theme.certainty for theme in same), key=get_args(Certainty).index)
    summaries = [*dict.fromkeys(theme.summary for theme in same if theme.summary)]
    if len(summaries) > 1:  # one after the other, each with a full stop
        summaries = [*map(sentence, summaries)]
    notes = []
    for theme in same:
        half = None if theme.certainty == certainty else theme.half_day
        notes += [f"{half}: {note}" if half else note for note in theme.notes]
    return msgspec.structs.replace(
        same[0],
        half_day=None,
        summary=" ".join(summaries) or None,
        certainty=certainty,
        notes=tuple(dict.fromkeys(notes)),
        source=tuple(source_id for theme in same for source_id in theme.source),
    )


def programmes_known(editions: Iterable["EditionAsOf"], as_of: "AsOf") -> list[str]:
    """The note as of which day programmes are known, if the answer looks back.

    Of several shows, the day is that of the latest review.
    """
    reviews = {
        edition.id: edition.show.reviewed
        for edition in editions
        if as_of.looks_back(edition.show.reviewed)
    }
    if not reviews:
        return []
    programmes = "Programme" if len(reviews) == 1 else "Programmes"
    return [f"{programmes} as of {day_plain(max(reviews.values()))}."]


def times_notes(days: Sequence["ShowDay"]) -> list[str]:
    """A line for each day with times: that an end is open, if one is, then its notes.

    Equal lines are there once.
    """
    notes = []
    for day in days:
        timed = [session for session in day.sessions if session.starts is not None]
        if timed:
            has_open_end = any(session.ends is None for session in timed)
            remarks = [OPEN_END] * has_open_end + [*map(sentence, day.notes)]
            notes.append(" ".join(remarks))
    return [*filter(None, dict.fromkeys(notes))]


def is_inferred_alone(session: Session, themes: Sequence[DayTheme]) -> bool:
    """Whether a session is inferred and the themes of its day are not."""
    themes_inferred = any(
        theme.certainty == "inferred" and theme.half_day is None for theme in themes
    )
    return session.certainty == "inferred" and not themes_inferred


def title_of(row: "Occasion", themes: Sequence[DayTheme]) -> str:
    """The title of a session, and "inferred" if it is, but not the day's themes."""
    assert row.session is not None
    title = session_title(row.session, row.theme)
    return f"{title}, inferred" if is_inferred_alone(row.session, themes) else title


def label_with_room(label: str, session: Session) -> str:
    """The label of a session with its room, if that is known."""
    return label if session.room is None else f"{label}, {session.room}"


def with_certainty(text: str, certainty: Certainty) -> str:
    """A text with its certainty, unless it was stated."""
    return text if certainty == "stated" else f"{text}, {certainty}"


def add_picked(state: str, *, is_picked: bool) -> str:
    """A state behind "picked", if that is so: "picked, next, in 10 min"."""
    return ", ".join(filter(None, [PICKED if is_picked else "", state]))


def zone_city(zone: ZoneInfo) -> str:
    """The city a zone is named after: "Buenos Aires"."""
    return zone.key.rpartition("/")[2].replace("_", " ")


# A longer name would leave a table no room for the titles.
_LONGEST_CITY = 20


def city_at(edition: "EditionAsOf | None", zone: ZoneInfo) -> str:
    """The city that the clock of an edition is named after: the city of its zone.

    A show of the reader's own may be elsewhere in the zone: its city comes first.
    """
    if edition is None or zone != edition.zone or not isinstance(edition.show, OwnShow):
        return zone_city(zone)
    venue = edition.venue
    city = edition.show.city if venue is None else venue.city
    return city if city and len(city) <= _LONGEST_CITY else zone_city(zone)


def offset(moment: dt.datetime) -> str:
    """The offset of an aware time: "UTC+1", "UTC+5:30", "UTC"."""
    span = moment.utcoffset() or dt.timedelta()
    if not span:
        return "UTC"
    total = abs(int(span.total_seconds())) // 60
    sign = "-" if span < dt.timedelta() else "+"
    hours, rest = divmod(total, 60)
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}"


def clock(moment: dt.datetime, zone: ZoneInfo, edition: "EditionAsOf | None" = None) -> str:
    """An aware time on the clock of a zone, at an edition: "10:20 Paris (UTC+1)"."""
    there = moment.astimezone(zone)
    city = city_at(edition, zone)
    if city == offset(there):
        return f"{there:%H:%M} {city}"
    return f"{there:%H:%M} {city} ({offset(there)})"


def same_offset(moment: dt.datetime, zone: ZoneInfo, other: ZoneInfo) -> bool:
    """Whether the clocks of two zones agree at a moment."""
    return moment.astimezone(zone).utcoffset() == moment.astimezone(other).utcoffset()


def time_between(earlier: dt.datetime, later: dt.datetime) -> dt.timedelta:
    """The time between two moments, even if the clocks change in between."""
    return utc(later) - utc(earlier)


def clocks_differ(sessions: "Iterable[Occasion]", zone: ZoneInfo) -> bool:
    """Whether any of the sessions starts at another time on the clock of a zone."""
    return any(
        session.starts.astimezone(zone).utcoffset() != session.starts.utcoffset()
        for session in sessions
        if session.starts is not None
    )


def days_off(days: int) -> str:
    """The days between two dates, to follow a time: " +1 day", "" for none."""
    if days == 0:
        return ""
    return f" {days:+} {'day' if abs(days) == 1 else 'days'}"


def span(session: "Occasion", zone: ZoneInfo | None) -> str:
    """The time of a session: "10:00-10:30", "from 11:00", "22:30-00:30 +1 day".

    It is on the clock of the zone, or without a zone on that of the venue; "18:00"
    alone if the session takes no time. "+1 day" is added if the date of its end, or of
    its start, differs from the date of its start at the venue.
    """
    assert session.starts is not None  # only sessions with a time have a span
    starts = session.starts if zone is None else session.starts.astimezone(zone)
    # `isoformat` takes a tenth of the time of `strftime`, which counts on full days.
    last, text = starts, starts.time().isoformat("minutes")
    if session.ends is None:
        text = f"from {text}"
    elif not takes_no_time(session.starts, session.ends):
        last = session.ends if zone is None else session.ends.astimezone(zone)
        text = f"{text}-{last.time().isoformat('minutes')}"
    date = session.starts.date()
    days = (last.date() - date).days or (starts.date() - date).days
    return f"{text}{days_off(days)}"


def start_on(session: "Occasion", zone: ZoneInfo) -> str:
    """The start of a session on the clock of a zone: "17:00", "03:00 +1 day"."""
    assert session.starts is not None  # as for its span
    starts = session.starts.astimezone(zone)
    return f"{starts:%H:%M}{days_off((starts.date() - session.starts.date()).days)}"


def open_end(session: "Occasion") -> str:
    """The remark after the time of a session: ", end not published", or nothing."""
    return "" if session.ends is not None else ", end not published"


def session_state(session: "Occasion", now: dt.datetime | None) -> str:
    """The state of a session: "on, 10 min left", "next, in 10 min", "over".

    With an unknown end: "may be on, 10 min in", "may be over". "" if it has no time, or
    if the answer is as of a day.
    """
    if now is None or session.starts is None or session.phase is None:
        return ""
    if session.phase == "upcoming":
        today = now.astimezone(session.starts.tzinfo).date()  # at the venue
        days = (session.starts.date() - today).days
        until = count(days, "day") if days > 1 else _up_to(time_between(now, session.starts))
        return f"next, in {until}" if session.next else f"in {until}"
    if session.phase == "over":
        return "may be over" if session.estimated else "over"
    if session.ends is None:
        return f"may be on, {minutes(time_between(session.starts, now))} in"
    return f"on, {_up_to(time_between(now, session.ends))} left"


def _up_to(span: dt.timedelta) -> str:
    """A span, rounded up to a whole minute."""
    return minutes(span + dt.timedelta(minutes=1, microseconds=-1))
