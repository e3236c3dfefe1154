"""The plain lines of themes and sessions."""

from milipol_cli.look.plain_lines import (
    certainty_line,
    remarks,
    sources_line,
    speaker_lines,
    whole_session,
)
from milipol_cli.look.words.dates import day_long
from milipol_cli.look.words.programme import ThemeWords
from milipol_cli.look.words.sessions import session_label, standing
from milipol_cli.look.words.sources import Numbers
from milipol_cli.look.words.times import clocks_differ, span_told, zone_city
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.programme import ShowDay
from milipol_cli.network.sessions import SessionAsOf


def theme_lines(theme: ThemeWords, numbers: Numbers | None = None) -> list[str]:
    """A theme, its summary, and why it is only inferred.

    `numbers` are those of the sources, in the lines of `show`, which tell all of it.
    """
    half = theme.half_day
    label = "Theme" if half is None else f"{half.capitalize()} theme"
    lines = [f"{label}: {theme.title}"]
    if theme.summary is not None:
        lines.append(f"Summary: {theme.summary}")
    if numbers is None:
        return lines if theme.note is None else [*lines, f"Note: {theme.note}"]
    lines += certainty_line(theme.certainty)
    lines += remarks("Note: ", theme.notes)
    return [*lines, *sources_line(theme.sources, numbers)]


def session_lines(
    one: SessionAsOf, day: ShowDay, as_of: AsOf, numbers: Numbers | None = None
) -> list[str]:
    """A session with its times, its speakers and its id.

    `numbers` are those of the sources, in the lines of `show`, which tell all of it.
    """
    session = one.session
    zone = as_of.reader_zone
    label = session_label(session, day.themes, certainty=numbers is None)
    lines = [f"Session: {label}"]
    if one.starts is None:
        half = f", {one.half_day}" if one.half_day else ""
        lines.append(f"Time: not published{half}")
    else:
        if one.starts.date() != day.date:
            lines.append(f"Day: {day_long(one.starts.date())}")
        there = span_told(one, None)
        lines.append(f"Time in {zone_city(day.edition.zone)}: {there}")
        if zone is not None and clocks_differ(day.sessions, zone):
            lines.append(f"Time in {zone_city(zone)}: {span_told(one, zone)}")
    state = standing(one, as_of.moment, spoken=True)
    if state:
        lines.append(f"State: {state}")
    lines += [] if session.room is None else [f"Room: {session.room}"]
    lines += speaker_lines(session)
    if numbers is not None:
        lines += whole_session(session, numbers)
    return [*lines, f"ID: {one.id}"]
