"""A day in words: what is on, its themes and newsletters, what it was."""

import datetime as dt
from typing import TYPE_CHECKING

from milipol_cli.look.words.age import old_data
from milipol_cli.look.words.dates import (
    day_long,
    day_month,
    day_short,
    joined,
    ordinal,
    weekday,
)
from milipol_cli.look.words.editions import (
    day_of_last,
    known_since,
    known_since_notes,
    titled,
)
from milipol_cli.look.words.sessions import PICKED
from milipol_cli.look.words.times import clock, same_offset
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.dates import day_of_dates, window

if TYPE_CHECKING:
    from milipol_cli.network.editions import EditionAsOf
    from milipol_cli.network.model.news import NewsItem
    from milipol_cli.network.news_items import LatestNews
    from milipol_cli.network.programme import ShowDay
    from milipol_cli.today.query import OtherYear, Today


def news_label(item: "NewsItem") -> str:
    """What stands before an item of news; a newsletter was written for a day."""
    return "News" if item.describes is None else "Newsletter"


def newsletter_dates(item: "NewsItem", day: "ShowDay") -> str:
    """For which day a newsletter was written, and which date it bears."""
    date = day.date
    if item.printed is None:
        return f"written for {_relative(item.describes, date)}"
    bears = (
        "dated today" if item.printed == date else f"dated {day_month(item.printed)}"
    )
    if item.describes is None:
        return bears
    said = f"{bears}, written for {_relative(item.describes, date)}"
    if item.describes == date:
        return said
    nth = day_of_dates(day.edition.dates, item.describes)
    if nth is None:
        return said
    which = "the final day" if nth[0] == nth[1] else f"day {nth[0]}"
    return f'{said}: its "today" is {which}, the {ordinal(item.describes.day)}'


def _relative(day: dt.date | None, today: dt.date) -> str:
    assert day is not None  # asked only of items written for a day
    if day == today:
        return "today"
    return "tomorrow" if day - today == dt.timedelta(days=1) else day_month(day)


def tomorrow(day: "ShowDay") -> list[str]:
    """The titles of tomorrow's themes, each once; the last day is named as such."""
    titles = list(dict.fromkeys(theme.title for theme in day.tomorrow_themes))
    if not titles:
        return []
    next_day = day.date + dt.timedelta(days=1)
    if next_day == day.edition.dates.end:
        titles.append(f"last day, {weekday(next_day)} {day_month(next_day)}")
    return titles


def date_and_day(day: "ShowDay") -> str:
    """The date and which day it is: "Friday 17 ..., day 4 of 4, last day"."""
    tentative = ", tentative" if day.edition.status == "tentative" else ""
    said = day_of_last(day.edition.day, day.edition.days)
    picked = f", {PICKED}" if day.picked else ""
    return f"{day_long(day.date)}, {said}{tentative}{picked}"


def clocks(day: "ShowDay", as_of: AsOf) -> str:
    """The moment on the venue's clock, and on the reader's where that differs."""
    assert as_of.moment is not None  # asked only of standpoints with a clock
    there = clock(as_of.moment, day.edition.zone)
    zone = as_of.reader_zone
    if zone is None or same_offset(as_of.moment, zone, day.edition.zone):
        return there
    return f"{there}, {clock(as_of.moment, zone)}"


def nothing_on(answer: "Today") -> str:
    """That no show is on, with the day and the shows asked for."""
    day = day_long(answer.as_of.reader_day)
    if answer.asked:
        if answer.unknown:
            return f"{day}: nothing was known of {', '.join(answer.unknown)} yet."
        return f"{day}: {joined(answer.asked)} is not on."
    return f"{day}: no show of the Milipol network is on."


def announced_for_today(answer: "Today") -> list[str]:
    """That an edition had been announced for this day, and what became of it."""
    return [
        f"{titled(view)} had been announced for this day and"
        f" {known_since(view).removeprefix(f'{titled(view)} ')}"
        for view in answer.later_changes
        if _was_for_today(view, answer.as_of)
    ]


def _was_for_today(view: "EditionAsOf", as_of: AsOf) -> bool:
    first, last = window(view.dates)
    return view.dates.start is not None and first <= as_of.day_at(view.zone) <= last


def latest_news(latest: "LatestNews") -> tuple[str, str]:
    """The day of a piece of news, or "by" the day it was known, and its text."""
    by = "" if latest.exact else "by "
    return f"{by}{day_short(latest.day)}", latest.text


def notes(answer: "Today") -> list[str]:
    """The notes of an answer: what is known since, and that the data is old."""
    later = [
        edition
        for edition in answer.later_changes
        if answer.days or not _was_for_today(edition, answer.as_of)
    ]
    return [*known_since_notes(later), *old_data(answer.reviewed, answer.as_of)]


def other_years_heading(answer: "Today") -> str:
    """The words "On 24 November in other years"."""
    return f"On {day_month(answer.as_of.reader_day)} in other years"


def other_year(entry: "OtherYear") -> str:
    """Which day of an edition a day in another year was."""
    return day_of_last(entry.day, entry.days)
