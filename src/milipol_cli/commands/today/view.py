"""The view of `milipol today`."""

import datetime as dt
from collections.abc import Sequence

from milipol_cli.commands.today.query import DayNow, OtherYear, Today
from milipol_cli.look.day import CONFLICTS, id_column
from milipol_cli.look.document import (
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Grid,
    Line,
    Notes,
    PartOf,
    Title,
    state_style,
)
from milipol_cli.look.programme import programme
from milipol_cli.look.words import picks
from milipol_cli.look.words.dates import (
    count,
    dates_long,
    dates_short,
    day_long,
    day_month,
    day_short,
    join_names,
    ordinal,
    weekday,
)
from milipol_cli.look.words.editions import (
    as_announced,
    day_now,
    day_of_last,
    place,
    show_with_ordinal,
    starts,
    status,
    venue_line,
)
from milipol_cli.look.words.programme import (
    NO_PROGRAMME,
    PICKED,
    clock,
    programmes_known,
    same_offset,
    times_notes,
)
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.sessions import ShowDay
from milipol_cli.picks.as_of import PickAsOf

# More visits are only counted.
_MOST_VISITS = 5

Parts = list[PartOf | Sequence[PartOf]]
_SHOW = Column[EditionAsOf](header="Show", brief=show_with_ordinal)
_DATES = Column[EditionAsOf](
    header="Dates",
    brief=lambda edition: dates_short(edition.dates),
    full=lambda edition: dates_long(edition.dates),
)
_PLACE = Column[EditionAsOf](header="Place", brief=place)
_STARTS = Column[EditionAsOf](
    header="Starts",
    label=lambda edition: "Ended" if edition.phase == "over" else "Starts",
    brief=starts,
)

# Below a show that is on: the dates first, and the status only if it says more.
NEXT = Grid[EditionAsOf](
    "next",
    (
        _DATES,
        _SHOW,
        _PLACE,
        _STARTS,
        Column(
            header="Status",
            brief=lambda edition: "" if edition.status == "announced" else status(edition),
            full=status,
            style=state_style,
        ),
        Column(header="ID", brief=lambda edition: edition.id, wraps=False),
    ),
    named_by="Show",
)

# If no show is on. With ids the rows would be wider than a page.
NEXT_AND_LAST = Grid[EditionAsOf](
    "next and last",
    (
        _SHOW,
        _DATES,
        _PLACE,
        _STARTS,
        Column(header="Status", brief=status, style=state_style),
        Column(label="ID", full=lambda edition: edition.id),
    ),
)


def view(answer: Today) -> Document:
    """Each show that is on, or what comes next and was last."""
    if not answer.days:
        return Document(None, _no_show_on(answer))
    parts = [part for day in answer.days for part in _day(day, answer)]
    parts.append(_own_entries(answer.elsewhere, answer.as_of))
    parts.append(NEXT.beside_label(("Next", answer.next)))
    return Document(None, parts, _notes(answer))


def _day(day: DayNow, answer: Today) -> Parts:
    """A show that is on: its head, the day's programme, visits, tomorrow and news."""
    rows = programme(day, answer.as_of, rows=day.rows, next_pick=answer.next_pick)
    parts: Parts = [_day_head(day, answer.as_of), _own_entries(day.untimed, answer.as_of), *rows]
    if not day.sessions:
        key = Cell(f"ID {day.edition.id}")
        parts.append(Line(Cell(NO_PROGRAMME), key, inset=True, full=[NO_PROGRAMME]))
    return [*parts, *_visits(day.visits), Facts(_facts_around(day))]


def _day_head(day: DayNow, as_of: AsOf) -> list[PartOf]:
    """The show, the date and which day that is, the place, and the time there."""
    edition, number = day.edition, day.edition.record.number
    show = edition.title if number is None else f"{edition.title}, {ordinal(number)}"
    date, venue, time = _date_and_day(day), venue_line(edition), _venue_time(day, as_of)
    return [
        Title(
            Cell(show, "maybe" if edition.may_be_on else "on"),
            Cell(date),
            full=[f"Show: {show}", f"Date: {date}"],
        ),
        Line(
            Cell(venue),
            Cell(time) if time else None,
            full=[f"Place: {venue}", *([f"Time: {time}"] if time else []), f"ID: {edition.id}"],
        ),
    ]


def _facts_around(day: ShowDay) -> list[Fact]:
    """Tomorrow's themes, and news and newsletters of the day."""
    titles = tomorrow(day)
    facts = [Fact.from_texts("Tomorrow", *titles)] if titles else []
    for item in day.news:
        label = "News" if item.describes is None else "Newsletter"
        dates = newsletter_dates(item, day)
        lines = [(Cell(item.title),), (Cell(dates, "dim"),)]
        facts.append(Fact(label, lines, [f"{label}: {item.title}, {dates}"]))
    return facts


def _date_and_day(day: ShowDay) -> str:
    """The date and which day it is: "Friday 17 ..., day 4 of 4, last day"."""
    is_known = day.themes or day.sessions or day.news
    announced = "" if is_known else as_announced(day.edition)
    tentative = ", tentative" if day.edition.status == "tentative" else ""
    picked = f", {PICKED}" if day.picked else ""
    return f"{day_long(day.date)}, {day_now(day.edition)}{announced}{tentative}{picked}"


def _venue_time(day: ShowDay, as_of: AsOf) -> str | None:
    """The time on the venue's clock, and on the reader's if that differs."""
    if as_of.moment is None:
        return None
    there = clock(as_of.moment, day.edition.zone, day.edition)
    zone = as_of.reader_zone
    if zone is None or same_offset(as_of.moment, zone, day.edition.zone):
        return there
    return f"{there}, {clock(as_of.moment, zone)}"


def newsletter_dates(item: NewsItem, day: ShowDay) -> str:
    """The day that a news item is about, and the date printed on it."""
    near = {day.date: "today", day.date + dt.timedelta(days=1): "tomorrow"}
    dates = (("about", item.describes), ("dated", item.printed))
    return ", ".join(f"{what} {near.get(date) or day_month(date)}" for what, date in dates if date)


def tomorrow(day: ShowDay) -> list[str]:
    """The titles of tomorrow's themes, each once, and whether it is the last day."""
    titles = [*dict.fromkeys(theme.title for theme in day.tomorrow_themes)]
    last = day.edition.dates.end
    if titles and last is not None and (last - day.date).days == 1:
        titles.append(f"last day, {weekday(last)} {day_month(last)}")
    return titles


def _own_entries(entries: Sequence[PickAsOf], as_of: AsOf) -> Facts:
    """The reader's own entries that are in no programme of the day."""
    grid = Grid[PickAsOf](
        "own",
        (
            Column(header="Time", brief=lambda entry: picks.clocks(entry, as_of.reader_zone)),
            Column(header="Entry", brief=picks.label, under=picks.conflict_cells),
            Column(header="State", brief=lambda entry: picks.state_now(entry, as_of)),
            CONFLICTS,
            id_column("ID", ""),
        ),
        named_by="Entry",
    )
    return grid.beside_label(("My agenda", entries))


def _visits(visits: Sequence[PickAsOf]) -> list[PartOf]:
    """The first stands to visit, and how many more there are."""
    grid = Grid[PickAsOf](
        "visits",
        (
            Column(header="Stand", brief=lambda pick: pick.room or ""),
            Column(header="Company", label="Visit", brief=lambda pick: pick.title or pick.id),
            id_column("ID", ""),
        ),
        named_by="Company",
    )
    more = len(visits) - _MOST_VISITS
    note = [f"{count(more, 'more visit')}: milipol agenda"] if more > 0 else []
    return [grid.beside_label(("To visit", visits[:_MOST_VISITS])), Notes(note, inset=True)]


def _no_show_on(answer: Today) -> Parts:
    """The next and last shows, this day in other years, and the latest news."""
    parts: Parts = [
        Title(Cell(heading(answer))),
        _own_entries(answer.own, answer.as_of),
        NEXT_AND_LAST.beside_label(("Next", answer.next), ("Last", answer.last), wide_label=False),
    ]
    if answer.other_years:
        label = f"On {day_month(answer.as_of.reader_day)} in other years"
        years = [*map(_other_year, answer.other_years)]
        line = Line(Cell(label), inset=True, full=[f"{label}: {len(years)}."])
        parts.append([line, Facts(years, ids=True, wide_label=False)])
    latest = answer.latest
    if latest is not None:
        date = f"{'' if latest.exact else 'by '}{day_short(latest.day)}"
        fact = Fact("News", [(Cell(date), Cell(latest.text))])
        parts.append(Facts([fact], wide_label=False))
    return parts


def heading(answer: Today) -> str:
    """The sentence that no show is on, or none of the shows asked for."""
    day = day_long(answer.as_of.reader_day)
    if answer.unknown:
        return f"{day}: nothing was known about {', '.join(answer.unknown)} yet."
    if answer.about:
        return f"{day}: {join_names(answer.about)} is not on."
    return f"{day}: no show of the Milipol network is on."


def _other_year(entry: OtherYear) -> Fact:
    year, edition = str(entry.date.year), entry.edition
    texts = (show_with_ordinal(edition), day_of_last(entry.day, entry.days))
    full = f"{year}: {', '.join(texts)}, ID {edition.id}"
    return Fact(year, [tuple(map(Cell, (*texts, edition.id)))], [full])


def _notes(answer: Today) -> list[str]:
    with_programme = [
        day.edition for day in answer.days if day.themes or day.tomorrow_themes or day.sessions
    ]
    return times_notes(answer.days) + programmes_known(with_programme, answer.as_of)
