"""Words that several views of `milipol show` share."""

import datetime as dt
from collections.abc import Iterable

from milipol_cli.look.words.dates import dates_plain, ordinal, sentence, weekday
from milipol_cli.look.words.editions import place, since, starts, status, titled
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, why_off
from milipol_cli.network.model.dates import window


def when(edition: EditionAsOf) -> str:
    """Dates and status; for an edition that is not over also weekdays and countdown."""
    parts = [dates_plain(edition.dates)]
    if edition.phase == "over":
        return ", ".join([*parts, status(edition)])
    first, last = edition.dates.start, edition.dates.end
    if first is not None and last is not None:
        days = {first: weekday(first), last: weekday(last)}
        parts.append(" to ".join(days.values()))
    parts.append(starts(edition))
    if status(edition) != "on":  # else "day 3 of 4" says it
        parts.append(status(edition).removeprefix("on, "))
    return ", ".join(parts)


def number(edition: EditionAsOf) -> str:
    """The ordinal, with a star if it was counted: "23rd", "25th*", "none"."""
    record = edition.record
    if record.number is None:
        return "none"
    star = "*" if record.number_basis == "counted" else ""
    return f"{ordinal(record.number)}{star}"


def number_in_full(edition: EditionAsOf) -> str:
    """The ordinal: "23rd", "25th, counted from others", "none"."""
    return number(edition).replace("*", ", counted from others")


def star_note(edition: EditionAsOf) -> list[str]:
    """What the star after an ordinal means, if there is one."""
    if edition.record.number_basis != "counted":
        return []
    return ["*: counted from the numbers of other editions; not printed."]


def edition_title(edition: EditionAsOf) -> str:
    """The edition by show, year and ordinal: "Milipol Paris 2009, 16th*"."""
    if edition.record.number is None:
        return titled(edition)
    return f"{titled(edition)}, {number(edition)}"


def status_in_full(edition: EditionAsOf) -> str:
    """The status, with its certainty unless it is stated."""
    text = status(edition)
    is_told = edition.certainty == "stated" or edition.certainty in text
    return text if is_told else f"{text}, {edition.certainty}"


def place_in_full(edition: EditionAsOf) -> str:
    """Venue, address, city and coordinates of an edition."""
    venue = edition.venue
    if venue is None:
        return place(edition)
    parts = [venue.name, venue.address, place(edition)]
    text = ", ".join(part for part in parts if part is not None)
    if venue.latitude is None or venue.longitude is None:
        return text
    return f"{text} ({venue.latitude}, {venue.longitude})"


def sentences(notes: Iterable[str]) -> list[str]:
    """Notes of the data as sentences."""
    return [sentence(note) for note in notes]


def why_off_words(edition: EditionAsOf, day: dt.date) -> str:
    """Why nothing takes place on a day of an edition: "cancelled", "moved since"."""
    off = why_off(edition, day)
    if off is None:
        return ""
    if edition.superseded and edition.later is not None:
        return since(edition.later)
    return off


def programme_note(edition: EditionAsOf, as_of: AsOf) -> list[str]:
    """That the programme is today's, if the answer is as of before the edition."""
    first, _ = window(edition.dates)
    if not as_of.looks_back(edition.show.reviewed):
        return []
    if as_of.day_at(edition.zone) >= first:
        return []
    return ["The programme is as known today."]
