"""The page of `today`, and of the days of a programme."""

from collections.abc import Iterable, Sequence

from milipol_cli import wording
from milipol_cli.answers.agenda import Planned
from milipol_cli.answers.days import OtherYear, SessionSeen, ShowDay, Today
from milipol_cli.answers.editions import Seen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.programmes import Session
from milipol_cli.pages.parts import (
    Cell,
    Line,
    Notes,
    Part,
    Rows,
    Style,
    Table,
    Title,
    beside,
    notes,
    state_style,
)
from milipol_cli.wording.sessions import session_whole, sure
from milipol_cli.wording.sources import Numbers, cited


def today(answer: Today) -> list[list[Part]]:
    """The groups of `today`: each show that is on, or what comes instead."""
    if not answer.days:
        return _nothing_on(answer)
    groups = [group for day in answer.days for group in _show_day(day, answer)]
    following: list[Part] = []
    if answer.next:
        rows = beside("Next", _without_empty([_to_come(v) for v in answer.next]))
        following.append(Rows(rows, ids=True, wide_label=True))
    told = wording.today_notes(answer)
    if told:
        following.append(Notes(told, inset=True))
    own: list[Part] = []
    if answer.own:
        own.append(_own(answer.own, answer.standpoint))
    return [*groups, own, following, notes(wording.times_notes(answer.days))]


def _nothing_on(answer: Today) -> list[list[Part]]:
    announced = wording.announced_for_today(answer)
    head: list[Part] = [Title(Cell(wording.nothing_on(answer)))]
    head += [Line(Cell(f" {said}", "maybe")) for said in announced]
    groups = [head]
    if answer.own:
        groups.append([_own(answer.own, answer.standpoint)])
    rows = beside("Next", map(_around, answer.next))
    rows += beside("Last", map(_around, answer.last))
    if rows:
        groups.append([Rows(rows)])
    if answer.other_years:
        years = Rows([_other_year(entry) for entry in answer.other_years], ids=True)
        groups.append([Line(Cell(f" {wording.other_years_heading(answer)}")), years])
    if answer.latest is not None:
        date, said = wording.latest_news(answer.latest)
        groups.append([Rows([(Cell("News"), Cell(date), Cell(said))])])
    return [*groups, notes(wording.today_notes(answer))]


def _to_come(view: Seen) -> tuple[Cell, ...]:
    """A show to come, under one that is on: the date first."""
    announced = view.status == "announced"
    return (
        Cell(wording.dates_short(view.dates)),
        Cell(wording.named(view)),
        Cell(wording.place(view)),
        Cell(wording.starts(view)),
        Cell("" if announced else wording.status(view), state_style(view)),
        Cell(view.edition.id, "dim"),
    )


def _without_empty(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Rows without the columns that none of them fills."""
    columns = [
        column
        for column in zip(*rows, strict=True)
        if any(cell.text for cell in column)
    ]
    return list(zip(*columns, strict=True))


def _around(view: Seen) -> tuple[Cell, ...]:
    """A show to come or gone by, where none is on: the show first, and no id.

    With ids the rows would be wider than a page; `upcoming` and `show` have them.
    """
    date, name, where, when, _, _ = _to_come(view)
    return name, date, where, when, Cell(wording.status(view), state_style(view))


def _other_year(entry: OtherYear) -> tuple[Cell, ...]:
    return (
        Cell(str(entry.date.year)),
        Cell(wording.named(entry.seen)),
        Cell(wording.other_year(entry)),
        Cell(entry.seen.edition.id, "dim"),
    )


def _show_day(day: ShowDay, answer: Today) -> list[list[Part]]:
    here = answer.standpoint
    view = day.seen
    clocks = None if here.moment is None else Cell(wording.clocks(day, here))
    head: list[Part] = [
        Title(
            Cell(wording.titled_number(view), "on"),
            Cell(wording.date_and_day(day)),
        ),
        Line(Cell(wording.venue_line(view)), clocks),
    ]
    groups = [head, *programme(day, here)]
    if not day.sessions:
        key = Cell(f"ID {view.edition.id}", "dim")
        groups.append([Line(Cell(f" {wording.NO_PROGRAMME}"), key)])
    if day.own:
        groups.append([_own(day.own, here)])
    tail = beside("Tomorrow", ((Cell(said),) for said in wording.tomorrow(day)))
    for item in day.news:
        dates = Cell(wording.newsletter_dates(item, day), "dim")
        label = "News" if item.describes is None else "Newsletter"
        tail += beside(label, [(Cell(item.title),), (dates,)])
    if tail:
        groups.append([Rows(tail, wide_label=True)])
    return groups


def _own(own: Sequence[Planned], here: Standpoint) -> Rows:
    """The entries of the reader's own, under the programme or where nothing is on."""
    from milipol_cli.wording import picks  # noqa: PLC0415  for those who have one

    rows: list[tuple[Cell, ...]] = [
        (
            Cell(picks.clocks(one, here.reader_zone)),
            Cell(picks.label(one)),
            Cell(wording.session_state(one, here.moment)),
            Cell(one.pick.id, "dim"),
        )
        for one in own
    ]
    if not any(row[2].text for row in rows):
        rows = [(when, what, key) for when, what, _, key in rows]
    return Rows(beside("My agenda", rows), ids=True, wide_label=True)


def programme(
    day: ShowDay, here: Standpoint, numbers: Numbers | None = None
) -> list[list[Part]]:
    """The themes of a day, and its sessions: by half-day, then those without a time.

    `numbers` are those of the sources on a page of `show`, which also tells all that is
    known of a theme, who speaks, and how sure everything is.
    """
    timed = [one for one in day.sessions if one.starts is not None]
    untimed = [one for one in day.sessions if one.starts is None]
    halves = {one.half_day for one in timed}
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
    for half in ("morning", "afternoon"):
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
    return Table(headers, rows, wraps=(len(cities),), kind=day.seen.edition.id)


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
