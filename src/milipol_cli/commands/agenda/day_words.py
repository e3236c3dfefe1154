"""A day of the agenda in words, for its table and for the sheet."""

from milipol_cli.commands.agenda.query import Part
from milipol_cli.look.words import picks as words
from milipol_cli.look.words.dates import day_short, minutes, weekday
from milipol_cli.look.words.editions import day_in_words
from milipol_cli.picks.free_time import FreeTime


def day_heading(day: Part) -> str:
    """A day and what it is of a show: "Tue 14 Nov 2023, Milipol Paris, day 1 of 4"."""
    texts = [f"{weekday(day.date)[:3]} {day_short(day.date)}"]
    if day.edition is not None:
        texts.append(day.edition.name)
        if day.day_number is not None:
            texts.append(day_in_words(*day.day_number, may_be_on=day.edition.may_be_on))
    return ", ".join(texts)


def free_words(free: FreeTime) -> str:
    """How long is free, and after which pick: "3 h free after the panel"."""
    is_free = "may be free" if free.estimated else "free"
    return f"{minutes(free.until - free.begins)} {is_free} {after_pick(free)}"


def after_pick(free: FreeTime) -> str:
    """The pick that free time begins with: "after the panel"."""
    return f"after {words.name_by_kind(free.after, is_latest=free.is_latest)}"
