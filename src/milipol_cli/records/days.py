"""The record of `today`."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from milipol_cli.records.rows import EditionRow, Record, Row, changes, edition_row

if TYPE_CHECKING:
    from milipol_cli.answers.days import OtherYear, Report, ShowDay, Today
    from milipol_cli.records.rows import Listed
    from milipol_cli.records.show_days import ShowDayRow


class OtherYearRow(Row, frozen=True, kw_only=True):
    id: str
    name: str
    date: dt.date
    day: int
    days: int | None


class LatestRow(Row, frozen=True, kw_only=True):
    date: dt.date
    exact: bool
    text: str
    edition: str | None
    sources: tuple[str, ...]


class TodayRecord(Record, frozen=True, kw_only=True):
    editions: "list[ShowDayRow]"
    next: list[EditionRow]
    last: list[EditionRow]
    other_years: list[OtherYearRow]
    latest_news: LatestRow | None
    own: Sequence[Row]

    def listed(self) -> "Listed":
        from milipol_cli.records.sessions import SessionRow  # noqa: PLC0415  for CSV

        sessions = [one for day in self.editions for one in day.sessions]
        return SessionRow.__struct_fields__, sessions


def record(answer: "Today", on: str) -> TodayRecord:
    latest = None if answer.latest is None else latest_row(answer.latest)
    return TodayRecord(
        on=on,
        data_as_of=answer.reviewed,
        known_later=changes(answer.known_later),
        editions=_show_days(answer.days),
        next=[edition_row(view) for view in answer.next],
        last=[edition_row(view) for view in answer.last],
        other_years=[other_year_row(entry) for entry in answer.other_years],
        latest_news=latest,
        own=_own(answer),
    )


def _show_days(days: "Sequence[ShowDay]") -> "list[ShowDayRow]":
    if not days:
        return []
    from milipol_cli.records.show_days import show_day_row  # noqa: PLC0415  for a show

    return [show_day_row(day) for day in days]


def _own(answer: "Today") -> Sequence[Row]:
    """The entries of the reader's own for the day, as the agenda tells them."""
    if not answer.own:
        return ()
    from milipol_cli.records import agenda  # noqa: PLC0415  for those who have some

    return agenda.rows(answer.own)


def latest_row(report: "Report") -> LatestRow:
    return LatestRow(
        date=report.day,
        exact=report.exact,
        text=report.text,
        edition=report.edition,
        sources=report.source,
    )


def other_year_row(entry: "OtherYear") -> OtherYearRow:
    return OtherYearRow(
        id=entry.seen.edition.id,
        name=entry.seen.name,
        date=entry.date,
        day=entry.day,
        days=entry.days,
    )
