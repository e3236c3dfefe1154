"""The themes and sessions of a day, on the pages of today and of a programme."""

from collections.abc import Iterable, Sequence

from milipol_cli import wording
from milipol_cli.answers.days import SessionSeen, ShowDay
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.programmes import Session
from milipol_cli.pages.parts import Cell, Part, Rows, Style, Table
from milipol_cli.wording.sessions import session_whole, sure
from milipol_cli.wording.sources import Numbers, cited


def programme(
    day: ShowDay, here: Standpoint, numbers: Numbers | None = None
) -> list[list[Part]]:
    """The themes of a day, and its sessions: by half-day, then those without a time.

    Before them stand those that are still on since yesterday.

    `numbers` are those of the sources on a page of `show`, which also tells all that is
    known of a theme, who speaks, and how sure everything is.
    """
    timed = [one for one in day.sessions if one.starts is not None]
    untimed = [one for one in day.sessions if one.starts is None]
    halves = {one.half_day for one in timed if one.half_day is not None}
    themes = [
        theme
        for theme in wording.themes(day)
        if theme.half_day not in halves
        or (numbers is not None and (theme.summary or theme.notes))
    ]
    apart = [theme.title for theme in themes]
    groups: list[list[Part]] = []
    if themes:
        groups.append([Rows(list(_theme_rows(themes, numbers)), wide_label=True)])
    prefix = f"ID {day.seen.edition.id}/"
    for half in (None, "morning", "afternoon"):
        sessions = [one for one in timed if one.half_day == half]
        if sessions:
            groups.append([_timed(sessions, day, here, prefix, numbers, apart)])
            prefix = ""
    if untimed:
        groups.append([_untimed(untimed, day, prefix, numbers)])
    return groups


def _theme_rows(
    themes: Iterable[wording.ThemeWords], numbers: Numbers | None
) -> Iterable[tuple[Cell, ...]]:
    for theme in themes:
        label = "Theme" if theme.half_day is None else theme.half_day.capitalize()
        title, notes = theme.title, [] if theme.note is None else [theme.note]
        if numbers is not None:
            title = cited(sure(title, theme.certainty), theme.sources, numbers)
            notes = [wording.sentence(note) for note in theme.notes]
        yield Cell(label), Cell(title, "strong")
        if theme.summary is not None:
            yield Cell(""), Cell(theme.summary)
        yield from ((Cell(""), Cell(note, "dim")) for note in notes)


def _timed(
    sessions: Sequence[SessionSeen],
    day: ShowDay,
    here: Standpoint,
    prefix: str,
    numbers: Numbers | None,
    apart: Sequence[str],
) -> Table:
    """The sessions of one half-day that have a time, under its theme.

    Where that is one of those told `apart`, only the half-day heads them.
    """
    zone = here.reader_zone
    second = zone if wording.clocks_differ(day.sessions, zone) else None
    zones = [day.seen.zone] if second is None else [day.seen.zone, second]
    cities = [wording.zone_city(zone) for zone in zones]
    half = sessions[0].half_day
    heading = wording.half_heading(day, half)
    of_half = next((t for t in wording.themes(day) if t.half_day == half), None)
    if numbers is not None and of_half is not None:
        if of_half.title in apart:
            heading = heading.partition(":")[0]
        else:
            heading = sure(heading, of_half.certainty)
            heading = cited(heading, of_half.sources, numbers)
    rows = []
    stands = here.moment is not None or any(one.picked for one in day.sessions)
    for one in sessions:
        style = _session_style(one)
        spans = [wording.span(one, zone) for zone in (None, *zones[1:])]
        # Sessions that are on are marked; the others stand as far in.
        spans[0] = f"{'>' if one.phase == 'on' else ' '} {spans[0]}"
        state = wording.standing(one, here.moment)
        label = Cell(
            _told(wording.session_label(one.session, day.themes), one.session, numbers),
            style,
            beside=state if stands else None,
        )
        key = Cell(one.session.id, "dim")
        rows.append((*(Cell(span, style) for span in spans), label, key))
    cities[0] = f"  {cities[0]}"
    headers = (*cities, heading, prefix)
    kind = f"{day.seen.edition.id} on {len(cities)} clocks"
    return Table(headers, rows, wraps=(len(cities),), kind=kind)


def _told(said: str, session: Session, numbers: Numbers | None) -> str:
    """What is said of a session; on a page of `show` all of it, and where it stood."""
    if numbers is None:
        return said
    return cited(session_whole(said, session), session.source, numbers)


def _session_style(one: SessionSeen) -> Style:
    if one.phase == "on":
        return "maybe" if one.may else "on"
    return "dim" if one.phase == "over" else ""


def _untimed(
    sessions: Sequence[SessionSeen],
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
            said = wording.session_label(session, day.themes, whole_speakers=True)
        else:
            label = wording.kind(session)
            said = wording.session_subject(session, day.themes, whole_speakers=True)
        said = _told(said, session, numbers)
        said = f"{said}, {wording.PICKED}" if one.picked else said
        rows.append((Cell(said, label=label), Cell(session.id, "dim")))
    headers = ("Time not published", prefix)
    return Table(headers, rows, wraps=(0,), kind="untimed")
