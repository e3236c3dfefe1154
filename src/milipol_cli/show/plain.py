"""The lines of `show`: the list of shows, a show, and what an id of it names."""

from milipol_cli.look.plain_lines import (
    age_lines,
    figure_lines,
    number_line,
    remarks,
    sources_line,
    status_line,
)
from milipol_cli.look.words import sources
from milipol_cli.look.words.age import data_age
from milipol_cli.look.words.dates import count, dates_spoken
from milipol_cli.look.words.editions import known_since_notes, status, titled
from milipol_cli.network import citations as citing
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.show import history_words as words
from milipol_cli.show.edition_words import edition_place
from milipol_cli.show.query import (
    EditionPage,
    History,
    HistoryRow,
    OfShow,
    ShowList,
    Unknown,
)
from milipol_cli.show.sources_plain import source_blocks


def blocks(answer: OfShow) -> list[list[str]]:
    """The blocks of lines that an answer is told in."""
    if isinstance(answer, Unknown):
        return [[words.nothing_known(answer)]]
    if isinstance(answer, ShowList):
        return _show_list(answer)
    if isinstance(answer, History):
        return _history(answer)
    from milipol_cli.show import edition_plain as programmes  # noqa: PLC0415  no show needs them

    if isinstance(answer, EditionPage):
        return programmes.edition(answer)
    return programmes.session_page(answer)


def _show_list(answer: ShowList) -> list[list[str]]:
    head = f"Shows of the Milipol network: {len(answer.shows)}."
    found = [
        [
            f"Show: {entry.name}",
            f"City: {entry.show.city}",
            f"Next: {_when(entry.next, 'not announced')}",
            f"Last: {_when(entry.last, 'none yet')}",
            f"ID: {entry.show.id}",
        ]
        for entry in answer.shows
    ]
    later = known_since_notes(answer.later_changes)
    age = data_age(answer.reviewed, answer.as_of, spoken=True)
    return [[head], *found, later, [] if age is None else [age]]


def _when(view: EditionAsOf | None, otherwise: str) -> str:
    if view is None:
        return otherwise
    return f"{dates_spoken(view.dates)}, {status(view)}"


def _history(answer: History) -> list[list[str]]:
    show = answer.show
    more = (words.organiser_line(show), words.former_names(answer))
    editions = count(len(answer.rows), "edition")
    head = [
        f"{answer.name}: {editions}.",
        words.show_line(answer),
        *(said for said in more if said is not None),
        *_next_and_last(answer),
    ]
    numbers = sources.numbers(answer.sources, asked=answer.with_sources)
    head += sources_line(citing.of_head(show, answer.as_of), numbers)
    rows = [_history_row(row, numbers) for row in answer.rows]
    return [
        [*head, f"ID: {show.id}"],
        *rows,
        known_since_notes(row.edition for row in answer.rows),
        remarks("", show.notes),
        age_lines(show, answer.as_of),
        *source_blocks(answer, show.id),
    ]


def _next_and_last(answer: History) -> list[str]:
    to_come, last = words.around(answer)
    lines = [f"Next: {words.when_next(view)}" for view in to_come]
    lines += [] if last is None else [f"Last: {words.when_last(last)}"]
    return lines or ["Next: not known"]


def _history_row(row: HistoryRow, numbers: sources.Numbers) -> list[str]:
    view = row.edition
    lines = [
        f"Edition: {titled(view)}",
        f"Number: {number_line(view)}",
        f"Dates: {dates_spoken(view.dates)}",
        f"Place: {edition_place(view)}",
        f"Status: {status_line(view)}",
    ]
    lines += figure_lines(row.figures, numbers)
    lines += remarks("Remark: ", view.record.notes)
    lines += sources_line(citing.of_row(view), numbers)
    return [*lines, f"ID: {view.id}"]
