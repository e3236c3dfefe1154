"""The reader's agenda in words: picks, what does not fit, what is free."""

from collections import Counter
from collections.abc import Sequence

from milipol_cli.agenda.conflict_words import ConflictWords, sign
from milipol_cli.agenda.free_time import FreeTime
from milipol_cli.agenda.query import Agenda, AgendaDay
from milipol_cli.look.words.age import old_data
from milipol_cli.look.words.dates import count, day_plain, day_short, weekday
from milipol_cli.look.words.editions import day_of, known_since_notes
from milipol_cli.look.words.sessions import session_label
from milipol_cli.look.words.times import between, span, zone_city
from milipol_cli.network.as_of import AsOf
from milipol_cli.picks.as_of import Conflict, ConflictKind, PickAsOf
from milipol_cli.picks.words import label, when

# How each kind of mark is counted in the first line, in this order.
_COUNTED: dict[ConflictKind, str] = {
    "overlap": "overlap",
    "may overlap": "may overlap",
    "same days": "on the days of another show",
    "tight": "tight",
    "moved": "moved",
    "cancelled": "cancelled",
    "postponed": "postponed",
    "not known yet": "not known yet",
    "not read": "not read",
    "gone": "gone",
}


EMPTY = "My agenda is empty."


HOW_TO_ADD = "milipol agenda add paris-2027, milipol show paris-2023"


def heading(answer: Agenda) -> str:
    """How many picks there are, and how many of each trouble."""
    if not answer.picks:
        return EMPTY
    found: Counter[ConflictKind] = Counter()
    for one in answer.picks:
        for mark in one.conflicts:
            found[mark.kind] += 1
    told = [f"{found[kind]} {said}" for kind, said in _COUNTED.items() if found[kind]]
    if found["overlap"] > 1:
        told[0] += "s"
    return f"My agenda: {', '.join([count(len(answer.picks), 'pick'), *told])}"


def day_heading(day: AgendaDay, as_of: AsOf, *, spoken: bool = False) -> str:
    """The date and the show, with which day of it that is, or that all picks are over.

    Like "Tue 14 Nov 2023, Milipol Paris, day 1 of 4".
    """
    said = f"{weekday(day.date)[:3]} {day_short(day.date)}"
    if spoken:
        said = f"{weekday(day.date)} {day_plain(day.date)}"
    if day.edition is not None:
        said += f", {day.edition.name}"
    phases = {one.phase for one in day.picks}
    if phases == {"over"}:
        return f"{said}, over"
    # A day that is past, and of which nothing is over, did not take place.
    was_off = phases == {None} and day.date < as_of.day_at(day.zone)
    if was_off or day.day is None:
        return said
    return f"{said}, {day_of(day.day, day.days)}"


def length_minutes(gap: FreeTime) -> int:
    """The whole minutes of free time."""
    return int(between(gap.starts, gap.ends).total_seconds()) // 60


def added(answer: Agenda, ids: Sequence[str], before: Agenda) -> list[str]:
    """What was added, a line each, and under it what does not fit.

    Last stands what does not fit any more about other picks.
    """
    marks = ConflictWords(answer.picks)
    picks = {one.pick.id: one for one in answer.picks}
    known = {one.pick.id for one in before.picks}
    lines = []
    for key in dict.fromkeys(ids):
        one = picks[key]
        done = "Picked already, brought up to date:" if key in known else "Added"
        edition = None if one.pick.is_own else one.edition
        sure = ", tentative" if edition and edition.status == "tentative" else ""
        over = ""
        if one.phase == "over":
            # Once its day is over, so is what has no end.
            as_of = answer.as_of
            estimated = (
                one.estimated
                and one.zone is not None
                and one.last == as_of.day_at(one.zone)
            )
            over = ", may be over" if estimated else ", over"
        lines.append(f"{done} {key}: {label(one)}, {when(one)}{sure}{over}.")
        lines += [f"  {sign(mark)} {marks.words(one, mark)}" for mark in one.conflicts]
    lines += [
        f"  {sign(mark)} {label(one)}: {marks.words(one, mark)}"
        for one, mark in _new_marks(answer, before)
        if one.pick.id not in ids
    ]
    return lines


def overlaps(answer: Agenda, before: Agenda) -> list[str]:
    """What overlaps, or may, and which editions share days, that did not before."""
    marks = ConflictWords(answer.picks)
    return [
        f"{label(one)}: {marks.words(one, mark)}"
        for one, mark in _new_marks(answer, before)
        if mark.kind in ("overlap", "may overlap", "same days")
    ]


def _new_marks(answer: Agenda, before: Agenda) -> list[tuple[PickAsOf, Conflict]]:
    known = {one.pick.id: one.conflicts for one in before.picks}
    return [
        (one, mark)
        for one in answer.picks
        for mark in one.conflicts
        if mark not in known.get(one.pick.id, ())
    ]


def free(gap: FreeTime, day: AgendaDay, marks: ConflictWords) -> str:
    """Free time in one line, with the sessions that would fit."""
    said = f"{span(gap, None)} {zone_city(day.zone)}: {marks.after(gap)}"
    fits = [
        f"{span(one, None)} {session_label(one.session, day.themes)} (ID {one.id})"
        for one in gap.fits
    ]
    return f"{said}; in the programme: {', '.join(fits)}" if fits else said


def notes(answer: Agenda, *, spoken: bool = False) -> list[str]:
    """What is to be known of the picks: open ends, moves, the age of old data."""
    found = []
    if any(
        one.ends is None and one.starts is not None and not one.pick.is_own
        for one in answer.picks
    ):
        found.append("from: the end was not published.")
    found += known_since_notes(answer.later_changes)
    return found + old_data(answer.reviewed, answer.as_of, spoken=spoken)
