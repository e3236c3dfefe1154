"""The themes and sessions of a day, as `today` and `show` show them.

Entries of the reader's own stand among the sessions, at their times. With `numbers`,
those of the sources, everything known is shown, as `show` does: who speaks, how certain
it is, remarks, and the numbers of the sources that are among them.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

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
from milipol_cli.look.words.programme import (
    CANCELLED,
    MORE_SPEAKERS,
    add_picked,
    city_at,
    clocks_differ,
    inferred,
    open_end,
    session_state,
    span,
    start_on,
    themes,
    with_certainty,
    with_speakers,
    zone_city,
)
from milipol_cli.look.words.sources import Numbers, cited, cites
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, Phase
from milipol_cli.network.model.programmes import (
    DayTheme,
    HalfDay,
    Session,
    kind_name,
    session_name,
)
from milipol_cli.network.sessions import HALVES, SessionAsOf, ShowDay, by_clock


class Entry(NamedTuple):
    """An entry of the reader's own in a programme, on the clock at the venue."""

    id: str
    title: str
    room: str | None
    starts: dt.datetime
    ends: dt.datetime | None
    half_day: HalfDay | None
    phase: Phase | None
    estimated: bool
    next: bool = False
    picked: bool = True
    is_cancelled: bool = False


class Own(NamedTuple):
    """What the reader has in a programme.

    `conflicts` are those of picks and entries by their ids, in cells to stand below
    them, and `notes` are the reader's notes on them; `done` are the ids of those that
    were attended. `next_pick` is the id of the pick or entry that is next.
    """

    entries: Sequence[Entry] = ()
    conflicts: Mapping[str, Sequence[Cell]] = {}
    notes: Mapping[str, str] = {}
    done: Collection[str] = ()
    next_pick: str | None = None

    def below(self, row: "Row") -> Iterable[Cell]:
        """The conflicts of a row and the note on it, to stand below it in a table."""
        yield from self.conflicts.get(row.id, ())
        if row.id in self.notes:
            yield Cell(f"Note: {self.notes[row.id]}", "dim", sign="")


# A row of a programme.
Row = SessionAsOf | Entry
_NOTHING = Own()


def programme(
    day: ShowDay, as_of: AsOf, numbers: Numbers | None = None, own: Own = _NOTHING
) -> list[PartOf]:
    """The themes of a day, then its sessions: by half-day, then those without a time.

    Sessions and entries that began before today come first.
    """
    rows: list[Row] = [*day.sessions, *own.entries]
    timed = sorted(
        (row for row in rows if row.starts is not None),
        key=lambda row: by_clock(row.starts, None),
    )
    untimed = [session for session in day.sessions if session.starts is None]
    of_half = {theme.half_day: theme for theme in reversed(themes(day))}
    halves = [half for half in HALVES if any(row.half_day == half for row in timed)]
    heads = {half: half and of_half.get(half) for half in halves}
    listed = [
        theme
        for theme in themes(day)
        if theme not in heads.values()
        or (numbers is not None and (theme.summary or theme.notes))
    ]
    facts = [_theme(theme, numbers, in_table=theme in listed) for theme in themes(day)]
    grids = _Grids(day.edition, as_of, numbers, day.themes, own)
    parts: list[PartOf] = [Facts(facts, apart=True)]
    prefix = f"ID {day.edition.id}/"
    for half, theme in heads.items():
        heading = "Begun before today" if half is None else half.capitalize()
        if theme is not None and theme not in listed:
            heading = _cited(f"{heading}: {theme.title}", theme, numbers)
        grid = grids.timed(timed, day.date, heading, prefix)
        parts.append(grid.of(row for row in timed if row.half_day == half))
        prefix = ""
    return [*parts, grids.untimed(untimed, prefix).of(untimed)]


def undated_sessions(
    sessions: Sequence[SessionAsOf],
    edition: EditionAsOf,
    as_of: AsOf,
    numbers: Numbers,
) -> Table[SessionAsOf]:
    """The sessions of an edition whose day is not known, with everything known."""
    return _Grids(edition, as_of, numbers).undated(sessions).of(sessions)


def _theme(theme: DayTheme, numbers: Numbers | None, *, in_table: bool) -> Fact:
    """A theme for plain lines, and for tables unless it heads a half-day.

    It has all its notes if everything known is shown, else why it is inferred.
    """
    half = (theme.half_day or "").capitalize()
    notes = [*map(sentence, theme.notes)]
    if numbers is None:
        notes = notes[:1] if theme.certainty == "inferred" else []
    cells = [
        Cell(_cited(theme.title, theme, numbers), "strong"),
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


def _cited(text: str, known: DayTheme | Session, numbers: Numbers | None) -> str:
    if numbers is None:
        return text
    return cited(with_certainty(text, known.certainty), known.source, numbers)


class _Grids(NamedTuple):
    """The grids of a programme and the columns they share; `themes` are of its day."""

    edition: EditionAsOf
    as_of: AsOf
    numbers: Numbers | None
    themes: Sequence[DayTheme] = ()
    own: Own = _NOTHING

    def timed(
        self, rows: Sequence[Row], date: dt.date, heading: str, prefix: str
    ) -> Grid[Row]:
        """The grid for what has a time, under headers for it and for the ids.

        `rows` are all those of the day, by which its tables have the same columns.
        """
        zone = self.as_of.reader_zone
        city = city_at(self.edition, self.edition.zone)
        clocks = [time_column(city, None, self._style, self._sign)]
        if zone is not None and clocks_differ(rows, zone):
            clocks.append(time_column(zone_city(zone), zone, self._style, self._sign))
        has_states = self.as_of.moment is not None or any(
            row.picked or row.is_cancelled for row in rows
        )

        def cell(row: Row) -> Cell:
            text = row.title if isinstance(row, Entry) else self._with_details(row)
            state = self._state(row) if has_states else None
            return Cell(text, self._style(row), beside=state)

        def other_day(row: Row) -> str | None:
            """The day that something began on, if it is still on since then."""
            day = None if row.starts is None else row.starts.date()
            return None if day in (None, date) else day_long(day)

        text = Column[Row](
            header=heading,
            label=lambda row: "My entry" if isinstance(row, Entry) else "Session",
            brief=cell,
            full=self._name,
            under=self.own.below,
            is_text=True,
        )
        begun = Column[Row](label="Day", full=other_day)
        columns = (begun, *clocks, text, *self._rest(rows, prefix))
        return Grid(self._kind(f"on {len(clocks)} clocks", rows), columns, heading)

    def untimed(
        self, sessions: Sequence[SessionAsOf], prefix: str
    ) -> Grid[SessionAsOf]:
        """The grid for sessions without a time, by half-day if that is known."""
        by_half = any(row.half_day is not None for row in sessions)
        halves = [(row.half_day or "").capitalize() for row in sessions]
        beside = {
            row.id: "" if half == above else half
            for row, half, above in zip(sessions, halves, ["", *halves], strict=False)
        }

        def cell(row: SessionAsOf) -> Cell:
            session = row.session
            # The kind stands before it, unless the half-day does.
            name = None if by_half else session.title or row.theme or ""
            text = self._with_details(row, name, whole_speakers=True) or kind_name(
                session
            )
            return Cell(
                self._with_state(text, row),
                self._style(row),
                label=beside[row.id] if by_half else kind_name(session),
            )

        session = Column[SessionAsOf](
            header="Time not published",
            label="Session",
            brief=cell,
            full=self._name,
            under=lambda row: [
                Cell(cell.text, cell.style, label="") for cell in self.own.below(row)
            ],
        )
        time = Column[SessionAsOf](
            label="Time",
            full=lambda row: ", ".join(filter(None, ("not published", row.half_day))),
        )
        columns = (session, time, *self._rest(sessions, prefix))
        return Grid(self._kind("untimed", sessions), columns)

    def undated(self, sessions: Sequence[SessionAsOf]) -> Grid[SessionAsOf]:
        """The grid for sessions whose day is not known."""
        session = Column[SessionAsOf](
            header="Day not known",
            label="Session",
            brief=lambda row: self._with_state(self._with_details(row), row),
            full=self._name,
        )
        time = Column[SessionAsOf](label="Time", full=lambda _: "day not known")
        rest = self._rest(sessions, f"ID {self.edition.id}/")
        return Grid("day not known", (session, time, *rest))

    def _kind(self, name: str, rows: Iterable[Row]) -> str:
        """The kind of a table; only those with the same columns may be of one kind."""
        rooms = " with rooms" if any(map(_room, rows)) else ""
        return f"{self.edition.id} {name}{rooms}"

    def _rest(self, rows: Iterable[Row], prefix: str) -> tuple[Column[Any], ...]:
        """The state, the room if any is known, what only plain lines have, the id."""
        room = Column[Row](
            header="Room", brief=lambda row: _room(row) or "", follows=True
        )
        details = [
            _detail("Track", lambda session: session.track),
            _detail(
                "Speaker", lambda session: [each.in_full for each in session.speaker]
            ),
            _detail("Speakers", lambda s: MORE_SPEAKERS if s.more_speakers else None),
        ]
        numbers, own = self.numbers, self.own
        if numbers is not None:
            details += [
                _detail("Summary", lambda session: session.summary),
                _detail("URL", lambda session: session.url),
                _detail("Certainty", _certainty),
                _detail("Note", lambda session: [*map(sentence, session.notes)]),
                _detail("Sources", lambda session: cites(session.source, numbers)),
            ]
        return (
            Column[Row](label="State", full=self._state),
            *([room] if any(map(_room, rows)) else []),
            *details,
            # In a table these stand below the row.
            Column[Row](
                label="Conflict",
                full=lambda row: [cell.text for cell in own.conflicts.get(row.id, ())],
            ),
            Column[Row](label="My note", full=lambda row: own.notes.get(row.id)),
            Column[Row](
                header=prefix,
                label="ID",
                brief=lambda row: row.id.removeprefix(f"{self.edition.id}/"),
                full=lambda row: row.id,
                wraps=False,
            ),
        )

    def _state(self, row: Row) -> str:
        if row.id in self.own.done:
            return "done"
        now = self.as_of.moment
        state = CANCELLED if row.is_cancelled else session_state(row, now)
        if row.id == self.own.next_pick:
            return f"next pick, {state.removeprefix('next, ')}"
        return add_picked(state, is_picked=row.picked)

    def _with_state(self, text: str, row: SessionAsOf) -> str:
        return ", ".join(filter(None, [text, self._state(row)]))

    def _sign(self, row: Row) -> str:
        if row.phase == "on":
            return ">"
        return "*" if row.id == self.own.next_pick else ""

    def _style(self, row: Row) -> Style:
        if row.id == self.own.next_pick:
            return "strong"
        if row.is_cancelled:
            return "maybe"
        return phase_style(row.phase, estimated=row.estimated)

    def _with_details(
        self, row: SessionAsOf, name: str | None = None, *, whole_speakers: bool = False
    ) -> str:
        session = row.session
        name = session_name(session, row.theme) if name is None else name
        name = name if session.track is None else f"{name}, {session.track}"
        text = with_speakers(name, session, whole=whole_speakers)
        if self.numbers is None and inferred(session, self.themes):
            return f"{text}, inferred"
        return _cited(text, session, self.numbers)

    def _name(self, row: Row) -> str:
        if isinstance(row, Entry):
            return row.title
        name = session_name(row.session, row.theme)
        is_inferred = self.numbers is None and inferred(row.session, self.themes)
        return f"{name}, inferred" if is_inferred else name


def _room(row: Row) -> str | None:
    return row.room if isinstance(row, Entry) else row.session.room


def _detail(
    label: str, full: Callable[[Session], str | Sequence[str] | None]
) -> Column[Any]:
    def of_row(row: Row) -> str | Sequence[str] | None:
        return None if isinstance(row, Entry) else full(row.session)

    return Column(label=label, full=of_row)


def _certainty(known: DayTheme | Session) -> str | None:
    return None if known.certainty == "stated" else known.certainty


# A narrower column would break a time.
_NARROWEST = len("22:30-00:30")


def time_column(
    city: str,
    clock: ZoneInfo | None,
    style: Callable[[Any], Style],
    sign: Callable[[Any], str],
    *,
    is_shown: Callable[[Any], bool] = lambda _: True,
) -> Column[Any]:
    """The times of rows on the `clock` of a city; without one, on their own clock.

    Only that one has signs. A table leaves out the times that are not shown.
    """

    def cell(row: Any) -> Cell:
        if not is_shown(row):
            return Cell("")
        mark = sign(row) if clock is None else None
        text = span(row, clock)
        return Cell(
            text,
            style(row),
            sign=mark,
            narrow=text.replace(" days", "d").replace(" day", "d"),
            whole=True,
            short=None if clock is None else start_on(row, clock),
        )

    return Column(
        header=city,
        label=f"Time in {city}",
        brief=cell,
        full=lambda row: f"{span(row, clock)}{open_end(row)}",
        yields_to=_NARROWEST,  # on a narrow page "+1d" goes below
        floor=_NARROWEST,
    )
