"""The rows of the reader's agenda."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from milipol_cli.agenda import words
from milipol_cli.agenda.conflict_words import ConflictWords
from milipol_cli.agenda.query import Agenda
from milipol_cli.look.rows import Record, Row, changes
from milipol_cli.picks import words as picks
from milipol_cli.picks.as_of import Conflict, PickAsOf

if TYPE_CHECKING:
    from milipol_cli.look.rows import Listed


class MarkRow(Row, frozen=True, kw_only=True):
    kind: str
    text: str
    other: str | None
    minutes: int | None
    others: int | None

    def __str__(self) -> str:
        return self.text


class PickRow(Row, frozen=True, kw_only=True):
    id: str
    kind: str
    title: str | None
    label: str
    date: dt.date | None
    last: dt.date | None
    month: str | None
    year: int | None
    start: str | None
    end: str | None
    half_day: str | None
    edition: str | None
    timezone: str | None
    place: str | None
    phase: str | None
    picked_date: dt.date | None
    picked_last: dt.date | None
    picked_start: dt.time | None
    picked_end: dt.time | None
    note: str | None
    alarms: tuple[str, ...] | None
    marks: list[MarkRow]
    sources: tuple[str, ...]


class GapRow(Row, frozen=True, kw_only=True):
    after: str
    start: str
    end: str
    minutes: int
    sure: bool
    sessions: list[str]


class AgendaRecord(Record, frozen=True, kw_only=True):
    items: list[PickRow]
    gaps: list[GapRow]

    def listed(self) -> "Listed":
        return PickRow.__struct_fields__, self.items


def record(answer: Agenda, on: str) -> AgendaRecord:
    return AgendaRecord(
        on=on,
        data_as_of=answer.reviewed,
        known_later=changes(answer.later_changes),
        items=rows(answer.picks),
        gaps=_gaps(answer),
    )


def rows(found: Sequence[PickAsOf]) -> list[PickRow]:
    marks = ConflictWords(found)
    return [_row(one, marks) for one in found]


def _gaps(answer: Agenda) -> list[GapRow]:
    return [
        GapRow(
            after=gap.after,
            start=gap.starts.isoformat(),
            end=gap.ends.isoformat(),
            minutes=words.length_minutes(gap),
            sure=gap.sure,
            sessions=[one.id for one in gap.fits],
        )
        for day in answer.days
        for gap in day.free_time
    ]


def _row(one: PickAsOf, marks: ConflictWords) -> PickRow:
    session = None if one.session is None else one.session.session
    pick = one.pick
    edition = None if one.edition is None else one.edition.id
    dates = picks.dates(one) if one.is_whole_days else None
    if edition is None and not pick.is_own:
        edition = pick.id.partition("/")[0]
    return PickRow(
        id=pick.id,
        kind=picks.kind_of(one),
        title=pick.title if session is None else session.title,
        label=picks.label(one),
        date=one.first,
        last=one.last,
        month=None if dates is None else dates.month,
        year=None if dates is None else dates.year,
        start=None if one.starts is None else one.starts.isoformat(),
        end=None if one.ends is None else one.ends.isoformat(),
        half_day=None if one.session is None else one.session.half_day,
        edition=pick.edition or edition,
        timezone=None if one.zone is None else one.zone.key,
        place=pick.place if session is None else session.room,
        phase=one.phase,
        picked_date=None if pick.is_own else pick.date,
        picked_last=pick.last,
        picked_start=pick.start,
        picked_end=pick.end,
        note=pick.note,
        alarms=pick.alarm,
        marks=[_mark(one, mark, marks) for mark in one.conflicts],
        sources=() if session is None else session.source,
    )


def _mark(one: PickAsOf, mark: Conflict, marks: ConflictWords) -> MarkRow:
    return MarkRow(
        kind=mark.kind.replace(" ", "_"),
        text=marks.words(one, mark),
        other=mark.other,
        minutes=mark.minutes,
        others=None,
    )
