"""The records of an edition and of a session, with what was made known of them."""

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from milipol_cli.look.rows import Record, Row, changes
from milipol_cli.look.session_rows import SessionRow, ThemeRow, session_row, theme_row
from milipol_cli.network import citations as citing
from milipol_cli.network.model.shows import Notice, Venue
from milipol_cli.show.query import EditionPage, SessionPage
from milipol_cli.show.record import (
    HistoryEditionRow,
    OverrideRow,
    history_edition_row,
    override_row,
)

if TYPE_CHECKING:
    from milipol_cli.look.rows import Listed
    from milipol_cli.network.model.programmes import DayTheme


class NoticeRow(Row, frozen=True, kw_only=True):
    known: dt.date
    exact: bool
    status: str
    certainty: str
    start: dt.date | None
    end: dt.date | None
    month: str | None
    year: int | None
    name: str | None
    venue: str | None
    city: str | None
    notes: tuple[str, ...]
    sources: tuple[str, ...]


class ThemeDayRow(ThemeRow, frozen=True, kw_only=True):
    date: dt.date


class EditionRecord(Record, frozen=True, kw_only=True):
    edition: HistoryEditionRow
    notices: list[NoticeRow]
    themes: list[ThemeDayRow]
    sessions: list[SessionRow]
    notes: tuple[str, ...]
    overrides: list[OverrideRow]

    def listed(self) -> "Listed":
        return SessionRow.__struct_fields__, self.sessions


class SessionRecord(Record, frozen=True, kw_only=True):
    edition: HistoryEditionRow
    session: SessionRow
    notes: tuple[str, ...]
    overrides: list[OverrideRow]

    def listed(self) -> "Listed":
        return SessionRow.__struct_fields__, [self.session]


def record(answer: EditionPage | SessionPage, on: str) -> EditionRecord | SessionRecord:
    reviewed = answer.edition.show.reviewed
    known_later = changes([answer.edition])
    cited = citing.of_edition(answer.edition, answer.as_of)
    edition = history_edition_row(answer.edition, answer.figures, cited)
    if isinstance(answer, SessionPage):
        return SessionRecord(
            on=on,
            data_as_of=reviewed,
            known_later=known_later,
            edition=edition,
            session=session_row(answer.session),
            notes=answer.notes,
            overrides=list(map(override_row, answer.overrides)),
        )
    return EditionRecord(
        on=on,
        data_as_of=reviewed,
        known_later=known_later,
        edition=edition,
        notices=[
            notice_row(notice, venue)
            for notice, venue in zip(answer.edition.notices, answer.venues, strict=True)
        ],
        themes=[theme_day_row(theme) for day in answer.days for theme in day.themes],
        sessions=_sessions(answer),
        notes=answer.notes,
        overrides=list(map(override_row, answer.overrides)),
    )


def _sessions(answer: EditionPage) -> list[SessionRow]:
    dated = [one for day in answer.days for one in day.sessions]
    return [session_row(one) for one in (*dated, *answer.undated)]


def notice_row(notice: Notice, venue: Venue | None) -> NoticeRow:
    return NoticeRow(
        known=notice.day_known,
        exact=notice.known is not None,
        status=notice.status,
        certainty=notice.certainty,
        start=notice.start,
        end=notice.end,
        month=notice.month,
        year=notice.year,
        name=notice.name,
        venue=None if venue is None else venue.name,
        city=None if venue is None else venue.city,
        notes=notice.notes,
        sources=notice.source,
    )


def theme_day_row(theme: "DayTheme") -> ThemeDayRow:
    return ThemeDayRow(**msgspec.structs.asdict(theme_row(theme)), date=theme.date)
