"""Each answer as one record, and the list of it that CSV and TSV tell."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from milipol_cli.errors import Fault
from milipol_cli.records.reports import NewsEntryRow, news_entry_row
from milipol_cli.records.rows import (
    SCHEMA,
    ChangeRow,
    EditionRow,
    LatestRow,
    OtherYearRow,
    Row,
    SessionRow,
    ShowDayRow,
    SourceRow,
    UndatedRow,
    change_row,
    edition_row,
    latest_row,
    other_year_row,
    session_row,
    show_day_row,
    undated_row,
)
from milipol_cli.records.shows import (
    HistoryEditionRow,
    NoticeRow,
    OverrideRow,
    ShowDetailRow,
    ShowRow,
    ThemeDayRow,
    history_edition_row,
    notice_row,
    override_row,
    show_detail_row,
    show_row,
    theme_day_row,
)

if TYPE_CHECKING:
    from milipol_cli.answers import Answer
    from milipol_cli.answers.days import Today
    from milipol_cli.answers.editions import Seen
    from milipol_cli.answers.shows import (
        EditionPage,
        History,
        SessionPage,
        ShowList,
        Unknown,
    )
    from milipol_cli.answers.standpoint import Standpoint
    from milipol_cli.records.checks import CheckRecord


class Record(Row, frozen=True, kw_only=True):
    """What every record begins with; `sources` are filled in when it is written."""

    schema: int = SCHEMA
    on: str
    data_as_of: dt.date | None
    sources: list[SourceRow] = msgspec.field(default_factory=list)
    known_later: list[ChangeRow] = msgspec.field(default_factory=list)


class UpcomingRecord(Record, frozen=True, kw_only=True):
    editions: list[EditionRow]
    undated: list[UndatedRow]


class TodayRecord(Record, frozen=True, kw_only=True):
    editions: list[ShowDayRow]
    next: list[EditionRow]
    last: list[EditionRow]
    other_years: list[OtherYearRow]
    latest_news: LatestRow | None
    own: Sequence[Row]


class ShowListRecord(Record, frozen=True, kw_only=True):
    shows: list[ShowRow]


class HistoryRecord(Record, frozen=True, kw_only=True):
    show: ShowDetailRow
    editions: list[HistoryEditionRow]
    overrides: list[OverrideRow]


class EditionRecord(Record, frozen=True, kw_only=True):
    edition: HistoryEditionRow
    notices: list[NoticeRow]
    themes: list[ThemeDayRow]
    sessions: list[SessionRow]
    notes: tuple[str, ...]
    overrides: list[OverrideRow]


class SessionRecord(Record, frozen=True, kw_only=True):
    edition: HistoryEditionRow
    session: SessionRow
    notes: tuple[str, ...]
    overrides: list[OverrideRow]


class UnknownRecord(Record, frozen=True, kw_only=True):
    id: str
    known: bool


class NewsRecord(Record, frozen=True, kw_only=True):
    since: dt.date | None
    items: list[NewsEntryRow]
    outcome_unknown: list[EditionRow]


def record(answer: "Answer") -> "Record | CheckRecord":
    """The record of an answer."""
    if answer.question == "check":
        from milipol_cli.records import checks  # noqa: PLC0415  of this command alone

        return checks.record(answer)
    on = _on(answer.standpoint)
    if answer.question == "upcoming":
        return UpcomingRecord(
            on=on,
            data_as_of=answer.reviewed,
            known_later=[change_row(view) for view in answer.known_later],
            editions=[edition_row(view) for view in answer.editions],
            undated=[undated_row(entry) for entry in answer.undated],
        )
    if answer.question == "today":
        latest = None if answer.latest is None else latest_row(answer.latest)
        return TodayRecord(
            on=on,
            data_as_of=answer.reviewed,
            known_later=[change_row(view) for view in answer.known_later],
            editions=[show_day_row(day) for day in answer.days],
            next=[edition_row(view) for view in answer.next],
            last=[edition_row(view) for view in answer.last],
            other_years=[other_year_row(entry) for entry in answer.other_years],
            latest_news=latest,
            own=_own(answer),
        )
    if answer.question == "news":
        entries = sorted(
            (*answer.entries, *answer.undated), key=lambda one: one.day, reverse=True
        )
        return NewsRecord(
            on=on,
            data_as_of=answer.reviewed,
            known_later=_changes(answer.known_later),
            since=answer.since,
            items=[news_entry_row(entry) for entry in entries],
            outcome_unknown=[edition_row(view) for view in answer.open],
        )
    if answer.question == "agenda":
        from milipol_cli.records import picks  # noqa: PLC0415  for the agenda alone

        return picks.record(answer, on)
    if answer.question == "search":
        from milipol_cli.records import finds  # noqa: PLC0415  for a search alone

        return finds.record(answer, on)
    return _of_show(answer, on)


def _own(answer: "Today") -> Sequence[Row]:
    """The entries of the reader's own for the day, as the agenda tells them."""
    own = [*answer.own, *(one for day in answer.days for one in day.own)]
    if not own:
        return ()
    from milipol_cli.records import picks  # noqa: PLC0415  for those who have some

    return picks.rows(own)


def _of_show(
    answer: "ShowList | History | EditionPage | SessionPage | Unknown", on: str
) -> Record:
    from milipol_cli.answers import shows  # noqa: PLC0415  for show alone

    if isinstance(answer, shows.ShowList):
        rows = [show_row(entry) for entry in answer.shows]
        return ShowListRecord(
            on=on,
            data_as_of=answer.reviewed,
            known_later=_changes(answer.known_later),
            shows=rows,
        )
    from milipol_cli.schedule import citing  # noqa: PLC0415  for show alone

    if isinstance(answer, shows.History):
        head = citing.of_head(answer.show, answer.standpoint)
        return HistoryRecord(
            on=on,
            data_as_of=answer.show.reviewed,
            known_later=_changes([row.seen for row in answer.rows]),
            show=show_detail_row(answer, head),
            editions=[
                history_edition_row(row.seen, row.figures, citing.of_row(row.seen))
                for row in answer.rows
            ],
            overrides=list(map(override_row, answer.overrides)),
        )
    if isinstance(answer, shows.Unknown):
        return UnknownRecord(on=on, data_as_of=None, id=answer.id, known=False)
    reviewed = answer.seen.show.reviewed
    changes = _changes([answer.seen])
    cited = citing.of_edition(answer.seen, answer.standpoint)
    edition = history_edition_row(answer.seen, answer.figures, cited)
    if isinstance(answer, shows.SessionPage):
        return SessionRecord(
            on=on,
            data_as_of=reviewed,
            known_later=changes,
            edition=edition,
            session=session_row(answer.session),
            notes=answer.notes,
            overrides=list(map(override_row, answer.overrides)),
        )
    return EditionRecord(
        on=on,
        data_as_of=reviewed,
        known_later=changes,
        edition=edition,
        notices=[
            notice_row(notice, venue)
            for notice, venue in zip(answer.seen.notices, answer.venues, strict=True)
        ],
        themes=[theme_day_row(theme) for day in answer.days for theme in day.themes],
        sessions=_sessions(answer),
        notes=answer.notes,
        overrides=list(map(override_row, answer.overrides)),
    )


def _changes(views: "Iterable[Seen]") -> list[ChangeRow]:
    return [change_row(view) for view in views if view.later is not None]


def _sessions(answer: "EditionPage") -> list[SessionRow]:
    dated = [one for day in answer.days for one in day.sessions]
    return [session_row(one) for one in (*dated, *answer.undated)]


def main_list(answer: "Answer") -> tuple[tuple[str, ...], Sequence[Row]]:
    """The fields and rows of an answer's main list.

    Of `today` and an edition that is its sessions, of a show its editions.
    """
    if answer.question == "agenda":
        from milipol_cli.records import picks  # noqa: PLC0415  for the agenda alone

        return picks.PickRow.__struct_fields__, picks.agenda_rows(answer)
    if answer.question == "search":
        from milipol_cli.records import finds  # noqa: PLC0415  for a search alone

        rows = [finds.hit_row(hit) for hit in answer.hits]
        return finds.HitRow.__struct_fields__, rows
    told = record(answer)
    if not isinstance(told, Record):
        return Fault._fields, told.faults
    return _list_of(told)


def _list_of(told: Record) -> tuple[tuple[str, ...], Sequence[Row]]:
    if isinstance(told, TodayRecord):
        sessions = [one for day in told.editions for one in day.sessions]
        return SessionRow.__struct_fields__, sessions
    if isinstance(told, SessionRecord):
        return SessionRow.__struct_fields__, [told.session]
    if isinstance(told, EditionRecord):
        return SessionRow.__struct_fields__, told.sessions
    if isinstance(told, UpcomingRecord):
        return EditionRow.__struct_fields__, told.editions
    if isinstance(told, HistoryRecord):
        return HistoryEditionRow.__struct_fields__, told.editions
    if isinstance(told, ShowListRecord):
        return ShowRow.__struct_fields__, told.shows
    if isinstance(told, NewsRecord):
        return NewsEntryRow.__struct_fields__, told.items
    return ("id", "known"), [told]


def _on(here: "Standpoint") -> str:
    if here.moment is None:
        return here.reader_day.isoformat()
    return here.moment.isoformat(timespec="seconds")
