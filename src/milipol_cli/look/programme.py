"""The themes and sessions of a day, as `today` and `show` show them.

Entries of the reader's own stand among the sessions, at their times. With the `numbers`
of sources, everything known is shown, as `show` does: who speaks, how certain it is,
remarks, and the numbers of its sources.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from milipol_cli.look.day import CONFLICTS, id_column, time_columns
from milipol_cli.look.document import (
    Cell,
    Column,
    Fact,
    Facts,
    Grid,
    PartOf,
    Style,
    Table,
    phase_style,
)
from milipol_cli.look.words.dates import day_long, sentence
from milipol_cli.look.words.picks import conflict_cells, entry_title
from milipol_cli.look.words.programme import (
    CANCELLED,
    MORE_SPEAKERS,
    add_picked,
    is_inferred_alone,
    session_state,
    themes,
    with_certainty,
)
from milipol_cli.look.words.sources import Numbers, cites, with_citations
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.programmes import DayTheme, Session, kind_name, session_name
from milipol_cli.network.occasions import HALVES, Occasion, by_clock
from milipol_cli.network.sessions import ShowDay
from milipol_cli.network.titles import with_speakers


def programme(
    day: ShowDay,
    as_of: AsOf,
    numbers: Numbers | None = None,
    rows: Sequence[Occasion] | None = None,
    next_pick: str | None = None,
) -> list[PartOf]:
    """The themes of a day, then its sessions: by half-day, then those without a time.

    Instead of its sessions alone it may have other `rows`, with what the reader has
    there; `next_pick` is the id of the next pick. What began before today comes first.
    """
    rows = day.sessions if rows is None else rows
    timed = sorted(
        (row for row in rows if row.starts is not None), key=lambda row: by_clock(row.starts, None)
    )
    untimed = [row for row in rows if row.starts is None]
    # None, for what began before today, comes first.
    halves = [half for half in HALVES if any(row.half_day == half for row in timed)]
    first_themes = {theme.half_day: theme for theme in reversed(themes(day))}
    theme_of_half = {half: first_themes.get(half) if half else None for half in halves}
    # Themes stand above the tables, unless they head a half-day and have no details.
    themes_above = [
        theme
        for theme in themes(day)
        if theme not in theme_of_half.values()
        or (numbers is not None and (theme.summary or theme.notes))
    ]
    facts = [_theme_fact(theme, numbers, in_table=theme in themes_above) for theme in themes(day)]
    grids = _Grids(day.edition, as_of, numbers, day.themes, next_pick)
    parts: list[PartOf] = [Facts(facts, apart=True)]
    id_prefix = f"ID {day.edition.id}/"  # in the header of the first table alone
    for half, theme in theme_of_half.items():
        heading = "Begun before today" if half is None else half.capitalize()
        if theme is not None and theme not in themes_above:
            heading = _with_sources(f"{heading}: {theme.title}", theme, numbers)
        grid = grids.timed_grid(timed, day.date, heading, id_prefix)
        parts.append(grid.with_rows(row for row in timed if row.half_day == half))
        id_prefix = ""
    return [*parts, grids.untimed_grid(untimed, id_prefix).with_rows(untimed)]


def undated_sessions(
    sessions: Sequence[Occasion], edition: EditionAsOf, as_of: AsOf, numbers: Numbers
) -> Table[Occasion]:
    """The sessions of an edition whose day is not known, with everything known."""
    return _Grids(edition, as_of, numbers).undated_grid(sessions).with_rows(sessions)


def _theme_fact(theme: DayTheme, numbers: Numbers | None, *, in_table: bool) -> Fact:
    """A theme for plain lines, and if it is `in_table` for tables, too.

    It has all its notes if everything known is shown, or else the reason why it is
    inferred, which is its first note.
    """
    half = (theme.half_day or "").capitalize()  # "" for a theme of the whole day
    notes = [*map(sentence, theme.notes)]
    if numbers is None:  # not everything is shown
        notes = notes[:1] if theme.certainty == "inferred" else []
    cells = [
        Cell(_with_sources(theme.title, theme, numbers), "strong"),
        Cell(theme.summary or ""),
        *(Cell(note, "dim") for note in notes),
    ]
    lines = [
        (f"{half} theme" if half else "Theme", theme.title),
        ("Summary", theme.summary),
        ("Certainty", None if numbers is None else _certainty(theme)),
        *(("Note", note) for note in notes),
        ("Sources", cites(theme.source, numbers or {})),
    ]
    return Fact(
        half or "Theme",
        [(cell,) for cell in cells if cell.text and in_table],
        [f"{label}: {text}" for label, text in lines if text],
    )


def _with_sources(text: str, record: DayTheme | Session, numbers: Numbers | None) -> str:
    """A text with certainty and numbers of sources, if everything known is shown."""
    if numbers is None:
        return text
    text = with_certainty(text, record.certainty)
    return with_citations(text, record.source, numbers)


class _Grids(NamedTuple):
    """The grids of a programme and the columns they share; `themes` are of its day."""

    edition: EditionAsOf
    as_of: AsOf
    numbers: Numbers | None
    themes: Sequence[DayTheme] = ()
    next_pick: str | None = None

    def timed_grid(
        self, rows: Sequence[Occasion], date: dt.date, heading: str, prefix: str
    ) -> Grid[Occasion]:
        """The grid for what has a time; `heading` and `prefix` head texts and ids.

        `rows` are all rows of the day, so that its tables have the same columns.
        """
        zone = self.edition.zone
        reader = self.as_of.reader_zone
        # The times at the venue, and if the reader's zone differs, his own.
        clocks = time_columns(rows, self.edition, zone, reader, self._style, self._sign)
        has_states = self.as_of.moment is not None or any(
            row.picked or row.is_cancelled for row in rows
        )

        def text_cell(row: Occasion) -> Cell:
            state = self._state(row) if has_states else None
            return Cell(self._with_details(row), self._style(row), beside=state)

        text = Column[Occasion](
            header=heading,
            label=lambda row: "My entry" if row.session is None else "Session",
            brief=text_cell,
            full=self._name,
            under=self._lines_below,
            is_text=True,
        )
        begun = Column[Occasion](label="Day", full=lambda row: _other_day(row, date))
        columns = (begun, *clocks, text, *self._columns_behind(rows, prefix))
        return Grid(self._kind(f"on {len(clocks)} clocks", rows), columns, heading)

    def untimed_grid(self, sessions: Sequence[Occasion], prefix: str) -> Grid[Occasion]:
        """The grid for sessions without a time, by half-day if that is known."""
        half_by_id = _half_days_beside(sessions)
        session = Column[Occasion](
            header="Time not published",
            label="Session",
            brief=lambda row: self._untimed_cell(row, half_by_id),
            full=self._name,
            under=lambda row: [
                Cell(cell.text, cell.style, label="") for cell in self._lines_below(row)
            ],
        )
        time = Column[Occasion](
            label="Time", full=lambda row: ", ".join(filter(None, ("not published", row.half_day)))
        )
        columns = (session, time, *self._columns_behind(sessions, prefix))
        return Grid(self._kind("untimed", sessions), columns)

    def _untimed_cell(self, row: Occasion, half_by_id: Mapping[str, str]) -> Cell:
        """A session without a time, behind its half-day; if none is known, its kind."""
        session = row.session
        assert session is not None  # entries have a time or are all day
        kind = kind_name(session)
        name = None if half_by_id else session.title or row.theme or ""
        text = self._with_details(row, name, whole_speakers=True) or kind
        return Cell(
            self._with_state(text, row),
            self._style(row),
            label=half_by_id[row.id] if half_by_id else kind,
        )

    def undated_grid(self, sessions: Sequence[Occasion]) -> Grid[Occasion]:
        """The grid for sessions whose day is not known."""
        session = Column[Occasion](
            header="Day not known",
            label="Session",
            brief=lambda row: self._with_state(self._with_details(row), row),
            full=self._name,
        )
        time = Column[Occasion](label="Time", full=lambda _: "day not known")
        rest = self._columns_behind(sessions, f"ID {self.edition.id}/")
        return Grid("day not known", (session, time, *rest))

    def _kind(self, name: str, rows: Iterable[Occasion]) -> str:
        """The kind of a table; only those with the same columns may be of one kind."""
        rooms = " with rooms" if any(row.room for row in rows) else ""
        return f"{self.edition.id} {name}{rooms}"

    def _columns_behind(self, rows: Iterable[Occasion], prefix: str) -> tuple[Column[Any], ...]:
        """The columns behind the text: the room if any is known, and the id.

        Plain lines also have the state, details of sessions, conflicts and notes.
        """
        room = Column[Occasion](header="Room", brief=lambda row: row.room or "", follows=True)
        return (
            Column[Occasion](label="State", full=self._state),
            *([room] if any(row.room for row in rows) else []),
            *self._detail_columns(),
            CONFLICTS,
            Column[Occasion](label="My note", full=lambda row: row.note),
            id_column(prefix, f"{self.edition.id}/"),
        )

    def _detail_columns(self) -> list[Column[Any]]:
        """The columns of details that plain lines have, all if everything is shown."""
        details = [
            _detail("Track", lambda session: session.track),
            _detail("Speaker", lambda session: [speaker.in_full for speaker in session.speaker]),
            _detail("Speakers", lambda s: MORE_SPEAKERS if s.more_speakers else None),
        ]
        numbers = self.numbers
        if numbers is not None:
            details += [
                _detail("Summary", lambda session: session.summary),
                _detail("URL", lambda session: session.url),
                _detail("Certainty", _certainty),
                _detail("Note", lambda session: [*map(sentence, session.notes)]),
                _detail("Sources", lambda session: cites(session.source, numbers)),
            ]
        return details

    def _lines_below(self, row: Occasion) -> Iterator[Cell]:
        """The conflicts of a row and the note on it, to stand below it in a table."""
        yield from conflict_cells(row)
        if row.note:
            yield Cell(f"Note: {row.note}", "dim", sign="")

    def _state(self, row: Occasion) -> str:
        if row.is_done:
            return "done"
        now = self.as_of.moment
        state = CANCELLED if row.is_cancelled else session_state(row, now)
        if row.id == self.next_pick:
            return f"next pick, {state.removeprefix('next, ')}"
        return add_picked(state, is_picked=row.picked)

    def _with_state(self, text: str, row: Occasion) -> str:
        return ", ".join(filter(None, [text, self._state(row)]))

    def _sign(self, row: Occasion) -> str:
        if row.phase == "on":
            return ">"
        return "*" if row.id == self.next_pick else ""

    def _style(self, row: Occasion) -> Style:
        if row.id == self.next_pick:
            return "strong"
        if row.is_cancelled:
            return "maybe"
        return phase_style(row.phase, estimated=row.estimated)

    def _with_details(
        self, row: Occasion, name: str | None = None, *, whole_speakers: bool = False
    ) -> str:
        """The name of a row, its own unless one is given, with track and speakers.

        Behind them stands how certain the session is; an entry has only its title.
        """
        session = row.session
        if session is None:
            return entry_title(row)
        name = session_name(session, row.theme) if name is None else name
        name = name if session.track is None else f"{name}, {session.track}"
        text = with_speakers(name, session, whole=whole_speakers)
        if self.numbers is None and is_inferred_alone(session, self.themes):
            return f"{text}, inferred"
        return _with_sources(text, session, self.numbers)

    def _name(self, row: Occasion) -> str:
        if row.session is None:
            return entry_title(row)
        name = session_name(row.session, row.theme)
        is_inferred = self.numbers is None and is_inferred_alone(row.session, self.themes)
        return f"{name}, inferred" if is_inferred else name


def _other_day(row: Occasion, date: dt.date) -> str | None:
    """The day on which something began that is on another day, too; None for others."""
    day = None if row.starts is None else row.starts.date()
    return None if day in (None, date) else day_long(day)


def _half_days_beside(sessions: Sequence[Occasion]) -> dict[str, str]:
    """The half-days beside sessions by id, each beside the first of its sessions only.

    None at all if no half-day is known.
    """
    halves = [(row.half_day or "").capitalize() for row in sessions]
    if not any(halves):
        return {}
    return {
        row.id: "" if half == half_above else half
        for row, half, half_above in zip(sessions, halves, ["", *halves], strict=False)
    }


def _detail(label: str, full: Callable[[Session], str | Sequence[str] | None]) -> Column[Any]:
    """A column that only plain lines have, and only for sessions."""

    def of_row(row: Occasion) -> str | Sequence[str] | None:
        return None if row.session is None else full(row.session)

    return Column(label=label, full=of_row)


def _certainty(record: DayTheme | Session) -> str | None:
    return None if record.certainty == "stated" else record.certainty
