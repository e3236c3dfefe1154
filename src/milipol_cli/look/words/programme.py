"""Programmes in words: themes, times, and sessions with who speaks.

Words for times on a clock are in `times.py`.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, get_args

from milipol_cli.look.words.dates import count, day_plain, sentence
from milipol_cli.look.words.times import OPEN_END
from milipol_cli.network.model.kinds import Certainty
from milipol_cli.network.model.programmes import (
    DayTheme,
    HalfDay,
    Session,
    Speaker,
    kind_name,
    session_name,
)

if TYPE_CHECKING:
    from milipol_cli.network.as_of import AsOf
    from milipol_cli.network.editions import EditionAsOf
    from milipol_cli.network.sessions import SessionAsOf, ShowDay

NO_PROGRAMME = "No programme is known for this day."
PICKED = "picked"
CANCELLED = "cancelled"
MORE_SPEAKERS = "others took part, names not found"


class ShownTheme(NamedTuple):
    """A theme as it is shown; `of` are the themes of half-days that share its title."""

    title: str
    of: tuple[DayTheme, ...]

    @property
    def half_day(self) -> HalfDay | None:
        """Its half-day, if it has only one."""
        return self.of[0].half_day if len(self.of) == 1 else None

    @property
    def summary(self) -> str | None:
        """What it is about."""
        summaries = list(
            dict.fromkeys(theme.summary for theme in self.of if theme.summary)
        )
        if len(summaries) > 1:
            return " ".join(map(sentence, summaries))
        return summaries[0] if summaries else None

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
    def note(self) -> str | None:
        """The reason, if it is inferred in all its half-days."""
        notes = self.of[0].notes if self.certainty == "inferred" else ()
        return sentence(notes[0]) if notes else None

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
    """The themes of a day, each title once."""
    titled: dict[str, list[DayTheme]] = {}
    for theme in day.themes:
        titled.setdefault(theme.title, []).append(theme)
    return [ShownTheme(title, tuple(same)) for title, same in titled.items()]


def programmes_known(editions: Iterable["EditionAsOf"], as_of: "AsOf") -> list[str]:
    """The day of the review that programmes are known from, if the answer looks back.

    Of several reviews it is the last one.
    """
    reviews = {
        edition.id: edition.show.reviewed
        for edition in editions
        if as_of.looks_back(edition.show.reviewed)
    }
    if not reviews:
        return []
    programmes = "Programme" if len(reviews) == 1 else "Programmes"
    return [f"{programmes} as known on {day_plain(max(reviews.values()))}."]


def times_notes(days: Sequence["ShowDay"]) -> list[str]:
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


def session_title(session: Session, theme: str | None) -> str:
    """The name of a session; if that is only its kind, with who speaks beside it."""
    if session.title or theme:
        return session_name(session, theme)
    return with_speakers(kind_name(session), session)


def with_speakers(text: str, session: Session, *, whole: bool = False) -> str:
    """A text with who speaks beside it, unless the title says so."""
    names = speakers(session, whole=whole)
    is_alone = len(session.speaker) == 1 and not session.more_speakers
    if not names or (is_alone and session.speaker[0].name in (session.title or "")):
        return text
    return f"{text}, with {names}" if text else f"with {names}"


def inferred(session: Session, themes: Sequence[DayTheme]) -> bool:
    """Whether a session is inferred and the themes of its day are not."""
    themes_inferred = any(
        theme.certainty == "inferred" and theme.half_day is None for theme in themes
    )
    return session.certainty == "inferred" and not themes_inferred


def title_of(row: "SessionAsOf", themes: Sequence[DayTheme]) -> str:
    """The title of a session, and whether it is inferred and its day's themes not."""
    title = session_title(row.session, row.theme)
    return f"{title}, inferred" if inferred(row.session, themes) else title


def label_with_room(label: str, session: Session) -> str:
    """The label of a session with its room, if that is known."""
    return label if session.room is None else f"{label}, {session.room}"


def with_certainty(text: str, certainty: Certainty) -> str:
    """A text with its certainty, unless it was stated."""
    return text if certainty == "stated" else f"{text}, {certainty}"


def speakers(session: Session, *, whole: bool) -> str:
    """The first speaker, with `whole` also what they are, and how many others."""
    if not session.speaker:
        return ""
    first = session.speaker[0]
    name = _speaker_brief(first) if whole else first.name
    others = len(session.speaker) - 1
    if others:
        comma = "" if name == first.name else ","
        return f"{name}{comma} and {count(others, 'other')}"
    if session.more_speakers:
        return f"{first.name} and others, names not found"
    return name


def speaker_in_full(speaker: Speaker) -> str:
    """A speaker with everything known of them: "Ana Diaz, minister of the interior"."""
    role = speaker.shown_role
    return speaker.name if role is None else f"{speaker.name}, {role}"


def _speaker_brief(speaker: Speaker) -> str:
    return speaker.name if speaker.brief is None else f"{speaker.name}, {speaker.brief}"


def add_picked(state: str, *, is_picked: bool) -> str:
    """A state, after "picked" if something is on the agenda."""
    return ", ".join(filter(None, [PICKED if is_picked else "", state]))
