"""Shows and editions in words."""

from collections.abc import Iterable

from milipol_cli.look.words.dates import (
    count,
    dates_on,
    dates_plain,
    dates_set,
    dates_short,
    day_plain,
    ordinal,
)
from milipol_cli.network.editions import (
    EditionAsOf,
    contradicts,
    in_another_city,
    is_void,
)
from milipol_cli.network.model.shows import Venue


def place(view: EditionAsOf) -> str:
    """City and country: "Villepinte, France", "Singapore"; in words where unknown."""
    known = () if view.venue is None else (view.venue.city, view.venue.country)
    parts = dict.fromkeys(part for part in known if part is not None)
    return ", ".join(parts) or "place not found"


def venue_line(view: EditionAsOf) -> str:
    """The venue with its country: "Paris Nord Villepinte, France"."""
    venue = view.venue
    if venue is None or venue.name is None:
        return place(view)
    if venue.city is not None and venue.city not in venue.name:
        return f"{venue.name}, {place(view)}"
    return venue.name if venue.country is None else f"{venue.name}, {venue.country}"


def is_abbreviated(venue: Venue) -> bool:
    """Whether the short name of a venue does not stand in its name."""
    return venue.short is not None and venue.short not in (venue.name or "")


def named(view: EditionAsOf) -> str:
    """The edition by show and ordinal: "Milipol Paris, 25th"."""
    number = view.record.number
    return view.name if number is None else f"{view.name}, {ordinal(number)}"


def titled(view: EditionAsOf) -> str:
    """The edition by show and year: "Milipol Paris 2027"."""
    return f"{view.name} {view.year}"


def titled_number(view: EditionAsOf) -> str:
    """The edition by show, year and ordinal: "Milipol Paris 2023, 23rd"."""
    number = view.record.number
    return titled(view) if number is None else f"{titled(view)}, {ordinal(number)}"


def starts(view: EditionAsOf) -> str:
    """How soon: "in 357 days", "day 3 of 4", or why that cannot be said."""
    if view.phase == "on":
        return day_of(view.day, view.days)
    if view.phase == "over":
        if view.days_since is None:
            return "over"
        began = "began " if view.dates.start and not view.dates.end else ""
        return f"{began}{_days(view.days_since)} ago"
    if view.superseded and view.later is not None:
        return since(view.later)
    if view.status in ("cancelled", "postponed") and view.phase is None:
        return "not on"
    if view.days_until is None:
        return "day not known"
    return f"in {_days(view.days_until)}"


def since(later: EditionAsOf) -> str:
    """What became of days that were announced: "moved since", "cancelled since"."""
    gone = later.status in ("cancelled", "postponed")
    return f"{later.status if gone else 'moved'} since"


def _days(number: int) -> str:
    return count(number, "day")


def day_of(day: int | None, days: int | None) -> str:
    """The words "day 3 of 4"."""
    return f"day {day}, end not known" if days is None else f"day {day} of {days}"


def day_of_last(day: int | None, days: int | None) -> str:
    """The same where the last one of several says so: "day 4 of 4, last day"."""
    last = ", last day" if day == days and days not in (None, 1) else ""
    return f"{day_of(day, days)}{last}"


def status(view: EditionAsOf) -> str:
    """The state in a word or two; "on" while it is on."""
    if view.phase == "on":
        firm = view.status in ("announced", "held")
        return "on" if firm else f"on, {view.status}"
    if view.phase == "over" and not view.outcome_known:
        return "outcome not known"
    inferred = view.status == "held" and view.certainty == "inferred"
    return "held (inferred)" if inferred else view.status


def outcome(view: EditionAsOf) -> str:
    """What follows the days of a last edition; nothing where it was held."""
    return "" if view.status == "held" else f", {status(view)}"


def last_edition(view: EditionAsOf) -> str:
    """When the last edition was, and what is not known of it."""
    said = dates_short(view.dates)
    if view.status == "held" and view.dates.start is not None and not view.dates.end:
        return f"{said}, end not known"
    return f"{said}{outcome(view)}"


def known_since(view: EditionAsOf) -> str:
    """What today's data says against what was known: "X 2025 was held on ..."."""
    later = view.later
    assert later is not None  # asked only of editions that changed
    name = titled(view)
    if later.status == "cancelled":
        return f"{name} was cancelled."
    if later.status == "postponed" and later.notices[-1].dates is None:
        return f"{name} was postponed; no new dates are known."
    held = later.status == "held"
    elsewhere = in_another_city(view.venue, later.venue)
    where = f" in {place(later)}" if elsewhere else ""
    moved = contradicts(later.dates, view.dates)
    if not moved and not is_void(view.notices):
        return f"{name} was {'held in' if held else 'moved to'} {place(later)}."
    if held:
        return f"{name} was held {dates_on(later.dates)}{where}."
    if not moved:
        return f"{name} was announced again {dates_set(later.dates)}{where}."
    if later.dates.start is not None and later.dates.end is None:
        return f"{name} was moved and begins on {day_plain(later.dates.start)}{where}."
    return f"{name} was moved to {dates_plain(later.dates)}{where}."


def known_since_notes(views: Iterable[EditionAsOf]) -> list[str]:
    """What is known since of the editions that were changed later, a line each."""
    return [
        f"Known since: {known_since(view)}" for view in views if view.later is not None
    ]
