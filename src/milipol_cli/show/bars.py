"""The visitors of a show's editions, with bars."""

from collections.abc import Iterable

from milipol_cli.look import bars
from milipol_cli.look.words import figures
from milipol_cli.look.words.editions import status
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.shows import Figure
from milipol_cli.show.query import HistoryRow
from milipol_cli.show.words import DASH

# The longest bar.
BAR_CELLS = 13

# Most figures have this width, so that the bars of most shows begin in one column.
_FIGURE_CELLS = 8


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
    cell = bars.HOLLOW if visitors.kind == "expected" else bars.FULL
    bar = cell * bars.cells_of(visitors.value, cell_value)
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
    return bars.cell_value(most, BAR_CELLS)


def bar_notes(rows: Iterable[HistoryRow]) -> list[str]:
    """What the bars in a history mean, if there are any."""
    rows = list(rows)
    if not any(row.visitors and row.visitors.value for row in rows):
        return []
    return [f"Each cell of a bar is {bar_value(rows):,} visitors."]
