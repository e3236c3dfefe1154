"""Answers -> pages: titles, tables and notes, not yet drawn.

A page says what stands beside what and what it means; `tables.py` draws it for a
terminal and `markdown.py` writes it as Markdown, so that both tell the same rows.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from milipol_cli import wording
from milipol_cli.answers import (
    OtherYear,
    Seen,
    SessionSeen,
    ShowDay,
    Today,
    Undated,
    Upcoming,
)

# What a text is, beside what it says: the accent for what is on, another for what is
# tentative or may be, and a dim one for what is over, for ids and for notes.
Style = Literal["", "strong", "on", "maybe", "dim"]


class Cell(msgspec.Struct, frozen=True):
    """A text with its style.

    `label` stands left of it and `beside` right of it, in the same cell and under the
    same header; either is "" in the rows of a table whose others have one.
    """

    text: str
    style: Style = ""
    label: str | None = None
    beside: str | None = None


class Line(msgspec.Struct, frozen=True):
    """A line of its own; `right` stands at the other side of the page."""

    left: Cell = Cell("")
    right: Cell | None = None


class Title(msgspec.Struct, frozen=True):
    """What a page, or a part of it, is about."""

    left: Cell
    right: Cell | None = None


class Table(msgspec.Struct, frozen=True):
    """Rows under headers, the id last; only columns numbered in `wraps` may wrap.

    Tables of the same `kind` on a page have columns of the same width.
    """

    headers: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    wraps: tuple[int, ...]
    kind: str


class Rows(msgspec.Struct, frozen=True):
    """Rows without headers: a label, what it says, and an id where `ids`."""

    rows: Sequence[tuple[Cell, ...]]
    ids: bool = False
    wide_label: bool = False


class Notes(msgspec.Struct, frozen=True):
    """What is to be known of the rows above; `inset` under a label's text."""

    lines: list[str]
    inset: bool = False


Part = Line | Title | Table | Rows | Notes


def page(answer: Upcoming | Today) -> list[list[Part]]:
    """The groups of parts that an answer is told in; groups stand apart."""
    groups = _upcoming(answer) if isinstance(answer, Upcoming) else _today(answer)
    return [group for group in groups if group]


def _upcoming(answer: Upcoming) -> list[list[Part]]:
    groups: list[list[Part]] = [[Title(Cell(wording.heading(answer)))]]
    if answer.editions:
        groups.append([_editions(answer.editions)])
    if answer.undated:
        groups.append([_undated(answer.undated)])
    return [*groups, _notes(wording.upcoming_notes(answer))]


def _notes(lines: list[str]) -> list[Part]:
    return [Notes(lines)] if lines else []


def _state_style(view: Seen) -> Style:
    if view.phase == "on":
        return "on"
    unsure = view.status in ("tentative", "postponed", "cancelled")
    return "maybe" if unsure else ""


def _editions(views: Sequence[Seen]) -> Table:
    rows = []
    for view in views:
        accent: Style = "on" if view.phase == "on" else ""
        rows.append(
            (
                Cell(wording.dates_short(view.dates), accent),
                Cell(wording.named(view), accent),
                Cell(wording.place(view)),
                Cell(wording.starts(view), accent),
                Cell(wording.status(view), _state_style(view)),
                Cell(view.edition.id, "dim"),
            )
        )
    headers = ("When", "Show", "Where", "Starts", "Status", "ID")
    return Table(headers, rows, wraps=(0, 1, 2, 3, 4), kind="editions")


def _undated(entries: Sequence[Undated]) -> Table:
    rows = []
    for entry in entries:
        year = entry.expected_year
        rows.append(
            (
                Cell("not known" if year is None else str(year)),
                Cell(wording.show_and_city(entry)),
                Cell(wording.last_edition(entry.last)),
                Cell(entry.show.id, "dim"),
            )
        )
    headers = ("Expected", "No dates announced", "Last edition", "ID")
    return Table(headers, rows, wraps=(1, 2), kind="undated")


def _today(answer: Today) -> list[list[Part]]:
    if not answer.days:
        return _nothing_on(answer)
    groups = [group for day in answer.days for group in _show_day(day, answer)]
    following: list[Part] = []
    if answer.next:
        rows = _beside("Next", map(_to_come, answer.next))
        following.append(Rows(rows, ids=True, wide_label=True))
    notes = wording.today_notes(answer)
    if notes:
        following.append(Notes(notes, inset=True))
    return [*groups, following, _notes(wording.times_notes(answer.days))]


def _nothing_on(answer: Today) -> list[list[Part]]:
    announced = wording.announced_for_today(answer)
    head: list[Part] = [Title(Cell(wording.nothing_on(answer)))]
    head += [Line(Cell(f" {said}", "maybe")) for said in announced]
    groups = [head]
    rows = _beside("Next", map(_around, answer.next))
    rows += _beside("Last", map(_around, answer.last))
    if rows:
        groups.append([Rows(rows)])
    if answer.other_years:
        years = Rows([_other_year(entry) for entry in answer.other_years], ids=True)
        groups.append([Line(Cell(f" {wording.other_years_heading(answer)}")), years])
    if answer.latest is not None:
        date, said = wording.latest_news(answer.latest)
        groups.append([Rows([(Cell("News"), Cell(date), Cell(said))])])
    return [*groups, _notes(wording.today_notes(answer))]


def _to_come(view: Seen) -> tuple[Cell, ...]:
    """A show to come, under one that is on: the date first."""
    announced = view.status == "announced"
    return (
        Cell(wording.dates_short(view.dates)),
        Cell(wording.named(view)),
        Cell(wording.place(view)),
        Cell(wording.starts(view)),
        Cell("" if announced else wording.status(view), _state_style(view)),
        Cell(view.edition.id, "dim"),
    )


def _around(view: Seen) -> tuple[Cell, ...]:
    """A show to come or gone by, where none is on: the show first, and no id.

    With ids the rows would be wider than a page; `upcoming` and `show` have them.
    """
    date, name, where, when, _, _ = _to_come(view)
    return name, date, where, when, Cell(wording.status(view), _state_style(view))


def _other_year(entry: OtherYear) -> tuple[Cell, ...]:
    return (
        Cell(str(entry.date.year)),
        Cell(wording.named(entry.seen)),
        Cell(wording.other_year(entry)),
        Cell(entry.seen.edition.id, "dim"),
    )


def _beside(label: str, rows: Iterable[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Rows with a label beside the first of them."""
    return [(Cell("" if at else label), *row) for at, row in enumerate(rows)]


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
    timed = [one for one in day.sessions if one.starts is not None]
    untimed = [one for one in day.sessions if one.starts is None]
    halves = {one.half_day for one in timed}
    themes = [theme for theme in wording.themes(day) if theme.half_day not in halves]
    groups = [head]
    if themes:
        groups.append([Rows(list(_theme_rows(themes)), wide_label=True)])
    prefix = f"ID {view.edition.id}/"
    for half in ("morning", "afternoon"):
        sessions = [one for one in timed if one.half_day == half]
        if sessions:
            groups.append([_timed(sessions, day, answer, prefix)])
            prefix = ""
    if untimed:
        groups.append([_untimed(untimed, day, prefix)])
    if not day.sessions:
        key = Cell(f"ID {view.edition.id}", "dim")
        groups.append([Line(Cell(f" {wording.NO_PROGRAMME}"), key)])
    tail = _beside("Tomorrow", ((Cell(said),) for said in wording.tomorrow(day)))
    for item in day.news:
        dates = Cell(wording.newsletter_dates(item, day), "dim")
        tail += _beside("Newsletter", [(Cell(item.title),), (dates,)])
    if tail:
        groups.append([Rows(tail, wide_label=True)])
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
    sessions: Sequence[SessionSeen], day: ShowDay, answer: Today, prefix: str
) -> Table:
    """The sessions of one half-day that have a time, under its theme."""
    here = answer.standpoint
    zone = here.reader_zone
    second = zone if wording.clocks_differ(day.sessions, zone) else None
    zones = [day.seen.zone] if second is None else [day.seen.zone, second]
    cities = [wording.zone_city(zone) for zone in zones]
    heading = wording.half_heading(day, sessions[0].half_day)
    rows = []
    for one in sessions:
        style = _session_style(one)
        spans = [wording.span(one, zone) for zone in (None, *zones[1:])]
        # Sessions that are on are marked; the others stand as far in.
        spans[0] = f"{'>' if one.phase == 'on' else ' '} {spans[0]}"
        state = wording.session_state(one, here.moment)
        label = Cell(
            wording.session_label(one.session, day),
            style,
            beside=None if here.moment is None else state,
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
            said = wording.session_label(session, day, whole_speakers=True)
        else:
            label = wording.kind(session)
            said = wording.session_subject(session, day, whole_speakers=True)
        rows.append((Cell(said, label=label), Cell(session.id, "dim")))
    headers = ("Time not published", prefix)
    return Table(headers, rows, wraps=(0,), kind="untimed")
