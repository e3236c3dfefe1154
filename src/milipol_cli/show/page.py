"""The pages of `show`: the list of shows, a show, and what an id of it names."""

from collections.abc import Sequence
from itertools import groupby

from milipol_cli.look.parts import (
    Cell,
    Line,
    Notes,
    Part,
    Rows,
    Style,
    Table,
    Title,
    labelled,
    notes,
    state_style,
)
from milipol_cli.look.words import sources
from milipol_cli.look.words.age import data_age, old_data
from milipol_cli.look.words.dates import sentence
from milipol_cli.look.words.editions import known_since_notes
from milipol_cli.network import citations as citing
from milipol_cli.show import history_words as words
from milipol_cli.show.query import (
    EditionPage,
    History,
    HistoryRow,
    OfShow,
    ShowList,
    Unknown,
)
from milipol_cli.show.sources_page import listed


def show(answer: OfShow) -> list[list[Part]]:
    """The groups that tell of what an id names."""
    if isinstance(answer, Unknown):
        return [[Line(Cell(words.nothing_known(answer)))]]
    if isinstance(answer, ShowList):
        return _show_list(answer)
    if isinstance(answer, History):
        return _history(answer)
    from milipol_cli.show import edition_page as programmes  # noqa: PLC0415  no show needs them

    if isinstance(answer, EditionPage):
        return programmes.edition(answer)
    return programmes.session_page(answer)


def _show_list(answer: ShowList) -> list[list[Part]]:
    rows = []
    for entry in answer.shows:
        style: Style = "" if entry.next is None else state_style(entry.next)
        rows.append(
            (
                Cell(entry.name),
                Cell(entry.show.city),
                Cell(words.summary_next(entry), style),
                Cell(words.summary_last(entry)),
                Cell(entry.show.id),
            )
        )
    headers = ("Show", "City", "Next", "Last", "ID")
    groups: list[list[Part]] = [[Title(Cell("The shows of the Milipol network"))]]
    if rows:
        groups.append([Table(headers, rows, wraps=(0, 1, 2, 3), kind="shows")])
    told = known_since_notes(answer.later_changes)
    age = data_age(answer.reviewed, answer.as_of)
    return [*groups, notes(told if age is None else [*told, age])]


def _history(answer: History) -> list[list[Part]]:
    show = answer.show
    numbers = sources.numbers(answer.sources)
    asked = numbers if answer.with_sources else None
    organiser, former = words.organiser_line(show), words.former_names(answer)
    keys = citing.of_head(show, answer.as_of)
    told = [sources.cited(words.show_line(answer), keys, asked)]
    if organiser is not None:
        told.append(sources.cited(organiser, show.source, asked))
    told += [] if former is None else [former]
    head: list[Part] = [
        Title(Cell(answer.name, "strong"), Cell(f"ID {show.id}")),
        *(Line(Cell(said)) for said in told),
    ]
    groups: list[list[Part]] = [head, [Rows(_next_and_last(answer))]]
    known = [row for row in answer.rows if not words.is_bare(row)]
    if known:
        groups.append([_editions(known, answer, numbers)])
    bare = [
        _bare(list(rows), asked)
        for is_bare, rows in groupby(answer.rows, key=_sameness)
        if is_bare is not None
    ]
    if bare:
        groups.append([Rows(bare)])
    told = known_since_notes(row.edition for row in answer.rows)
    told += words.history_notes(answer)
    told += [sources.cited(sentence(note), show.source, asked) for note in show.notes]
    told += old_data(show.reviewed, answer.as_of)
    if not answer.with_sources:
        told += sources.more_sources(answer.sources, show.id)
    bars = Notes(words.bar_notes(answer), of_drawings=True)
    groups.append([bars, *notes(told)])
    return [*groups, *listed(answer)]


def _bare(
    rows: Sequence[HistoryRow], numbers: sources.Numbers | None
) -> tuple[Cell, ...]:
    years, said = words.bare(rows)
    keys = [key for row in rows for key in row.cited]
    return Cell(years), Cell(sources.cited(said, keys, numbers))


def _sameness(row: HistoryRow) -> str | None:
    """What bare rows that follow one another share; None for the others."""
    return words.hall(row.edition) if words.is_bare(row) else None


def _next_and_last(answer: History) -> list[tuple[Cell, ...]]:
    """The editions to come and the last one."""
    to_come, last = words.around(answer)
    rows = labelled(
        "Next", [(Cell(words.when_next(view), state_style(view)),) for view in to_come]
    )
    if last is not None:
        rows += labelled("Last", [(Cell(words.when_last(last)),)])
    return rows or [(Cell("Next"), Cell("not known"))]


def _editions(
    rows: Sequence[HistoryRow], answer: History, numbers: sources.Numbers
) -> Table:
    cell_value, cells_before = words.bar_value(answer.rows), words.figure_cells(rows)
    cells = []
    for row in rows:
        view = row.edition
        style = state_style(view)
        cited = row.cited if answer.with_sources else row.cited_briefly
        cells.append(
            (
                Cell(view.year),
                Cell(words.number(view)),
                Cell(words.dates_in_year(view), "on" if view.phase == "on" else ""),
                Cell(words.hall(view)),
                Cell(
                    words.visitors_cell(row, cell_value, cells_before),
                    style,
                    narrow=words.visitors_narrow(row),
                    whole=row.visitors is not None,
                ),
                Cell(words.figure_cell(row.exhibitors, row)),
                Cell(sources.cites(cited, numbers), "dim"),
            )
        )
    headers = ("Year", "No.", "Dates", "Place", "Visitors", "Exhibitors", "Source")
    return Table(headers, cells, wraps=(2, 3, 4, 5, 6), kind="history")
