"""Making picks: of sessions, days and editions of the data, and own entries."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.errors import BadInput, UnknownId
from milipol_cli.look.words.sessions import session_title
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.exhibitors import stand_of
from milipol_cli.network.finding import edition_of
from milipol_cli.network.load import Match
from milipol_cli.network.model.dates import FIRST_YEAR, LAST_YEAR, is_far
from milipol_cli.network.model.kinds import MOST_CHARACTERS
from milipol_cli.network.model.programmes import Programme, Session, theme_for
from milipol_cli.network.slugs import free_id, slug
from milipol_cli.picks.model import MOST_MINUTES, OWN, OwnKind, Pick


def pick_of(
    match: Match,
    editions: Sequence[EditionAsOf],
    programme: Callable[[str], Programme | None],
) -> Pick:
    """A pick of what an id names; a show stands for its next edition.

    An exhibitor is a visit without a time.

    Raises UnknownId for an edition that was not known yet, and for a show without an
    upcoming edition.
    """
    edition, session = edition_of(match, editions), match.session
    if edition is None:
        raise UnknownId(
            f"no upcoming edition of {match.id!r} with dates;"
            f" see milipol show {match.id}"
        )
    if session is not None:
        return Pick(
            id=match.id,
            title=_title(session, programme(edition.id)),
            date=session.date,
            start=session.start,
            end=session.end,
        )
    if match.exhibitor is not None:
        exhibitor = match.exhibitor.exhibitor
        return Pick(id=match.id, title=exhibitor.name, place=stand_of(exhibitor))
    title = _short(f"{edition.name} {edition.year}")
    if match.day is not None:
        return Pick(id=match.id, title=title, date=match.day)
    return Pick(
        id=edition.id,
        title=title,
        date=edition.dates.start,
        last=edition.dates.end,
    )


def _title(session: Session, programme: Programme | None) -> str:
    """The title, else the theme of its half-day, else its kind and who speaks."""
    theme = None if programme is None else theme_for(session, programme.theme)
    return _short(session.title or theme or session_title(session, None))


def _short(title: str) -> str:
    """A title that was put together, cut to the length that a text may have."""
    return title[:MOST_CHARACTERS]


def own_entry(
    title: str,
    at: dt.date | dt.datetime,
    zone: ZoneInfo,
    *,
    kind: OwnKind,
    minutes: int | None,
    edition: str | None,
    place: str | None,
    uid: str,
    updated: dt.date,
) -> Pick:
    """An own entry, at an aware time or all day on a date.

    `zone` is the time zone that its time is written in. Raises BadInput for a time
    without `minutes`, except for a deadline, and for a date with `minutes`.
    """
    start = at if isinstance(at, dt.datetime) else None
    if start is None and minutes is not None:
        raise BadInput("--minutes: needs a time; --at has only a date")
    if start is not None and kind != "deadline":
        _refuse_no_length(minutes)
    _refuse_long(minutes)
    on_clock = None if start is None else _on_clock(start, zone)
    return Pick(
        id=f"{OWN}{slug(title)}",
        title=title,
        kind=kind,
        at=on_clock,
        minutes=minutes,
        zone=None if start is None else zone,
        date=at if start is None else None,
        edition=edition,
        place=place,
        uid=uid,
        updated=updated,
    )


def meeting(
    visit: Pick,
    at: dt.datetime,
    zone: ZoneInfo,
    *,
    minutes: int | None,
    uid: str,
    updated: dt.date,
) -> Pick:
    """A visit at an aware time, on the clock in a zone: a meeting at the stand.

    Raises BadInput without `minutes`.
    """
    _refuse_no_length(minutes)
    _refuse_long(minutes)
    return msgspec.structs.replace(
        visit,
        at=_on_clock(at, zone),
        minutes=minutes,
        zone=zone,
        uid=uid,
        updated=updated,
    )


def _refuse_no_length(minutes: int | None) -> None:
    if minutes is None:
        raise BadInput("--minutes: missing; expected a number, like 30")


def _refuse_long(minutes: int | None) -> None:
    if minutes is not None and minutes > MOST_MINUTES:
        raise BadInput(f"--minutes {minutes}: expected at most {MOST_MINUTES}")


def new_uid() -> str:
    """A random `uid`, so that no two entries of any readers share one."""
    return os.urandom(8).hex()


def _on_clock(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment as the clock in a zone shows it, without an offset if possible.

    In the hour that the clock shows twice, the offset is needed. Raises BadInput for a
    year that is too far away there.
    """
    there = moment.astimezone(zone)
    wall = there.replace(tzinfo=None, fold=0)
    if is_far(wall.year):
        raise BadInput(
            f"--at '{wall:%Y-%m-%dT%H:%M}': too far away in {zone.key}; expected a"
            f" year from {FIRST_YEAR} to {LAST_YEAR}"
        )
    same = wall.replace(tzinfo=zone).utcoffset() == there.utcoffset()
    return wall if same else moment


def annotated(pick: Pick, note: str | None, alarm: tuple[str, ...] | None) -> Pick:
    """The pick with a note, and with alarms instead of those of its kind."""
    return msgspec.structs.replace(pick, note=note, alarm=alarm)


def with_added(
    old: Sequence[Pick], added: Iterable[Pick]
) -> tuple[tuple[Pick, ...], list[str]]:
    """The picks with new ones, and the ids of the new ones.

    A pick that is added again is updated in its place; it keeps its note, its alarms
    and the time of a meeting unless new ones are given, and stays ticked off. An own
    entry gets an id that is still free.
    """
    picks = {pick.id: pick for pick in old}
    ids = []
    for new in added:
        before = picks.get(new.id)
        pick = new
        if new.is_own:
            pick = msgspec.structs.replace(new, id=free_id(new.id, picks))
        elif before is not None:
            pick = annotated(
                new,
                before.note if new.note is None else new.note,
                before.alarm if new.alarm is None else new.alarm,
            )
            if new.is_exhibitor:
                pick = _with_time_before(pick, before)
        picks[pick.id] = pick
        ids.append(pick.id)
    return tuple(picks.values()), ids


def _with_time_before(new: Pick, before: Pick) -> Pick:
    """A visit or meeting that was picked before; its event keeps its identity."""
    if new.is_entry:
        kept = msgspec.structs.replace(new, uid=before.uid or new.uid)
    else:
        kept = msgspec.structs.replace(
            new,
            at=before.at,
            minutes=before.minutes,
            zone=before.zone,
            uid=before.uid,
            updated=before.updated,
        )
    return msgspec.structs.replace(kept, done=before.done, sequence=before.sequence)
