"""The themes and sessions of a day, as `today` and `show` show them.

Entries of the reader's own stand among the sessions, at their times. With `numbers`,
those of the sources, everything known is shown, as `show` does: who speaks, how certain
it is, remarks, and the numbers of the sources that are among them.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from milipol_cli.look.document import Column, Fact, Facts, Filled, Grid, PartOf
from milipol_cli.look.parts import Cell, Style, phase_style
from milipol_cli.look.time_column import time_column
from milipol_cli.look.words.dates import day_long, sentence
from milipol_cli.look.words.programme import (
    ShownTheme,
    half_heading,
    half_theme,
    themes,
)
from milipol_cli.look.words.sessions import (
    MORE_SPEAKERS,
    inferred,
    kind,
    picked_and_state,
    speaker_in_full,
    with_certainty,
    with_speakers,
    with_track,
)
from milipol_cli.look.words.sources import Numbers, cited, cites
from milipol_cli.look.words.times import clocks_differ
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, Phase
from milipol_cli.network.model.programmes import (
    DayTheme,
    HalfDay,
    Session,
    session_name,
)
from milipol_cli.network.programme import ShowDay
from milipol_cli.network.sessions import SessionAsOf, utc


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
    them, and `notes` are the reader's notes on them. `next_pick` is the id of the pick
    or entry that is next.
    """

    entries: Sequence[Entry] = ()
    conflicts: Mapping[str, Sequence[Cell]] = {}
    notes: Mapping[str, str] = {}
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
    untimed = [session for session in day.sessions if session.starts is None]
    timed: dict[HalfDay | None, list[Row]]
    timed = {None: [], "morning": [], "afternoon": []}
    rows: list[Row] = [*day.sessions, *own.entries]
    rows = sorted((row for row in rows if row.starts is not None), key=_by_start)
    for row in rows:
        timed[row.half_day].append(row)
    heads = {half: half_theme(day, half) for half in timed if timed[half]}
    listed = [
        theme
        for theme in themes(day)
        if theme not in heads.values()
        or (numbers is not None and (theme.summary or theme.notes))
    ]
    parts: list[PartOf] = [_themes(day, listed, numbers)]
    prefix = f"ID {day.edition.id}/"
    for half, theme in heads.items():
        heading = _heading(half, None if theme in listed else theme, numbers)
        grid = _timed(rows, day, as_of, (heading, prefix), numbers, own)
        parts.append(grid.of(timed[half]))
        prefix = ""
    parts.append(_untimed(untimed, day, as_of, prefix, numbers, own))
    return parts


def _by_start(row: Row) -> dt.datetime:
    assert row.starts is not None  # timed
    return utc(row.starts)


def _room(row: Row) -> str | None:
    return row.room if isinstance(row, Entry) else row.session.room


def _room_column(rows: Iterable[Row]) -> tuple[Column[Any], ...]:
    """The column for rooms, if any is known."""
    if not any(map(_room, rows)):
        return ()
    return (Column(header="Room", brief=lambda row: _room(row) or ""),)


def _kind_of_table(name: str, rooms: Sequence[object]) -> str:
    """The kind of a table; only those with the same columns may be of one kind."""
    return f"{name} with rooms" if rooms else name


def undated_sessions(
    sessions: Sequence[SessionAsOf],
    edition: EditionAsOf,
    as_of: AsOf,
    numbers: Numbers,
) -> Filled[SessionAsOf]:
    """The sessions of an edition whose day is not known, with everything known."""
    grid = Grid[SessionAsOf](
        "day not known",
        (
            Column(
                header="Day not known",
                label="Session",
                brief=lambda row: _with_state(
                    _with_details(session_name(row.session, row.theme), row, numbers),
                    row,
                ),
                full=lambda row: session_name(row.session, row.theme),
            ),
            Column(label="Time", full=lambda _: "day not known"),
            Column(label="State", full=lambda row: picked_and_state(row, as_of.moment)),
            *_room_column(sessions),
            *_details(numbers),
            _id_column(edition, f"ID {edition.id}/"),
        ),
    )
    return grid.of(sessions)


def _themes(
    day: ShowDay, listed: Collection[ShownTheme], numbers: Numbers | None
) -> Facts:
    """All themes for plain lines; in a table those that head no half-day."""
    return Facts(
        [
            Fact(
                "Theme" if theme.half_day is None else theme.half_day.capitalize(),
                _theme_cells(theme, numbers) if theme in listed else [],
                _theme_lines(theme, numbers),
            )
            for theme in themes(day)
        ],
        apart=True,
    )


def _theme_cells(theme: ShownTheme, numbers: Numbers | None) -> list[tuple[Cell]]:
    title, notes = theme.title, [] if theme.note is None else [theme.note]
    if numbers is not None:
        title = cited(with_certainty(title, theme.certainty), theme.sources, numbers)
        notes = [sentence(note) for note in theme.notes]
    summary = [] if theme.summary is None else [(Cell(theme.summary),)]
    return [
        (Cell(title, "strong"),),
        *summary,
        *((Cell(note, "dim"),) for note in notes),
    ]


def _theme_lines(theme: ShownTheme, numbers: Numbers | None) -> list[str]:
    half = theme.half_day
    label = "Theme" if half is None else f"{half.capitalize()} theme"
    lines = [f"{label}: {theme.title}"]
    if theme.summary is not None:
        lines.append(f"Summary: {theme.summary}")
    if numbers is None:
        return lines if theme.note is None else [*lines, f"Note: {theme.note}"]
    if theme.certainty != "stated":
        lines.append(f"Certainty: {theme.certainty}")
    lines += [f"Note: {sentence(note)}" for note in theme.notes]
    sources = cites(theme.sources, numbers)
    return [*lines, f"Sources: {sources}"] if sources else lines


def _heading(
    half: HalfDay | None, theme: ShownTheme | None, numbers: Numbers | None
) -> str:
    heading = half_heading(half, theme)
    if theme is None or numbers is None:
        return heading
    return cited(with_certainty(heading, theme.certainty), theme.sources, numbers)


def _timed(
    rows: Sequence[Row],
    day: ShowDay,
    as_of: AsOf,
    headers: tuple[str, str],
    numbers: Numbers | None,
    own: Own,
) -> Grid[Row]:
    """The grid for what has a time, under headers for it and for the ids.

    `rows` are all those of the day, by which its tables have the same columns.
    """
    zone = as_of.reader_zone
    has_second_clock = zone is not None and clocks_differ(rows, zone)
    how = (lambda row: _style(row, own), lambda row: _sign(row, own))
    clocks = [time_column(day.edition.zone, None, *how)]
    if zone is not None and has_second_clock:
        clocks.append(time_column(zone, zone, *how))
    has_states = as_of.moment is not None or any(
        row.picked or row.is_cancelled for row in rows
    )

    def cell(row: Row) -> Cell:
        if isinstance(row, Entry):
            text = row.title
        else:
            name = session_name(row.session, row.theme)
            text = _with_details(name, row, numbers, day.themes)
        state = _state(row, as_of, own) if has_states else None
        return Cell(text, _style(row, own), beside=state)

    heading, prefix = headers
    rooms = _room_column(rows)
    return Grid[Row](
        _kind_of_table(f"{day.edition.id} on {len(clocks)} clocks", rooms),
        (
            Column(label="Day", full=lambda row: _other_day(row, day)),
            *clocks,
            Column(
                header=heading,
                label=lambda row: "My entry" if isinstance(row, Entry) else "Session",
                brief=cell,
                full=lambda row: _name(row, numbers, day.themes),
                under=own.below,
            ),
            Column(label="State", full=lambda row: _state(row, as_of, own)),
            *rooms,
            *_details(numbers),
            *_plain_below(own),
            _id_column(day.edition, prefix),
        ),
        named_by=heading,
    )


def _state(row: Row, as_of: AsOf, own: Own) -> str:
    return picked_and_state(row, as_of.moment, next_pick=row.id == own.next_pick)


def _sign(row: Row, own: Own) -> str:
    if row.phase == "on":
        return ">"
    return "*" if row.id == own.next_pick else ""


def _style(row: Row, own: Own) -> Style:
    if row.id == own.next_pick:
        return "strong"
    if row.is_cancelled:
        return "maybe"
    return phase_style(row.phase, estimated=row.estimated)


def _other_day(row: Row, day: ShowDay) -> str | None:
    """The day that something began on, if it is still on since then."""
    if row.starts is None or row.starts.date() == day.date:
        return None
    return day_long(row.starts.date())


def _untimed(
    sessions: Sequence[SessionAsOf],
    day: ShowDay,
    as_of: AsOf,
    prefix: str,
    numbers: Numbers | None,
    own: Own,
) -> Filled[SessionAsOf]:
    """The sessions whose time was not published, by half-day if that is known."""
    by_half = any(row.half_day is not None for row in sessions)
    halves = [(row.half_day or "").capitalize() for row in sessions]
    beside = {
        row.id: "" if half == above else half
        for row, half, above in zip(sessions, halves, ["", *halves], strict=False)
    }

    def cell(row: SessionAsOf) -> Cell:
        session = row.session
        name = session_name(session, row.theme)
        if not by_half:  # the kind stands before it
            name = session.title or row.theme or ""
        text = _with_details(name, row, numbers, day.themes, whole_speakers=True)
        text = text or kind(session)
        return Cell(
            _with_state(text, row),
            _style(row, own),
            label=beside[row.id] if by_half else kind(session),
        )

    rooms = _room_column(sessions)
    grid = Grid[SessionAsOf](
        _kind_of_table("untimed", rooms),
        (
            Column(
                header="Time not published",
                label="Session",
                brief=cell,
                full=lambda row: _name(row, numbers, day.themes),
                under=lambda row: [
                    Cell(cell.text, cell.style, label="") for cell in own.below(row)
                ],
            ),
            Column(
                label="Time",
                full=lambda row: ", ".join(
                    filter(None, ("not published", row.half_day))
                ),
            ),
            Column(label="State", full=lambda row: _state(row, as_of, own)),
            *rooms,
            *_details(numbers),
            *_plain_below(own),
            _id_column(day.edition, prefix),
        ),
    )
    return grid.of(sessions)


def _with_details(
    name: str,
    row: SessionAsOf,
    numbers: Numbers | None,
    themes: Sequence[DayTheme] = (),
    *,
    whole_speakers: bool = False,
) -> str:
    """A session's name with its track, speakers, certainty and sources."""
    session = row.session
    text = with_speakers(with_track(name, session), session, whole=whole_speakers)
    if numbers is None:
        return f"{text}, inferred" if inferred(session, themes) else text
    return cited(with_certainty(text, session.certainty), session.source, numbers)


def _with_state(text: str, row: SessionAsOf) -> str:
    """A text and whether the session, which has no time, is picked or cancelled."""
    return ", ".join(filter(None, [text, picked_and_state(row, None)]))


def _name(row: Row, numbers: Numbers | None, themes: Sequence[DayTheme]) -> str:
    """The name for plain lines, which have lines for what stands beside it."""
    if isinstance(row, Entry):
        return row.title
    name = session_name(row.session, row.theme)
    is_inferred = numbers is None and inferred(row.session, themes)
    return f"{name}, inferred" if is_inferred else name


def _details(numbers: Numbers | None) -> tuple[Column[Any], ...]:
    """The columns about sessions that only plain lines have."""
    columns = [
        _detail("Track", lambda session: session.track),
        _detail("Speaker", lambda session: list(map(speaker_in_full, session.speaker))),
        _detail("Speakers", lambda s: MORE_SPEAKERS if s.more_speakers else None),
    ]
    if numbers is not None:
        columns += [
            _detail("Summary", lambda session: session.summary),
            _detail("URL", lambda session: session.url),
            _detail("Certainty", _certainty),
            _detail("Note", lambda session: list(map(sentence, session.notes))),
            _detail("Sources", lambda session: cites(session.source, numbers)),
        ]
    return tuple(columns)


def _detail(
    label: str, full: Callable[[Session], str | Sequence[str] | None]
) -> Column[Any]:
    def of_row(row: Row) -> str | Sequence[str] | None:
        return None if isinstance(row, Entry) else full(row.session)

    return Column(label=label, full=of_row)


def _plain_below(own: Own) -> tuple[Column[Any], ...]:
    """What stands below a row in a table, for plain lines."""
    return (
        Column(
            label="Conflict",
            full=lambda row: [cell.text for cell in own.conflicts.get(row.id, ())],
        ),
        Column(label="My note", full=lambda row: own.notes.get(row.id)),
    )


def _certainty(session: Session) -> str | None:
    return None if session.certainty == "stated" else session.certainty


def _id_column(edition: EditionAsOf, header: str) -> Column[Any]:
    """The ids, without what stands in the header; plain lines have them in full."""
    return Column(
        header=header,
        label="ID",
        brief=lambda row: row.id.removeprefix(f"{edition.id}/"),
        full=lambda row: row.id,
        wraps=False,
    )
