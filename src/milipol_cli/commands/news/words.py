"""The news in words, as several commands show them."""

from collections.abc import Iterator

from milipol_cli.commands.news.query import NewsEntry
from milipol_cli.look.words.dates import (
    dates_on,
    dates_plain,
    dates_set,
    dates_short,
    day_plain,
    day_short,
)
from milipol_cli.look.words.editions import short_name
from milipol_cli.look.words.figures import figure_line
from milipol_cli.network.editions import EditionAsOf, in_another_city
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.shows import Venue

# The heading of figures that are known only long after their edition.
OLDER = "Older figures, found later"


def date(entry: NewsEntry) -> str:
    """The day or the month of a piece of news, or the day by which it was published."""
    if entry.month is not None:
        return dates_short(Dates(month=entry.month))
    day = day_short(entry.day)
    return f"by {day}" if entry.by else day


def about(entry: NewsEntry) -> str:
    """The subject of a piece of news: the show in a word or two, with the year."""
    if entry.name is None:
        return "network"
    short = short_name(entry.name)
    return short if entry.edition is None else f"{short} {entry.edition[-4:]}"


def text(entry: NewsEntry) -> str:
    """The news in a line: "MOVED from 8-10 April 2025 to 23-25 April 2025".

    Changes that a reader must not miss begin in capitals.
    """
    if entry.title is not None:
        return entry.title
    if entry.kind == "result":
        return ", ".join(map(figure_line, entry.figures))
    if entry.kind == "rename":
        return f"RENAMED from {entry.former_name} to {entry.name}"
    if entry.kind == "venue":
        return _place_text(entry)
    assert entry.new is not None  # the others are about the dates of an edition
    if entry.kind == "move":
        return _move_text(entry.old or entry.new, entry.new)
    if entry.kind == "announcement":
        return _announcement_text(entry, entry.new)
    off = {"cancellation": "CANCELLED", "postponement": "POSTPONED"}[entry.kind]
    return f"{off}, previously set {dates_set(entry.new)}"


def _move_text(old: Dates, new: Dates) -> str:
    has_end = new.end is not None or new.start is None
    end = "" if has_end else ", end not known"
    return f"MOVED from {_without_from(old)} to {_without_from(new)}{end}"


def _announcement_text(entry: NewsEntry, new: Dates) -> str:
    """Dates instead of an estimate, a new status, or else the dates and the city."""
    if entry.old is not None:
        state = "tentative" if entry.status == "tentative" else "dates announced"
        return f"{state}: {dates_plain(new)}, not {_without_from(entry.old)} as estimated"
    if entry.old_status is not None:
        return f"{_status_with_dates(entry, new)}, previously {entry.old_status}"
    city = None if entry.venue is None else entry.venue.city
    where = "" if city is None else f" in {city}"
    tentative = ", tentative" if entry.status == "tentative" else ""
    return f"{dates_plain(new)}{where}{tentative}"


def _status_with_dates(entry: NewsEntry, new: Dates) -> str:
    """A new status: "held on 4-7 May 2027", "ANNOUNCED AGAIN for 4-7 May 2027"."""
    if entry.status == "held":
        return f"held {dates_on(new)}"
    state = "ANNOUNCED AGAIN" if entry.again else f"{entry.status}"
    return f"{state} {dates_set(new)}"


def _place_text(entry: NewsEntry) -> str:
    old, new = entry.old_venue, entry.venue
    if old is None or new is None:
        return f"place: {place_of(new)}"
    if in_another_city(old, new):
        return f"MOVED to another city, from {_city(old)} to {_city(new)}"
    return f"MOVED to another hall, from {old.name} to {new.name}"


def _city(venue: Venue) -> str:
    return f"{venue.city} ({venue.name})" if venue.name else f"{venue.city}"


def place_of(venue: Venue | None) -> str | None:
    """A hall with its city, or the city alone; None if neither is known."""
    if venue is None:
        return None
    name, city = venue.name, venue.city
    if name is None or city is None or city in name:
        return name or city
    return f"{name}, {city}"


def _without_from(dates: Dates) -> str:
    """Dates to follow "from" or "to": a first day without its own "from"."""
    return dates_plain(dates).removeprefix("from ")


def remarks(entry: NewsEntry) -> Iterator[str]:
    """A new name, the reason of an inference, and the day a newsletter is about."""
    if entry.former_name is not None and entry.kind != "rename":
        yield f"name: {entry.name}, formerly {entry.former_name}"
    if entry.certainty == "inferred":
        reason = entry.reason or "inferred"
        yield reason if "inferred" in reason else f"inferred: {reason}"
    if entry.describes is not None and entry.describes != entry.day:
        yield f"written for {day_plain(entry.describes)}"


def outcome_unknown(edition: EditionAsOf) -> str:
    """The note that no source reports whether an edition took place."""
    return (
        f"{edition.title} was due {dates_on(edition.dates)}; no report says whether it took place."
    )
