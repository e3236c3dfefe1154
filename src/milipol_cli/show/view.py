"""What `milipol show` shows."""

from collections.abc import Callable
from typing import Any

from milipol_cli.look.document import Column, Document, Grid
from milipol_cli.look.parts import (
    Cell,
    Line,
    Link,
    Notes,
    Reference,
    References,
    Title,
    state_style,
)
from milipol_cli.look.words.dates import (
    count,
    dates_long,
    dates_plain,
    dates_short,
    day_long,
    day_plain,
    not_shown,
)
from milipol_cli.look.words.editions import (
    NOTHING_KNOWN,
    known_since_notes,
    outcome,
    status,
)
from milipol_cli.look.words.sources import data_age
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.sources import Source
from milipol_cli.show import edition, exhibitor, history, session
from milipol_cli.show.query import (
    Details,
    EditionDetails,
    ExhibitorDetails,
    History,
    SessionDetails,
    ShowAnswer,
    ShowList,
    ShowSummary,
)


def view(answer: ShowAnswer) -> Document:
    """The view of a list of shows, or of what an id names."""
    if isinstance(answer, Details):
        return _details(answer)
    if isinstance(answer, ShowList):
        return _show_list(answer)
    day = day_plain(answer.as_of.reader_day)
    text = f"Nothing was known about {answer.id} on {day}."
    return Document(None, [Line(Cell(text))])


# The parts of an answer and the notes on it, by the kind of answer.
_VIEWS: dict[type[Details], Callable[[Any, Any], Any]] = {
    History: history.view,
    EditionDetails: edition.view,
    SessionDetails: session.view,
    ExhibitorDetails: exhibitor.view,
}


def _details(answer: Details) -> Document:
    """What an id names, with notes, then the sources, or how many there are."""
    listed = answer.sources if answer.with_sources else ()
    numbers = {source.id: number for number, source in enumerate(listed, 1)}
    parts, notes = _VIEWS[type(answer)](answer, numbers)
    since = known_since_notes(answer.later_changes, numbers)
    hint: list[str] = []
    sources: list[References] = []
    if answer.sources and answer.with_sources:
        sources = [References([*map(_reference, numbers.values(), answer.sources)])]
    elif answer.sources:
        number = count(len(answer.sources), "source")
        hint = [f"{number} in full: milipol show {answer.id} --sources"]
    in_full = notes.lines if notes.full is None else notes.full
    lines = [*since, *notes.lines, *hint]
    every_note = Notes(lines, full=[*since, *in_full, *hint])
    return Document(None, [*parts, every_note, *sources])


def _reference(number: int, source: Source) -> Reference:
    """A source in one line: publisher, title, date and kind.

    Its title leads to its address; without one, its publisher does.
    """
    dates = Dates(month=source.month, year=source.year)
    date = None if dates == Dates() else dates_plain(dates)
    if source.date is not None:
        date = day_plain(source.date)
    parts = [source.publisher, source.title, date, source.kind]
    text = ", ".join(part for part in parts if part is not None)
    link = None
    if source.address is not None:
        start = 0 if source.title is None else len(f"{source.publisher}, ")
        end = start + len(source.title or source.publisher)
        link = Link(start, end, source.address)
    return Reference(f"[{number}]", text, source.address, link)


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


SHOWS = Grid[ShowSummary](
    "shows",
    (
        Column(header="Show", brief=lambda entry: entry.name),
        Column(header="City", brief=lambda entry: entry.show.city),
        Column(
            header="Next",
            brief=_next,
            full=lambda entry: _in_full(entry.next) or _next(entry),
            style=lambda entry: "" if entry.next is None else state_style(entry.next),
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
        notes.append(NOTHING_KNOWN)
    notes += not_shown(answer.left_out, "show")
    return Document(
        Title(Cell(title), full=[f"{title}: {len(answer.shows)}."]),
        [SHOWS.of(answer.shows)],
        [*notes, *data_age(answer.reviewed, answer.as_of)],
    )
