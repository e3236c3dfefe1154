"""The rows of a programme: themes, sessions and who speaks."""

import datetime as dt
from typing import TYPE_CHECKING

from milipol_cli.look.rows import Row

if TYPE_CHECKING:
    from milipol_cli.network.model.programmes import DayTheme
    from milipol_cli.network.sessions import SessionAsOf


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


def theme_row(theme: "DayTheme") -> ThemeRow:
    return ThemeRow(
        half_day=theme.half_day,
        title=theme.title,
        summary=theme.summary,
        certainty=theme.certainty,
        note="; ".join(theme.notes) or None,
        sources=theme.source,
    )


def session_row(one: "SessionAsOf") -> SessionRow:
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
        speakers=[SpeakerRow(name=who.name, role=who.what) for who in session.speaker],
        more_speakers=session.more_speakers,
        phase=one.phase,
        certainty=session.certainty,
        summary=session.summary,
        notes=session.notes,
        sources=session.source,
        picked=one.picked,
        private=session.private,
    )
