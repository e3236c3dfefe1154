"""The themes and times of a programme in words."""

from typing import TYPE_CHECKING, NamedTuple, get_args

from milipol_cli.look.words.dates import (
    sentence,
)
from milipol_cli.network.model.kinds import Certainty
from milipol_cli.network.model.programmes import DayTheme, HalfDay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milipol_cli.network.programme import ShowDay


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
