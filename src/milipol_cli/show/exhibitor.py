"""How an exhibitor of an edition is shown."""

from collections.abc import Iterable

from milipol_cli.look.document import Column, Fact, Facts, Filled, Grid, PartOf, Parts
from milipol_cli.look.parts import Cell, Notes, Title
from milipol_cli.look.words.dates import count, dates_long, dates_short, day_plain
from milipol_cli.look.words.exhibitors import NAMES_LINKED, stands_noted
from milipol_cli.look.words.sources import Numbers, cited, cites
from milipol_cli.network.exhibitors import country_of
from milipol_cli.network.model.dates import Dates
from milipol_cli.show.edition import head_of_part
from milipol_cli.show.query import ExhibitorDetails, Listing
from milipol_cli.show.words import star_note


def view(answer: ExhibitorDetails, numbers: Numbers) -> tuple[Parts, Notes]:
    """The entry with its edition, then every edition that lists the company."""
    listing = answer.listing
    title = cited(listing.entry.name, listing.known.exhibitors.source, numbers)
    times = count(len({row.known.edition.id for row in answer.listings}), "edition")
    every = (*answer.listings, *answer.perhaps)
    notes = [NAMES_LINKED] if any(row.match != "exact" for row in every) else []
    notes += stands_noted([listing.known], [listing.listed])
    notes.append(
        f"Searched in the lists of {count(answer.lists, 'edition')}; no list of the"
        " others is known."
    )
    parts: Parts = [
        head_of_part(answer, "Exhibitor", title, numbers),
        Facts(_facts(answer)),
        Title(
            Cell(f"Listed at {times}", "strong"),
            of_part=True,
            full=[f"Listed at: {times}"],
        ),
        _listings("listings", answer.listings, numbers),
        *_perhaps(answer, numbers),
    ]
    return parts, Notes([*star_note([answer.edition]), *notes], full=notes)


def _facts(answer: ExhibitorDetails) -> list[Fact]:
    entry = answer.listing.entry
    texts = {
        "Country": country_of(entry),
        "Website": entry.website,
        "Hall": ", ".join(entry.hall),
        "Stand": ", ".join(entry.stand),
    }
    return [
        *Fact.known(texts),
        Fact.each("Categories", entry.categories, of_each="Category"),
        Fact.of("List", f"copied {day_plain(answer.listing.known.exhibitors.copied)}"),
    ]


def _perhaps(answer: ExhibitorDetails, numbers: Numbers) -> list[PartOf]:
    """The entries of companies that are perhaps the same, if there are any."""
    if not answer.perhaps:
        return []
    text = "Perhaps the same company"
    title = Title(Cell(text, "strong"), of_part=True, full=[f"{text}:"])
    return [title, _listings("perhaps", answer.perhaps, numbers)]


def _listings(kind: str, rows: Iterable[Listing], numbers: Numbers) -> Filled[Listing]:
    grid = Grid[Listing](
        kind,
        (
            # In a table the id shows the edition.
            Column(label="Edition", full=lambda row: row.known.edition.title),
            Column(
                header="When",
                label="Dates",
                brief=lambda row: _month(row.known.edition.dates),
                full=lambda row: dates_long(row.known.edition.dates),
            ),
            Column(header="Listed as", brief=lambda row: row.entry.name),
            Column(header="Country", brief=lambda row: country_of(row.entry) or ""),
            Column(
                header="Source" if numbers else None,
                label="Sources",
                brief=lambda row: Cell(
                    cites(row.known.exhibitors.source, numbers), "dim"
                ),
            ),
            Column(header="ID", brief=lambda row: row.listed.id, wraps=False),
        ),
    )
    return grid.of(rows)


def _month(dates: Dates) -> str:
    """The month in which an edition begins, or its year if no month is known."""
    if dates.start is None:
        return dates_short(dates)
    return dates_short(Dates(month=f"{dates.start:%Y-%m}"))
