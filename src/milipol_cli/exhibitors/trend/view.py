"""What `milipol exhibitors --trend` shows."""

import itertools
from collections.abc import Iterator

from milipol_cli.exhibitors.trend.query import COUNTRIES_NAMED, Trend, TrendRow
from milipol_cli.look.document import Cell, Column, Document, Grid, Notes, Title
from milipol_cli.look.words.dates import count, day_plain, joined, not_shown
from milipol_cli.look.words.editions import FULL, HOLLOW, cell_value, cells_of
from milipol_cli.look.words.exhibitors import NAMES_LINKED, gone_since
from milipol_cli.look.words.sources import data_age

# The longest bar.
_BAR_CELLS = 20

# What is not known.
_NONE = "–"


def view(answer: Trend) -> Document:
    """A table a show, with bars for those that stayed and for those that are new."""
    title = "Lists of exhibitors"
    if answer.country:
        title += f", only from {joined(answer.country)}"
    if answer.as_of.looks_back(answer.reviewed):
        title += f", as known on {day_plain(answer.as_of.reader_day)}"
    each = cell_value(
        max((row.listed or 0 for row in answer.rows), default=0), _BAR_CELLS
    )
    legend = (
        f"Each cell of a bar is {count(each, 'exhibitor')}: {FULL} stayed,"
        f" {HOLLOW} new."
    )
    shows = itertools.groupby(answer.rows, lambda row: row.listing.edition.show.name)
    # The tables of a page have the same columns.
    has_countries = any(row.most for row in answer.rows)
    return Document(
        Title(Cell(title), full=[f"{title}."]),
        [
            *(
                _grid(show, each, has_countries=has_countries).of([*rows])
                for show, rows in shows
            ),
            Notes([legend] if _is_compared(answer) else [], of_drawings=True),
        ],
        [*_notes(answer)],
    )


def _is_compared(answer: Trend) -> bool:
    return any(row.stayed is not None for row in answer.rows)


def _grid(show: str, each: int, *, has_countries: bool) -> Grid[TrendRow]:
    return Grid[TrendRow](
        "trend",
        (
            Column(
                header=show,
                label="Edition",
                brief=lambda row: row.listing.edition.year,
                full=lambda row: row.listing.edition.title,
            ),
            Column(
                header="Listed",
                brief=lambda row: _bar(row, each),
                full=lambda row: _number(row.listed),
            ),
            Column(
                label="Copied",
                full=lambda row: day_plain(row.listing.exhibitors.copied),
            ),
            Column(
                header="Stayed",
                brief=lambda row: (
                    _number(row.stayed)
                    + ("" if row.percent is None else f" ({row.percent} %)")
                ),
            ),
            Column(header="New", brief=lambda row: _number(row.new)),
            Column(
                header="Countries" if has_countries else None,
                brief=lambda row: _number(row.countries),
            ),
            Column(
                header="Most" if has_countries else None,
                brief=lambda row: ", ".join(
                    f"{entry.name} {entry.number:,}"
                    for entry in row.most[:COUNTRIES_NAMED]
                    if entry.name is not None
                ),
            ),
        ),
    )


def _number(number: int | None) -> str:
    return _NONE if number is None else f"{number:,}"


def _bar(row: TrendRow, each: int) -> Cell:
    """The number, and a bar of those that stayed and those that are new."""
    number = f"{_number(row.listed):>5}"
    bar = ""
    if row.stayed is not None and row.listed is not None:
        full = cells_of(row.stayed, each)
        whole = max(cells_of(row.listed, each), full)
        bar = FULL * full + HOLLOW * (whole - full)
    return Cell(f"{number}  {bar}".rstrip(), narrow=number.strip(), whole=True)


def _notes(answer: Trend) -> Iterator[str]:
    yield from not_shown(answer.left_out, "list")
    if not answer.rows:
        day = day_plain(answer.as_of.reader_day)
        yield f"No list of exhibitors was known on {day}."
    for row in answer.rows:
        yield from gone_since(row.listing.exhibitors, row.listing.edition.title)
    if _is_compared(answer):
        yield "Stayed: also on the list of the edition directly before; new: not on it."
    if any(None in (row.before, row.listed) for row in answer.rows):
        yield (
            f"{_NONE}: not known; the edition directly before has no full list, or this"
            " list has no countries."
        )
    if _is_compared(answer):
        yield NAMES_LINKED
    yield from data_age(answer.reviewed, answer.as_of)
