"""The page of the reader's agenda."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from milipol_cli.agenda import words
from milipol_cli.agenda.conflict_words import ConflictWords, sign
from milipol_cli.agenda.free_time import FreeTime
from milipol_cli.agenda.query import Agenda, AgendaDay
from milipol_cli.look.parts import (
    Cell,
    Part,
    Table,
    Title,
    notes,
    phase_style,
    state_style,
)
from milipol_cli.look.spans import spans
from milipol_cli.look.words.dates import dates_short
from milipol_cli.look.words.sessions import session_label
from milipol_cli.look.words.times import clocks_differ, session_state, span, zone_city
from milipol_cli.network.as_of import AsOf
from milipol_cli.picks import words as picks
from milipol_cli.picks.as_of import PickAsOf

_Row = tuple[Cell, ...]


# Whose clocks are shown: None is the one at the show, or of an entry's own zone.
_Zones = Sequence[ZoneInfo | None]


def agenda(answer: Agenda) -> list[list[Part]]:
    """The picks under what does not fit among them: whole days, then day by day."""
    marks = ConflictWords(answer.picks)
    groups: list[list[Part]] = [[Title(Cell(words.heading(answer)))]]
    if answer.whole_days:
        groups.append([_whole_days(answer, marks)])
    for day in answer.days:
        groups += _day(day, answer.as_of, marks)
    for heading, found in (
        ("Day not known", answer.undated),
        ("Not in the data", answer.lost),
    ):
        if found:
            rows = [row for one in found for row in _single(one, marks)]
            headers = ("", heading, "ID")
            groups.append([Table(headers, rows, wraps=(1,), kind="single")])
    return [*groups, notes(words.notes(answer))]


def listed(answer: Agenda) -> list[list[Part]]:
    """The picks as lists to paste into a report: with who speaks, a day a heading."""
    marks = ConflictWords(answer.picks)
    zone = answer.as_of.reader_zone
    groups: list[list[Part]] = [[Title(Cell(words.heading(answer)))]]
    whole = [_item(one, picks.when(one), marks) for one in answer.whole_days]
    groups.append(list(notes(whole)))
    for day in answer.days:
        groups.append([Title(Cell(words.day_heading(day, answer.as_of)))])
        items = [
            words.free(one, day, marks)
            if isinstance(one, FreeTime)
            else _item(one, picks.clocks(one, zone), marks)
            for one in (*day.timed, *day.untimed)
        ]
        groups.append(list(notes(items)))
    others = (*answer.undated, *answer.lost)
    left = [_item(one, picks.when(one), marks) for one in others]
    return [*groups, notes(left), notes(words.notes(answer))]


def _item(one: PickAsOf, when: str, marks: ConflictWords) -> str:
    """A pick in one line: when, what, who, what does not fit, the note, the id."""
    said = [f"{when}: {picks.label(one)}"]
    if one.session is not None and one.session.session.speaker:
        said.append(
            f"with {', '.join(who.name for who in one.session.session.speaker)}"
        )
    said += [marks.words(one, mark) for mark in one.conflicts]
    said += [f"Note: {one.pick.note}"] if one.pick.note is not None else []
    return "; ".join([*said, f"ID {one.pick.id}"])


def _whole_days(answer: Agenda, marks: ConflictWords) -> Table:
    rows: list[_Row] = []
    for one in answer.whole_days:
        style = phase_style(one.phase, estimated=False)
        said = picks.firmness(one)
        firm = style if one.edition is None else state_style(one.edition)
        rows.append(
            (
                Cell(dates_short(picks.dates(one)), style, sign=""),
                Cell(picks.label(one), style),
                Cell(picks.state(one, answer.as_of), style),
                Cell(said, style if said in ("announced", "held") else firm),
                Cell(one.pick.id, "dim"),
            )
        )
        rows += _below(one, marks, columns=5, at=1)
    headers: tuple[str, ...] = ("Dates", "Whole days", "Starts", "Status", "ID")
    if not any(row[3].text for row in rows):
        headers = (*headers[:3], headers[4])
        rows = [(*row[:3], row[4]) for row in rows]
    return Table(headers, rows, wraps=(1,), kind="whole days")


def _below(one: PickAsOf, marks: ConflictWords, *, columns: int, at: int) -> list[_Row]:
    """What stands under a pick, in the column `at`: its marks, then its note."""
    told = [
        (sign(mark), Cell(marks.words(one, mark), "maybe")) for mark in one.conflicts
    ]
    if one.pick.note is not None:
        told.append(("", Cell(f"Note: {one.pick.note}", "dim")))
    rows = []
    for before, said in told:
        row = [Cell("")] * columns
        row[0], row[at] = Cell("", "maybe", sign=before), said
        rows.append(tuple(row))
    return rows


def _day(day: AgendaDay, as_of: AsOf, marks: ConflictWords) -> list[list[Part]]:
    """A day's picks that have a time, and under them those that have none."""
    heading = words.day_heading(day, as_of)
    prefix = "ID" if day.edition is None else f"ID {day.edition.id}/"
    groups: list[list[Part]] = []
    if day.timed:
        differs = clocks_differ(day.picks, as_of.reader_zone)
        reader = as_of.reader_zone if differs else None
        zones = [None] if reader is None else [None, reader]
        cities = [zone_city(zone or day.zone) for zone in zones]
        rows = list(_timed(day, as_of, zones, marks))
        headers = (*cities, heading, prefix)
        kind = f"day of {len(cities)} clocks"
        groups.append([Table(headers, rows, wraps=(len(cities),), kind=kind)])
        heading = prefix = ""
    if day.untimed:
        rows = []
        for one in day.untimed:
            assert one.session is not None  # whole days stand elsewhere
            half = (one.session.half_day or "").capitalize()
            said = Cell(
                picks.label(one), phase_style(one.phase, estimated=one.estimated)
            )
            rows.append((Cell(half, sign=""), said, _key(one, day)))
            rows += _below(one, marks, columns=3, at=1)
        headers = ("Time not published", heading, prefix)
        groups.append([Table(headers, rows, wraps=(1,), kind="untimed")])
    return groups


def _timed(
    day: AgendaDay, as_of: AsOf, zones: _Zones, marks: ConflictWords
) -> Iterator[_Row]:
    """Rows of picks and gaps in order of time."""
    text = len(zones)
    is_today = as_of.moment is not None and day.date == as_of.day_at(day.zone)
    for one in day.timed:
        if isinstance(one, FreeTime):
            yield from _gap(one, day, zones, marks)
            continue
        style = phase_style(one.phase, estimated=one.estimated)
        said = session_state(one, as_of.moment) if is_today else None
        yield (
            *spans(one, zones, style, on=one.phase == "on"),
            Cell(picks.label(one), style, beside=said),
            _key(one, day),
        )
        yield from _below(one, marks, columns=text + 2, at=text)


def _gap(
    gap: FreeTime, day: AgendaDay, zones: _Zones, marks: ConflictWords
) -> Iterator[_Row]:
    said = marks.after(gap)
    said = f"{said}. In the programme:" if gap.fits else said
    yield (*spans(gap, zones, "dim"), Cell(said, "dim"), Cell(""))
    for one in gap.fits:
        times = f"{span(one, None):11}"
        name = f"{times}  {session_label(one.session, day.themes)}"
        yield (
            *(Cell("") for _ in zones),
            Cell(name, "dim"),
            Cell(one.session.id, "dim"),
        )


def _key(one: PickAsOf, day: AgendaDay) -> Cell:
    """The id, without the part that stands in the header."""
    prefix = "" if day.edition is None else f"{day.edition.id}/"
    return Cell(one.pick.id.removeprefix(prefix), "dim")


def _single(one: PickAsOf, marks: ConflictWords) -> list[_Row]:
    row = (Cell(""), Cell(picks.label(one)), Cell(one.pick.id, "dim"))
    return [row, *_below(one, marks, columns=3, at=1)]
