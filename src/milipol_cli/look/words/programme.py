"""The themes and times of a programme in words."""

from typing import TYPE_CHECKING, NamedTuple, get_args

from milipol_cli.look.words.dates import sentence
from milipol_cli.look.words.times import OPEN_END
from milipol_cli.network.model.kinds import Certainty
from milipol_cli.network.model.programmes import DayTheme, HalfDay

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from milipol_cli.network.as_of import AsOf
    from milipol_cli.network.editions import EditionAsOf
    from milipol_cli.network.sessions import ShowDay


NO_PROGRAMME = "No programme is known for this day."


class ShownTheme(NamedTuple):
    """A theme as it is shown, with its half-day if it has only one.

    `of` are the themes of half-days that share its title.
    """

    half_day: HalfDay | None
    title: str
    summary: str | None
    note: str | None
    of: tuple[DayTheme, ...] = ()

    @property
    def sources(self) -> list[str]:
        """The ids of its sources."""
        return [key for theme in self.of for key in theme.source]

    @property
    def certainty(self) -> Certainty:
        """The certainty of the most certain half-day."""
        order = get_args(Certainty)
        return min((theme.certainty for theme in self.of), key=order.index)

    @property
    def notes(self) -> list[str]:
        """All remarks; those on a less certain half-day begin with its name."""
        notes = []
        for theme in self.of:
            half = None if theme.certainty == self.certainty else theme.half_day
            name = "" if half is None else f"{half}: "
            notes += [f"{name}{note}" for note in theme.notes]
        return list(dict.fromkeys(notes))


def themes(day: "ShowDay") -> list[ShownTheme]:
    """The themes of a day, each title once.

    The note gives the reason if a theme is only inferred, in all its half-days.
    """
    titled: dict[str, list[DayTheme]] = {}
    for theme in day.themes:
        titled.setdefault(theme.title, []).append(theme)
    return [_theme(title, same) for title, same in titled.items()]


def _theme(title: str, same: "Sequence[DayTheme]") -> ShownTheme:
    """The themes of the same title as one."""
    half = same[0].half_day if len(same) == 1 else None
    summaries = list(
        dict.fromkeys(theme.summary for theme in same if theme.summary is not None)
    )
    if len(summaries) > 1:
        summaries = [" ".join(map(sentence, summaries))]
    inferred = all(theme.certainty == "inferred" for theme in same)
    note = sentence(same[0].notes[0]) if inferred and same[0].notes else None
    return ShownTheme(half, title, next(iter(summaries), None), note, tuple(same))


def half_theme(day: "ShowDay", half: HalfDay | None) -> ShownTheme | None:
    """The theme in the heading of a half-day: its first one."""
    if half is None:
        return None
    return next((theme for theme in themes(day) if theme.half_day == half), None)


def half_heading(half: HalfDay | None, theme: ShownTheme | None) -> str:
    """A half-day with a theme: "Morning: The Olympic Games continuum (part 1)".

    What has a time but no half-day began on an earlier day.
    """
    if half is None:
        return "Begun before today"
    name = half.capitalize()
    return name if theme is None else f"{name}: {theme.title}"


def as_known_today(editions: "Iterable[EditionAsOf]", as_of: "AsOf") -> list[str]:
    """That the programmes of editions are today's, if the answer looks back."""
    looked_back = {
        edition.id for edition in editions if as_of.looks_back(edition.show.reviewed)
    }
    if not looked_back:
        return []
    are = "programme is" if len(looked_back) == 1 else "programmes are"
    return [f"The {are} as known today."]


def times_notes(days: "Sequence[ShowDay]") -> list[str]:
    """Remarks on the times of days, a line for each show."""
    notes = (_times_note(day) for day in days)
    return list(dict.fromkeys(note for note in notes if note is not None))


def _times_note(day: "ShowDay") -> str | None:
    timed = [session for session in day.sessions if session.starts is not None]
    if not timed:
        return None
    notes = [sentence(note) for note in day.notes]
    if any(session.ends is None for session in timed):
        notes.insert(0, OPEN_END)
    return " ".join(notes) or None
