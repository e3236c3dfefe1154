"""What `milipol show` shows."""

from collections.abc import Callable
from typing import Any

from milipol_cli.look.document import Column, Document, Grid
from milipol_cli.look.parts import Cell, Line, Style, Title, state_style
from milipol_cli.look.words.age import data_age
from milipol_cli.look.words.dates import dates_long, dates_short, day_long, day_plain
from milipol_cli.look.words.editions import known_since_notes, outcome, status
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.show import edition, exhibitor, history, session
from milipol_cli.show.query import (
    EditionDetails,
    ExhibitorDetails,
    History,
    SessionDetails,
    ShowAnswer,
    ShowList,
    ShowSummary,
    Unknown,
)


def view(answer: ShowAnswer) -> Document:
    """The view of a list of shows, or of what an id names."""
    make: Callable[[Any], Document] = _VIEWS[type(answer)]
    return make(answer)


def _next(entry: ShowSummary) -> str:
    if entry.next is None:
        return "not announced"
    return f"{dates_short(entry.next.dates)}, {status(entry.next)}"


def _last(entry: ShowSummary) -> str:
    if entry.last is None:
        return "none yet"
    return f"{dates_short(entry.last.dates)}{outcome(entry.last)}"


def _in_full(edition: EditionAsOf | None) -> str | None:
    if edition is None:
        return None
    return f"{dates_long(edition.dates)}, {status(edition)}"


def _next_style(entry: ShowSummary) -> Style:
    return "" if entry.next is None else state_style(entry.next)


SHOWS = Grid[ShowSummary](
    "shows",
    (
        Column(header="Show", brief=lambda entry: entry.name),
        Column(header="City", brief=lambda entry: entry.show.city),
        Column(
            header="Next",
            brief=_next,
            full=lambda entry: _in_full(entry.next) or _next(entry),
            style=_next_style,
        ),
        Column(
            header="Last",
            brief=_last,
            full=lambda entry: _in_full(entry.last) or _last(entry),
        ),
        Column(header="ID", brief=lambda entry: entry.show.id, wraps=False),
    ),
)


def _show_list(answer: ShowList) -> Document:
    title = "The shows of the Milipol network"
    if answer.as_of.looks_back(answer.reviewed):
        title += f" as known on {day_long(answer.as_of.reader_day)}"
    notes = known_since_notes(answer.later_changes)
    if not answer.shows:
        notes.append("Nothing was known about any show yet.")
    return Document(
        Title(Cell(title), full=[f"{title}: {len(answer.shows)}."]),
        [SHOWS.of(answer.shows)],
        [*notes, *data_age(answer.reviewed, answer.as_of)],
    )


def _nothing_known(answer: Unknown) -> Document:
    day = day_plain(answer.as_of.reader_day)
    text = f"Nothing was known about {answer.id} on {day}."
    return Document(None, [Line(Cell(text))])


_VIEWS: dict[type[ShowAnswer], Callable[[Any], Document]] = {
    ShowList: _show_list,
    History: history.view,
    EditionDetails: edition.view,
    SessionDetails: session.view,
    ExhibitorDetails: exhibitor.view,
    Unknown: _nothing_known,
}
