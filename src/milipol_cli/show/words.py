"""Editions and their figures in full, for `milipol show`."""

import datetime as dt
from collections.abc import Iterable

from milipol_cli.look.words.dates import day_long
from milipol_cli.look.words.editions import (
    day_of_last,
    number,
    place,
    place_after_address,
    status,
    why_off_words,
)
from milipol_cli.look.words.figures import figure_line
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import day_of_dates
from milipol_cli.network.model.shows import Figure


def number_in_full(edition: EditionAsOf) -> str:
    """The ordinal: "23rd", "25th, counted from others"; "" if it has none."""
    if edition.record.number is None:
        return ""
    return number(edition).replace("*", ", counted from others")


def star_note(editions: Iterable[EditionAsOf]) -> list[str]:
    """What the star after an ordinal means, if one of the editions has it."""
    is_counted = any(each.record.number_basis == "counted" for each in editions)
    return ["*: counted, not printed."] if is_counted else []


def edition_title(edition: EditionAsOf) -> str:
    """The edition by show, year and ordinal: "Milipol Paris 2009, 16th*"."""
    if edition.record.number is None:
        return edition.title
    return f"{edition.title}, {number(edition)}"


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
    parts = [venue.name, venue.address, place_after_address(edition)]
    text = ", ".join(filter(None, parts))
    if venue.latitude is None or venue.longitude is None:
        return text
    return f"{text} ({venue.latitude}, {venue.longitude})"


def edition_day(edition: EditionAsOf, date: dt.date) -> str:
    """A day of an edition, which of its days it is, and its status."""
    nth = day_of_dates(edition.dates, date)
    tentative = "tentative" if edition.status == "tentative" else ""
    parts = [
        day_long(date),
        "" if nth is None else day_of_last(*nth, may_be_on=edition.may_be_on),
        why_off_words(edition, date) or tentative,
    ]
    return ", ".join(filter(None, parts))


def figure_with_notes(figure: Figure) -> str:
    """A figure with its notes: "169 exhibitors (foreign ones only)"."""
    text = figure_line(figure)
    return f"{text} ({'; '.join(figure.notes)})" if figure.notes else text
