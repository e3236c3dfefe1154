"""Words about a show and the editions in its history."""

from collections.abc import Iterable, Sequence

from milipol_cli.look.words import figures
from milipol_cli.look.words.dates import count, dates_short, ended, ordinal
from milipol_cli.look.words.editions import is_abbreviated, status
from milipol_cli.network.editions import EditionAsOf, may_come
from milipol_cli.network.model.shows import Figure, OwnShow, Show
from milipol_cli.show.query import History, HistoryRow
from milipol_cli.show.words import DASH, number

# What follows a city whose hall was not found.
NO_HALL = f", {DASH}"

# The longest bar.
BAR_CELLS = 13

# Most figures have this width, so that the bars of most shows begin in one column.
_FIGURE_CELLS = 8


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


def around(answer: History) -> tuple[list[EditionAsOf], EditionAsOf | None]:
    """The editions that are or may be on or upcoming, in order, and the last one."""
    as_of, editions = answer.as_of, [row.edition for row in answer.rows]
    upcoming = [
        e for e in reversed(editions) if e.is_or_may_be_on or may_come(e, as_of)
    ]
    return upcoming, next((e for e in editions if e.phase == "over"), None)


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


def bare(rows: Sequence[HistoryRow]) -> tuple[str, str]:
    """The years of bare editions, and what is known about all of them."""
    years = [row.edition.year for row in rows]
    ordinals = [number(row.edition) for row in rows]
    name = hall(rows[0].edition)
    at = "" if name == DASH else f" at {name.removesuffix(NO_HALL)}"
    text = f"{at}: held (inferred), nothing else found"
    if len(rows) < 3:
        return ", ".join(reversed(years)), f"{' and '.join(reversed(ordinals))}{text}"
    editions = count(len(rows), "edition")
    return (
        f"{years[-1]}-{years[0]}",
        f"{ordinals[-1]} to {ordinals[0]}, {editions}{text}",
    )


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


def dates_in_year(edition: EditionAsOf) -> str:
    """Dates without the year, unless it differs from the year of the edition.

    If only that year is known, a dash.
    """
    if str(edition.dates.year) == edition.year:
        return DASH
    return dates_short(edition.dates).removesuffix(f" {edition.year}")


def hall(edition: EditionAsOf) -> str:
    """The short name of the venue, else the city with a dash for the hall.

    A show of the user's own may have no hall, so it has no dash.
    """
    venue = edition.venue
    if venue is None or (venue.city is None and venue.name is None):
        return DASH
    if venue.name is not None:
        return venue.short or venue.city or venue.name
    city = venue.city or ""
    is_whole = city == venue.country or isinstance(edition.show, OwnShow)
    return city if is_whole else f"{city}{NO_HALL}"


def figure_text(figure: Figure | None, row: HistoryRow) -> str:
    """A figure in a column; without one a dash, or nothing if the visitors say why."""
    if figure is None:
        return "" if row.visitors is None and _is_open(row.edition) else DASH
    expected = " exp." if figure.kind == "expected" else ""
    return f"{_number(figure)}{expected}"


def _number(figure: Figure) -> str:
    """The number, as short as a column has it: "~25,000"."""
    return figures.number(figure).replace("about ", "~")


def figure_cells(rows: Iterable[HistoryRow]) -> int:
    """How many cells the visitors take before their bars."""
    numbers = (_number(row.visitors) for row in rows if row.visitors is not None)
    return max([_FIGURE_CELLS, *map(len, numbers)])


def visitors_bar(row: HistoryRow, cell_value: int, cells_before: int) -> str:
    """The visitors of an edition with a bar, hollow if they were only expected."""
    visitors = row.visitors
    if visitors is None:
        return visitors_text(row)
    cell = figures.HOLLOW if visitors.kind == "expected" else figures.FULL
    bar = cell * figures.cells_of(visitors.value, cell_value)
    expected = " exp." if visitors.kind == "expected" else ""
    return f"{_number(visitors):>{cells_before}}  {bar}{expected}".rstrip()


def visitors_text(row: HistoryRow) -> str:
    """The visitors of an edition without a bar, or why there is no number."""
    if row.visitors is not None:
        return figure_text(row.visitors, row)
    if _is_open(row.edition):
        return status(row.edition)
    record = row.edition.record
    # An edition that its show does not count has a remark that says what it was.
    is_apart = record.number is None and record.notes
    return record.notes[0] if is_apart else DASH


def missing_figures(row: HistoryRow) -> list[str]:
    """The figures that have a dash in the table."""
    texts = {
        "visitors": visitors_text(row),
        "exhibitors": figure_text(row.exhibitors, row),
    }
    return [name for name, text in texts.items() if text == DASH]


def _is_open(edition: EditionAsOf) -> bool:
    """Whether the status of an edition says why there are no figures."""
    return (
        edition.phase != "over"
        or edition.status == "cancelled"
        or not edition.outcome_known
    )


def bar_value(rows: Iterable[HistoryRow]) -> int:
    """The visitors that one cell of a bar stands for."""
    most = max((row.visitors.value for row in rows if row.visitors), default=0)
    return figures.cell_value(most, BAR_CELLS)


def bar_notes(rows: Iterable[HistoryRow]) -> list[str]:
    """What the bars in a history mean, if there are any."""
    rows = list(rows)
    if not any(row.visitors and row.visitors.value for row in rows):
        return []
    return [f"Each cell of a bar is {bar_value(rows):,} visitors."]
