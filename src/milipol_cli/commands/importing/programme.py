"""The sessions of a file and of a programme -> its new sessions, with ids that stay."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.base.errors import InvalidData, close_matches
from milipol_cli.base.folding import FreeIds, slug
from milipol_cli.base.zones import times_shown
from milipol_cli.imports.doubts import Doubts, Place, with_doubts
from milipol_cli.imports.formats import Imported, ImportedSession
from milipol_cli.imports.tables.headers import word_lists
from milipol_cli.imports.target import Target
from milipol_cli.look.words.dates import dates_plain, day_plain
from milipol_cli.network.differences import Difference, differences
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.programmes import LONGEST, Session, Speaker, made_id
from milipol_cli.network.model.record import Record

ChangeKind = Literal["new", "changed", "back", "gone", "removed"]

# What a file says about a session; a change of any of it is a new version.
CONTENT = (
    *("title", "kind", "date", "start", "end", "room", "track", "speaker", "summary"),
    "url",
)
# What a session has as it was read.
_AS_READ = {"uid", *CONTENT} - {"kind", "speaker"}


class ChangedSession(Record, frozen=True, kw_only=True):
    """A change that an import made to a session.

    It is `gone` if the file no longer has it, and `back` if it has it again. What
    was changed or is back has its state `before`.
    """

    kind: ChangeKind
    session: Session
    before: Session | None = None

    @property
    def fields(self) -> tuple[Difference, ...]:
        """The fields of the content that are not as before."""
        return differences(_texts, self.before, self.session)


class Merged(NamedTuple):
    """The new sessions in order of time, and what changed."""

    sessions: tuple[Session, ...]
    changes: tuple[ChangedSession, ...]


def merge_sessions(
    old: Sequence[Session],
    read: Sequence[ImportedSession],
    *,
    taken: Collection[str],
    day: dt.date,
    prune: bool,
) -> Merged:
    """The new sessions of a programme that had the `old` ones.

    Those that the file lacks stay, cancelled, unless `prune` is set. No new id is
    one of those `taken`.
    """
    new = list(map(_session, read))
    # The order of the file does not matter.
    new.sort(key=lambda session: (*by_time(session), *map(str, _content(session))))
    before = match_sessions(old, new)
    ids = FreeIds([*taken, *(session.id for session in old)])
    sessions: list[Session] = []
    changes: list[ChangedSession] = []
    for session, previous in zip(new, before, strict=True):
        if previous is None:
            added = msgspec.structs.replace(session, id=ids.take(session.id))
            sessions.append(added)
            changes += [ChangedSession(kind="new", session=added)] if old else []
        else:
            kept, change = _with_changes(session, previous, day)
            sessions.append(kept)
            changes += [] if change is None else [change]
    found = {session.id for session in before if session is not None}
    for lost in (session for session in old if session.id not in found):
        if prune:
            changes.append(ChangedSession(kind="removed", session=lost))
        elif lost.cancelled:
            sessions.append(lost)
        else:
            gone = _next_version(lost, day, cancelled=True)
            changes.append(ChangedSession(kind="gone", session=gone))
            sessions.append(gone)
    return Merged(
        tuple(sorted(sessions, key=by_time)),
        tuple(sorted(changes, key=lambda change: by_time(change.session))),
    )


def _with_changes(
    session: Session, previous: Session, day: dt.date
) -> tuple[Session, ChangedSession | None]:
    """A session with the id that it had, and what changed; a new number if so."""
    kept = {key: getattr(previous, key) for key in ("id", "sequence", "updated")}
    session = msgspec.structs.replace(session, **kept)
    if not previous.cancelled and _content(previous)[1:] == _content(session)[1:]:
        return session, None
    session = _next_version(session, day)
    kind: ChangeKind = "back" if previous.cancelled else "changed"
    return session, ChangedSession(kind=kind, session=session, before=previous)


def by_time(session: Session) -> tuple[dt.date, dt.time, str]:
    """A sort key: in order of time, what has no time first, without a day last."""
    return session.date or dt.date.max, session.start or dt.time(), session.id


def _session(read: ImportedSession) -> Session:
    texts = (read.title, *read.speakers, read.kind, "session")
    return Session(
        id=made_id(next(filter(None, texts))),
        kind=read.kind or "session",
        speaker=tuple(Speaker(name=name) for name in read.speakers),
        **{field: getattr(read, field) for field in _AS_READ},
    )


def _next_version(
    session: Session, day: dt.date, *, cancelled: bool = False
) -> Session:
    return msgspec.structs.replace(
        session, sequence=session.sequence + 1, updated=day, cancelled=cancelled
    )


def _texts(session: Session) -> dict[str, str | None]:
    return {field: text_of(getattr(session, field)) for field in CONTENT}


def text_of(value: object) -> str | None:
    """The value of a field as text; None if it has none."""
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return ", ".join(speaker.name for speaker in value)
    return f"{value:%H:%M}" if isinstance(value, dt.time) else str(value)


def match_sessions(
    old: Sequence[Session], new: Sequence[Session]
) -> list[Session | None]:
    """The old session of each new one, by what `_KEYS` lists; None if there is none."""
    matches: dict[int, Session] = {}
    left = list(old)
    for once, key in _KEYS:
        waiting: dict[Hashable, list[Session]] = {}
        for session in reversed(left):
            waiting.setdefault(key(session), []).append(session)
        wanted = {
            index: key(session)
            for index, session in enumerate(new)
            if index not in matches
        }
        counts = Counter(wanted.values())
        for index, wanted_key in wanted.items():
            sessions = waiting.get(wanted_key, [])
            if key is _slot:
                sessions = [
                    session for session in sessions if _are_alike(session, new[index])
                ]
            is_unique = counts[wanted_key] == len(sessions) == 1
            if wanted_key is None or not sessions or (once and not is_unique):
                continue
            matches[index] = sessions.pop()  # the first of them
        used = {session.id for session in matches.values()}
        left = [session for session in left if session.id not in used]
    return [matches.get(index) for index in range(len(new))]


def _content(session: Session) -> tuple[Hashable, ...]:
    return session.uid, *(getattr(session, field) for field in CONTENT)


def _title(session: Session) -> str | None:
    return session.title and _comparable_text(session.title)


def _comparable_text(text: str) -> str:
    return " ".join(text.casefold().split())


def _speakers(session: Session) -> frozenset[str]:
    return frozenset(_comparable_text(speaker.name) for speaker in session.speaker)


def _slot(session: Session) -> Hashable:
    if session.date is None or session.start is None or session.cancelled:
        return None
    return session.date, session.start, session.room


def _are_alike(old: Session, new: Session) -> bool:
    """Whether most of the speakers are the same, or nearly all of the shorter title."""
    names, new_names = _speakers(old), _speakers(new)
    if 2 * len(names & new_names) > max(len(names), len(new_names)):
        return True
    titles = _title(old) or "", _title(new) or ""
    few, many = sorted((set(re.findall(r"\w+", title)) for title in titles), key=len)
    is_like = few <= many or close_matches(titles[1], titles[:1], cutoff=0.8)
    return bool(few and is_like)


# What two versions of a session share, and whether it counts only if it is there once.
_KEYS: tuple[tuple[bool, Callable[[Session], Hashable]], ...] = (
    (True, lambda s: s.uid),
    (False, _content),
    (False, lambda s: s.room and (_title(s), s.date, s.start, s.room)),
    (False, lambda s: (_title(s), _speakers(s), s.date, s.start)),
    (False, lambda s: s.room and (_title(s), _speakers(s), s.room)),
    (False, lambda s: (_title(s), _speakers(s))),
    (True, _title),
    # A title that was corrected; a cancelled session left its place to another.
    (True, _slot),
    # A title that was changed by hand does not change the id.
    (True, lambda s: s.id),
)


# The kinds of sessions that files have, by ours.
_LISTS = word_lists(Path(__file__).with_name("kinds.txt"))
_KINDS = {slug(word): kind for kind, words in _LISTS.items() for word in words}


# Of so many sessions one may be left out without a question.
_SESSIONS_FOR_ONE = 10


def fit_to_edition(
    imported: Imported, target: Target, file: str, *, may_leave_out: bool
) -> Imported:
    """The sessions on the days of an edition, with kinds of ours, and new doubts.

    Raises InvalidData if more than a few are on other days, unless they may go.
    """
    days = imported.days
    if days and not any(target.first <= day <= target.last for day in days):
        here = dates_plain(Dates(start=target.first, end=target.last))
        there = dates_plain(Dates(start=days[0], end=days[-1]))
        raise InvalidData(
            f"{file}: the edition is on {here}, but the sessions are on {there};"
            f" {target.advice}"
        )
    outside = [s for s in imported.sessions if not _is_inside(s.date, target)]
    is_much = len(outside) * _SESSIONS_FOR_ONE > len(imported.sessions)
    if is_much and not may_leave_out:
        day = outside[0].date
        assert day is not None
        raise InvalidData(
            f"{file}: {outside[0].title!r} is on {day_plain(day)}, not a day of the"
            f" edition (in {len(outside)} of {len(imported.sessions)} sessions): add"
            f" --rest leave-out; {target.advice}"
        )
    doubts, sessions = Doubts(), []
    for session in imported.sessions:
        place = msgspec.structs.replace(session.place, session=session.title)
        if not _is_inside(session.date, target):
            doubts.add(f"on {session.date}, not a day of the edition: left out", place)
            continue
        kind = None if session.kind is None else kind_of(session.kind)
        if session.kind is not None and kind is None:
            word = f"unknown kind {session.kind[:80]!r}"
            doubts.share(f"{word}: imported as a session", place)
        start, end = _times_that_exist(session, target.zone, place, doubts)
        times = {"start": start, "end": end}
        sessions.append(msgspec.structs.replace(session, **times, kind=kind))
    kept = msgspec.structs.replace(imported, sessions=tuple(sessions))
    return with_doubts(kept, doubts)


def _is_inside(day: dt.date | None, target: Target) -> bool:
    return day is None or target.first <= day <= target.last


def _times_that_exist(
    session: ImportedSession, zone: ZoneInfo, place: Place, doubts: Doubts
) -> tuple[dt.time | None, dt.time | None]:
    """The start and end, without those that clocks skip or over 12 hours apart.

    What is left out is a doubt.
    """
    day, start, end = session.date, session.start, session.end
    if day is None or start is None:
        return start, end
    skipped = f"skipped by the clock change in {zone.key}"
    starts = dt.datetime.combine(day, start)
    if not times_shown(starts, zone):
        doubts.share(f"start {skipped}: the times are left out", place)
        return None, None
    if end is None:
        return start, None
    ends = dt.datetime.combine(day, end) + dt.timedelta(days=end <= start)
    if ends - starts > LONGEST:
        why = "lasts more than 12 hours"
    elif not times_shown(ends, zone):
        why = f"end {skipped}"
    else:
        return start, end
    doubts.share(f"{why}: the end is left out", place)
    return start, None


def kind_of(word: str) -> str | None:
    """Our kind for the words of a file, plurals, too; None if it has none."""
    words = slug(re.split(r"[(\d]", word)[0]).split("-")
    keys = ("-".join(words), words[0], words[-1])
    kinds = (_KINDS.get(key) or _KINDS.get(key.removesuffix("s")) for key in keys)
    return next(filter(None, kinds), None)
