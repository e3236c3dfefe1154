"""Conflicts in words."""

import bisect
import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from milipol_cli.look.parts import Cell
from milipol_cli.look.words.dates import dates_on, dates_plain, day_plain, minutes
from milipol_cli.look.words.editions import place
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.sessions import utc
from milipol_cli.picks.as_of import Conflict, ConflictKind, PickAsOf, is_off_day
from milipol_cli.picks.conflicts import at_two_shows
from milipol_cli.picks.kept import speakers_of
from milipol_cli.picks.words import clock_words, day_words, kind_of, label

_UNCERTAIN = ("may overlap", "not known yet", "not read")


def sign(conflict: Conflict) -> str:
    """The sign of a conflict: "!" for a certain one, else "?"."""
    return "?" if conflict.kind in _UNCERTAIN else "!"


class ConflictWords:
    """Words for the conflicts of an agenda, in which picks are named by their kind."""

    def __init__(self, picks: Iterable[PickAsOf]) -> None:
        self._picks = {pick.id: pick for pick in picks}
        self._editions = {
            pick.edition.id: pick.edition for pick in picks if pick.edition
        }
        self._starts: dict[str, list[dt.datetime]] = {}
        for pick in picks:
            if pick.starts is not None:
                self._starts.setdefault(kind_of(pick), []).append(utc(pick.starts))
        for starts in self._starts.values():
            starts.sort()

    def with_words(self, picks: Iterable[PickAsOf]) -> Iterator[PickAsOf]:
        """Some of the picks, with the text of each conflict."""
        for pick in picks:
            conflicts = [self.with_text(pick, each) for each in pick.conflicts]
            yield msgspec.structs.replace(pick, conflicts=tuple(conflicts))

    def with_text(self, pick: PickAsOf, conflict: Conflict) -> Conflict:
        """A conflict of a pick, with its text."""
        return msgspec.structs.replace(conflict, text=self.words(pick, conflict))

    def words(self, pick: PickAsOf, conflict: Conflict) -> str:
        """A conflict of a pick: what the pick does, or what happened to it."""
        kind = conflict.kind
        if kind == "same days":
            assert conflict.first is not None  # of the shared days
            assert conflict.other is not None  # the other edition
            days = dates_plain(Dates(start=conflict.first, end=conflict.last))
            return f"same days as {self._editions[conflict.other].title}: {days}"
        if kind in ("overlap", "may overlap", "tight"):
            return self._beside(pick, conflict)
        if kind == "moved":
            return _moved(pick)
        if kind in ("new title", "new room", "new speakers"):
            return _changed(pick, kind)
        if kind == "gone":
            subject = "" if conflict.other is None else f"{conflict.other} is "
            return f"gone: {subject}no longer in the data"
        if kind == "not read":
            return "not checked: one of your data files has errors"
        if kind == "not known yet":
            if conflict.first is not None:
                day = day_plain(conflict.first)
                return f"not known yet: the list of exhibitors is known from {day}"
            return "not known yet: nothing had been announced"
        return kind

    def texts(self, pick: PickAsOf) -> list[str]:
        """The conflicts of a pick in words."""
        return [self.words(pick, conflict) for conflict in pick.conflicts]

    def cells(self, pick: PickAsOf) -> list[Cell]:
        """The conflicts of a pick, to stand below it in a table."""
        return [
            Cell(self.words(pick, conflict), "maybe", sign=sign(conflict))
            for conflict in pick.conflicts
        ]

    def _beside(self, pick: PickAsOf, conflict: Conflict) -> str:
        """How a pick is in conflict with another one."""
        assert pick.starts is not None  # it has a time
        assert conflict.other is not None  # the other pick
        other = self._picks[conflict.other]
        name = self.named(conflict.other, pick.starts)
        if conflict.kind == "may overlap":
            return f"may overlap {name}, whose end was not published"
        if conflict.kind == "tight":
            rooms = [each.room or "" for each in (other, pick)]
            if at_two_shows(other, pick):
                rooms = [f"{each.room}, {_city(each)}" for each in (other, pick)]
            return f"tight: {_length(conflict.minutes)} between {' and '.join(rooms)}"
        if conflict.minutes is not None:
            return f"overlaps {name} by {_length(conflict.minutes)}"
        if not conflict.into_minutes:
            return f"overlaps {name}: both start at the same time"
        return (
            f"overlaps {name}: starts {_length(conflict.into_minutes)} into it,"
            f" {_length(conflict.left_minutes)} before its end"
        )

    def named(self, pick_id: str, then: dt.datetime) -> str:
        """A pick by its kind, like "the panel", if it is the latest one at a time."""
        pick = self._picks[pick_id]
        assert pick.starts is not None  # it has begun
        kind = kind_of(pick)
        starts = self._starts[kind]
        since = bisect.bisect_left(starts, utc(pick.starts))
        # No other pick of its kind has begun since, or with it.
        is_latest = bisect.bisect_right(starts, utc(then)) - since == 1
        return f"the {kind}" if is_latest else label(pick)


def _length(number: int | None) -> str:
    return minutes(dt.timedelta(minutes=number or 0))


def _city(pick: PickAsOf) -> str:
    return "" if pick.edition is None else place(pick.edition).partition(",")[0]


def _changed(pick: PickAsOf, kind: ConflictKind) -> str:
    """How a session differs from what its pick kept of it, except its time."""
    assert pick.session is not None  # as all picks that keep more than a time
    session = pick.session.session
    if kind == "new title":
        return f"new title: was {pick.pick.title}"
    if kind == "new room":
        return (
            f"moved from {pick.pick.room} to {session.room or 'a room not published'}"
        )
    before, now = pick.pick.speakers, speakers_of(session)
    gone = ", ".join(name for name in before if name not in now)
    new = ", ".join(name for name in now if name not in before)
    texts = [f"no longer with {gone}"] if gone else []
    return "; ".join([*texts, f"now with {new}"] if new else texts)


def _moved(pick: PickAsOf) -> str:
    """The day and time that a pick moved from, and the ones it moved to."""
    assert pick.edition is not None  # in the data
    day = pick.day
    if pick.session is not None or pick.pick.is_entry:
        day = pick.first if is_off_day(pick.edition, pick.first) else None
    if day is not None:
        now = dates_on(pick.edition.dates)
        return f"moved: {pick.edition.title} is now {now}; pick another day"
    record = pick.pick
    if record.is_exhibitor:
        return f"moved: was {record.place}, now {pick.room or 'stand not published'}"
    if pick.session is None:
        then = dates_plain(Dates(start=record.date, end=record.last))
        return f"moved: was {then}, now {dates_plain(pick.edition.dates)}"
    session = pick.session.session
    same = (record.date, record.start) == (session.date, session.start)
    if same and session.end is None:
        return "moved: its end is no longer published"
    then = clock_words(record.start, record.end)
    now = clock_words(session.start, session.end)
    if record.date != session.date:
        then = f"{day_words(record.date)}, {then}"
        now = f"{day_words(session.date)}, {now}"
    return f"moved: was {then}, now {now}"
