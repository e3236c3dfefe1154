"""The gaps in lists of exhibitors, in words."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from milipol_cli.look.words.dates import dates_short, day_plain, join_names
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.exhibitors import ListAsOf
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.exhibitors import ExhibitorList, ListedExhibitor, ListOfFair

NAMES_LINKED = (
    "Names of one company are linked by spelling, country and website; a link may be wrong."
)
LISTS_INCOMPLETE = "Lists of exhibitors are incomplete."

_LONG_BEFORE = dt.timedelta(days=30)

EARLY_NOTE = f"* copied more than {_LONG_BEFORE.days} days before the fair."


def is_early(copied: dt.date, start: dt.date) -> bool:
    """Whether a list was copied so long before its fair that much was missing."""
    return start - copied > _LONG_BEFORE


def no_lists_of_fairs(as_of: AsOf) -> str:
    """The title of an answer about other fairs, if no list was known yet."""
    return f"No lists of other fairs as of {day_plain(as_of.reader_day)}"


def fairs_incomplete(collected: dt.date) -> Iterator[str]:
    """The limits of the lists of other fairs."""
    yield (
        f"Lists of other fairs, collected by {day_plain(collected)}, are incomplete: a"
        " company that is not on a list may have been at the fair."
    )
    yield ("There are no lists of Intersec, ISNR, GPEC, IWA, Security Essen, SICUR or ISS World.")


def days_copied_early(listing: ListAsOf) -> int:
    """How many days before its fair a list was copied; 0 for a month or less.

    0 also for a list of a show, which is often read while it grows.
    """
    copied = listing.exhibitors.copied
    start = listing.edition.dates.start or copied
    is_of_fair = isinstance(listing.exhibitors, ListOfFair)
    return (start - copied).days if is_of_fair and is_early(copied, start) else 0


def month_of_list(listing: ListAsOf) -> str:
    """The month of a fair, or its year; a star marks a list that was copied early."""
    edition = listing.edition
    start = edition.dates.start
    if start is None:
        return edition.id[-4:]
    month = dates_short(Dates(month=f"{start:%Y-%m}"))
    return f"{month}*" if days_copied_early(listing) else month


def notes_on_fairs(lists: Iterable[ListAsOf]) -> Iterator[str]:
    """The notes on the lists of other fairs among some lists: early copies, limits."""
    collected = None
    for listing in lists:
        if isinstance(listing.exhibitors, ListOfFair):
            collected = listing.exhibitors.collected
        if days := days_copied_early(listing):
            copied = f"copied on {day_plain(listing.exhibitors.copied)}"
            yield f"{listing.edition.title}: {copied}, {days} days before the fair."
    if collected is not None:
        yield from fairs_incomplete(collected)


def list_length(exhibitors: ExhibitorList) -> str:
    """How many entries a list has: "1,177 listed (copied 18 December 2025)"."""
    number, copied = len(exhibitors.exhibitor), day_plain(exhibitors.copied)
    return f"{number:,} listed (copied {copied})"


def entries_without_countries(lists: Iterable[ListAsOf]) -> Iterator[str]:
    """The notes on lists of which more than one entry in twenty has no country.

    Lists without any country are noted elsewhere.
    """
    for edition, exhibitors in lists:
        number = len(exhibitors.exhibitor)
        lacking = sum(
            entry.country_code is None and entry.country is None for entry in exhibitors.exhibitor
        )
        if number / 20 < lacking < number:
            of = f"{lacking:,} of {number:,} entries"
            yield f"{edition.title}: {of} have no country."


def gone_since(exhibitors: ExhibitorList, of: str = "") -> list[str]:
    """The note on entries gone since a list was copied; `of` names the list."""
    gone, left = exhibitors.gone, len(exhibitors.exhibitor)
    if not gone:
        return []
    which = f"{of}: " if of else ""
    return [f"{which}{left:,} of the {left + gone:,} listed then; {gone:,} gone since."]


def notes_on_stands(lists: Iterable[ListAsOf], shown: Iterable[ListedExhibitor]) -> Iterator[str]:
    """The remarks of lists on their stands, if stands of the list are shown."""
    editions = {listed.edition for listed in shown if listed.exhibitor.stand}
    for edition, exhibitors in lists:
        if edition.id in editions:
            for note in exhibitors.notes:
                if note.startswith("Stands "):
                    yield f"{edition.title}: s{note[1:]}."


def lists_without(
    nouns: Sequence[str],
    lists: int,
    *,
    lacking: int,
    names_only: bool,
    instead: tuple[EditionAsOf, str] | None = None,
) -> str:
    """The note that `lacking` of the lists have no categories, or no countries.

    With `names_only`, only the names on the lists that lack them were searched.
    `instead` is the edition of a list that has them, with the command that asks the
    same of that list; it is shown if all lists lack them.
    """
    what = join_names([f"no {noun}" for noun in nouns])
    searched = ", so only names were searched" if names_only else ""
    if lacking < lists:
        there = " there" if names_only else ""
        return f"{lacking} of {lists} exhibitor lists have {what}{searched}{there}."
    which = "This list has" if lists == 1 else f"These {lists} exhibitor lists have"
    text = f"{which} {what}{searched}"
    if instead is not None:
        edition, command = instead
        short = edition.title.removeprefix("Milipol ")
        verb = "has them" if names_only else "does"
        text += f"; the {short} list {verb} ({command})"
    return f"{text}."
