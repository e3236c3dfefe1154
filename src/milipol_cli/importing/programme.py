"""The sessions of a file and those that a programme has -> its new sessions.

Sessions keep their ids, so that picks and calendar entries follow them.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Literal, NamedTuple

import msgspec

from milipol_cli.errors import close_matches
from milipol_cli.folding import FreeIds
from milipol_cli.import_report import FieldChange
from milipol_cli.importing.sessions import ImportedSession
from milipol_cli.network.model.programmes import Session, Speaker, made_id
from milipol_cli.network.model.record import Record

ChangeKind = Literal["new", "changed", "back", "gone", "removed"]

# What a file says about a session; a change of any of it is a new version.
CONTENT = (
    *("title", "kind", "date", "start", "end", "room", "track", "speaker", "summary"),
    "url",
)


class Change(Record, frozen=True, kw_only=True):
    """What an import changed about a session.

    A session is `gone` if the file no longer has it, and `back` if it has it again;
    with --prune it is `removed`. `before` is what it was if it is changed or back.
    """

    kind: ChangeKind
    session: Session
    before: Session | None = None

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The fields of the content that are not as before."""
        return () if self.before is None else field_changes(self.before, self.session)


class Merged(NamedTuple):
    """The new sessions in order of time, and what changed."""

    sessions: tuple[Session, ...]
    changes: tuple[Change, ...]


def merged(
    old: Sequence[Session],
    read: Sequence[ImportedSession],
    *,
    taken: Collection[str],
    day: dt.date,
    prune: bool,
) -> Merged:
    """The new sessions of a programme that had the `old` ones.

    Sessions that the file no longer has stay, cancelled, unless `prune` is set. No new
    id is one of those `taken`. What changed has `day` as its day of change.
    """
    read = sorted(read, key=_time)
    before = matched(old, read)
    ids = FreeIds([*taken, *(session.id for session in old)])
    sessions: list[Session] = []
    changes: list[Change] = []
    for each, known in zip(read, before, strict=True):
        if known is None:
            session = _session(each, ids.take(_made_id(each)))
            if old:
                changes.append(Change(kind="new", session=session))
        else:
            session, change = _updated(known, _session(each, known.id), day)
            if change is not None:
                changes.append(change)
        sessions.append(session)
    kept = {session.id for session in before if session is not None}
    for known in old:
        if known.id in kept:
            continue
        if prune:
            changes.append(Change(kind="removed", session=known))
        elif known.cancelled:
            sessions.append(known)
        else:
            gone = _next_version(known, day, cancelled=True)
            changes.append(Change(kind="gone", session=gone))
            sessions.append(gone)
    return Merged(
        tuple(sorted(sessions, key=by_time)),
        tuple(sorted(changes, key=lambda change: by_time(change.session))),
    )


def by_time(session: Session) -> tuple[dt.date, dt.time, str]:
    """A sort key: in order of time, what has no time first, without a day last."""
    return *_time(session), session.id


def _time(session: Session | ImportedSession) -> tuple[dt.date, dt.time]:
    return session.date or dt.date.max, session.start or dt.time()


def _made_id(session: ImportedSession) -> str:
    texts = (session.title, *session.speakers, session.kind, "session")
    return made_id(next(filter(None, texts)))


def _session(read: ImportedSession, key: str) -> Session:
    return Session(
        id=key,
        title=read.title,
        kind=read.kind or "session",
        date=read.date,
        start=read.start,
        end=read.end,
        room=read.room,
        track=read.track,
        url=read.url,
        uid=read.uid,
        speaker=tuple(Speaker(name=name) for name in read.speakers),
        summary=read.summary,
    )


def _updated(
    known: Session, session: Session, day: dt.date
) -> tuple[Session, Change | None]:
    """The next version of a session, and what changed since the one known."""
    session = msgspec.structs.replace(
        session, sequence=known.sequence, updated=known.updated
    )
    if not field_changes(known, session) and not known.cancelled:
        return session, None
    kind: ChangeKind = "back" if known.cancelled else "changed"
    session = _next_version(session, day)
    return session, Change(kind=kind, session=session, before=known)


def _next_version(
    session: Session, day: dt.date, *, cancelled: bool = False
) -> Session:
    return msgspec.structs.replace(
        session, sequence=session.sequence + 1, updated=day, cancelled=cancelled
    )


def field_changes(old: Session, new: Session) -> tuple[FieldChange, ...]:
    """The fields of the content that differ, with their values as text."""
    return tuple(
        FieldChange(field=field, old=_text(before), new=_text(now))
        for field in CONTENT
        if (before := getattr(old, field)) != (now := getattr(new, field))
    )


def _text(value: object) -> str | None:
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return ", ".join(speaker.name for speaker in value)
    return f"{value:%H:%M}" if isinstance(value, dt.time) else str(value)


def matched(
    old: Sequence[Session], read: Sequence[ImportedSession]
) -> list[Session | None]:
    """The old session of each session read; None if it is new.

    They are matched by a guid or UID that both have once, then by title and speakers
    (those at the same time first), then by a title that both have once, then by time
    and room if they are alike, then by the id that is made of the title.
    """
    matches: dict[int, Session] = {}
    left = list(old)
    for once, key, key_read, is_same in _KEYS:
        waiting: dict[Hashable, list[Session]] = {}
        for session in reversed(left):
            waiting.setdefault(key(session), []).append(session)
        wanted = {
            at: key_read(session)
            for at, session in enumerate(read)
            if at not in matches
        }
        counts = Counter(wanted.values())
        for at, wanted_key in wanted.items():
            sessions = waiting.get(wanted_key, [])
            is_unique = counts[wanted_key] == len(sessions) == 1
            if wanted_key is None or not sessions or (once and not is_unique):
                continue
            if is_same(sessions[-1], read[at]):
                matches[at] = sessions.pop()  # the first of them
        used = {session.id for session in matches.values()}
        left = [session for session in left if session.id not in used]
    return [matches.get(at) for at in range(len(read))]


_TitleAndSpeakers = tuple[str | None, frozenset[str | None]]


def _text_key(text: str | None) -> str | None:
    return None if text is None else " ".join(text.casefold().split())


def _title_and_speakers(session: Session) -> _TitleAndSpeakers:
    names = (speaker.name for speaker in session.speaker)
    return _text_key(session.title), frozenset(map(_text_key, names))


def _title_and_speakers_read(session: ImportedSession) -> _TitleAndSpeakers:
    return _text_key(session.title), frozenset(map(_text_key, session.speakers))


def _slot(session: Session | ImportedSession) -> Hashable:
    if session.date is None or session.start is None:
        return None
    return session.date, session.start, session.room


def _are_alike(old: Session, read: ImportedSession) -> bool:
    """Whether most of the speakers are the same, or nearly all of the title."""
    (title, names), (title_read, names_read) = (
        _title_and_speakers(old),
        _title_and_speakers_read(read),
    )
    if 2 * len(names & names_read) > max(len(names), len(names_read)):
        return True
    return _are_similar(title, title_read)


def _are_similar(title: str | None, other: str | None) -> bool:
    if title is None or other is None:
        return False
    return bool(close_matches(other, [title], cutoff=0.8))


def _always(_old: Session, _read: ImportedSession) -> bool:
    return True


_Key = Callable[[Session], Hashable]
_KeyRead = Callable[[ImportedSession], Hashable]
_IsSame = Callable[[Session, ImportedSession], bool]

# Whether only a key that is there once matches, the keys of both, and whether two
# sessions with the same key are the same.
_KEYS: tuple[tuple[bool, _Key, _KeyRead, _IsSame], ...] = (
    (True, lambda s: s.uid, lambda s: s.uid, _always),
    (
        False,
        lambda s: (_title_and_speakers(s), s.date, s.start),
        lambda s: (_title_and_speakers_read(s), s.date, s.start),
        _always,
    ),
    (False, _title_and_speakers, _title_and_speakers_read, _always),
    (True, lambda s: _text_key(s.title), lambda s: _text_key(s.title), _always),
    # A title that was corrected; a cancelled session left its place to another.
    (True, lambda s: None if s.cancelled else _slot(s), _slot, _are_alike),
    # A title that was changed by hand does not change the id.
    (True, lambda s: s.id, _made_id, _always),
)
