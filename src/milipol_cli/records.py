"""Answers -> JSON: the machine contract.

Keys are only ever added. Every key is always there: null where a value is not known,
an empty list where there is nothing.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable

import msgspec

from milipol_cli import wording
from milipol_cli.answers import (
    OtherYear,
    Report,
    Seen,
    SessionSeen,
    ShowDay,
    Standpoint,
    Today,
    Undated,
    Upcoming,
)
from milipol_cli.model import DayTheme, NewsItem, Source

SCHEMA = 1


class _Row(msgspec.Struct, frozen=True):
    """The base of every JSON object: its keys in this order, all of them always."""


class SourceRow(_Row, frozen=True, kw_only=True):
    id: str
    publisher: str
    title: str | None
    date: str | None
    kind: str
    address: str | None


class EditionRow(_Row, frozen=True, kw_only=True):
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


class ChangeRow(_Row, frozen=True, kw_only=True):
    id: str
    text: str
    status: str
    start: dt.date | None
    end: dt.date | None
    sources: tuple[str, ...]


class UndatedRow(_Row, frozen=True, kw_only=True):
    show: str
    name: str
    last: EditionRow
    expected_year: int | None


class UpcomingRecord(_Row, frozen=True, kw_only=True):
    schema: int
    on: str
    data_as_of: dt.date | None
    sources: list[SourceRow]
    known_later: list[ChangeRow]
    editions: list[EditionRow]
    undated: list[UndatedRow]


class ThemeRow(_Row, frozen=True, kw_only=True):
    half_day: str | None
    title: str
    summary: str | None
    certainty: str
    note: str | None
    sources: tuple[str, ...]


class SpeakerRow(_Row, frozen=True, kw_only=True):
    name: str
    role: str | None


class SessionRow(_Row, frozen=True, kw_only=True):
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


class NewsRow(_Row, frozen=True, kw_only=True):
    title: str
    printed: dt.date | None
    describes: dt.date | None
    sources: tuple[str, ...]


class ShowDayRow(_Row, frozen=True, kw_only=True):
    id: str
    show: str
    name: str
    number: int | None
    date: dt.date
    day: int | None
    days: int | None
    city: str | None
    country: str | None
    venue: str | None
    timezone: str
    status: str
    themes: list[ThemeRow]
    tomorrow_themes: list[ThemeRow]
    sessions: list[SessionRow]
    news: list[NewsRow]
    notes: tuple[str, ...]


class OtherYearRow(_Row, frozen=True, kw_only=True):
    id: str
    name: str
    date: dt.date
    day: int
    days: int


class LatestRow(_Row, frozen=True, kw_only=True):
    date: dt.date
    exact: bool
    text: str
    edition: str | None
    sources: tuple[str, ...]


class TodayRecord(_Row, frozen=True, kw_only=True):
    schema: int
    on: str
    data_as_of: dt.date | None
    sources: list[SourceRow]
    known_later: list[ChangeRow]
    editions: list[ShowDayRow]
    next: list[EditionRow]
    last: list[EditionRow]
    other_years: list[OtherYearRow]
    latest_news: LatestRow | None


Sources = Callable[[], dict[str, Source]]


def to_json(answer: Upcoming | Today, sources: Sources) -> bytes:
    """The answer as one JSON object, UTF-8, indented, with a final newline.

    `sources` gives all sources by id; those that the answer cites are told in full.
    """
    record = (
        _upcoming(answer, sources)
        if isinstance(answer, Upcoming)
        else _today(answer, sources)
    )
    text = msgspec.json.format(msgspec.json.encode(record), indent=2).decode()
    return (_spelled_out(text) + "\n").encode()


def _spelled_out(text: str) -> str:
    """JSON text in which no character can act on a terminal.

    JSON escapes only the controls below U+0020; the others stand inside its strings,
    where an escape means the same. Newlines between the values stay.
    """
    return re.sub(
        "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]",
        lambda found: f"\\u{ord(found[0]):04x}",
        text,
    )


def _upcoming(answer: Upcoming, sources: Sources) -> UpcomingRecord:
    editions = [_edition(view) for view in answer.editions]
    undated = [_undated(entry) for entry in answer.undated]
    known_later = [_change(view) for view in answer.known_later]
    cited = [row.sources for row in editions]
    cited += [row.sources for row in known_later]
    cited += [row.last.sources for row in undated]
    return UpcomingRecord(
        schema=SCHEMA,
        on=_on(answer.standpoint),
        data_as_of=answer.reviewed,
        sources=_cited(cited, sources),
        known_later=known_later,
        editions=editions,
        undated=undated,
    )


def _today(answer: Today, sources: Sources) -> TodayRecord:
    days = [_show_day(day) for day in answer.days]
    following = [_edition(view) for view in answer.next]
    last = [_edition(view) for view in answer.last]
    known_later = [_change(view) for view in answer.known_later]
    latest = None if answer.latest is None else _latest(answer.latest)
    cited = [row.sources for row in (*following, *last)]
    cited += [row.sources for row in known_later]
    for day in days:
        cited += [row.sources for row in (*day.themes, *day.tomorrow_themes)]
        cited += [row.sources for row in day.sessions]
        cited += [row.sources for row in day.news]
    if latest is not None:
        cited.append(latest.sources)
    return TodayRecord(
        schema=SCHEMA,
        on=_on(answer.standpoint),
        data_as_of=answer.reviewed,
        sources=_cited(cited, sources),
        known_later=known_later,
        editions=days,
        next=following,
        last=last,
        other_years=[_other_year(entry) for entry in answer.other_years],
        latest_news=latest,
    )


def _on(here: Standpoint) -> str:
    if here.moment is None:
        return here.reader_day.isoformat()
    return here.moment.isoformat(timespec="seconds")


def _cited(lists: Iterable[tuple[str, ...]], sources: Sources) -> list[SourceRow]:
    """The cited sources in full, each once, in the order of citing."""
    ids = dict.fromkeys(key for keys in lists for key in keys)
    known = sources() if ids else {}
    return [_source(known[key]) for key in ids if key in known]


def _source(source: Source) -> SourceRow:
    date = source.month or (None if source.year is None else str(source.year))
    return SourceRow(
        id=source.id,
        publisher=source.publisher,
        title=source.title,
        date=date if source.date is None else source.date.isoformat(),
        kind=source.kind,
        address=source.address,
    )


def _latest(report: Report) -> LatestRow:
    return LatestRow(
        date=report.day,
        exact=report.exact,
        text=report.text,
        edition=report.edition,
        sources=report.source,
    )


def _edition(view: Seen) -> EditionRow:
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
        sources=_view_sources(view),
    )


def _view_sources(view: Seen) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for n in view.notices for key in n.source))


def _change(view: Seen) -> ChangeRow:
    later = view.later
    assert later is not None  # asked only of editions that changed
    return ChangeRow(
        id=view.edition.id,
        text=wording.known_since(view),
        status=later.status,
        start=later.dates.start,
        end=later.dates.end,
        sources=_view_sources(later),
    )


def _undated(entry: Undated) -> UndatedRow:
    return UndatedRow(
        show=entry.show.id,
        name=entry.name,
        last=_edition(entry.last),
        expected_year=entry.expected_year,
    )


def _show_day(day: ShowDay) -> ShowDayRow:
    view = _edition(day.seen)
    return ShowDayRow(
        id=view.id,
        show=view.show,
        name=view.name,
        number=view.number,
        date=day.date,
        day=view.day,
        days=view.days,
        city=view.city,
        country=view.country,
        venue=view.venue,
        timezone=view.timezone,
        status=view.status,
        themes=[_theme(theme) for theme in day.themes],
        tomorrow_themes=[_theme(theme) for theme in day.tomorrow_themes],
        sessions=[_session(one) for one in day.sessions],
        news=[_news(item) for item in day.news],
        notes=day.notes,
    )


def _theme(theme: DayTheme) -> ThemeRow:
    return ThemeRow(
        half_day=theme.half_day,
        title=theme.title,
        summary=theme.summary,
        certainty=theme.certainty,
        note="; ".join(theme.notes) or None,
        sources=theme.source,
    )


def _session(one: SessionSeen) -> SessionRow:
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
    )


def _news(item: NewsItem) -> NewsRow:
    return NewsRow(
        title=item.title,
        printed=item.printed,
        describes=item.describes,
        sources=item.source,
    )


def _other_year(entry: OtherYear) -> OtherYearRow:
    return OtherYearRow(
        id=entry.seen.edition.id,
        name=entry.seen.name,
        date=entry.date,
        day=entry.day,
        days=entry.days,
    )
