"""Makes the sessions of a file fit their edition, by the rules of `milipol check`."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.doubts import Doubts, Place, in_order
from milipol_cli.errors import InvalidData
from milipol_cli.folding import slug
from milipol_cli.importing.new_show import Target
from milipol_cli.importing.sessions import Imported, ImportedSession
from milipol_cli.look.words.dates import dates_plain
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.programmes import LONGEST
from milipol_cli.tables.headers import word_lists
from milipol_cli.zones import times_shown

# The kinds of sessions that files have, by ours.
_LISTS = word_lists(Path(__file__).with_name("kinds.txt"))
_KINDS = {slug(word): kind for kind, words in _LISTS.items() for word in words}


def fitted(imported: Imported, target: Target, file: str) -> Imported:
    """The sessions on the days of an edition, with kinds of ours, and new doubts.

    Ends after more than 12 hours are left out, as are times that clocks in the zone
    never show. Raises InvalidData if all sessions with a date are on other days.
    """
    days = imported.days
    if days and not any(target.first <= day <= target.last for day in days):
        here = dates_plain(Dates(start=target.first, end=target.last))
        there = dates_plain(Dates(start=days[0], end=days[-1]))
        raise InvalidData(
            f"{file}: no session is on a day of the edition, {here}, but {there};"
            f" {target.advice}"
        )
    doubts = Doubts()
    sessions = tuple(_fitted(imported.sessions, target, doubts))
    return msgspec.structs.replace(
        imported,
        sessions=sessions,
        doubts=in_order((*imported.doubts, *doubts.listed())),
    )


def _fitted(
    sessions: Sequence[ImportedSession], target: Target, doubts: Doubts
) -> Iterator[ImportedSession]:
    for session in sessions:
        day = session.date
        place = msgspec.structs.replace(session.place, session=session.title)
        if day is not None and not target.first <= day <= target.last:
            doubts.share("not on a day of the edition: left out", place)
            continue
        kind = None if session.kind is None else kind_of(session.kind)
        if session.kind is not None and kind is None:
            word = f"kind {session.kind[:80]!r}"
            doubts.share(f"{word} is not known: imported as a session", place)
        start, end = _times(session, target.zone, place, doubts)
        yield msgspec.structs.replace(session, start=start, end=end, kind=kind)


def _times(
    session: ImportedSession, zone: ZoneInfo, place: Place, doubts: Doubts
) -> tuple[dt.time | None, dt.time | None]:
    """The start and the end of a session, as far as they fit."""
    day, start, end = session.date, session.start, session.end
    if day is None or start is None:
        return start, end
    starts = dt.datetime.combine(day, start)
    if not times_shown(starts, zone):
        doubts.share(f"a time that clocks in {zone.key} never show", place)
        return None, None
    if end is None:
        return start, None
    ends = dt.datetime.combine(day, end) + dt.timedelta(days=end <= start)
    if ends - starts > LONGEST:
        doubts.share("lasts more than 12 hours: the end is left out", place)
        return start, None
    if not times_shown(ends, zone):
        doubts.share(f"an end that clocks in {zone.key} never show", place)
        return start, None
    return start, end


def kind_of(word: str) -> str | None:
    """Our kind for the words of a file; None if it has none.

    Plurals count, and words that say more: "Short talk (20 minutes)" is a talk.
    """
    words = slug(re.split(r"[(\d]", word)[0]).split("-")
    for key in ("-".join(words), words[0], words[-1]):
        kind = _KINDS.get(key) or _KINDS.get(key.removesuffix("s"))
        if kind is not None:
            return kind
    return None
