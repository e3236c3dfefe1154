"""A day in words: what is on, its themes and newsletters, what it was."""

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple, get_args

from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.dates import day_of_dates, window
from milipol_cli.model.kinds import Certainty
from milipol_cli.model.programmes import DayTheme, HalfDay
from milipol_cli.wording.age import old_data
from milipol_cli.wording.dates import (
    day_long,
    day_month,
    day_plain,
    day_short,
    joined,
    ordinal,
    sentence,
    weekday,
)
from milipol_cli.wording.editions import (
    day_of_last,
    known_since,
    known_since_notes,
    titled,
)
from milipol_cli.wording.sessions import PICKED
from milipol_cli.wording.times import clock, same_offset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milipol_cli.answers.days import OtherYear, Report, ShowDay, Today
    from milipol_cli.answers.editions import Seen
    from milipol_cli.model.news import NewsItem

NO_PROGRAMME = "No programme is known for this day."


class ThemeWords(NamedTuple):
    """A theme as it is told: with its half-day, where it has one of its own.

    `of` are the themes of halves that it stands for.
    """

    half_day: HalfDay | None
    title: str
    summary: str | None
    note: str | None
    of: tuple[DayTheme, ...] = ()

    @property
    def sources(self) -> list[str]:
        """The ids of what it rests on."""
        return [key for theme in self.of for key in theme.source]

    @property
    def certainty(self) -> Certainty:
        """How sure the surest of them is."""
        order = get_args(Certainty)
        return min((theme.certainty for theme in self.of), key=order.index)

    @property
    def notes(self) -> list[str]:
        """All that is remarked on it; of a half that is less sure, with its name."""
        found = []
        for theme in self.of:
            half = None if theme.certainty == self.certainty else theme.half_day
            name = "" if half is None else f"{half}: "
            found += [f"{name}{note}" for note in theme.notes]
        return list(dict.fromkeys(found))


def themes(day: "ShowDay") -> list[ThemeWords]:
    """The themes of a day, each title once.

    The note is the reason where the theme, in all its halves, is only inferred.
    """
    titled: dict[str, list[DayTheme]] = {}
    for theme in day.themes:
        titled.setdefault(theme.title, []).append(theme)
    found = []
    for title, same in titled.items():
        half = same[0].half_day if len(same) == 1 else None
        told = dict.fromkeys(t.summary for t in same if t.summary is not None)
        summary = next(iter(told), None)
        if len(told) > 1:
            summary = " ".join(map(sentence, told))
        inferred = all(theme.certainty == "inferred" for theme in same)
        note = sentence(same[0].notes[0]) if inferred and same[0].notes else None
        found.append(ThemeWords(half, title, summary, note, tuple(same)))
    return found


def half_theme(day: "ShowDay", half: HalfDay | None) -> ThemeWords | None:
    """The theme that heads a half-day; where it has several, the first."""
    if half is None:
        return None
    return next((theme for theme in themes(day) if theme.half_day == half), None)


def half_heading(half: HalfDay | None, theme: ThemeWords | None) -> str:
    """A half-day with a theme: "Morning: The Olympic Games continuum (part 1)".

    Sessions with a time that are in no half of the day began on the one before.
    """
    if half is None:
        return "Since yesterday"
    name = half.capitalize()
    return name if theme is None else f"{name}: {theme.title}"


def times_notes(days: "Sequence[ShowDay]") -> list[str]:
    """What is to be known of the times on a page, in one line for each show."""
    notes = (_times_note(day) for day in days)
    return list(dict.fromkeys(note for note in notes if note is not None))


def _times_note(day: "ShowDay") -> str | None:
    timed = [one for one in day.sessions if one.starts is not None]
    if not timed:
        return None
    notes = [sentence(note) for note in day.notes]
    if any(one.ends is None for one in timed):
        notes.insert(0, "from: the end was not published.")
    return " ".join(notes) or None


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
    nth = day_of_dates(day.seen.dates, item.describes)
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
    if next_day == day.seen.dates.end:
        titles.append(f"last day, {weekday(next_day)} {day_month(next_day)}")
    return titles


def date_and_day(day: "ShowDay") -> str:
    """The date and which day it is: "Friday 17 ..., day 4 of 4, last day"."""
    tentative = ", tentative" if day.seen.status == "tentative" else ""
    said = day_of_last(day.seen.day, day.seen.days)
    picked = f", {PICKED}" if day.picked else ""
    return f"{day_long(day.date)}, {said}{tentative}{picked}"


def clocks(day: "ShowDay", here: Standpoint) -> str:
    """The moment on the venue's clock, and on the reader's where that differs."""
    assert here.moment is not None  # asked only of standpoints with a clock
    there = clock(here.moment, day.seen.zone)
    zone = here.reader_zone
    if zone is None or same_offset(here.moment, zone, day.seen.zone):
        return there
    return f"{there}, {clock(here.moment, zone)}"


def nothing_on(answer: "Today") -> str:
    """That no show is on, with the day and the shows asked for."""
    day = day_long(answer.standpoint.reader_day)
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
        for view in answer.known_later
        if _was_for_today(view, answer.standpoint)
    ]


def _was_for_today(view: "Seen", here: Standpoint) -> bool:
    first, last = window(view.dates)
    return view.dates.start is not None and first <= here.day_at(view.zone) <= last


def latest_news(latest: "Report", *, spoken: bool = False) -> tuple[str, str]:
    """The day of a piece of news, "by" it where only that is known, and its text."""
    by = "" if latest.exact else "by "
    say = day_plain if spoken else day_short
    return f"{by}{say(latest.day)}", latest.text


def today_notes(answer: "Today", *, spoken: bool = False) -> list[str]:
    """What stands under `today`: what is known since, and the age of old data."""
    here = answer.standpoint
    told_above = [
        view
        for view in answer.known_later
        if not answer.days and _was_for_today(view, here)
    ]
    later = [view for view in answer.known_later if view not in told_above]
    notes = known_since_notes(later)
    return [*notes, *old_data(answer.reviewed, here, spoken=spoken)]


def other_years_heading(answer: "Today") -> str:
    """The words "On 24 November in other years"."""
    return f"On {day_month(answer.standpoint.reader_day)} in other years"


def other_year(entry: "OtherYear") -> str:
    """Which day of an edition a day in another year was."""
    return day_of_last(entry.day, entry.days)
