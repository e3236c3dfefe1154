"""What is to come, in words: headings, what is expected, notes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from milipol_cli.look.words.age import data_age
from milipol_cli.look.words.dates import count, day_long, day_plain, ended
from milipol_cli.look.words.editions import known_since_notes
from milipol_cli.network.editions import EditionAsOf

if TYPE_CHECKING:
    from milipol_cli.upcoming.query import Undated, Upcoming


_YEARS = {1: "one-year", 2: "two-year", 3: "three-year", 4: "four-year"}


def heading(answer: "Upcoming") -> str:
    """The first line of `upcoming`: the network and the day it is seen from."""
    day = day_long(answer.as_of.reader_day)
    if answer.as_of.looks_back(answer.reviewed):
        return f"Milipol network as known on {day}"
    return f"Milipol network, {day}"


def show_and_city(entry: "Undated") -> str:
    """The show, with its last city where its name tells no place."""
    venue = entry.last.venue
    city = None if venue is None else venue.city
    if city is None or city in entry.name or entry.show.country in entry.name:
        return entry.name
    return f"{entry.name}, {city}"


def tentative_notes(views: Sequence[EditionAsOf]) -> list[str]:
    """Why editions are only tentative, one line each."""
    loose = [view for view in views if view.status == "tentative"]
    notes = []
    for view in loose:
        which = "" if len(loose) == 1 else f", {view.id}"
        reasons = view.notices[-1].notes[:1]
        notes += [ended(f"tentative{which}: {reason}") for reason in reasons]
    return notes


def expected_note(entries: "Sequence[Undated]") -> str | None:
    """What an expected year rests on; None where none is expected."""
    years = {
        entry.show.rhythm.every_years
        for entry in entries
        if entry.show.rhythm is not None and entry.expected_year is not None
    }
    if not years:
        return None
    rhythm = "the show's"
    if len(years) == 1:
        rhythm = f"a {_YEARS.get(years.pop(), 'regular')}"
    return f"expected: the year that {rhythm} rhythm gives; nobody has announced it."


def rhythm_words(entry: "Undated") -> str:
    """The expected year and its reason: "2028, from its two-year rhythm"."""
    if entry.expected_year is None or entry.show.rhythm is None:
        return "not known"
    rhythm = _YEARS.get(entry.show.rhythm.every_years, "regular")
    return f"{entry.expected_year}, from its {rhythm} rhythm"


def upcoming_notes(answer: "Upcoming", *, spoken: bool = False) -> list[str]:
    """What stands under the tables of `upcoming`, a sentence a line."""
    notes = known_since_notes(answer.later_changes)
    notes += tentative_notes(answer.editions)
    expected = expected_note(answer.undated)
    if expected is not None:
        notes.append(expected)
    notes += unknown_yet(answer)
    listed = answer.editions or answer.undated or answer.left_out
    if not listed and not answer.asked:
        notes.append("Nothing was known of any show yet.")
    if answer.left_out:
        notes.append(f"{count(answer.left_out, 'edition')} to come not listed.")
    age = data_age(answer.reviewed, answer.as_of, spoken=spoken)
    return notes if age is None else [*notes, age]


def unknown_yet(answer: "Upcoming") -> list[str]:
    """The shows asked for of which nothing was known at the standpoint."""
    day = day_plain(answer.as_of.reader_day)
    return [f"Nothing was known of {show} on {day}." for show in answer.unknown]
