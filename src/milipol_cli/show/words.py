"""Words that several views of `milipol show` share."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from milipol_cli.look.words.dates import (
    dates_plain,
    day_long,
    day_plain,
    day_short,
    ordinal,
    sentence,
    weekday,
)
from milipol_cli.look.words.editions import (
    day_of_last,
    place,
    since,
    starts,
    status,
    titled,
)
from milipol_cli.network.editions import EditionAsOf, why_off
from milipol_cli.network.model.dates import day_of_dates
from milipol_cli.network.model.shows import Notice, Venue
from milipol_cli.show.query import EditionDetails, ListSummary

# What a cell of a table has if nothing was found.
DASH = "–"

# What the star after an ordinal means.
STAR_NOTE = "*: counted, not printed."


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
    """The ordinal: "23rd", "25th, counted from others"; "" if it has none."""
    if edition.record.number is None:
        return ""
    return number(edition).replace("*", ", counted from others")


def star_note(edition: EditionAsOf) -> list[str]:
    """What the star after an ordinal means, if there is one."""
    if edition.record.number_basis != "counted":
        return []
    return [STAR_NOTE]


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


class NoticeRow(NamedTuple):
    """A notice, with its name and venue if they differ from those before."""

    notice: Notice
    name: str | None
    venue: str | None


def notice_rows(answer: EditionDetails) -> list[NoticeRow]:
    """The notices of an edition, in their order."""
    rows = []
    name: str | None = answer.edition.show.name
    venue: Venue | None = None
    for notice, named in zip(answer.edition.notices, answer.venues, strict=True):
        is_moved = venue is not None and named != venue
        rows.append(
            NoticeRow(
                notice,
                None if notice.name == name else notice.name,
                venue_words(named) if named is not None and is_moved else None,
            )
        )
        name, venue = notice.name or name, named or venue
    return rows


def venue_words(venue: Venue) -> str:
    """A venue with its city: "Pragati Maidan, New Delhi"."""
    parts = [venue.name, None if venue.city == venue.name else venue.city]
    return ", ".join(part for part in parts if part is not None) or "a place not named"


def known_on(notice: Notice) -> str:
    """The day of a notice, or the day by which it was out: "by 23 Apr 2025"."""
    if notice.known is not None:
        return day_short(notice.known)
    return f"by {day_short(notice.day_known)}"


def notice_remarks(row: NoticeRow) -> str:
    """A new name, another venue, the certainty and the notes, in sentences."""
    notes = row.notice.notes
    certainty = notice_certainty(row)
    texts = [
        None if row.name is None else f"as {row.name}",
        None if row.venue is None else f"at {row.venue}",
        None
        if any(note.lower().startswith(certainty) for note in notes)
        else certainty,
    ]
    return " ".join(sentences([*filter(None, texts), *notes]))


def notice_certainty(row: NoticeRow) -> str:
    """How certain a notice is; "" if that was stated."""
    return "" if row.notice.certainty == "stated" else row.notice.certainty


def edition_day(answer: EditionDetails, date: dt.date) -> str:
    """A day of the programme, which day of the edition it is, and its status."""
    edition = answer.edition
    nth = day_of_dates(edition.dates, date)
    tentative = "tentative" if edition.status == "tentative" else ""
    parts = [
        day_long(date),
        "" if nth is None else day_of_last(*nth, may_be_on=edition.may_be_on),
        why_off_words(edition, date) or tentative,
    ]
    return ", ".join(filter(None, parts))


def list_words(summary: ListSummary) -> str:
    """How many exhibitors are listed, from how many countries, and how many are new."""
    exhibitors = summary.known.exhibitors
    copied = day_plain(exhibitors.copied)
    parts = [f"{len(exhibitors.exhibitor):,} listed (copied {copied})"]
    if summary.countries:
        countries = "country" if summary.countries == 1 else "countries"
        parts.append(f"from {summary.countries} {countries}")
    if summary.before is not None:
        parts.append(f"{summary.new:,} not listed in {summary.before.year}")
    return ", ".join(parts)
