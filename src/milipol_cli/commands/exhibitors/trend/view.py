"""The view of `milipol exhibitors --trend`."""

import itertools
from collections.abc import Iterator

from milipol_cli.base.folding import fold
from milipol_cli.commands.exhibitors.trend.query import Trend, TrendRow
from milipol_cli.look.document import Cell, Column, Document, Grid, Notes, Title
from milipol_cli.look.words.dates import count, day_plain, join_names, not_shown
from milipol_cli.look.words.editions import FULL, HOLLOW, cells_of, value_per_cell
from milipol_cli.look.words.exhibitors import (
    NAMES_LINKED,
    entries_without_countries,
    gone_since,
    notes_on_fairs,
)
from milipol_cli.look.words.sources import data_age
from milipol_cli.network.countries import codes

# The longest bar of a list.
_LIST_CELLS = 20

# What is not known.
_NONE = "–"


def view(answer: Trend) -> Document:
    """A table for each show, with bars of the entries that stayed and that are new."""
    title = "Lists of exhibitors"
    if answer.country:
        title += f", only from {join_names(answer.country)}"
    if answer.as_of.looks_back(answer.reviewed):
        title += f", as of {day_plain(answer.as_of.reader_day)}"
    most = max((row.listed or 0 for row in answer.rows), default=0)
    per_cell = value_per_cell(most, _LIST_CELLS)
    unit = f"Each cell of a bar is {count(per_cell, 'exhibitor')}"
    legend = f"{unit}: {FULL} also before, {HOLLOW} new."
    is_compared = any(row.stayed is not None for row in answer.rows)
    shows = itertools.groupby(answer.rows, lambda row: row.listing.edition.show.name)
    # The tables of a page have the same columns.
    has_countries = any(row.most for row in answer.rows)
    return Document(
        Title(Cell(title), full=[f"{title}."]),
        [
            *(
                _grid(show, per_cell, has_countries=has_countries).with_rows(rows)
                for show, rows in shows
            ),
            Notes([legend] if is_compared else [], of_drawings=True),
        ],
        [*_notes(answer, is_compared=is_compared)],
    )


def _grid(show: str, per_cell: int, *, has_countries: bool) -> Grid[TrendRow]:
    """The columns of a trend; a cell of a bar stands for `per_cell` exhibitors."""

    def number_with_bar(row: TrendRow) -> Cell:
        """The number, and a bar of the entries that stayed and of the new ones."""
        number, bar = _number(row.listed), ""
        if row.stayed is not None and row.listed is not None:
            stayed = FULL * cells_of(row.stayed, per_cell)
            bar = stayed.ljust(cells_of(row.listed, per_cell), HOLLOW)
        return Cell(f"{number:>5}  {bar}".rstrip(), narrow=number, whole=True)

    return Grid[TrendRow](
        "trend",
        (
            Column(
                header=show,
                label="Edition",
                brief=lambda row: row.listing.edition.year,
                full=lambda row: row.listing.edition.title,
            ),
            Column(header="Listed", brief=number_with_bar, full=lambda row: _number(row.listed)),
            Column(label="Copied", full=lambda row: day_plain(row.listing.exhibitors.copied)),
            Column(header="Also before", brief=lambda row: _with_percent(row.stayed, row.percent)),
            Column(header="New", brief=lambda row: _number(row.new)),
            Column(header="Gone", brief=lambda row: _with_percent(row.gone, row.gone_percent)),
            Column(
                header="Countries" if has_countries else None,
                brief=lambda row: _number(row.countries),
            ),
            Column(header="Most from" if has_countries else None, brief=_most_from),
        ),
    )


def _number(number: int | None) -> str:
    return _NONE if number is None else f"{number:,}"


def _with_percent(number: int | None, percent: int | None) -> str:
    return _number(number) + ("" if percent is None else f" ({percent} %)")


def _most_from(row: TrendRow) -> Cell:
    """The most frequent countries: "France 320, Italy 41"; "FR 320, IT 41" if narrow.

    A country without a code keeps its name.
    """
    counts = [(count.name, f"{count.number:,}") for count in row.most if count.name]
    with_codes = [f"{codes().get(fold(name), name)} {n}" for name, n in counts]
    return Cell(", ".join(f"{name} {n}" for name, n in counts), narrow=", ".join(with_codes))


def _notes(answer: Trend, *, is_compared: bool) -> Iterator[str]:
    """Notes on the columns of a trend, and on how reliable the lists are."""
    yield from not_shown(answer.left_out, "list")
    if not answer.rows:
        day = day_plain(answer.as_of.reader_day)
        yield f"No exhibitor lists as of {day}."
    for row in answer.rows:
        yield from gone_since(row.listing.exhibitors, row.listing.edition.title)
    yield from entries_without_countries(row.listing for row in answer.rows)
    yield from notes_on_fairs(row.listing for row in answer.rows)
    if is_compared:
        yield (
            "Also before: also on the previous edition's list, with the share of this"
            " list; new: not on it. Gone: only on the previous list, with the share of"
            " that list."
        )
    if any(None in (row.before, row.listed) for row in answer.rows):
        yield (
            f"{_NONE}: not known; the previous edition has no full list, or this list"
            " has no countries."
        )
    if is_compared:
        yield NAMES_LINKED
    yield from data_age(answer.reviewed, answer.as_of)
