"""The themes and sessions of a day, on the pages of today and of a programme."""

from collections.abc import Iterable, Sequence

from milipol_cli.look.parts import Cell, Part, Rows, Table, phase_style
from milipol_cli.look.spans import spans
from milipol_cli.look.words.dates import sentence
from milipol_cli.look.words.programme import (
    ThemeWords,
    half_heading,
    half_theme,
    themes,
)
from milipol_cli.look.words.sessions import (
    PICKED,
    in_room,
    kind,
    session_label,
    session_subject,
    session_whole,
    standing,
    sure,
)
from milipol_cli.look.words.sources import Numbers, cited
from milipol_cli.look.words.times import clocks_differ, zone_city
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.programmes import HalfDay, Session
from milipol_cli.network.programme import ShowDay
from milipol_cli.network.sessions import SessionAsOf


def programme(
    day: ShowDay, as_of: AsOf, numbers: Numbers | None = None
) -> list[list[Part]]:
    """The themes of a day, and its sessions: by half-day, then those without a time.

    Before them stand those that are still on since yesterday.

    `numbers` are those of the sources on a page of `show`, which also tells all that is
    known of a theme, who speaks, and how sure everything is.
    """
    untimed = [one for one in day.sessions if one.starts is None]
    timed: dict[HalfDay | None, list[SessionAsOf]]
    timed = {None: [], "morning": [], "afternoon": []}
    for one in day.sessions:
        if one.starts is not None:
            timed[one.half_day].append(one)
    heads = {half: half_theme(day, half) for half in timed if timed[half]}
    shown = [
        theme
        for theme in themes(day)
        if theme not in heads.values()
        or (numbers is not None and (theme.summary or theme.notes))
    ]
    groups: list[list[Part]] = []
    if shown:
        groups.append([Rows(list(_theme_rows(shown, numbers)), wide_label=True)])
    prefix = f"ID {day.edition.id}/"
    for half, head in heads.items():
        heading = _heading(half, head, numbers, shown)
        groups.append([_timed(timed[half], day, as_of, (heading, prefix), numbers)])
        prefix = ""
    if untimed:
        groups.append([_untimed(untimed, day, prefix, numbers)])
    return groups


def _theme_rows(
    themes: Iterable[ThemeWords], numbers: Numbers | None
) -> Iterable[tuple[Cell, ...]]:
    for theme in themes:
        label = "Theme" if theme.half_day is None else theme.half_day.capitalize()
        title, notes = theme.title, [] if theme.note is None else [theme.note]
        if numbers is not None:
            title = cited(sure(title, theme.certainty), theme.sources, numbers)
            notes = [sentence(note) for note in theme.notes]
        yield Cell(label), Cell(title, "strong")
        if theme.summary is not None:
            yield Cell(""), Cell(theme.summary)
        yield from ((Cell(""), Cell(note, "dim")) for note in notes)


def _timed(
    sessions: Sequence[SessionAsOf],
    day: ShowDay,
    as_of: AsOf,
    headers: tuple[str, str],
    numbers: Numbers | None,
) -> Table:
    """The sessions of one half-day that have a time, under headers for them and ids."""
    zone = as_of.reader_zone
    second = zone if clocks_differ(day.sessions, zone) else None
    zones = [day.edition.zone] if second is None else [day.edition.zone, second]
    cities = [zone_city(zone) for zone in zones]
    rows = []
    stands = as_of.moment is not None or any(one.picked for one in day.sessions)
    for one in sessions:
        style = phase_style(one.phase, estimated=one.estimated)
        times = spans(one, (None, *zones[1:]), style, on=one.phase == "on")
        state = standing(one, as_of.moment)
        said = session_label(one.session, day.themes, certainty=numbers is None)
        said = _told(in_room(said, one.session), one.session, numbers)
        label = Cell(said, style, beside=state if stands else None)
        key = Cell(one.session.id)
        rows.append((*times, label, key))
    alike = f"{day.edition.id} on {len(cities)} clocks"
    return Table((*cities, *headers), rows, wraps=(len(cities),), kind=alike)


def _heading(
    half: HalfDay | None,
    theme: ThemeWords | None,
    numbers: Numbers | None,
    apart: Sequence[ThemeWords],
) -> str:
    """A half-day with its theme, unless that is one of those told `apart`.

    On a page of `show` with how sure that is, and where it stood.
    """
    if theme is None or theme in apart:
        return half_heading(half, None)
    said = half_heading(half, theme)
    if numbers is None:
        return said
    return cited(sure(said, theme.certainty), theme.sources, numbers)


def _told(said: str, session: Session, numbers: Numbers | None) -> str:
    """What is said of a session; on a page of `show` all of it, and where it stood."""
    if numbers is None:
        return said
    return cited(session_whole(said, session), session.source, numbers)


def _untimed(
    sessions: Sequence[SessionAsOf],
    day: ShowDay,
    prefix: str,
    numbers: Numbers | None,
) -> Table:
    """The sessions whose time was not published, by half-day where that is known."""
    by_half = any(one.half_day is not None for one in sessions)
    rows = []
    above = ""
    for one in sessions:
        session = one.session
        if by_half:
            half = (one.half_day or "").capitalize()
            label, above = ("" if half == above else half), half
            say = session_label
        else:
            label, say = kind(session), session_subject
        said = say(session, day.themes, whole_speakers=True, certainty=numbers is None)
        said = _told(in_room(said, session), session, numbers)
        said = f"{said}, {PICKED}" if one.picked else said
        rows.append((Cell(said, label=label), Cell(session.id)))
    headers = ("Time not published", prefix)
    return Table(headers, rows, wraps=(0,), kind="untimed")
