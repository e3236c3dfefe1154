"""The themes and sessions of a day, as `today` and `show` show them.

With `numbers`, those of the sources, everything known is shown, as `show` does: who
speaks, how certain it is, remarks, and the numbers of the sources that are among them.
"""

from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from milipol_cli.look.document import Column, Fact, Facts, Filled, Grid, PartOf
from milipol_cli.look.parts import Cell, Style, phase_style
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
    with_place,
    with_speakers,
)
from milipol_cli.look.words.sources import Numbers, cited, cites
from milipol_cli.look.words.times import clocks_differ, span, span_with_end, zone_city
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.programmes import (
    DayTheme,
    HalfDay,
    Session,
    session_name,
)
from milipol_cli.network.programme import ShowDay
from milipol_cli.network.sessions import SessionAsOf


def programme(
    day: ShowDay, as_of: AsOf, numbers: Numbers | None = None
) -> list[PartOf]:
    """The themes of a day, then its sessions: by half-day, then those without a time.

    Sessions that are still on since yesterday come first.
    """
    untimed = [session for session in day.sessions if session.starts is None]
    timed: dict[HalfDay | None, list[SessionAsOf]]
    timed = {None: [], "morning": [], "afternoon": []}
    for session in day.sessions:
        if session.starts is not None:
            timed[session.half_day].append(session)
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
        parts.append(_timed(day, as_of, (heading, prefix), numbers).of(timed[half]))
        prefix = ""
    parts.append(_untimed(untimed, day, as_of, prefix, numbers))
    return parts


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
            *_details(as_of, numbers),
            _id_column(f"ID {edition.id}/"),
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
    day: ShowDay, as_of: AsOf, headers: tuple[str, str], numbers: Numbers | None
) -> Grid[SessionAsOf]:
    """The grid for sessions with a time, under headers for them and their ids."""
    zone = as_of.reader_zone
    has_second_clock = zone is not None and clocks_differ(day.sessions, zone)
    clocks = [_time_column(day.edition.zone, None)]
    if zone is not None and has_second_clock:
        clocks.append(_time_column(zone, zone))
    has_states = as_of.moment is not None or any(
        row.picked or row.session.cancelled for row in day.sessions
    )

    def cell(row: SessionAsOf) -> Cell:
        text = _with_details(
            session_name(row.session, row.theme), row, numbers, day.themes
        )
        state = picked_and_state(row, as_of.moment) if has_states else None
        return Cell(text, _style(row), beside=state)

    heading, prefix = headers
    return Grid[SessionAsOf](
        f"{day.edition.id} on {len(clocks)} clocks",
        (
            Column(label="Day", full=lambda row: _other_day(row, day)),
            *clocks,
            Column(
                header=heading,
                label="Session",
                brief=cell,
                full=lambda row: _name(row, numbers, day.themes),
            ),
            *_details(as_of, numbers),
            _id_column(prefix),
        ),
        named_by=heading,
    )


def _time_column(zone: ZoneInfo, clock: ZoneInfo | None) -> Column[SessionAsOf]:
    """The times on the clock of a zone; without `clock` it is the one at the venue."""

    def cell(row: SessionAsOf) -> Cell:
        sign = ">" if row.phase == "on" else ""
        return Cell(span(row, clock), _style(row), sign=sign if clock is None else None)

    city = zone_city(zone)
    return Column(
        header=city,
        label=f"Time in {city}",
        brief=cell,
        full=lambda row: span_with_end(row, clock),
        wraps=False,
    )


def _style(row: SessionAsOf) -> Style:
    if row.session.cancelled:
        return "maybe"
    return phase_style(row.phase, estimated=row.estimated)


def _other_day(row: SessionAsOf, day: ShowDay) -> str | None:
    """The day that a session began on, if it is still on since then."""
    if row.starts is None or row.starts.date() == day.date:
        return None
    return day_long(row.starts.date())


def _untimed(
    sessions: Sequence[SessionAsOf],
    day: ShowDay,
    as_of: AsOf,
    prefix: str,
    numbers: Numbers | None,
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
            _style(row),
            label=beside[row.id] if by_half else kind(session),
        )

    grid = Grid[SessionAsOf](
        "untimed",
        (
            Column(
                header="Time not published",
                label="Session",
                brief=cell,
                full=lambda row: _name(row, numbers, day.themes),
            ),
            Column(
                label="Time",
                full=lambda row: ", ".join(
                    filter(None, ("not published", row.half_day))
                ),
            ),
            *_details(as_of, numbers),
            _id_column(prefix),
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
    """A session's name with its room, who speaks, how certain it is and its sources."""
    session = row.session
    text = with_place(name, session)
    text = with_speakers(text, session, whole=whole_speakers)
    if numbers is None:
        return f"{text}, inferred" if inferred(session, themes) else text
    return cited(with_certainty(text, session.certainty), session.source, numbers)


def _with_state(text: str, row: SessionAsOf) -> str:
    """A text and whether the session, which has no time, is picked or cancelled."""
    return ", ".join(filter(None, [text, picked_and_state(row, None)]))


def _name(row: SessionAsOf, numbers: Numbers | None, themes: Sequence[DayTheme]) -> str:
    """The name for plain lines, which have lines for what stands beside it."""
    name = session_name(row.session, row.theme)
    is_inferred = numbers is None and inferred(row.session, themes)
    return f"{name}, inferred" if is_inferred else name


def _details(as_of: AsOf, numbers: Numbers | None) -> tuple[Column[SessionAsOf], ...]:
    """The columns that only plain lines have."""
    columns: tuple[Column[SessionAsOf], ...] = (
        Column(label="State", full=lambda row: picked_and_state(row, as_of.moment)),
        Column(label="Room", full=lambda row: row.session.room),
        Column(label="Track", full=lambda row: row.session.track),
        Column(
            label="Speaker",
            full=lambda row: list(map(speaker_in_full, row.session.speaker)),
        ),
        Column(
            label="Speakers",
            full=lambda row: MORE_SPEAKERS if row.session.more_speakers else None,
        ),
    )
    if numbers is None:
        return columns
    return (
        *columns,
        Column(label="Summary", full=lambda row: row.session.summary),
        Column(label="URL", full=lambda row: row.session.url),
        Column(label="Certainty", full=lambda row: _certainty(row.session)),
        Column(label="Note", full=lambda row: list(map(sentence, row.session.notes))),
        Column(
            label="Sources",
            full=lambda row: cites(row.session.source, numbers),
        ),
    )


def _certainty(session: Session) -> str | None:
    return None if session.certainty == "stated" else session.certainty


def _id_column(header: str) -> Column[SessionAsOf]:
    """The short ids; plain lines have them in full."""
    return Column(
        header=header,
        label="ID",
        brief=lambda row: row.session.id,
        full=lambda row: row.id,
        wraps=False,
    )
