"""The page of `today`, and of the days of a programme."""

from collections.abc import Iterable, Sequence

from milipol_cli import wording
from milipol_cli.answers import (
    OtherYear,
    Planned,
    Seen,
    SessionSeen,
    ShowDay,
    Standpoint,
    Today,
)
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
    return [*groups, following, notes(wording.times_notes(answer.days))]


def _nothing_on(answer: Today) -> list[list[Part]]:
    announced = wording.announced_for_today(answer)
    head: list[Part] = [Title(Cell(wording.nothing_on(answer)))]
    head += [Line(Cell(f" {said}", "maybe")) for said in announced]
    groups = [head]
    if answer.own:
        groups.append([_own(answer.own)])
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
        groups.append([_own(day.own)])
    tail = beside("Tomorrow", ((Cell(said),) for said in wording.tomorrow(day)))
    for item in day.news:
        dates = Cell(wording.newsletter_dates(item, day), "dim")
        label = "News" if item.describes is None else "Newsletter"
        tail += beside(label, [(Cell(item.title),), (dates,)])
    if tail:
        groups.append([Rows(tail, wide_label=True)])
    return groups


def _own(own: Sequence[Planned]) -> Rows:
    """The entries of the reader's own, under the programme or where nothing is on."""
    from milipol_cli.wording import agenda  # noqa: PLC0415  for those who have one

    rows = [
        (Cell(agenda.clock(one)), Cell(agenda.label(one)), Cell(one.pick.id, "dim"))
        for one in own
    ]
    return Rows(beside("My agenda", rows), ids=True, wide_label=True)


def programme(day: ShowDay, here: Standpoint) -> list[list[Part]]:
    """The themes of a day, and its sessions: by half-day, then those without a time."""
    timed = [one for one in day.sessions if one.starts is not None]
    untimed = [one for one in day.sessions if one.starts is None]
    halves = {one.half_day for one in timed}
    themes = [theme for theme in wording.themes(day) if theme.half_day not in halves]
    groups: list[list[Part]] = []
    if themes:
        groups.append([Rows(list(_theme_rows(themes)), wide_label=True)])
    prefix = f"ID {day.seen.edition.id}/"
    for half in ("morning", "afternoon"):
        sessions = [one for one in timed if one.half_day == half]
        if sessions:
            groups.append([_timed(sessions, day, here, prefix)])
            prefix = ""
    if untimed:
        groups.append([_untimed(untimed, day, prefix)])
    return groups


def _theme_rows(themes: Iterable[wording.ThemeWords]) -> Iterable[tuple[Cell, ...]]:
    for theme in themes:
        label = "Theme" if theme.half_day is None else theme.half_day.capitalize()
        yield Cell(label), Cell(theme.title, "strong")
        if theme.summary is not None:
            yield Cell(""), Cell(theme.summary)
        if theme.note is not None:
            yield Cell(""), Cell(theme.note, "dim")


def _timed(
    sessions: Sequence[SessionSeen], day: ShowDay, here: Standpoint, prefix: str
) -> Table:
    """The sessions of one half-day that have a time, under its theme."""
    zone = here.reader_zone
    second = zone if wording.clocks_differ(day.sessions, zone) else None
    zones = [day.seen.zone] if second is None else [day.seen.zone, second]
    cities = [wording.zone_city(zone) for zone in zones]
    heading = wording.half_heading(day, sessions[0].half_day)
    rows = []
    stands = here.moment is not None or any(one.picked for one in day.sessions)
    for one in sessions:
        style = _session_style(one)
        spans = [wording.span(one, zone) for zone in (None, *zones[1:])]
        # Sessions that are on are marked; the others stand as far in.
        spans[0] = f"{'>' if one.phase == 'on' else ' '} {spans[0]}"
        state = wording.standing(one, here.moment)
        label = Cell(
            wording.session_label(one.session, day.themes),
            style,
            beside=state if stands else None,
        )
        key = Cell(one.session.id, "dim")
        rows.append((*(Cell(span, style) for span in spans), label, key))
    cities[0] = f"  {cities[0]}"
    headers = (*cities, heading, prefix)
    return Table(headers, rows, wraps=(len(cities),), kind=day.seen.edition.id)


def _session_style(one: SessionSeen) -> Style:
    if one.phase == "on":
        return "maybe" if one.may else "on"
    return "dim" if one.phase == "over" else ""


def _untimed(sessions: Sequence[SessionSeen], day: ShowDay, prefix: str) -> Table:
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
        said = f"{said}, {wording.PICKED}" if one.picked else said
        rows.append((Cell(said, label=label), Cell(session.id, "dim")))
    headers = ("Time not published", prefix)
    return Table(headers, rows, wraps=(0,), kind="untimed")
