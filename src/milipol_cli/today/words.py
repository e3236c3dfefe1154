"""Words of `milipol today`: which day it is, what this day was, news and notes."""

import datetime as dt

from milipol_cli.look.words.dates import (
    day_long,
    day_month,
    day_short,
    joined,
    ordinal,
    weekday,
)
from milipol_cli.look.words.editions import (
    day_now,
    known_since,
    known_since_notes,
    titled,
)
from milipol_cli.look.words.programme import PICKED, as_known_today, times_notes
from milipol_cli.look.words.times import clock, same_offset
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import day_of_dates, window
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.sessions import ShowDay
from milipol_cli.today.latest_news import LatestNews
from milipol_cli.today.query import Today


def newsletter_dates(item: NewsItem, day: ShowDay) -> str:
    """The date printed on a news item, and the day it was written for."""
    if item.printed is None:
        return f"written for {_relative(item.describes, day.date)}"
    printed = "today" if item.printed == day.date else day_month(item.printed)
    if item.describes is None:
        return f"dated {printed}"
    text = f"dated {printed}, written for {_relative(item.describes, day.date)}"
    nth = day_of_dates(day.edition.dates, item.describes)
    if nth is None or item.describes == day.date:
        return text
    which = "the final day" if nth[0] == nth[1] else f"day {nth[0]}"
    return f'{text}: its "today" is {which}, the {ordinal(item.describes.day)}'


def _relative(day: dt.date | None, today: dt.date) -> str:
    assert day is not None  # only items written for a day come here
    if day == today:
        return "today"
    return "tomorrow" if day - today == dt.timedelta(days=1) else day_month(day)


def tomorrow(day: ShowDay) -> list[str]:
    """The titles of tomorrow's themes, each once, and whether it is the last day."""
    titles = list(dict.fromkeys(theme.title for theme in day.tomorrow_themes))
    if not titles:
        return []
    next_day = day.date + dt.timedelta(days=1)
    if next_day == day.edition.dates.end:
        titles.append(f"last day, {weekday(next_day)} {day_month(next_day)}")
    return titles


def date_and_day(day: ShowDay) -> str:
    """The date and which day it is: "Friday 17 ..., day 4 of 4, last day"."""
    which = day_now(day.edition)
    tentative = ", tentative" if day.edition.status == "tentative" else ""
    picked = f", {PICKED}" if day.picked else ""
    return f"{day_long(day.date)}, {which}{tentative}{picked}"


def clocks(day: ShowDay, as_of: AsOf) -> str:
    """The time on the venue's clock, and on the reader's if that differs."""
    assert as_of.moment is not None  # only shown if a time is known
    there = clock(as_of.moment, day.edition.zone)
    zone = as_of.reader_zone
    if zone is None or same_offset(as_of.moment, zone, day.edition.zone):
        return there
    return f"{there}, {clock(as_of.moment, zone)}"


def nothing_on(answer: Today) -> str:
    """The sentence that no show is on, or none of those asked for."""
    day = day_long(answer.as_of.reader_day)
    if answer.unknown:
        return f"{day}: nothing was known about {', '.join(answer.unknown)} yet."
    if answer.about:
        return f"{day}: {joined(answer.about)} is not on."
    return f"{day}: no show of the Milipol network is on."


def announced_for_today(answer: Today) -> list[str]:
    """The editions that had been announced for this day, and what became of them."""
    return [
        f"{titled(edition)} had been announced for this day and"
        f" {known_since(edition).removeprefix(f'{titled(edition)} ')}"
        for edition in answer.later_changes
        if _was_for_today(edition, answer.as_of)
    ]


def _was_for_today(edition: EditionAsOf, as_of: AsOf) -> bool:
    if edition.dates.start is None:
        return False
    first, last = window(edition.dates)
    return first <= as_of.day_at(edition.zone) <= last


def latest_news(latest: LatestNews) -> tuple[str, str]:
    """The day of the latest news and its text; "by" a day if it may be older."""
    by = "" if latest.exact else "by "
    return f"{by}{day_short(latest.day)}", latest.text


def notes(answer: Today) -> list[str]:
    """The notes on an answer: what changed since."""
    later = [
        edition
        for edition in answer.later_changes
        if answer.days or not _was_for_today(edition, answer.as_of)
    ]
    return known_since_notes(later)


def programme_notes(answer: Today) -> list[str]:
    """The notes on programmes: their times, and that they are today's."""
    with_programme = [
        day.edition
        for day in answer.days
        if day.themes or day.tomorrow_themes or day.sessions
    ]
    return [
        *times_notes(answer.days),
        *as_known_today(with_programme, answer.as_of),
    ]
