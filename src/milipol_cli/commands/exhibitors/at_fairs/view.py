"""The view of `milipol exhibitors --fairs`."""

from collections.abc import Iterator

from milipol_cli.commands.exhibitors.at_fairs.query import CompaniesAtFairs, CompanyAtFairs
from milipol_cli.look.document import Cell, Column, Document, Grid, Notes, Title
from milipol_cli.look.words.dates import count, join_names
from milipol_cli.look.words.exhibitors import (
    EARLY_NOTE,
    NAMES_LINKED,
    fairs_incomplete,
    is_early,
    lists_without,
    no_lists_of_fairs,
)
from milipol_cli.look.words.sources import data_age

# In a table; plain lines have the editions.
_EDITIONS_NOTE = "All editions of each company: --format plain or -o found.csv."
# As wide as the names of most fairs with a year.
_LAST_COLUMNS = 22


def _last(row: CompanyAtFairs) -> str:
    """The latest fair; a star marks one whose list was copied long before it."""
    listing = row.lists[0]
    star = "*" if _is_copied_early(row) else ""
    return f"{listing.fair.name} {listing.of_year.year}{star}"


def _is_copied_early(row: CompanyAtFairs) -> bool:
    latest = row.lists[0].of_year
    return is_early(latest.copied, latest.start)


_GRID = Grid[CompanyAtFairs](
    "companies",
    (
        Column(header="Company", brief=lambda row: row.name, is_text=True),
        Column(header="Country", brief=lambda row: row.country or ""),
        Column(header="Fairs", brief=lambda row: str(row.fairs)),
        Column(header="Lists", brief=lambda row: str(len(row.lists))),
        Column(header="Last listed at", brief=_last, floor=_LAST_COLUMNS),
        Column(
            label="Editions", full=lambda row: ", ".join(listing.edition for listing in row.lists)
        ),
        Column(label="Also as", full=lambda row: ", ".join(row.other_names)),
    ),
)


def view(answer: CompaniesAtFairs) -> Document:
    """A row for each company, and notes on the lists."""
    title = _title(answer)
    grid, notes = _GRID.with_rows(answer.rows), [*_notes(answer)]
    editions = [_EDITIONS_NOTE] if answer.rows else []
    return Document(
        Title(Cell(title), full=[f"{title}."]), [grid, Notes([*editions, *notes], full=notes)]
    )


def _title(answer: CompaniesAtFairs) -> str:
    """How many companies were found, on the lists of how many fairs."""
    if not answer.lists:
        return no_lists_of_fairs(answer.as_of)
    lists = f"lists of {count(answer.fairs, 'fair')} since {answer.since}"
    country = f" from {join_names(answer.country)}" if answer.country else ""
    if not answer.number:
        words = f" with '{' '.join(answer.words)}'" if answer.words else ""
        return f"No company{country}{words} on {lists}"
    companies = "company" if answer.number == 1 else "companies"
    return f"{answer.number:,} {companies}{country}, on {lists}"


def _notes(answer: CompaniesAtFairs) -> Iterator[str]:
    """Notes on omissions, and on how reliable lists and links are."""
    if answer.left_out:
        companies = "company" if answer.left_out == 1 else "companies"
        yield f"{answer.left_out:,} more {companies} not shown."
    if answer.excluded:
        have = "company has" if answer.excluded == 1 else "companies have"
        yield (
            f"{answer.excluded:,} more {have} these words; most of the lists with them"
            " name another country, or none."
        )
    if any(map(_is_copied_early, answer.rows)):
        yield EARLY_NOTE
    if answer.without_categories and answer.words:
        lacking = len(answer.without_categories)
        yield lists_without(["categories"], len(answer.lists), lacking=lacking, names_only=True)
    if lacking := len(answer.without_countries):
        number = len(answer.lists)
        yield lists_without(["countries"], number, lacking=lacking, names_only=False)
    if answer.lists:
        yield from fairs_incomplete(answer.collected)
        yield NAMES_LINKED
    yield from (suggestion.line for suggestion in answer.suggestions)
    yield from data_age(answer.reviewed, answer.as_of)
