"""The sessions of a file and those that a programme has -> its new sessions.

Sessions keep their ids, so that picks and calendar entries follow them.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Literal, NamedTuple

import msgspec

from milipol_cli.doubts import Doubt, Doubts
from milipol_cli.import_report import FieldChange
from milipol_cli.importing.kinds import kind_of
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


def with_our_kinds(
    sessions: Sequence[ImportedSession],
) -> tuple[list[ImportedSession], tuple[Doubt, ...]]:
    """The sessions with kinds of ours, and a doubt about each word that has none."""
    doubts = Doubts()
    ours: dict[str, str | None] = {}
    with_kinds = []
    for session in sessions:
        word = session.kind
        if word is not None:
            if word not in ours:
                ours[word] = kind_of(word)
            if ours[word] is None:
                text = f"kind {word[:80]!r} is not known: imported as a session"
                doubts.share(text, session.line)
        kind = None if word is None else ours[word]
        with_kinds.append(msgspec.structs.replace(session, kind=kind))
    return with_kinds, doubts.listed()


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
    read = sorted(read, key=_by_time)
    before = matched(old, read)
    ids = _Ids({*taken, *(session.id for session in old)})
    sessions: list[Session] = []
    changes: list[Change] = []
    for each, known in zip(read, before, strict=True):
        if known is None:
            session = _session(each, ids.new(_made_id(each)))
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
    return session.date or dt.date.max, session.start or dt.time(), session.id


class _Ids:
    """Ids that are not taken: "talk", "talk-2", "talk-3" and so on."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._last: dict[str, int] = {}

    def new(self, key: str) -> str:
        """The first of these ids; thousands of the same title take no longer."""
        number = self._last.get(key, 0) + 1
        while (numbered := key if number == 1 else f"{key}-{number}") in self._taken:
            number += 1
        self._last[key] = number
        self._taken.add(numbered)
        return numbered


def _by_time(session: ImportedSession) -> tuple[dt.date, dt.time]:
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
    (those at the same time first), then by a title that both have once, then by the
    id that is made of it.
    """
    matching = _Matching(old, read)
    matching.match(lambda s: s.uid, lambda s: s.uid, once=True)
    matching.match(
        lambda s: (*_title_and_speakers(s), s.date, s.start),
        lambda s: (*_title_and_speakers_read(s), s.date, s.start),
    )
    matching.match(_title_and_speakers, _title_and_speakers_read)
    matching.match(lambda s: _key(s.title), lambda s: _key(s.title), once=True)
    # A title that was changed by hand does not change the id.
    matching.match(lambda s: s.id, _made_id, once=True)
    return matching.matches


def _title_and_speakers(session: Session) -> tuple[Hashable, ...]:
    names = (speaker.name for speaker in session.speaker)
    return _key(session.title), frozenset(map(_key, names))


def _title_and_speakers_read(session: ImportedSession) -> tuple[Hashable, ...]:
    return _key(session.title), frozenset(map(_key, session.speakers))


def _key(text: str | None) -> str | None:
    return None if text is None else " ".join(text.casefold().split())


class _Matching:
    """Finds the old session of each session read, key by key."""

    def __init__(self, old: Sequence[Session], read: Sequence[ImportedSession]) -> None:
        self._old = list(old)
        self._read = read
        self.matches: list[Session | None] = [None] * len(read)

    def match(
        self,
        key: Callable[[Session], Hashable],
        key_read: Callable[[ImportedSession], Hashable],
        *,
        once: bool = False,
    ) -> None:
        """Matches those left that have the same key, with `once` only if it is unique.

        Several with the same key are matched in their order.
        """
        waiting: dict[Hashable, list[Session]] = {}
        for session in reversed(self._old):
            waiting.setdefault(key(session), []).append(session)
        wanted = [
            (at, key_read(session))
            for at, session in enumerate(self._read)
            if self.matches[at] is None
        ]
        counts = Counter(wanted_key for _, wanted_key in wanted)
        for at, wanted_key in wanted:
            sessions = waiting.get(wanted_key, [])
            is_unique = counts[wanted_key] == len(sessions) == 1
            if wanted_key is not None and sessions and (is_unique or not once):
                self.matches[at] = sessions.pop()
        used = {session.id for session in self.matches if session is not None}
        self._old = [session for session in self._old if session.id not in used]
