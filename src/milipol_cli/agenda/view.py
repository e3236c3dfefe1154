"""What `milipol agenda` shows."""

import itertools
from collections import Counter
from collections.abc import Iterator

from milipol_cli.agenda.day_view import (
    DayView,
    below,
    follow_ups,
    id_column,
    is_overdue,
    plain_below,
    who,
)
from milipol_cli.agenda.query import (
    Agenda,
    AgendaDay,
    Visits,
    WholeDays,
    WithoutDay,
)
from milipol_cli.look.document import Column, Document, Filled, Grid, PartOf
from milipol_cli.look.parts import Cell, Notes, Style, Title, phase_style, state_style
from milipol_cli.look.words.dates import (
    count,
    dates_long,
    dates_short,
    day_plain,
    joined,
    not_shown,
)
from milipol_cli.look.words.editions import status
from milipol_cli.look.words.programme import programmes_known
from milipol_cli.look.words.times import OPEN_END
from milipol_cli.network.model.exhibitors import EXHIBITORS
from milipol_cli.picks import words
from milipol_cli.picks.as_of import ConflictKind, PickAsOf
from milipol_cli.picks.words import ConflictWords


def view(answer: Agenda) -> Document:
    """The picks with their conflicts below, whole days and days in order of time."""
    conflicts = ConflictWords(answer.known)
    title = heading(answer)
    grid = _whole_days(answer)
    parts: list[PartOf] = []
    for kind, group in itertools.groupby(answer.parts, type):
        if kind is WholeDays:
            if parts:
                parts.append(Notes([], full=[f"{_WHOLE_DAYS}:"]))
            parts.append(grid.of(pick for part in group for pick in part.picks))
            continue
        for part in group:
            if isinstance(part, AgendaDay):
                parts += DayView(part, answer.as_of, conflicts).parts()
            elif isinstance(part, Visits):
                parts += _visits(part)
            else:
                assert isinstance(part, WithoutDay)  # whole days are above
                parts.append(_without_day(part))
    parts.append(follow_ups(answer.follow_ups, answer.as_of))
    return Document(
        Title(Cell(title), full=[title if title.endswith(".") else f"{title}."]),
        parts,
        notes(answer),
    )


_COUNTED: dict[ConflictKind, str] = {
    "overlap": "overlap",
    "may overlap": "possible overlap",
    "same days": "on the days of another show",
    "tight": "tight change",
    "moved": "moved",
    "new title": "new title",
    "new room": "moved to another room",
    "new speakers": "change of speakers",
    "cancelled": "cancelled",
    "postponed": "postponed",
    "not known yet": "not known yet",
    "not read": "not checked",
    "gone": "gone",
}


# The kinds that are counted with a noun, which has a plural.
_NOUNS = ("overlap", "may overlap", "tight", "new title")


def heading(answer: Agenda) -> str:
    """The number of picks, and of conflicts of each kind."""
    if answer.people:
        return _heading_of_several(answer)
    if not answer.known:
        return "Your agenda is empty."
    number = len(answer.follow_ups)
    overdue = sum(is_overdue(pick, answer.as_of) for pick in answer.follow_ups)
    to_follow_up = [count(number, "follow-up")] if number else []
    to_follow_up += [f"{overdue} overdue"] if overdue else []
    if not answer.picks:
        upcoming = "upcoming " if answer.hides_past else ""
        at = f" at {answer.asked_show}" if answer.asked_show else ""
        on = f" on {day_plain(answer.asked_day)}" if answer.asked_day else ""
        return ", ".join([f"My agenda: no {upcoming}picks{at}{on}", *to_follow_up])
    counts = Counter(
        conflict.kind for pick in answer.picks for conflict in pick.conflicts
    )
    texts = [
        count(counts[kind], text) if kind in _NOUNS else f"{counts[kind]} {text}"
        for kind, text in _COUNTED.items()
        if counts[kind]
    ]
    return f"My agenda: {', '.join([_picks(answer), *texts, *to_follow_up])}"


def _picks(answer: Agenda) -> str:
    """How many picks: "3 picks", or "2 of 3 picks" if a limit leaves some out."""
    number = len(answer.picks)
    shown = f"{number} of " if answer.left_out else ""
    return f"{shown}{count(number + answer.left_out, 'pick')}"


def _heading_of_several(answer: Agenda) -> str:
    """The people, and the number of their picks and of those that several have."""
    together = sum(len(pick.people) > 1 for pick in answer.picks)
    heading = f"{_picks(answer)} of {joined(answer.people)}"
    return f"{heading}, {together} together" if together else heading


def notes(answer: Agenda) -> list[str]:
    """Notes on past picks, open ends, and the review that programmes are from."""
    lines = []
    if answer.hides_past and answer.past:
        past = count(answer.past, "past pick")
        how = "" if answer.people else "; see milipol agenda --all"
        lines.append(f"{past} not shown{how}.")
    lines += not_shown(answer.left_out, "pick")
    if any(
        pick.ends is None and pick.starts is not None and not pick.pick.is_entry
        for pick in answer.picks
    ):
        lines.append(OPEN_END)
    with_programme = [pick.edition for pick in answer.picks if pick.session is not None]
    with_programme += [
        day.edition for day in answer.days if any(free.fits for free in day.free_time)
    ]
    return lines + programmes_known(filter(None, with_programme), answer.as_of)


_WHOLE_DAYS = "All day"


def _whole_days(answer: Agenda) -> Grid[PickAsOf]:
    """The grid for editions, days and own entries without a time."""

    def style(pick: PickAsOf) -> Style:
        return phase_style(pick.phase, estimated=False)

    columns = [
        Column[PickAsOf](
            header="Dates",
            brief=lambda pick: Cell(
                dates_short(words.dates(pick)), style(pick), sign=""
            ),
            full=lambda pick: dates_long(words.dates(pick)),
            wraps=False,
        ),
        Column[PickAsOf](
            header=_WHOLE_DAYS,
            label="Pick",
            brief=words.label,
            style=style,
            under=below,
        ),
        Column[PickAsOf](
            header="Starts",
            brief=lambda pick: words.state(pick, answer.as_of),
            style=style,
            wraps=False,
        ),
    ]
    picks = [part.picks[0] for part in answer.parts if isinstance(part, WholeDays)]
    if any(map(_status, picks)):
        column = Column[PickAsOf](
            header="Status", brief=_status, style=_status_style, wraps=False
        )
        columns.append(column)
    return Grid(
        "whole days",
        (
            *columns,
            *who(picks),
            *plain_below(),
            id_column("ID", ""),
        ),
        named_by=_WHOLE_DAYS,
    )


def _status(pick: PickAsOf) -> str:
    """The status of an edition that was picked; empty for anything else."""
    return "" if pick.whole_edition is None else status(pick.whole_edition)


def _status_style(pick: PickAsOf) -> Style:
    if pick.edition is None or _status(pick) in ("announced", "held"):
        return phase_style(pick.phase, estimated=False)
    return state_style(pick.edition)


def _without_day(part: WithoutDay) -> Filled[PickAsOf]:
    """The picks without a day."""
    header = "Not in the data" if part.is_lost else "Day not known"
    grid = Grid[PickAsOf](
        "without a day",
        (
            Column(header="", label=None, brief=lambda _: Cell("", sign="")),
            Column(
                header=header,
                label="Pick",
                brief=words.label,
                under=below,
            ),
            *who(part.picks),
            Column(
                label="Dates",
                full=lambda _: None if part.is_lost else "not known",
            ),
            *plain_below(),
            id_column("ID", ""),
        ),
        named_by=header,
    )
    return grid.of(part.picks)


def _visits_heading(visits: Visits) -> str:
    """The edition, its dates, and how many visits were made.

    Like "Visits at Milipol Paris 2027, 16-19 Nov 2027, 1 of 3 done".
    """
    edition = visits.edition
    heading = f"Visits at {edition.title}, {dates_short(edition.dates)}"
    if visits.done:
        heading += f", {visits.done} of {len(visits.picks)} done"
    return heading


def _visits(visits: Visits) -> Iterator[PartOf]:
    """The heading for plain lines, and the exhibitors in the order to walk."""
    prefix = f"{visits.edition.id}/{EXHIBITORS}/"

    def style(pick: PickAsOf) -> Style:
        return "dim" if pick.pick.done else phase_style(pick.phase, estimated=False)

    def name(pick: PickAsOf) -> Cell:
        state = _done(pick) if visits.done else None
        return Cell(words.exhibitor_name(pick), style(pick), beside=state)

    has_stands = any(pick.room for pick in visits.picks)
    grid = Grid[PickAsOf](
        "visits",
        (
            Column(label="Visit", full=words.exhibitor_name),
            Column(
                header="Stand" if has_stands else "",
                label="Stand",
                brief=lambda pick: Cell(pick.room or "", style(pick), sign=""),
            ),
            Column(
                header=_visits_heading(visits),
                label=None,
                brief=name,
                under=below,
            ),
            *who(visits.picks),
            Column(label="State", full=_done),
            *plain_below(),
            id_column(f"ID {prefix}", prefix),
        ),
    )
    yield Notes([], full=[f"{_visits_heading(visits)}:"])
    yield grid.of(visits.picks)


def _done(pick: PickAsOf) -> str:
    return "done" if pick.pick.done else ""
