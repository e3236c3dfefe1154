"""How an exhibitor of an edition is shown."""

from milipol_cli.look.document import Column, Document, Fact, Facts, Filled, Grid
from milipol_cli.look.parts import Cell, Notes, Title
from milipol_cli.look.words.dates import count, dates_long, dates_short, day_plain
from milipol_cli.look.words.editions import known_since_notes, titled
from milipol_cli.look.words.sources import cited, cites
from milipol_cli.network.exhibitors import country_of
from milipol_cli.network.model.dates import Dates
from milipol_cli.show.edition import head_of_part
from milipol_cli.show.query import ExhibitorDetails, Listing
from milipol_cli.show.sources import cited_numbers, hint, listed
from milipol_cli.show.words import star_note

# The mark of an entry that is written in another way.
SAME_NAME = "same name"

_SAME_NAME_NOTE = (
    f"{SAME_NAME}: the same except for case, accents, punctuation or a legal form like"
    " Ltd; it may be another company."
)


def view(answer: ExhibitorDetails) -> Document:
    """The entry with its edition, then every edition that lists the same name."""
    listing = answer.listing
    title = cited(listing.entry.name, listing.exhibitors.source, cited_numbers(answer))
    times = count(len({listing.edition.id for listing in answer.listings}), "edition")
    return Document(
        None,
        (
            head_of_part(answer, "Exhibitor", title, listing.listed.id),
            Facts(_facts(answer)),
            Title(
                Cell(f"Listed at {times}", "strong"),
                of_part=True,
                full=[f"Listed at: {times}"],
            ),
            _listings(answer),
            _notes(answer),
            *listed(answer),
        ),
    )


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
        Fact.of("List", f"copied {day_plain(answer.listing.exhibitors.copied)}"),
    ]


def _listings(answer: ExhibitorDetails) -> Filled[Listing]:
    numbers = cited_numbers(answer)
    grid = Grid[Listing](
        "listings",
        (
            # In a table the id shows the edition.
            Column(label="Edition", full=lambda row: titled(row.edition)),
            Column(
                header="When",
                label="Dates",
                brief=lambda row: _month(row.edition.dates),
                full=lambda row: dates_long(row.edition.dates),
            ),
            Column(header="Listed as", brief=lambda row: row.entry.name),
            Column(
                header="Match" if _has_others(answer) else None,
                label="Match",
                brief=lambda row: "" if row.is_exact else SAME_NAME,
            ),
            Column(header="Country", brief=lambda row: country_of(row.entry) or ""),
            Column(
                header="Source" if numbers else None,
                label="Sources",
                brief=lambda row: Cell(cites(row.exhibitors.source, numbers), "dim"),
            ),
            Column(header="ID", brief=lambda row: row.listed.id, wraps=False),
        ),
    )
    return grid.of(answer.listings)


def _month(dates: Dates) -> str:
    """The month in which an edition begins, or its year if no month is known."""
    if dates.start is None:
        return dates_short(dates)
    return dates_short(Dates(month=f"{dates.start:%Y-%m}"))


def _has_others(answer: ExhibitorDetails) -> bool:
    return not all(row.is_exact for row in answer.listings)


def _notes(answer: ExhibitorDetails) -> Notes:
    edition = answer.edition
    since = known_since_notes([edition], cited_numbers(answer))
    others = [
        *([_SAME_NAME_NOTE] if _has_others(answer) else []),
        f"Searched in the lists of {count(answer.lists, 'edition')}; no list of the"
        " others is known.",
        *hint(answer, answer.listing.listed.id),
    ]
    return Notes([*since, *star_note(edition), *others], full=[*since, *others])
