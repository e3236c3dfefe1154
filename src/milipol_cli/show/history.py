"""How a show and the editions in its history are shown."""

from collections.abc import Sequence
from itertools import groupby

from milipol_cli.look.document import Column, Document, Fact, Facts, Filled, Grid
from milipol_cli.look.parts import Cell, Line, Notes, Style, Title, state_style
from milipol_cli.look.words.age import old_data
from milipol_cli.look.words.dates import (
    count,
    dates_long,
    dates_short,
    ended,
    joined,
    ordinal,
    sentence,
)
from milipol_cli.look.words.editions import is_abbreviated, known_since_notes, titled
from milipol_cli.look.words.figures import figure_with_notes
from milipol_cli.look.words.sources import Numbers, cited, cites, source_numbers
from milipol_cli.network import citations
from milipol_cli.network.editions import EditionAsOf, may_come
from milipol_cli.network.model.shows import Show
from milipol_cli.show.bars import (
    bar_notes,
    bar_value,
    figure_cells,
    figure_text,
    missing_figures,
    visitors_bar,
    visitors_text,
)
from milipol_cli.show.query import History, HistoryRow
from milipol_cli.show.sources import cited_numbers, hint, listed
from milipol_cli.show.words import (
    DASH,
    number,
    number_in_full,
    place_in_full,
    sentences,
    status_in_full,
    when,
)

# What follows a city whose hall was not found.
_NO_HALL = f", {DASH}"


def view(answer: History) -> Document:
    """The show, its next and last edition, all editions, and notes."""
    show = answer.show
    numbers = cited_numbers(answer)
    organiser = organiser_line(show)
    head = [cited(show_line(answer), citations.of_head(show, answer.as_of), numbers)]
    if organiser is not None:
        head.append(cited(organiser, show.source, numbers))
    if answer.former_names:
        head.append(f"Formerly {', '.join(answer.former_names)}.")
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
            [title, *(Line(Cell(text)) for text in head)],
            _next_and_last(answer),
            _editions(answer, numbers),
            _bare_editions(answer, numbers),
            [
                Notes(bar_notes(answer.rows), of_drawings=True),
                _notes(answer, numbers),
            ],
            *listed(answer),
        ),
    )


def show_line(answer: History) -> str:
    """Rhythm, place and zone of a show."""
    show = answer.show
    place = show.city if show.city == show.country else f"{show.city}, {show.country}"
    parts = [f"{ended(place)} Zone {show.zone.key}."]
    if show.rhythm is not None and answer.as_of.knows(show.rhythm):
        parts.insert(0, ended(show.rhythm.summary))
    return " ".join(parts)


def organiser_line(show: Show) -> str | None:
    """Organiser, patron and website of a show, as far as they are known."""
    text = show.organiser or ""
    if show.patron is not None:
        text = f"{text}; patron: {show.patron}" if text else f"Patron: {show.patron}"
    text = ended(text) if text else ""
    return f"{text} {show.website or ''}".strip() or None


def _next_and_last(answer: History) -> Facts:
    upcoming, last = around(answer)
    facts = [Fact("Next", [(Cell(when(e), state_style(e)),) for e in upcoming])]
    facts += [] if last is None else [Fact.of("Last", when(last))]
    if not upcoming and last is None:
        facts = [Fact.of("Next", "not known")]
    return Facts(facts, wide_label=False)


def around(answer: History) -> tuple[list[EditionAsOf], EditionAsOf | None]:
    """The editions that are or may be on or upcoming, in order, and the last one."""
    as_of, editions = answer.as_of, [row.edition for row in answer.rows]
    upcoming = [
        e for e in reversed(editions) if e.is_or_may_be_on or may_come(e, as_of)
    ]
    return upcoming, next((e for e in editions if e.phase == "over"), None)


def _dates_style(row: HistoryRow) -> Style:
    return "on" if row.edition.phase == "on" else ""


WHEN_AND_WHERE: tuple[Column[HistoryRow], ...] = (
    Column(label="Edition", full=lambda row: titled(row.edition)),
    Column(header="Year", label=None, brief=lambda row: row.edition.year, wraps=False),
    Column(
        header="No.",
        label="Number",
        brief=lambda row: number(row.edition),
        full=lambda row: number_in_full(row.edition),
        wraps=False,
    ),
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
    """The editions in a table; bare ones are summed up below it."""
    grid = Grid[HistoryRow](
        "history",
        (
            *WHEN_AND_WHERE,
            *_figure_columns(answer, numbers),
            Column(
                label="Remark", full=lambda row: sentences(row.edition.record.notes)
            ),
            _source_column(answer, numbers),
            Column(label="ID", full=lambda row: row.edition.id),
        ),
        folded=is_bare,
    )
    return grid.of(answer.rows)


def _figure_columns(
    answer: History, numbers: Numbers
) -> tuple[Column[HistoryRow], Column[HistoryRow]]:
    """The visitors with bars, and the exhibitors; plain lines have all figures."""
    cell_value = bar_value(answer.rows)
    cells_before = figure_cells(row for row in answer.rows if not is_bare(row))

    def visitors(row: HistoryRow) -> Cell:
        return Cell(
            visitors_bar(row, cell_value, cells_before),
            state_style(row.edition),
            narrow=visitors_text(row),
            whole=row.visitors is not None,
        )

    def figures(row: HistoryRow) -> list[str]:
        found = [
            cited(figure_with_notes(figure), figure.source, numbers)
            for figure in row.figures
        ]
        missing = missing_figures(row)
        return [*found, *([f"{joined(missing)} not found"] if missing else [])]

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


def dates_in_year(edition: EditionAsOf) -> str:
    """Dates without the year, unless it differs from the year of the edition.

    If only that year is known, a dash.
    """
    if str(edition.dates.year) == edition.year:
        return DASH
    return dates_short(edition.dates).removesuffix(f" {edition.year}")


def hall(edition: EditionAsOf) -> str:
    """The short name of the venue, else the city with a dash for the hall."""
    venue = edition.venue
    if venue is None or (venue.city is None and venue.name is None):
        return DASH
    if venue.name is not None:
        return venue.short or venue.city or venue.name
    city = venue.city or ""
    return city if city == venue.country else f"{city}{_NO_HALL}"


def _place_with_hall(edition: EditionAsOf) -> str:
    """The place for plain lines, which say it if the hall was not found."""
    place = place_in_full(edition)
    return f"{place}, hall not found" if hall(edition).endswith(_NO_HALL) else place


def is_bare(row: HistoryRow) -> bool:
    """Whether an edition is only inferred, and nothing else is known about it."""
    edition = row.edition
    return (
        edition.certainty == "inferred"
        and edition.status == "held"
        and edition.dates.year is not None
        and not row.figures
        and edition.record.number is not None
    )


def _bare_editions(answer: History, numbers: Numbers) -> Facts:
    """Bare editions that follow one another in one hall, in a line for tables."""

    def hall_if_bare(row: HistoryRow) -> str | None:
        return hall(row.edition) if is_bare(row) else None

    facts = []
    for name, run in groupby(answer.rows, key=hall_if_bare):
        if name is not None:
            rows = list(run)
            years, text = bare(rows)
            text = cited(text, [key for row in rows for key in row.cited], numbers)
            facts.append(Fact(years, [(Cell(text),)], full=()))
    return Facts(facts, wide_label=False)


def bare(rows: Sequence[HistoryRow]) -> tuple[str, str]:
    """The years of bare editions, and what is known about all of them."""
    years = [row.edition.year for row in rows]
    ordinals = [number(row.edition) for row in rows]
    name = hall(rows[0].edition)
    at = "" if name == DASH else f" at {name.removesuffix(_NO_HALL)}"
    text = f"{at}: held (inferred), nothing else found"
    if len(rows) < 3:
        return ", ".join(reversed(years)), f"{' and '.join(reversed(ordinals))}{text}"
    editions = count(len(rows), "edition")
    return (
        f"{years[-1]}-{years[0]}",
        f"{ordinals[-1]} to {ordinals[0]}, {editions}{text}",
    )


def _notes(answer: History, numbers: Numbers) -> Notes:
    show = answer.show
    since = known_since_notes((row.edition for row in answer.rows), numbers)
    remarks = [cited(sentence(note), show.source, numbers) for note in show.notes]
    editions = [row.edition for row in answer.rows]
    age = old_data(show.reviewed, answer.as_of, [show], editions)
    others = remarks + age + hint(answer, show.id)
    # Plain lines have no marks that need to be explained.
    return Notes(since + marks_notes(answer.rows) + others, full=since + others)


def marks_notes(rows: Sequence[HistoryRow]) -> list[str]:
    """What the short names and marks in the table mean."""
    figures = [
        figure
        for row in rows
        for figure in (row.visitors, row.exhibitors)
        if figure is not None
    ]
    venues = dict.fromkeys(row.edition.venue for row in rows if row.edition.venue)
    notes = [
        f"{venue.short}: {venue.name}." for venue in venues if is_abbreviated(venue)
    ]
    if any(figure.kind == "expected" for figure in figures):
        notes.append(
            "exp.: expected before the show; the other figures were counted or"
            " reported afterwards."
        )
    if any(row.edition.record.number_basis == "counted" for row in rows):
        notes.append(_counted_from(rows))
    if any(map(_has_dash, rows)):
        notes.append(f"{DASH}: not found.")
    return notes


def _has_dash(row: HistoryRow) -> bool:
    """Whether the row of an edition in the table has a dash."""
    cells = (
        dates_in_year(row.edition),
        hall(row.edition),
        visitors_text(row),
        figure_text(row.exhibitors, row),
    )
    return not is_bare(row) and any(text.endswith(DASH) for text in cells)


def _counted_from(rows: Sequence[HistoryRow]) -> str:
    """Which numbers were printed, so that the others could be counted from them."""
    printed = [
        (row.edition.record.number, row.edition.year)
        for row in reversed(rows)
        if row.edition.record.number and row.edition.record.number_basis == "printed"
    ]
    runs: list[list[tuple[int, str]]] = []
    for printed_number, year in printed:
        if not runs or printed_number != runs[-1][-1][0] + 1:
            runs.append([])
        runs[-1].append((printed_number, year))
    if not runs:
        return "*: counted, not printed."
    return f"*: counted from the printed numbers: {', '.join(map(_run, runs))}."


def _run(run: Sequence[tuple[int, str]]) -> str:
    """Printed numbers in a row: "3rd (2000)", "15th to 24th (2007 to 2025)"."""
    between = " and " if len(run) == 2 else " to "
    ends = run[:1] if len(run) == 1 else (run[0], run[-1])
    ordinals = between.join(ordinal(printed) for printed, _ in ends)
    return f"{ordinals} ({between.join(year for _, year in ends)})"
