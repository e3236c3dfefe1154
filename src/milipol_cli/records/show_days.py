"""The rows of a day at a show: what it is, and its themes, sessions and news."""

import datetime as dt
from typing import TYPE_CHECKING

from milipol_cli.records.rows import Row, edition_row
from milipol_cli.records.sessions import SessionRow, ThemeRow, session_row, theme_row

if TYPE_CHECKING:
    from milipol_cli.answers.days import ShowDay
    from milipol_cli.model.news import NewsItem


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
    view = edition_row(day.seen)
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
