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
    picks = [*answer.done, *answer.not_reached]
    prefix = f"{answer.edition.id}/"
    parts: list[PartOf] = []
    for header, rows in _sections(answer):
        parts += _table_of_picks(header, rows, prefix)
    parts.append(follow_up_table(answer.follow_ups, answer.as_of))
    with_sessions = [answer.edition for pick in picks if pick.session is not None]
    return Document(
        None,
        [_head(answer), *parts],
        programmes_known(with_sessions, answer.as_of),
        pasted=lambda: _document_to_paste(answer),
    )


def _sections(answer: VisitReport) -> Iterator[tuple[str, Sequence[PickAsOf]]]:
    """The picks of each day, then the missed picks, each after a heading."""
    for day, done in itertools.groupby(answer.done, lambda pick: pick.date):
        yield "Day not noted" if day is None else day_long(day), [*done]
    if answer.not_reached:
        is_over = answer.edition.phase == "over"
        yield "Missed" if is_over else "Not done yet", answer.not_reached


def _head(answer: VisitReport) -> list[PartOf]:
    """The edition, and how many visits and other entries were done there.

    "2 of 3 visits made, 1 session, 1 journey" or "Nothing done yet."
    """
    title = f"{answer.edition.title}, {dates_plain(answer.edition.dates)}"
    visits = sum(pick.pick.is_exhibitor for pick in answer.done)
    all_visits = visits + sum(pick.pick.is_exhibitor for pick in answer.not_reached)
    texts = [f"{visits} of {count(all_visits, 'visit')} made"] if all_visits else []
    number_by_kind = Counter(
        pick.pick.entry_kind or "session" for pick in answer.done if not pick.pick.is_exhibitor
    )
    nouns = {"travel": "journey"}
    texts += [count(number, nouns.get(kind, kind)) for kind, number in number_by_kind.items()]
    nothing = "Nothing done." if answer.edition.phase == "over" else "Nothing done yet."
    return [Title(Cell(title)), Line(Cell(", ".join(texts) or nothing))]


def _table_of_picks(header: str, picks: Sequence[PickAsOf], prefix: str) -> Iterator[PartOf]:
    """A table of picks, all of which are done or none; in plain lines, with a heading.

    The time is that at which they were done, or else the planned time.
    """
    is_done = isinstance(picks[0], DonePick)
    time = "Time" if is_done else "Planned"
    grid = Grid[PickAsOf](
        time,
        (
            Column(
                header=time,
                brief=lambda pick: Cell(_time(pick), sign=""),
                full=_time if is_done else words.time_of_pick,
                wraps=False,
            ),
            Column(
                header=header,
                label="Pick",
                brief=words.pick_name,
                under=lambda pick: [
                    Cell(line, sign="") for line in _notes(pick, words.note_in_table)
                ],
                is_text=True,
            ),
            *map(_note_column, ("Note", "Met", "Follow-up")),
            id_column(f"ID {prefix}", prefix),
        ),
        named_by=header,
    )
    yield Notes([], full=[f"{header}:"])
    yield grid.with_rows(picks)


def _note_column(name: str) -> Column[PickAsOf]:
    return Column(label=name, full=lambda pick: dict(words.notes_on(pick.pick))[name])


def _time(pick: PickAsOf) -> str:
    """The time of a pick that is done, or was marked; the planned day of a missed one.

    "15:30-16:00", or "Tue 14 Nov, 15:30-16:00" for a missed one; "" if it is not known,
    and for a missed visit.
    """
    clock = "" if pick.starts is None else span(pick, None)
    if isinstance(pick, DonePick):
        return clock or ("" if pick.time is None else f"{pick.time:%H:%M}")
    if pick.pick.is_visit or pick.first is None:
        return ""
    day_and_month, _, _ = day_short(pick.first).rpartition(" ")  # without the year
    day = f"{weekday(pick.first)[:3]} {day_and_month}"
    return ", ".join(filter(None, [day, clock]))


def _notes(pick: PickAsOf, shorten: Callable[[str], str] = str) -> list[str]:
    """The note, the people and the follow-ups of a pick, each on a line."""
    *notes, _ = words.notes_on(pick.pick)
    lines = [f"{name}: {shorten(text)}" for name, text in notes if text]
    items = pick.pick.all_follow_ups
    return lines + [f"Follow-up: {words.follow_up(item)}" for item in items]


def _document_to_paste(answer: VisitReport) -> Document:
    """The report for Markdown: lists, which can be pasted anywhere, not tables."""
    parts: list[PartOf | Sequence[PartOf]] = [_head(answer)]
    for header, picks in _sections(answer):
        items = [
            Fact(
                ": ".join(filter(None, [_time(pick), words.pick_name(pick)])),
                [(), *((Cell(line),) for line in _notes(pick))],
            )
            for pick in picks
        ]
        parts += [Title(Cell(header), of_part=True), Facts(items)]
    lines = [f"{words.follow_up(due.item)} ({words.whom(due.pick)})" for due in answer.follow_ups]
    if lines:
        parts += [Title(Cell("Follow-ups"), of_part=True), Notes(lines)]
    return Document(None, parts)
