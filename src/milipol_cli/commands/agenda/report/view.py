"""The view of `milipol agenda report`."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from milipol_cli.commands.agenda.pick_columns import follow_up_table
from milipol_cli.commands.agenda.report.query import DonePick, VisitReport
from milipol_cli.look.day import id_column
from milipol_cli.look.document import (
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Grid,
    Line,
    Notes,
    PartOf,
    Title,
)
from milipol_cli.look.words import picks as words
from milipol_cli.look.words.dates import count, dates_plain, day_long, day_short, weekday
from milipol_cli.look.words.programme import programmes_known, span
from milipol_cli.picks.as_of import PickAsOf


def view(answer: VisitReport) -> Document:
    """The visits and sessions by day, then the missed picks, and the follow-ups."""
    parts: list[PartOf | Sequence[PartOf]] = [_head(answer)]
    for header, rows in _sections(answer):
        parts += _table_of_picks(header, rows, f"{answer.edition.id}/")
    follow_ups = follow_up_table(answer.follow_ups, answer.as_of)
    picks = [*answer.done, *answer.not_reached]
    with_sessions = [answer.edition for pick in picks if pick.session is not None]
    notes = programmes_known(with_sessions, answer.as_of)
    return Document(None, [*parts, follow_ups], notes, pasted=lambda: _document_to_paste(answer))


def _sections(answer: VisitReport) -> Iterator[tuple[str, Sequence[PickAsOf]]]:
    """The picks of each day, then the missed picks, each after a heading."""
    for day, done in itertools.groupby(answer.done, lambda pick: pick.date):
        yield "Day not noted" if day is None else day_long(day), [*done]
    if answer.not_reached:
        yield "Missed" if answer.edition.phase == "over" else "Not done yet", answer.not_reached


def _head(answer: VisitReport) -> Sequence[PartOf]:
    """The edition, and what was done there: "2 of 3 visits made, 1 session, 1 journey"."""
    visits, missed = (
        sum(pick.pick.is_exhibitor for pick in picks) for picks in (answer.done, answer.not_reached)
    )
    texts = [f"{visits} of {count(visits + missed, 'visit')} made"] if visits + missed else []
    others = [pick.pick for pick in answer.done if not pick.pick.is_exhibitor]
    numbers = Counter(pick.entry_kind or "session" for pick in others)
    texts += [
        count(number, "journey" if kind == "travel" else kind) for kind, number in numbers.items()
    ]
    nothing = "Nothing done." if answer.edition.phase == "over" else "Nothing done yet."
    title = f"{answer.edition.title}, {dates_plain(answer.edition.dates)}"
    return [Title(Cell(title)), Line(Cell(", ".join(texts) or nothing))]


def _table_of_picks(header: str, picks: Sequence[PickAsOf], prefix: str) -> Sequence[PartOf]:
    """A table of picks, all of which are done or none; in plain lines, with a heading.

    The time is that at which they were done, or else the planned time.
    """
    is_done = isinstance(picks[0], DonePick)
    time = "Time" if is_done else "Planned"

    def notes_below(pick: PickAsOf) -> Iterator[Cell]:
        yield from (Cell(line, sign="") for line in _notes(pick, words.note_in_table))

    def note_column(name: str) -> Column[PickAsOf]:
        return Column(label=name, full=lambda pick: dict(words.notes_on(pick.pick))[name])

    columns = (
        Column[PickAsOf](
            header=time,
            brief=lambda pick: Cell(_time(pick), sign=""),
            full=_time if is_done else words.time_of_pick,
            wraps=False,
        ),
        Column(header=header, label="Pick", brief=words.pick_name, under=notes_below, is_text=True),
        *map(note_column, ("Note", "Met", "Follow-up")),
        id_column(f"ID {prefix}", prefix),
    )
    return [Notes([], full=[f"{header}:"]), Grid(time, columns, named_by=header).with_rows(picks)]


def _time(pick: PickAsOf) -> str:
    """The time of a pick that is done, or was marked; the planned day of a missed one.

    "15:30-16:00", or "Tue 14 Nov, 15:30-16:00" for a missed one; "" if it is not known, and for
    a missed visit.
    """
    clock = "" if pick.starts is None else span(pick, None)
    if isinstance(pick, DonePick):
        return clock or ("" if pick.time is None else f"{pick.time:%H:%M}")
    if pick.pick.is_visit or pick.first is None:
        return ""
    day = (
        f"{weekday(pick.first)[:3]} {day_short(pick.first).rpartition(' ')[0]}"  # without the year
    )
    return ", ".join(filter(None, [day, clock]))


def _notes(pick: PickAsOf, shorten: Callable[[str], str] = str) -> list[str]:
    """The note, the people and the follow-ups of a pick, each on a line."""
    *notes, _ = words.notes_on(pick.pick)
    lines = [f"{name}: {shorten(text)}" for name, text in notes if text]
    return lines + [f"Follow-up: {words.follow_up(item)}" for item in pick.pick.all_follow_ups]


def _document_to_paste(answer: VisitReport) -> Document:
    """The report for Markdown: lists, which can be pasted anywhere, not tables."""
    parts: list[PartOf | Sequence[PartOf]] = [_head(answer)]
    for header, picks in _sections(answer):
        items = []
        for pick in picks:
            label = ": ".join(filter(None, [_time(pick), words.pick_name(pick)]))
            items.append(Fact(label, [(), *((Cell(line),) for line in _notes(pick))]))
        parts += [Title(Cell(header), of_part=True), Facts(items)]
    if answer.follow_ups:
        lines = [
            f"{words.follow_up(due.item)} ({words.whom(due.pick)})" for due in answer.follow_ups
        ]
        parts += [Title(Cell("Follow-ups"), of_part=True), Notes(lines)]
    return Document(None, parts)
