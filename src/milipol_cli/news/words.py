"""The news in words, as several commands show them."""

from collections.abc import Iterator

from milipol_cli.look.words.dates import (
    dates_on,
    dates_plain,
    dates_set,
    dates_short,
    day_plain,
    day_short,
)
from milipol_cli.look.words.editions import figure_line
from milipol_cli.network.editions import EditionAsOf, in_another_city
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.shows import Venue
from milipol_cli.news.query import NewsEntry

# The heading of figures that are known only long after their edition.
OLDER = "Older figures, found later"


def date(entry: NewsEntry) -> str:
    """The day or the month of a piece of news, or the day by which it was published."""
    if entry.month is not None:
        return dates_short(Dates(month=entry.month))
    day = day_short(entry.day)
    return f"by {day}" if entry.by else day


def about(entry: NewsEntry) -> str:
    """What a piece of news is about: the show in a word or two, with the year.

    Without "Milipol", which all shows are called, and without a second name.
    """
    if entry.name is None:
        return "network"
    short = entry.name.rpartition("Milipol ")[2].partition(" - ")[0]
    short = short.removesuffix(" Summit") or entry.name
    return short if entry.edition is None else f"{short} {entry.edition[-4:]}"


def headline(entry: NewsEntry) -> str:
    """What is new, in one line."""
    if entry.kind == "result":
        return ", ".join(figure_line(figure) for figure in entry.figures)
    if entry.kind == "rename":
        return f"RENAMED from {entry.former_name} to {entry.name}"
    if entry.kind == "venue":
        return _venue(entry)
    if entry.text is not None:
        return entry.text
    assert entry.new is not None  # an entry without a text is about dates
    if entry.kind == "move":
        assert entry.old is not None  # a move has the dates before it
        ends = entry.new.end is not None or entry.new.start is None
        end = "" if ends else ", end not known"
        return f"MOVED from {_bare(entry.old)} to {_bare(entry.new)}{end}"
    if entry.kind == "cancellation":
        return f"CANCELLED, previously set {dates_set(entry.new)}"
    if entry.kind == "postponement":
        return f"POSTPONED, previously set {dates_set(entry.new)}"
    return _announced(entry, entry.new)


def _bare(dates: Dates) -> str:
    """Dates to follow "from" or "to": a first day without its own "from"."""
    return dates_plain(dates).removeprefix("from ")


def _announced(entry: NewsEntry, dates: Dates) -> str:
    former = entry.former_status
    if entry.old is not None:
        what = "tentative" if entry.status == "tentative" else "dates announced"
        return f"{what}: {dates_plain(dates)}, not {_bare(entry.old)} as estimated"
    if former is None:
        city = None if entry.venue is None else entry.venue.city
        text = dates_plain(dates) if city is None else f"{dates_plain(dates)} in {city}"
        return f"{text}, tentative" if entry.status == "tentative" else text
    if entry.status == "held":
        return f"held {dates_on(dates)}, previously {former}"
    if entry.status == "tentative":
        return f"set {dates_set(dates)}, now only tentative"
    again = "ANNOUNCED AGAIN" if former in ("cancelled", "postponed") else "announced"
    return f"{again} {dates_set(dates)}, previously {former}"


def _venue(entry: NewsEntry) -> str:
    """A move to another city or hall, or a place that is named for the first time."""
    old, new = entry.old_venue, entry.venue
    assert new is not None  # an entry of this kind has a place
    if old is None:
        return f"place: {place(new)}"
    if in_another_city(old, new):
        return f"MOVED to another city, from {_city(old)} to {_city(new)}"
    return f"MOVED to another hall, from {old.name} to {new.name}"


def _city(venue: Venue) -> str:
    """A city, with the hall in it if that is known."""
    return f"{venue.city} ({venue.name})" if venue.name else f"{venue.city}"


def place(venue: Venue | None) -> str | None:
    """A hall with its city, or the city alone; None if neither is known."""
    if venue is None:
        return None
    name, city = venue.name, venue.city
    if name is None or city is None or city in name:
        return name or city
    return f"{name}, {city}"


def remarks(entry: NewsEntry) -> Iterator[str]:
    """What else there is to a piece of news.

    A new name, what it is inferred from, the day that a newsletter was written for.
    """
    if entry.former_name is not None and entry.kind != "rename":
        yield f"name: {entry.name}, formerly {entry.former_name}"
    if entry.certainty == "inferred":
        reason = entry.reason or "inferred"
        yield reason if "inferred" in reason else f"inferred: {reason}"
    if entry.describes is not None and entry.describes != entry.day:
        yield f"written for {day_plain(entry.describes)}"


def outcome_unknown(edition: EditionAsOf) -> str:
    """That no source reports whether an edition took place."""
    return (
        f"{edition.title} was due {dates_on(edition.dates)};"
        " no report found on whether it took place."
    )
