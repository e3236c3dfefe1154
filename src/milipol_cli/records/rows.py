"""The rows that records are made of: what JSON and CSV tell of one thing."""

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from milipol_cli import wording

if TYPE_CHECKING:
    from milipol_cli.answers.coming import Undated
    from milipol_cli.answers.days import OtherYear, Report, SessionSeen, ShowDay
    from milipol_cli.answers.editions import Seen
    from milipol_cli.model.news import NewsItem
    from milipol_cli.model.programmes import DayTheme
    from milipol_cli.model.sources import Source


# The version of the contract; keys are only ever added to it.
SCHEMA = 1


class Row(msgspec.Struct, frozen=True):
    """The base of every JSON object: its keys in this order, all of them always.

    As text, for one of many in a cell, it is its words and numbers.
    """

    def __str__(self) -> str:
        told = (getattr(self, field) for field in self.__struct_fields__)
        return " ".join(str(part) for part in told if isinstance(part, (str, int)))


class SourceRow(Row, frozen=True, kw_only=True):
    id: str
    publisher: str
    title: str | None
    date: str | None
    kind: str
    address: str | None


class EditionRow(Row, frozen=True, kw_only=True):
    id: str
    show: str
    name: str
    number: int | None
    number_basis: str | None
    start: dt.date | None
    end: dt.date | None
    month: str | None
    year: int | None
    city: str | None
    country: str | None
    country_code: str | None
    venue: str | None
    timezone: str
    status: str
    certainty: str
    phase: str | None
    days_until: int | None
    day: int | None
    days: int | None
    outcome_known: bool | None
    notes: tuple[str, ...]
    sources: tuple[str, ...]


class ChangeRow(Row, frozen=True, kw_only=True):
    id: str
    text: str
    status: str
    start: dt.date | None
    end: dt.date | None
    month: str | None
    year: int | None
    city: str | None
    sources: tuple[str, ...]


class UndatedRow(Row, frozen=True, kw_only=True):
    show: str
    name: str
    last: EditionRow
    expected_year: int | None


class ThemeRow(Row, frozen=True, kw_only=True):
    half_day: str | None
    title: str
    summary: str | None
    certainty: str
    note: str | None
    sources: tuple[str, ...]


class SpeakerRow(Row, frozen=True, kw_only=True):
    name: str
    role: str | None

    def __str__(self) -> str:
        return self.name if self.role is None else f"{self.name}, {self.role}"


class SessionRow(Row, frozen=True, kw_only=True):
    id: str
    title: str | None
    kind: str
    date: dt.date | None
    start: str | None
    end: str | None
    half_day: str | None
    room: str | None
    speakers: list[SpeakerRow]
    more_speakers: bool
    phase: str | None
    certainty: str
    summary: str | None
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    picked: bool
    private: bool


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


class OtherYearRow(Row, frozen=True, kw_only=True):
    id: str
    name: str
    date: dt.date
    day: int
    days: int


class LatestRow(Row, frozen=True, kw_only=True):
    date: dt.date
    exact: bool
    text: str
    edition: str | None
    sources: tuple[str, ...]


def latest_row(report: "Report") -> LatestRow:
    return LatestRow(
        date=report.day,
        exact=report.exact,
        text=report.text,
        edition=report.edition,
        sources=report.source,
    )


def edition_row(view: "Seen") -> EditionRow:
    venue = view.venue
    return EditionRow(
        id=view.edition.id,
        show=view.show.id,
        name=view.name,
        number=view.edition.number,
        number_basis=view.edition.number_basis,
        start=view.dates.start,
        end=view.dates.end,
        month=view.dates.month,
        year=view.dates.year,
        city=None if venue is None else venue.city,
        country=None if venue is None else venue.country,
        country_code=None if venue is None else venue.country_code,
        venue=None if venue is None else venue.name,
        timezone=view.zone.key,
        status=view.status,
        certainty=view.certainty,
        phase=view.phase,
        days_until=view.days_until,
        day=view.day,
        days=view.days,
        outcome_known=view.outcome_known if view.phase == "over" else None,
        notes=view.notices[-1].notes,
        sources=view_sources(view),
    )


def view_sources(view: "Seen") -> tuple[str, ...]:
    cited = [key for notice in view.notices for key in notice.source]
    return tuple(dict.fromkeys([*cited, *view.edition.source]))


def change_row(view: "Seen") -> ChangeRow:
    later = view.later
    assert later is not None  # asked only of editions that changed
    return ChangeRow(
        id=view.edition.id,
        text=wording.known_since(view),
        status=later.status,
        start=later.dates.start,
        end=later.dates.end,
        month=later.dates.month,
        year=later.dates.year,
        city=None if later.venue is None else later.venue.city,
        sources=view_sources(later),
    )


def undated_row(entry: "Undated") -> UndatedRow:
    return UndatedRow(
        show=entry.show.id,
        name=entry.name,
        last=edition_row(entry.last),
        expected_year=entry.expected_year,
    )


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


def theme_row(theme: "DayTheme") -> ThemeRow:
    return ThemeRow(
        half_day=theme.half_day,
        title=theme.title,
        summary=theme.summary,
        certainty=theme.certainty,
        note="; ".join(theme.notes) or None,
        sources=theme.source,
    )


def session_row(one: "SessionSeen") -> SessionRow:
    session = one.session
    return SessionRow(
        id=one.id,
        title=session.title,
        kind=session.kind,
        date=session.date,
        start=None if one.starts is None else one.starts.isoformat(),
        end=None if one.ends is None else one.ends.isoformat(),
        half_day=one.half_day,
        room=session.room,
        speakers=[SpeakerRow(name=who.name, role=who.role) for who in session.speaker],
        more_speakers=session.more_speakers,
        phase=one.phase,
        certainty=session.certainty,
        summary=session.summary,
        notes=session.notes,
        sources=session.source,
        picked=one.picked,
        private=session.private,
    )


def news_row(item: "NewsItem") -> NewsRow:
    return NewsRow(
        title=item.title,
        printed=item.printed,
        describes=item.describes,
        sources=item.source,
    )


def other_year_row(entry: "OtherYear") -> OtherYearRow:
    return OtherYearRow(
        id=entry.seen.edition.id,
        name=entry.seen.name,
        date=entry.date,
        day=entry.day,
        days=entry.days,
    )


def source_row(source: "Source") -> SourceRow:
    date = source.month or (None if source.year is None else str(source.year))
    return SourceRow(
        id=source.id,
        publisher=source.publisher,
        title=source.title,
        date=date if source.date is None else source.date.isoformat(),
        kind=source.kind,
        address=source.address,
    )
