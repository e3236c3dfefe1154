"""What does not fit together on the agenda, in words."""

import bisect
import datetime as dt
from collections.abc import Sequence

from milipol_cli.agenda.conflicts import at_two_shows
from milipol_cli.agenda.free_time import FreeTime
from milipol_cli.look.words.dates import dates_on, dates_plain, minutes
from milipol_cli.look.words.editions import place, titled
from milipol_cli.look.words.times import between
from milipol_cli.network.editions import why_off
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.sessions import utc
from milipol_cli.picks.as_of import Conflict, ConflictKind, PickAsOf
from milipol_cli.picks.words import clock_words, day_words, kind_of, label

# What is not sure is asked about; the rest calls for something to be done.
_SIGNS: dict[ConflictKind, str] = {
    "may overlap": "?",
    "not known yet": "?",
    "not read": "?",
}


def sign(mark: Conflict) -> str:
    """A sign that stands beside the word: "!" for what is sure, "?" for what is not."""
    return _SIGNS.get(mark.kind, "!")


class ConflictWords:
    """The words for the marks of an agenda, in which picks are named by their kind."""

    def __init__(self, picks: Sequence[PickAsOf]) -> None:
        self._picks = {one.pick.id: one for one in picks}
        self._editions = {it.edition.id: it.edition for it in picks if it.edition}
        self._starts: dict[str, list[dt.datetime]] = {}
        for one in picks:
            if one.starts is not None:
                self._starts.setdefault(kind_of(one), []).append(utc(one.starts))
        for starts in self._starts.values():
            starts.sort()

    def words(self, one: PickAsOf, mark: Conflict, *, spoken: bool = False) -> str:
        """A mark in words, the first of which say what kind of trouble it is."""
        if mark.kind == "same days":
            assert mark.first is not None  # of the days they share
            assert mark.other is not None  # the edition they share them with
            shared = dates_plain(Dates(start=mark.first, end=mark.last))
            return f"same days as {titled(self._editions[mark.other])}: {shared}"
        if mark.kind in ("overlap", "may overlap", "tight"):
            return self._beside(mark, one, spoken=spoken)
        if mark.kind == "moved":
            return _moved(one)
        if mark.kind == "gone":
            return f"gone: the data no longer has {mark.other or 'it'}"
        if mark.kind == "not read":
            it = mark.other or "it"
            return f"not read: a file of yours that may tell of {it} is wrong"
        if mark.kind == "not known yet":
            return "not known yet: nothing had been announced of it"
        return mark.kind

    def after(self, gap: FreeTime, *, spoken: bool = False) -> str:
        """How long is free, and after which pick: "3 h free after the panel".

        It "may be free" after a pick whose end was not published.
        """
        free = minutes(between(gap.starts, gap.ends), spoken=spoken)
        sure = "free" if gap.sure else "may be free"
        return f"{free} {sure} after {self._the(self._picks[gap.after], gap.starts)}"

    def _beside(self, mark: Conflict, one: PickAsOf, *, spoken: bool) -> str:
        assert one.starts is not None  # it does not fit at a time
        assert mark.other is not None  # the pick that it does not fit with
        other = self._picks[mark.other]
        the = self._the(other, one.starts)

        def say(number: int | None) -> str:
            return minutes(dt.timedelta(minutes=number or 0), spoken=spoken)

        if mark.kind == "may overlap":
            whose = f"{the}'" if the.endswith("s") else f"{the}'s"
            return f"may overlap: {whose} end was not published"
        if mark.kind == "tight":
            rooms = [pick.room or "" for pick in (other, one)]
            if at_two_shows(other, one):
                rooms = [f"{pick.room}, {_city(pick)}" for pick in (other, one)]
            return f"tight: {say(mark.minutes)} between {' and '.join(rooms)}"
        if mark.minutes is not None:
            return f"overlap: {say(mark.minutes)} with {the}"
        if not mark.into_minutes:
            return f"overlap: starts at the same time as {the}"
        return (
            f"overlap: starts {say(mark.into_minutes)} into {the},"
            f" {say(mark.left_minutes)} before its end"
        )

    def _the(self, one: PickAsOf, then: dt.datetime) -> str:
        """A pick by its kind where it is the latest of that kind at a moment."""
        assert one.starts is not None  # it has begun
        kind = kind_of(one)
        starts = self._starts[kind]
        since = bisect.bisect_left(starts, utc(one.starts))
        # None of its kind has begun since, or with it.
        is_latest = bisect.bisect_right(starts, utc(then)) - since == 1
        return f"the {kind}" if is_latest else label(one)


def _city(one: PickAsOf) -> str:
    return "" if one.edition is None else place(one.edition).partition(",")[0]


def _moved(one: PickAsOf) -> str:
    """From which day and time a pick moved, and to which."""
    assert one.edition is not None  # of the data
    day = one.day
    if one.session is not None and one.first is not None:
        day = one.first if why_off(one.edition, one.first) else None
    if day is not None:
        now = dates_on(one.edition.dates)
        return f"moved: {titled(one.edition)} is now {now}; pick another day"
    if one.session is None:
        then = dates_plain(Dates(start=one.pick.date, end=one.pick.last))
        return f"moved: was {then}, now {dates_plain(one.edition.dates)}"
    session = one.session.session
    same = (one.pick.date, one.pick.start) == (session.date, session.start)
    if same and session.end is None:
        return "moved: its end is no longer published"
    then = clock_words(one.pick.start, one.pick.end)
    now = clock_words(session.start, session.end)
    if one.pick.date != session.date:
        then = f"{day_words(one.pick.date)}, {then}"
        now = f"{day_words(session.date)}, {now}"
    return f"moved: was {then}, now {now}"
