"""Editions in words: name, place, countdown, status and figures."""

import datetime as dt
from collections.abc import Iterable, Sequence
from types import MappingProxyType

from milipol_cli.look.words.dates import (
    count,
    dates_on,
    dates_plain,
    dates_set,
    day_plain,
    ordinal,
    weekday,
)
from milipol_cli.look.words.sources import Numbers, with_citations
from milipol_cli.network.editions import (
    EditionAsOf,
    contradicts,
    dates_before,
    in_another_city,
    why_off,
)
from milipol_cli.network.model.dates import window

NOTHING_KNOWN = "Nothing was known about any show yet."


def place(edition: EditionAsOf) -> str:
    """City and country: "Villepinte, France", "Singapore", "place not found"."""
    names = () if edition.venue is None else (edition.venue.city, edition.venue.country)
    parts = dict.fromkeys(part for part in names if part is not None)
    return ", ".join(parts) or "place not found"


def place_after_address(edition: EditionAsOf) -> str:
    """City and country; the country alone if the venue's address names the city.

    It is "" then if the country is not known.
    """
    venue = edition.venue
    if venue is not None and venue.city and venue.city in (venue.address or ""):
        return venue.country or ""
    return place(edition)


def venue_line(edition: EditionAsOf) -> str:
    """The venue with city and country: "Paris Nord Villepinte, France"."""
    venue = edition.venue
    if venue is None or venue.name is None:
        return place(edition)
    if venue.city is not None and venue.city not in venue.name:
        return f"{venue.name}, {place(edition)}"
    return venue.name if venue.country is None else f"{venue.name}, {venue.country}"


def venue_address(edition: EditionAsOf) -> str:
    """The venue with its address, as calendars have it after a room.

    It is "" if only the country is known, which is not a place to go to.
    """
    venue = edition.venue
    if venue is None or not (venue.name or venue.address or venue.city):
        return ""
    if venue.address is None:
        return venue_line(edition)
    town = place_after_address(edition) if venue.city else None
    return ", ".join(filter(None, (venue.name, venue.address, town)))


def short_name(name: str) -> str:
    """A show in a word or two: "Paris" for "Milipol Paris", "TechX" for "TechX Summit".

    "Milipol", which most shows are called, and a second name after " - " are left out.
    """
    short = name.rpartition("Milipol ")[2].partition(" - ")[0]
    return short.removesuffix(" Summit") or name


def short_title(edition: EditionAsOf) -> str:
    """An edition in a word or two, with the year of its id: "Paris 2025"."""
    return f"{short_name(edition.name)} {edition.id[-4:]}"


def years_listed(editions: Sequence[EditionAsOf], most: int) -> str:
    """Editions by show: "Paris 2025, 2023, Qatar 2024 and 10 more".

    Shows and years are in the order of the editions; only `most` editions are named.
    """
    by_show: dict[str, list[EditionAsOf]] = {}
    for edition in editions:
        by_show.setdefault(edition.show.id, []).append(edition)
    texts = [
        short_title(edition) if number == 0 else edition.id[-4:]
        for editions_of_show in by_show.values()
        for number, edition in enumerate(editions_of_show)
    ]
    more = len(texts) - most
    return ", ".join(texts[:most]) + (f" and {more} more" if more > 0 else "")


def show_with_ordinal(edition: EditionAsOf) -> str:
    """Show and ordinal: "Milipol Paris, 25th"."""
    number = edition.record.number
    return edition.name if number is None else f"{edition.name}, {ordinal(number)}"


def starts(edition: EditionAsOf) -> str:
    """When an edition starts or began, or why that is not known.

    On: "day 3 of 4". Past or perhaps on: "3 days ago", "began 3 days ago", "over".
    Upcoming: "in 357 days", "moved since", "not on", "day not known".
    """
    if edition.phase == "on":
        return day_in_words(edition.day, edition.days)
    if edition.phase == "over" or edition.may_be_on:
        if edition.days_since is None:
            return "over"
        began = "began " if edition.dates.start and not edition.dates.end else ""
        return f"{began}{count(edition.days_since, 'day')} ago"
    if edition.superseded and edition.later is not None:
        return change_since(edition.later)
    if edition.status in ("cancelled", "postponed") and edition.phase is None:
        return "not on"
    if edition.days_until is None:
        return "day not known"
    return f"in {count(edition.days_until, 'day')}"


def change_since(later: EditionAsOf) -> str:
    """The change to the announced days: "moved since", "cancelled since"."""
    gone = later.status in ("cancelled", "postponed")
    return f"{later.status if gone else 'moved'} since"


def day_in_words(day: int | None, days: int | None, *, may_be_on: bool = False) -> str:
    """Which day of an edition it is: "day 3 of 4".

    An edition without a last day that `may_be_on` may be over after its first day.
    """
    if may_be_on and day != 1:
        return "may be on, end not known"
    return f"day {day}, end not known" if days is None else f"day {day} of {days}"


def day_of_last(day: int | None, days: int | None, *, may_be_on: bool = False) -> str:
    """Which day of an edition it is, and if it is the last: "day 4 of 4, last day"."""
    last = ", last day" if day == days and days not in (None, 1) else ""
    return f"{day_in_words(day, days, may_be_on=may_be_on)}{last}"


def status(edition: EditionAsOf) -> str:
    """The status in a few words.

    On: "on", "may be on, tentative". Past: "held", "held (inferred)", "outcome not
    known". Upcoming: "tentative", "announced", "postponed", "cancelled".
    """
    if edition.phase == "on" or edition.may_be_on:
        state = "on" if edition.phase == "on" else "may be on"
        is_settled = edition.status in ("announced", "held")
        return state if is_settled else f"{state}, {edition.status}"
    if edition.phase == "over" and not edition.outcome_known:
        return "outcome not known"
    inferred = edition.status == "held" and edition.certainty == "inferred"
    return "held (inferred)" if inferred else edition.status


def as_announced(edition: EditionAsOf) -> str:
    """The remark after the dates of an edition that is on, if it is only announced."""
    if edition.phase != "on" or edition.status not in ("announced", "postponed"):
        return ""
    return " (as announced; not confirmed)"


def moved_from(edition: EditionAsOf) -> str:
    """The dates that were changed last: ", moved from 8-10 April"; "" if none were."""
    moves = dates_before(edition)
    if not moves:
        return ""
    year = window(edition.dates)[0].year
    return f", moved from {dates_plain(moves[-1]).removesuffix(f' {year}')}"


def day_now(edition: EditionAsOf) -> str:
    """Which day of an edition it is: "day 2 of 4", "may be on, end not known"."""
    return day_of_last(edition.day, edition.days, may_be_on=edition.may_be_on)


def outcome(edition: EditionAsOf) -> str:
    """The status to add to the dates of a past edition; "" if it was held."""
    return "" if edition.status == "held" else f", {status(edition)}"


def later_change(edition: EditionAsOf) -> str:
    """How today's data differs from what was known as of the date, in a sentence.

    Off: "X 2025 was cancelled.", "... was postponed; no new dates are known.".
    Only in another city: "... was held in Doha", "... was moved to Doha".
    Held: "... was held on 23-25 April 2025". Not off any more: "... was announced again
    for 8-10 April 2025". Other dates: "... was moved to 23-25 April 2025".
    """
    later = edition.later
    assert later is not None  # called only for editions that changed
    name = edition.title
    if later.status == "cancelled":
        return f"{name} was cancelled."
    if later.status == "postponed" and later.notices[-1].dates is None:
        return f"{name} was postponed; no new dates are known."
    is_held = later.status == "held"
    is_elsewhere = in_another_city(edition.venue, later.venue)
    where = f" in {place(later)}" if is_elsewhere else ""
    has_new_dates = contradicts(later.dates, edition.dates)
    if not has_new_dates and not edition.is_void:
        return f"{name} was {'held in' if is_held else 'moved to'} {place(later)}."
    if is_held:
        return f"{name} was held {dates_on(later.dates)}{where}."
    if not has_new_dates:
        return f"{name} was announced again {dates_set(later.dates)}{where}."
    if later.dates.start is not None and later.dates.end is None:
        return f"{name} was moved and begins on {day_plain(later.dates.start)}{where}."
    return f"{name} was moved to {dates_plain(later.dates)}{where}."


def later_change_notes(
    editions: Iterable[EditionAsOf], numbers: Numbers = MappingProxyType({})
) -> list[str]:
    """How editions changed later, one line per edition, with numbers of sources."""
    return [
        with_citations(f"Since then: {later_change(edition)}", edition.later_source, numbers)
        for edition in editions
        if edition.later is not None
    ]


def number(edition: EditionAsOf) -> str:
    """The ordinal, with a star if it was counted: "23rd", "25th*"; "" without one."""
    record = edition.record
    star = "*" if record.number_basis == "counted" else ""
    return "" if record.number is None else f"{ordinal(record.number)}{star}"


def dates_and_status(edition: EditionAsOf) -> str:
    """Dates and status; if an edition is not over, also weekdays and countdown.

    As in "16-19 November 2027, Tuesday to Friday, in 357 days, announced".
    """
    parts = [f"{dates_plain(edition.dates)}{moved_from(edition)}"]
    if edition.phase == "over":
        return ", ".join([*parts, status(edition)])
    first, last = edition.dates.start, edition.dates.end
    if first is not None and last is not None:
        days = {first: weekday(first), last: weekday(last)}
        parts.append(" to ".join(days.values()))
    parts.append(starts(edition))
    if status(edition) != "on":  # "day 3 of 4" says that
        parts.append(status(edition).removeprefix("on, "))
    return ", ".join(parts)


def why_off_words(edition: EditionAsOf, day: dt.date) -> str:
    """Why nothing takes place on a day of an edition: "cancelled", "moved since"."""
    off = why_off(edition, day)
    if off is None:
        return ""
    if edition.superseded and edition.later is not None:
        return change_since(edition.later)
    return off


# The cells of a bar, and of one that was only expected.
FULL, HOLLOW = "█", "░"


def value_per_cell(most: int, cells: int) -> int:
    """What a cell of a bar stands for, if the longest bar has at most that many cells.

    It is 1, 2, 5, 10, 20, 25, 50, 100, 200, 250 and so on.
    """
    least = max(most / cells, 1)
    power: int = 10 ** (len(str(int(least))) - 1)
    steps = (power, 2 * power, 5 * power // 2, 5 * power, 10 * power)
    return next(step for step in steps if step >= least)


def cells_of(value: int, per_cell: int) -> int:
    """How many cells a bar has: one at least, unless the value is 0."""
    return max(1, round(value / per_cell)) if value else 0
