"""Picks: what is put on the reader's agenda, with what the data says of it now."""

import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.errors import BadInput, UnknownId, did_you_mean, suggested
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import editions_as_of
from milipol_cli.network.finding import find
from milipol_cli.network.model.dates import FIRST_YEAR, LAST_YEAR, is_far
from milipol_cli.network.model.kinds import MOST_CHARACTERS
from milipol_cli.network.model.programmes import Programme, Session
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.picks.model import MOST_MINUTES, OWN, OwnKind, Pick

# The longest slug that a title gives.
_MOST_LETTERS = 40


def picked(
    ids: Sequence[str],
    files: Sequence[ShowFile],
    as_of: AsOf,
    *,
    programme: Callable[[str], Programme | None],
) -> list[Pick]:
    """A pick for each whole id; a show stands for its next edition.

    Raises UnknownId for an edition of which nothing is known yet, and for a show that
    has none with a day to come.
    """
    views = editions_as_of(files, as_of)
    found = []
    for key in dict.fromkeys(ids):
        one = find(key, views, programme)
        view, session = one.view, one.session
        if view is None:
            raise UnknownId(
                f"{key}: no edition of it has a day to come; see milipol show {key}"
            )
        if session is not None:
            pick = Pick(
                id=one.id,
                title=_title(session),
                date=session.date,
                start=session.start,
                end=session.end,
            )
        elif one.day is not None:
            pick = Pick(
                id=one.id,
                title=_short(f"{view.name} {view.year}"),
                date=one.day,
            )
        else:
            pick = Pick(
                id=view.id,
                title=_short(f"{view.name} {view.year}"),
                date=view.dates.start,
                last=view.dates.end,
            )
        found.append(pick)
    return found


def _title(session: Session) -> str:
    names = ", ".join(who.name for who in session.speaker)
    return _short(session.title or names or session.kind.capitalize())


def _short(title: str) -> str:
    """A title made of several texts, no longer than one may be."""
    return title[:MOST_CHARACTERS]


def own(
    title: str,
    at: dt.date | dt.datetime,
    zone: ZoneInfo,
    *,
    kind: OwnKind,
    minutes: int | None,
    edition: str | None,
    place: str | None,
    updated: dt.date,
) -> Pick:
    """An entry of the reader's own, at an aware time or all day on a date.

    `zone` is the one whose clock shows its time. Raises BadInput for a time without
    `minutes`, but for a deadline's, and for `minutes` of a whole day.
    """
    start = at if isinstance(at, dt.datetime) else None
    if start is None and minutes is not None:
        raise BadInput("--minutes: goes with a time, and --at is a whole day")
    if start is not None and minutes is None and kind != "deadline":
        raise BadInput("--minutes: how long does it take? expected, say, 30")
    if minutes is not None and minutes > MOST_MINUTES:
        raise BadInput(f"--minutes {minutes}: expected at most {MOST_MINUTES}")
    on_clock = None if start is None else _on_clock(start, zone)
    if on_clock is not None and is_far(on_clock.year):
        raise BadInput(
            f"--at '{on_clock:%Y-%m-%dT%H:%M}': too far away in {zone.key}; expected a"
            f" year from {FIRST_YEAR} to {LAST_YEAR}"
        )
    return Pick(
        id=f"{OWN}{_slug(title)}",
        title=title,
        kind=kind,
        at=on_clock,
        minutes=minutes,
        zone=None if start is None else zone,
        date=at if start is None else None,
        edition=edition,
        place=place,
        updated=updated,
    )


def _on_clock(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment as the clock in a zone shows it; with its offset where that is needed.

    It is needed in the hour that the clock shows twice.
    """
    there = moment.astimezone(zone)
    wall = there.replace(tzinfo=None, fold=0)
    return (
        wall if wall.replace(tzinfo=zone).utcoffset() == there.utcoffset() else moment
    )


def _slug(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall("[a-z0-9]+", letters.casefold()))
    return slug[:_MOST_LETTERS].strip("-") or "entry"


def annotated(pick: Pick, note: str | None, alarm: tuple[str, ...] | None) -> Pick:
    """The pick with a note, and with leads of alarms in the place of its kind's."""
    return msgspec.structs.replace(pick, note=note, alarm=alarm)


def with_added(
    old: Sequence[Pick], added: Iterable[Pick]
) -> tuple[tuple[Pick, ...], list[str]]:
    """The picks with others, and the ids of those.

    What is picked again is brought up to date in its place; it keeps its note and its
    alarms where no others are given. An own entry gets an id that no other has.
    """
    picks = {pick.id: pick for pick in old}
    ids = []
    for pick in added:
        before = picks.get(pick.id)
        now = pick
        if pick.is_own:
            now = msgspec.structs.replace(pick, id=_free_id(pick.id, picks))
        elif before is not None:
            now = annotated(
                pick,
                before.note if pick.note is None else pick.note,
                before.alarm if pick.alarm is None else pick.alarm,
            )
        picks[now.id] = now
        ids.append(now.id)
    return tuple(picks.values()), ids


def _free_id(wanted: str, known: Collection[str]) -> str:
    numbers = itertools.count(2)
    found = wanted
    while found in known:
        found = f"{wanted}-{next(numbers)}"
    return found


def without(old: Sequence[Pick], gone: Collection[str]) -> tuple[Pick, ...]:
    """The picks that are left when some go."""
    return tuple(pick for pick in old if pick.id not in gone)


def pick_named(picks: Sequence[Pick], name: str) -> str:
    """The id of the pick that a whole id names, or the end of one where it is unique.

    Raises UnknownId, with the nearest ids, for a name that no pick has.
    """
    asked = name.casefold()
    ids = [pick.id for pick in picks]
    if asked in ids:
        return asked
    tails = [key for key in ids if key.rpartition("/")[2] == asked]
    if len(tails) == 1:
        return tails[0]
    known = {key.rpartition("/")[2]: key for key in ids} | {key: key for key in ids}
    hint = suggested(tails) or did_you_mean(asked, known)
    raise UnknownId(f"no pick {name!r}; {hint or 'see milipol agenda'}")
