"""The sessions of a file and of a programme -> its new sessions, with ids that stay."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
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
from milipol_cli.network.model.dates import ONE_DAY, Dates
from milipol_cli.network.model.programmes import LONGEST, Session, Speaker, made_id
from milipol_cli.network.model.record import Record

ChangeKind = Literal["new", "changed", "back", "gone", "removed"]

# What a file says about a session; a change of any of it is a new version.
CONTENT = (*("title", "kind", "date", "start", "end", "room", "track", "speaker", "summary"), "url")
# What a session has as it was read.
_AS_READ = {"uid", *CONTENT} - {"kind", "speaker"}


class ChangedSession(Record, frozen=True, kw_only=True):
    """A change that an import made to a session.

    A session is `gone` if the file no longer has it, and `back` if the file has it
    again. If it was changed or is back, `before` is how it was.
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

    Sessions that the file lacks stay, cancelled, unless `prune` is set. No new session
    gets an id that is `taken`.
    """
    # Ids do not depend on the order of the file.
    new = sorted(
        map(_session_as_read, read),
        key=lambda session: (*by_time(session), *map(str, _content(session))),
    )
    ids = FreeIds([*taken, *(session.id for session in old)])
    old_of_new = match_sessions(old, new)  # in the order of the new ones
    outcomes = [
        _as_new(session, ids, is_change=bool(old))
        if previous is None
        else _as_before(session, previous, day)
        for session, previous in zip(new, old_of_new, strict=True)
    ]
    ids_found = {session.id for session in old_of_new if session is not None}
    lost = (session for session in old if session.id not in ids_found)
    outcomes += [_as_lost(session, day, prune=prune) for session in lost]
    sessions = (outcome.session for outcome in outcomes if outcome.session)
    changes = (outcome.change for outcome in outcomes if outcome.change)
    return Merged(
        tuple(sorted(sessions, key=by_time)),
        tuple(sorted(changes, key=lambda change: by_time(change.session))),
    )


class _Merging(NamedTuple):
    """A session of the new programme, if it has it, and the change, if it is one."""

    session: Session | None
    change: ChangedSession | None = None


def _as_new(session: Session, ids: FreeIds, *, is_change: bool) -> _Merging:
    """A session that the programme did not have, with a free id."""
    session = msgspec.structs.replace(session, id=ids.take(session.id))
    change = ChangedSession(kind="new", session=session) if is_change else None
    return _Merging(session, change)


def _as_before(session: Session, previous: Session, day: dt.date) -> _Merging:
    """A session with the id that it had; its number rises if the content changed.

    It also rises if the session was cancelled, and is back.
    """
    kept = {field: getattr(previous, field) for field in ("id", "sequence", "updated")}
    session = msgspec.structs.replace(session, **kept)
    # A new UID, the first of the content, is not a new version by itself.
    if not previous.cancelled and _content(previous)[1:] == _content(session)[1:]:
        return _Merging(session)
    session = _next_version(session, day)
    kind: ChangeKind = "back" if previous.cancelled else "changed"
    return _Merging(session, ChangedSession(kind=kind, session=session, before=previous))


def _as_lost(session: Session, day: dt.date, *, prune: bool) -> _Merging:
    """A session that the file lacks: cancelled, or removed if `prune` is set."""
    if prune:
        return _Merging(None, ChangedSession(kind="removed", session=session))
    if session.cancelled:
        return _Merging(session)
    gone = _next_version(session, day, cancelled=True)
    return _Merging(gone, ChangedSession(kind="gone", session=gone))


def by_time(session: Session) -> tuple[dt.date, dt.time, str]:
    """A sort key: in order of time, what has no time first, without a day last."""
    return session.date or dt.date.max, session.start or dt.time(), session.id


def _session_as_read(read: ImportedSession) -> Session:
    """A session as a file has it, with an id made of its title, speakers or kind."""
    texts = (read.title, *read.speakers, read.kind, "session")
    return Session(
        id=made_id(next(filter(None, texts))),
        kind=read.kind or "session",
        speaker=tuple(Speaker(name=name) for name in read.speakers),
        **{field: getattr(read, field) for field in _AS_READ},
    )


def _next_version(session: Session, day: dt.date, *, cancelled: bool = False) -> Session:
    """A session with the next number, as its version of a day."""
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


def match_sessions(old: Sequence[Session], new: Sequence[Session]) -> list[Session | None]:
    """The old session of each new one; None if it has none.

    Each of the `_RULES` is for the sessions that are left by the rules before it.
    """
    matches: dict[int, Session] = {}
    for rule in _RULES:
        used = {session.id for session in matches.values()}
        old_left = [session for session in old if session.id not in used]
        new_left = {n: s for n, s in enumerate(new) if n not in matches}
        matches |= rule.matches(old_left, new_left)
    return [matches.get(number) for number in range(len(new))]


class _Rule(NamedTuple):
    """What two versions of a session have in common: a key, unless that is None.

    If it `is_unique`, a key counts only if one old and one new session have it. An old
    session counts for a new one only if it `is_like` it, if that is set.
    """

    key: Callable[[Session], Hashable]
    is_unique: bool = False
    is_like: Callable[[Session, Session], bool] | None = None

    def matches(self, old: Sequence[Session], new: Mapping[int, Session]) -> dict[int, Session]:
        """The old sessions of new ones, by the numbers of the new.

        Of several with one key, the first old one goes with the first new one.
        """
        old_by_key: dict[Hashable, list[Session]] = {}  # the first one at the end
        for session in reversed(old):
            old_by_key.setdefault(self.key(session), []).append(session)
        key_of_new = {number: self.key(session) for number, session in new.items()}
        new_with_key, matches = Counter(key_of_new.values()), {}
        for number, key in key_of_new.items():
            candidates = old_by_key.get(key, [])
            if self.is_like is not None:
                candidates = [s for s in candidates if self.is_like(s, new[number])]
            is_only_pair = new_with_key[key] == len(candidates) == 1
            if key is not None and candidates and (is_only_pair or not self.is_unique):
                matches[number] = candidates.pop()
        return matches


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
    title, new_title = _title(old) or "", _title(new) or ""
    words = (set(re.findall(r"\w+", text)) for text in (title, new_title))
    fewer, more = sorted(words, key=len)
    is_like = fewer <= more or close_matches(new_title, [title], cutoff=0.8)
    return bool(fewer and is_like)


# A key of None, or without a room, counts for no session.
_RULES = (
    _Rule(lambda s: s.uid, is_unique=True),
    _Rule(_content),
    _Rule(lambda s: s.room and (_title(s), s.date, s.start, s.room)),
    _Rule(lambda s: (_title(s), _speakers(s), s.date, s.start)),
    _Rule(lambda s: s.room and (_title(s), _speakers(s), s.room)),
    _Rule(lambda s: (_title(s), _speakers(s))),
    _Rule(_title, is_unique=True),
    # A title that was corrected; a cancelled session left its place to another.
    _Rule(_slot, is_unique=True, is_like=_are_alike),
    # A title that was changed by hand does not change the id.
    _Rule(lambda s: s.id, is_unique=True),
)


# The kinds of sessions that files have, by ours.
_LISTS = word_lists(Path(__file__).with_name("kinds.txt"))
_KINDS = {slug(word): kind for kind, words in _LISTS.items() for word in words}


# Of so many sessions one may be left out without a question.
_SESSIONS_FOR_ONE = 10


def fit_to_edition(
    imported: Imported, target: Target, file: str, *, may_leave_out: bool
) -> Imported:
    """The sessions that a programme of the edition may have; others are left out.

    Kinds that are not ours, and times that do not exist there, are left out, too. All
    that is left out is a doubt. Raises InvalidData if more than a few sessions are on
    other days, unless they may go.
    """
    _refuse_other_days(imported, target, file, may_leave_out=may_leave_out)
    doubts, sessions = Doubts(), []
    for session in imported.sessions:
        place = msgspec.structs.replace(session.place, session=session.title)
        if not _is_inside(session.date, target):
            doubts.add(f"on {session.date}, not a day of the edition: left out", place)
            continue
        kind = _kind_of_session(session, place, doubts)
        start, end = _times_that_exist(session, target.zone, place, doubts)
        fitting = msgspec.structs.replace(session, kind=kind, start=start, end=end)
        sessions.append(fitting)
    kept = msgspec.structs.replace(imported, sessions=tuple(sessions))
    return with_doubts(kept, doubts)


def _refuse_other_days(
    imported: Imported, target: Target, file: str, *, may_leave_out: bool
) -> None:
    """Raises InvalidData if all sessions are on other days, or more than a few.

    More than a few may be if they may be left out.
    """
    days = imported.days
    if days and not any(_is_inside(day, target) for day in days):
        here, there = dates_plain(target.days), Dates(start=days[0], end=days[-1])
        raise InvalidData(
            f"{file}: the edition is on {here}, but the sessions are on"
            f" {dates_plain(there)}; {target.advice}"
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


def _is_inside(day: dt.date | None, target: Target) -> bool:
    return day is None or target.first <= day <= target.last


def _kind_of_session(session: ImportedSession, place: Place, doubts: Doubts) -> str | None:
    """Our kind of a session; None if it has none. An unknown kind is a doubt."""
    if session.kind is None:
        return None
    kind = kind_of(session.kind)
    if kind is None:
        word = f"unknown kind {session.kind[:80]!r}"
        doubts.share(f"{word}: imported as a session", place)
    return kind


def _times_that_exist(
    session: ImportedSession, zone: ZoneInfo, place: Place, doubts: Doubts
) -> tuple[dt.time | None, dt.time | None]:
    """The start and the end of a session, as far as clocks show them.

    Both are left out if clocks skip the start; the end is if they skip it, or if it is
    over 12 hours later. What is left out is a doubt.
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
    ends = dt.datetime.combine(day, end) + ONE_DAY * (end <= start)
    if ends - starts > LONGEST:
        doubts.share("lasts more than 12 hours: the end is left out", place)
        return start, None
    if not times_shown(ends, zone):
        doubts.share(f"end {skipped}: the end is left out", place)
        return start, None
    return start, end


def kind_of(word: str) -> str | None:
    """Our kind for the words of a file; None if we have none.

    "Keynotes (Hall 1)" is a keynote, and "Panel discussion" a panel.
    """
    words = slug(re.split(r"[(\d]", word)[0]).split("-")
    tried = ("-".join(words), words[0], words[-1])  # all, the first, the last
    kinds = (_KINDS.get(key) or _KINDS.get(key.removesuffix("s")) for key in tried)
    return next(filter(None, kinds), None)
