"""How firm the times are that go into a calendar, in words."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from milipol_cli.export.events import Event
from milipol_cli.look.words.dates import count, day_long, ended
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.sources import Source
from milipol_cli.network.sessions import UNENDED

if TYPE_CHECKING:
    from milipol_cli.network.model.programmes import Session
    from milipol_cli.network.model.shows import Theme


# What is assumed of an event whose end is not known.
ASSUMED = count(int(UNENDED.total_seconds()) // 60, "minute")


# So many ids stand in a sentence.
_NAMED = 4


def firmness_notes(
    happenings: Sequence[Event], sources: Mapping[str, Source]
) -> list[str]:
    """What is not settled, what is only inferred, and which ends are made up.

    One line for each edition of which the dates are not firm.
    """
    of_shows = [one for one in happenings if one.own is None]
    views = {one.view.id: one.view for one in of_shows}
    inferred = [one.id for one in of_shows if _is_inferred(one)]
    others = any(one.id not in inferred for one in of_shows if one.kind != "reminder")
    unsettled = _unsettled([*views.values()], sources)
    notes = [*unsettled]
    if inferred:
        named = ", ".join(inferred[:_NAMED])
        left = len(inferred) - _NAMED
        more = f" and {count(left, 'other')}" if left > 0 else ""
        notes.append(f"Inferred, not announced: {named}{more}.")
    moved = any(view.later is not None for view in views.values())
    if others and not unsettled and not moved:
        other = "other " if inferred else ""
        notes.append(f"The {other}dates are as announced.")
    return [*notes, *_made_up(happenings)]


def _unsettled(
    views: Sequence[EditionAsOf], sources: Mapping[str, Source]
) -> list[str]:
    """Why the dates of editions are not firm; nothing where all are."""
    loose = [
        view
        for view in views
        if view.status not in ("announced", "held")
        or (view.status == "announced" and view.notices[-1].notes)
    ]
    notes = []
    for view in loose:
        name = view.status.capitalize()
        name = name if len(views) == 1 else f"{name}, {view.id}"
        notes.append(ended(f"{name}: {_why_loose(view, sources)}"))
    return notes


def _is_inferred(one: Event) -> bool:
    """Whether a part of a programme, or an edition that is settled, is inferred."""
    if one.kind == "reminder":
        return False
    if one.session is not None:
        return one.session.certainty == "inferred"
    if one.kind == "edition":
        firm = one.view.status in ("announced", "held")
        return firm and one.view.certainty == "inferred"
    parts: list[Theme | Session] = [*one.themes, *one.sessions]
    return any(part.certainty == "inferred" for part in parts)


def _made_up(happenings: Sequence[Event]) -> list[str]:
    """How long events are for which no end was announced."""
    unended = [
        one for one in happenings if not one.end_known and one.kind != "reminder"
    ]
    days = sum(1 for one in unended if one.kind == "edition")
    timed = sum(1 for one in unended if one.starts is not None)
    notes = []
    if days:
        told = count(days, "edition")
        notes.append(
            f"The last day of {told} is not known: the first alone is written."
        )
    if timed:
        told = count(timed, "event")
        notes.append(f"No end is known of {told}: {ASSUMED} are assumed.")
    return notes


def _why_loose(view: EditionAsOf, sources: Mapping[str, Source]) -> str:
    """What the last notice remarks, or else whether the organiser gave any days."""
    last = view.notices[-1]
    if view.status in ("cancelled", "postponed"):
        on = "by" if last.known is None else "on"
        return f"made known {on} {day_long(last.day_known)}"
    if last.notes:
        return last.notes[0]
    dated = (key for n in view.notices if n.dates is not None for key in n.source)
    if any(key in sources and sources[key].kind == "organiser" for key in dated):
        return "the days are not settled"
    return "the organiser has announced none"
