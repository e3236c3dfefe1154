"""The lines of `today`, and of the days of a programme."""

from collections.abc import Iterable, Iterator, Sequence

from milipol_cli.answers.agenda import Planned
from milipol_cli.answers.days import SessionSeen, ShowDay, Today
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.plain.coming import edition_lines
from milipol_cli.plain.lines import (
    certainty_line,
    remarks,
    sources_line,
    speaker_lines,
    whole_session,
)
from milipol_cli.wording.dates import day_long
from milipol_cli.wording.days import (
    NO_PROGRAMME,
    ThemeWords,
    announced_for_today,
    clocks,
    date_and_day,
    latest_news,
    news_label,
    newsletter_dates,
    nothing_on,
    other_year,
    other_years_heading,
    themes,
    times_notes,
    today_notes,
    tomorrow,
)
from milipol_cli.wording.editions import (
    named,
    starts,
    status,
    titled_number,
    venue_line,
)
from milipol_cli.wording.sessions import session_label, standing
from milipol_cli.wording.sources import Numbers
from milipol_cli.wording.times import clocks_differ, session_state, span_told, zone_city


def blocks(answer: Today) -> list[list[str]]:
    """The blocks of lines that the answer is told in."""
    found = [block for day in answer.days for block in _show_day(day, answer)]
    if not answer.days:
        found.append([nothing_on(answer)])
        found.append(announced_for_today(answer))
    found += _own(answer.own_beside, answer.standpoint)
    found += [
        [
            f"Next: {named(view)}",
            *edition_lines(view)[1:],
            f"ID: {view.edition.id}",
        ]
        for view in answer.next
    ]
    if not answer.days:
        found += [
            [
                f"Last: {named(view)}",
                *edition_lines(view)[1:3],
                f"Ended: {starts(view)}",
                f"Status: {status(view)}",
                f"ID: {view.edition.id}",
            ]
            for view in answer.last
        ]
        found.append(_other_years(answer))
        if answer.latest is not None:
            date, said = latest_news(answer.latest, spoken=True)
            found.append([f"News: {date}, {said}"])
    found.append(times_notes(answer.days))
    found.append(today_notes(answer, spoken=True))
    return found


def _other_years(answer: Today) -> list[str]:
    if not answer.other_years:
        return []
    head = f"{other_years_heading(answer)}: {len(answer.other_years)}."
    return [
        head,
        *(
            f"{entry.date.year}: {named(entry.seen)}, {other_year(entry)},"
            f" ID {entry.seen.edition.id}"
            for entry in answer.other_years
        ),
    ]


def _show_day(day: ShowDay, answer: Today) -> list[list[str]]:
    here = answer.standpoint
    view = day.seen
    head = [
        f"Show: {titled_number(view)}",
        f"Date: {date_and_day(day)}",
        f"Place: {venue_line(view)}",
    ]
    if here.moment is not None:
        head.append(f"Time: {clocks(day, here)}")
    head.append(f"ID: {view.edition.id}")
    about = [theme_lines(theme) for theme in themes(day)]
    sessions = [session_lines(one, day, answer.standpoint) for one in day.sessions]
    if not day.sessions:
        sessions = [[NO_PROGRAMME]]
    own = answer.own_of(day)
    return [head, *about, *sessions, *_own(own, here), list(_tail(day))]


def _own(own: Sequence[Planned], here: Standpoint) -> Iterator[list[str]]:
    """The entries of the reader's own."""
    if not own:
        return
    from milipol_cli.wording import picks  # noqa: PLC0415  for those who have one

    for one in own:
        state = session_state(one, here.moment, spoken=True)
        yield [
            f"My agenda: {picks.label(one)}",
            f"Time: {picks.clocks(one, here.reader_zone)}",
            *([f"State: {state}"] if state else []),
            f"ID: {one.pick.id}",
        ]


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
    one: SessionSeen, day: ShowDay, here: Standpoint, numbers: Numbers | None = None
) -> list[str]:
    """A session with its times, its speakers and its id.

    `numbers` are those of the sources, in the lines of `show`, which tell all of it.
    """
    session = one.session
    zone = here.reader_zone
    label = session_label(session, day.themes, certainty=numbers is None)
    lines = [f"Session: {label}"]
    if one.starts is None:
        half = f", {one.half_day}" if one.half_day else ""
        lines.append(f"Time: not published{half}")
    else:
        if one.starts.date() != day.date:
            lines.append(f"Day: {day_long(one.starts.date())}")
        there = span_told(one, None)
        lines.append(f"Time in {zone_city(day.seen.zone)}: {there}")
        if zone is not None and clocks_differ(day.sessions, zone):
            lines.append(f"Time in {zone_city(zone)}: {span_told(one, zone)}")
    state = standing(one, here.moment, spoken=True)
    if state:
        lines.append(f"State: {state}")
    lines += [] if session.room is None else [f"Room: {session.room}"]
    lines += speaker_lines(session)
    if numbers is not None:
        lines += whole_session(session, numbers)
    return [*lines, f"ID: {one.id}"]


def _tail(day: ShowDay) -> Iterable[str]:
    for title in tomorrow(day):
        yield f"Tomorrow: {title}"
    for item in day.news:
        yield f"{news_label(item)}: {item.title}, {newsletter_dates(item, day)}"
