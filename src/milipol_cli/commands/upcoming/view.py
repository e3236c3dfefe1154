"""The view of `milipol upcoming`."""

from collections.abc import Sequence

from milipol_cli.commands.upcoming.query import Undated, Upcoming
from milipol_cli.look.document import Cell, Column, Document, Grid, Notes, Style, Title, state_style
from milipol_cli.look.words.dates import (
    count,
    dates_long,
    dates_short,
    day_long,
    day_plain,
    join_names,
    not_shown,
    with_full_stop,
)
from milipol_cli.look.words.editions import (
    NOTHING_KNOWN,
    later_change_notes,
    moved_from,
    outcome,
    place,
    show_with_ordinal,
    starts,
    status,
)
from milipol_cli.look.words.sources import data_age
from milipol_cli.network.editions import EditionAsOf

_YEARS = {1: "one-year", 2: "two-year", 3: "three-year", 4: "four-year"}


def _phase_style(edition: EditionAsOf) -> Style:
    """The style of an edition that is or may be on; none for any other."""
    if edition.may_be_on:
        return "maybe"
    return "on" if edition.phase == "on" else ""


def cycle(entry: Undated) -> str | None:
    """The cycle that the expected year is based on: "two-year"; None without a year."""
    if entry.expected_year is None or entry.show.rhythm is None:
        return None
    return _YEARS.get(entry.show.rhythm.every_years, "regular")


def expected_from(entry: Undated) -> str:
    """The expected year and its reason: "2028, from its two-year cycle"."""
    years = cycle(entry)
    return f"{entry.expected_year}, from its {years} cycle" if years else "not known"


def show_and_city(entry: Undated) -> str:
    """The show, with its last city unless its name says where it is."""
    venue = entry.last.venue
    city = None if venue is None else venue.city
    if city is None or city in entry.name or entry.show.country in entry.name:
        return entry.name
    return f"{entry.name}, {city}"


def last_edition(edition: EditionAsOf) -> str:
    """The dates of a past edition, with what is not known about it."""
    dates = edition.dates
    if edition.status == "held" and dates.start is not None and not dates.end:
        return f"{dates_short(dates)}, end not known"
    return f"{dates_short(dates)}{outcome(edition)}"


# Names and places break into two lines before days do.
EDITIONS = Grid[EditionAsOf](
    "editions",
    (
        Column(
            header="When",
            label="Dates",
            brief=lambda edition: dates_short(edition.dates),
            full=lambda edition: dates_long(edition.dates),
            style=_phase_style,
        ),
        Column(
            header="Show",
            brief=show_with_ordinal,
            style=_phase_style,
            yields_to=len("Asia-Pacific"),
        ),
        Column(header="Where", label="Place", brief=place, yields_to=len("Villepinte,")),
        Column(header="Starts", brief=starts, style=_phase_style),
        Column(header="Status", brief=status, style=state_style),
        Column(header="ID", brief=lambda edition: edition.id, wraps=False),
    ),
    named_by="Show",
)


UNDATED = Grid[Undated](
    "undated",
    (
        Column(
            header="Expected",
            brief=lambda entry: str(entry.expected_year or "not known"),
            full=expected_from,
            wraps=False,
        ),
        Column(
            header="No dates announced",
            label="Show",
            brief=show_and_city,
            full=lambda entry: entry.name,
        ),
        Column(label="Dates", full=lambda _: "not announced"),
        Column(
            header="Last edition",
            brief=lambda entry: last_edition(entry.last),
            full=lambda entry: (
                f"{dates_long(entry.last.dates)}, {place(entry.last)}{outcome(entry.last)}"
            ),
        ),
        Column(header="ID", brief=lambda entry: entry.show.id, wraps=False),
    ),
    named_by="No dates announced",
)


def view(answer: Upcoming) -> Document:
    """The editions with dates, the shows without, and notes on both."""
    title = heading(answer)
    dated = count(len({edition.show.id for edition in answer.editions}), "show")
    shown = " shown" if answer.left_out else ""
    counts = f"{dated} with dates{shown}, {len(answer.undated)} without"
    return Document(
        Title(Cell(title), full=[f"{title}: {counts}."]),
        (EDITIONS.with_rows(answer.editions), UNDATED.with_rows(answer.undated)),
        Notes(notes(answer)),
    )


def heading(answer: Upcoming) -> str:
    """The network, and the date the answer is as of."""
    is_past = answer.as_of.looks_back(answer.reviewed)
    between = " as of " if is_past else ", "
    return f"Milipol network{between}{day_long(answer.as_of.reader_day)}"


def notes(answer: Upcoming) -> list[str]:
    """The notes under the tables, one sentence per line."""
    lines = later_change_notes(answer.editions)
    # "Milipol India 2026 moved from 8-10 April."
    lines += [
        f"{edition.title}{moved.removeprefix(',')}."
        for edition in answer.editions
        if (moved := moved_from(edition))
    ]
    lines += tentative_notes(answer.editions)
    lines += expected_note(answer.undated)
    day = day_plain(answer.as_of.reader_day)
    lines += [f"Nothing was known about {show} on {day}." for show in answer.unknown]
    is_empty = not (answer.editions or answer.undated or answer.left_out)
    if is_empty and not answer.shows:  # shows asked for are named as unknown
        lines.append(NOTHING_KNOWN)
    lines += not_shown(answer.left_out, "upcoming edition")
    return lines + data_age(answer.reviewed, answer.as_of)


def tentative_notes(editions: Sequence[EditionAsOf]) -> list[str]:
    """Why editions are only tentative, one line each."""
    tentative = [edition for edition in editions if edition.status == "tentative"]
    return [
        with_full_stop(f"tentative{f', {edition.id}' if len(tentative) > 1 else ''}: {reason}")
        for edition in tentative
        for reason in edition.notices[-1].notes[:1]
    ]


def expected_note(entries: Sequence[Undated]) -> list[str]:
    """The cycles that expected years are based on, if any are expected."""
    cycles = join_names([*dict.fromkeys(filter(None, map(cycle, entries)))])
    return [f"expected: from the {cycles} cycle; not announced."] if cycles else []
