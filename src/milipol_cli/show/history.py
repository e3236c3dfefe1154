"""How a show and the editions in its history are shown."""

from milipol_cli.look.document import Column, Document, Fact, Facts, Filled, Grid
from milipol_cli.look.parts import Cell, Line, Link, Notes, Style, Title, state_style
from milipol_cli.look.words.dates import (
    count,
    dates_long,
    joined,
    sentence,
)
from milipol_cli.look.words.editions import known_since_notes, titled
from milipol_cli.look.words.figures import figure_with_notes
from milipol_cli.look.words.sources import Numbers, cited, cites, source_numbers
from milipol_cli.network import citations
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.show.history_words import (
    NO_HALL,
    around,
    bar_notes,
    bar_value,
    dates_in_year,
    figure_cells,
    figure_text,
    hall,
    marks_notes,
    missing_figures,
    organiser_line,
    show_line,
    visitors_bar,
    visitors_text,
)
from milipol_cli.show.query import History, HistoryRow
from milipol_cli.show.sources import cited_numbers, hint, listed
from milipol_cli.show.words import (
    number,
    number_in_full,
    place_in_full,
    sentences,
    status_in_full,
    when,
)


def view(answer: History) -> Document:
    """The show, its next and last edition, all editions, and notes."""
    show = answer.show
    numbers = cited_numbers(answer)
    organiser = organiser_line(show)
    of_head = citations.of_head(show, answer.as_of)
    head = [Cell(cited(show_line(answer), of_head, numbers))]
    if organiser is not None:
        text = cited(organiser, show.source, numbers)
        head.append(Cell(text, link=_website_link(organiser, show.website)))
    if answer.former_names:
        head.append(Cell(f"Formerly {', '.join(answer.former_names)}."))
    title = Title(
        Cell(answer.name, "strong"),
        Cell(f"ID {show.id}"),
        full=[
            f"{answer.name}: {count(len(answer.rows), 'edition')}.",
            f"ID: {show.id}",
        ],
    )
    return Document(
        None,
        (
            [title, *map(Line, head)],
            _next_and_last(answer),
            _editions(answer, numbers),
            [
                Notes(bar_notes(answer.rows), of_drawings=True),
                _notes(answer, numbers),
            ],
            *listed(answer),
        ),
    )


def _website_link(organiser: str, website: str | None) -> Link | None:
    """The link of the website at the end of the line of the organiser."""
    if website is None:
        return None
    return Link(len(organiser) - len(website), len(organiser), website)


def _next_and_last(answer: History) -> Facts:
    upcoming, last = around(answer)
    facts = [Fact("Next", [(Cell(when(e), state_style(e)),) for e in upcoming])]
    facts += [] if last is None else [Fact.of("Last", when(last))]
    if not upcoming and last is None:
        facts = [Fact.of("Next", "not known")]
    return Facts(facts, wide_label=False)


def _dates_style(row: HistoryRow) -> Style:
    return "on" if row.edition.phase == "on" else ""


_NUMBER = Column[HistoryRow](
    header="No.",
    label="Number",
    brief=lambda row: number(row.edition),
    full=lambda row: number_in_full(row.edition),
    wraps=False,
)

WHEN_AND_WHERE: tuple[Column[HistoryRow], ...] = (
    Column(label="Edition", full=lambda row: titled(row.edition)),
    Column(header="Year", label=None, brief=lambda row: row.edition.year, wraps=False),
    _NUMBER,
    Column(
        header="Dates",
        brief=lambda row: dates_in_year(row.edition),
        full=lambda row: dates_long(row.edition.dates),
        style=_dates_style,
    ),
    Column(
        header="Place",
        brief=lambda row: hall(row.edition),
        full=lambda row: _place_with_hall(row.edition),
    ),
    Column(label="Status", full=lambda row: status_in_full(row.edition)),
)


def _editions(answer: History, numbers: Numbers) -> Filled[HistoryRow]:
    has_numbers = any(row.edition.record.number is not None for row in answer.rows)
    grid = Grid[HistoryRow](
        "history",
        (
            *(each for each in WHEN_AND_WHERE if has_numbers or each is not _NUMBER),
            *_figure_columns(answer, numbers),
            Column(
                label="Remark", full=lambda row: sentences(row.edition.record.notes)
            ),
            _source_column(answer, numbers),
            Column(label="ID", full=lambda row: row.edition.id),
        ),
    )
    return grid.of(answer.rows)


def _figure_columns(
    answer: History, numbers: Numbers
) -> tuple[Column[HistoryRow], Column[HistoryRow]]:
    """The visitors with bars, and the exhibitors; plain lines have all figures."""
    cell_value = bar_value(answer.rows)
    cells_before = figure_cells(answer.rows)

    def visitors(row: HistoryRow) -> Cell:
        return Cell(
            visitors_bar(row, cell_value, cells_before),
            state_style(row.edition),
            narrow=visitors_text(row),
            whole=row.visitors is not None,
        )

    def figures(row: HistoryRow) -> list[str]:
        lines = [
            cited(figure_with_notes(figure), figure.source, numbers)
            for figure in row.figures
        ]
        missing = missing_figures(row)
        return [*lines, *([f"{joined(missing)} not found"] if missing else [])]

    return (
        Column(header="Visitors", label="Figure", brief=visitors, full=figures),
        Column(
            header="Exhibitors",
            label=None,
            brief=lambda row: figure_text(row.exhibitors, row),
        ),
    )


def _source_column(answer: History, numbers: Numbers) -> Column[HistoryRow]:
    """The sources of a row; of its figures or its status, unless all are asked for."""
    all_numbers = source_numbers(answer.sources)

    def source(row: HistoryRow) -> Cell:
        keys = row.cited if answer.with_sources else row.cited_briefly
        return Cell(cites(keys, all_numbers), "dim")

    return Column(
        header="Source",
        label="Sources",
        brief=source,
        full=lambda row: cites(citations.of_row(row.edition), numbers),
    )


def _place_with_hall(edition: EditionAsOf) -> str:
    """The place for plain lines, which say it if the hall was not found."""
    place = place_in_full(edition)
    return f"{place}, hall not found" if hall(edition).endswith(NO_HALL) else place


def _notes(answer: History, numbers: Numbers) -> Notes:
    show = answer.show
    since = known_since_notes((row.edition for row in answer.rows), numbers)
    remarks = [cited(sentence(note), show.source, numbers) for note in show.notes]
    others = remarks + hint(answer, show.id)
    # Plain lines have no marks that need to be explained.
    return Notes(since + marks_notes(answer.rows) + others, full=since + others)
