"""Words about a show and the editions in its history."""

from collections.abc import Iterable, Sequence

from milipol_cli.look.words import figures
from milipol_cli.look.words.dates import dates_short, ended
from milipol_cli.look.words.editions import is_abbreviated, status
from milipol_cli.network.editions import EditionAsOf, may_come
from milipol_cli.network.model.shows import Figure, OwnShow, Show
from milipol_cli.show.query import History, HistoryRow
from milipol_cli.show.words import DASH, STAR_NOTE

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
        notes.append(STAR_NOTE)
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
    return any(text.endswith(DASH) for text in cells)


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
    edition, record = row.edition, row.edition.record
    if _is_open(edition) or (not row.figures and edition.certainty == "inferred"):
        return status(edition)
    # An edition that its show does not count has a remark that says what it was.
    is_apart = record.number is None and record.notes
    return record.notes[0] if is_apart else DASH


def missing_figures(row: HistoryRow) -> list[str]:
    """The figures that were not found, unless the status says why there are none."""
    figures = {"visitors": row.visitors, "exhibitors": row.exhibitors}
    return [
        name for name, figure in figures.items() if figure_text(figure, row) == DASH
    ]


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
