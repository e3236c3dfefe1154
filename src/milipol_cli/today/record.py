"""The record of `today`."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from milipol_cli.look.rows import EditionRow, Record, Row, changes, edition_row
from milipol_cli.look.session_rows import SessionRow, ThemeRow, session_row, theme_row

if TYPE_CHECKING:
    from milipol_cli.look.rows import Listed
    from milipol_cli.network.model.news import NewsItem
    from milipol_cli.network.news_items import LatestNews
    from milipol_cli.network.programme import ShowDay
    from milipol_cli.today.query import OtherYear, Today


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
    own: Sequence[Any]

    def listed(self) -> "Listed":
        from milipol_cli.look.session_rows import SessionRow  # noqa: PLC0415  for CSV

        sessions = [one for day in self.editions for one in day.sessions]
        return SessionRow.__struct_fields__, sessions


def record(answer: "Today", on: str) -> TodayRecord:
    latest = None if answer.latest is None else latest_row(answer.latest)
    return TodayRecord(
        on=on,
        data_as_of=answer.reviewed,
        known_later=changes(answer.later_changes),
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
    from milipol_cli.today.record import show_day_row  # noqa: PLC0415  for a show

    return [show_day_row(day) for day in days]


def _own(answer: "Today") -> Sequence[Any]:
    """The entries of the reader's own for the day, as the agenda tells them."""
    if not answer.own:
        return ()
    from milipol_cli.picks import fields as picks  # noqa: PLC0415  for those who have some

    return picks.own_rows(answer.own)


def latest_row(report: "LatestNews") -> LatestRow:
    return LatestRow(
        date=report.day,
        exact=report.exact,
        text=report.text,
        edition=report.edition,
        sources=report.source,
    )


def other_year_row(entry: "OtherYear") -> OtherYearRow:
    return OtherYearRow(
        id=entry.edition.id,
        name=entry.edition.name,
        date=entry.date,
        day=entry.day,
        days=entry.days,
    )


class NewsRow(Row, frozen=True, kw_only=True):
    title: str
    printed: dt.date | None
    describes: dt.date | None
    sources: tuple[str, ...]


class ShowDayRow(Row, frozen=True, kw_only=True):
    id: str
    show: str
    name: str
    number: int | None
    start: dt.date | None
    end: dt.date | None
    date: dt.date
    day: int | None
    days: int | None
    city: str | None
    country: str | None
    venue: str | None
    timezone: str
    status: str
    certainty: str
    sources: tuple[str, ...]
    themes: list[ThemeRow]
    tomorrow_themes: list[ThemeRow]
    sessions: list[SessionRow]
    news: list[NewsRow]
    notes: tuple[str, ...]


def show_day_row(day: "ShowDay") -> ShowDayRow:
    view = edition_row(day.edition)
    return ShowDayRow(
        id=view.id,
        show=view.show,
        name=view.name,
        number=view.number,
        start=view.start,
        end=view.end,
        date=day.date,
        day=view.day,
        days=view.days,
        city=view.city,
        country=view.country,
        venue=view.venue,
        timezone=view.timezone,
        status=view.status,
        certainty=view.certainty,
        sources=view.sources,
        themes=[theme_row(theme) for theme in day.themes],
        tomorrow_themes=[theme_row(theme) for theme in day.tomorrow_themes],
        sessions=[session_row(one) for one in day.sessions],
        news=[news_row(item) for item in day.news],
        notes=day.notes,
    )


def news_row(item: "NewsItem") -> NewsRow:
    return NewsRow(
        title=item.title,
        printed=item.printed,
        describes=item.describes,
        sources=item.source,
    )
