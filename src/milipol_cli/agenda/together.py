"""The picks of several people side by side: `milipol agenda --with`."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from milipol_cli.agenda.new_picks import identity
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import EditionAsOf, oldest_review
from milipol_cli.network.exhibitors import GetList
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.sessions import by_clock, utc
from milipol_cli.picks.as_of import PickAsOf, is_past, picks_as_of
from milipol_cli.picks.model import Pick
from milipol_cli.picks.words import walking
from milipol_cli.zones import zone

# The reader's name, if the agenda file has none.
YOU = "you"

# A longer name of a file is cut.
_MOST_LETTERS = 40


class Attended(Record, frozen=True, kw_only=True):
    """A pick, and the people who have it on their agendas."""

    pick: PickAsOf
    people: tuple[str, ...]

    @property
    def is_shared(self) -> bool:
        """Whether several people attend it."""
        return len(self.people) > 1


class SharedDay(Record, frozen=True, kw_only=True):
    """What people attend on a day in a time zone, in order of time."""

    date: dt.date
    zone: ZoneInfo
    rows: tuple[Attended, ...]

    @property
    def editions(self) -> tuple[EditionAsOf, ...]:
        """The editions that it is about."""
        editions = (row.pick.edition for row in self.rows)
        return tuple({edition.id: edition for edition in editions if edition}.values())


class Together(Answer, frozen=True, kw_only=True):
    """The upcoming picks of several people: whole days, then day by day.

    `others` have no day of their own: visits, and what is not known or not in the data.
    `past` is the number of picks that are over, which are left out.
    """

    people: tuple[str, ...]
    whole_days: tuple[Attended, ...]
    days: tuple[SharedDay, ...]
    others: tuple[Attended, ...]
    past: int
    later_changes: tuple[EditionAsOf, ...]
    reviewed: dt.date | None

    @property
    def rows(self) -> tuple[Attended, ...]:
        """All upcoming picks: whole days, then in order of time, then the others."""
        timed = (row for day in self.days for row in day.rows)
        return (*self.whole_days, *timed, *self.others)


def named(mine: str | None, others: Iterable[tuple[str | None, str]]) -> list[str]:
    """The names of the people, each once: the reader, then those of other files.

    Each of these is the name in the file, else the name of the file.
    """
    names: list[str] = []
    for name in (mine or YOU, *(inside or outside for inside, outside in others)):
        short = " ".join(name.split())[:_MOST_LETTERS] or "?"
        numbered = (f"{short} {number}" for number in itertools.count(2))
        unique = (
            name for name in itertools.chain([short], numbered) if name not in names
        )
        names.append(next(unique))
    return names


def together(
    picks_by_name: Mapping[str, Sequence[Pick]],
    files: Sequence[ShowFile],
    as_of: AsOf,
    *,
    programme: Callable[[str], Programme | None],
    exhibitors: GetList,
    unread: Callable[[str], bool] = lambda _: False,
) -> Together:
    """The picks of several people, those of the same thing in one.

    Own entries are the same if they have the same title and time. `programme`,
    `exhibitors` and `unread` are those of `picks_as_of`.
    """
    pick_by_key: dict[object, PickAsOf] = {}
    names_by_key: dict[object, list[str]] = {}
    for name, picks in picks_by_name.items():
        for pick in picks_as_of(
            picks,
            files,
            as_of,
            programme=programme,
            exhibitors=exhibitors,
            unread=unread,
        ):
            key = _key(pick)
            pick_by_key.setdefault(key, pick)
            # Someone may have an entry twice.
            names_by_key.setdefault(key, []).append(name)
    rows = [
        Attended(pick=pick, people=tuple(dict.fromkeys(names_by_key[key])))
        for key, pick in pick_by_key.items()
        if not is_past(pick, as_of)
    ]
    whole_days, others = [], []
    by_day: dict[tuple[dt.date, str], list[Attended]] = {}
    for row in rows:
        pick = row.pick
        if pick.first is not None and pick.is_whole_days:
            whole_days.append(row)
        elif pick.first is None or pick.zone is None or pick.pick.is_visit:
            others.append(row)
        else:
            by_day.setdefault((pick.first, pick.zone.key), []).append(row)
    editions = (row.pick.edition for row in rows)
    known = {edition.id: edition for edition in editions if edition is not None}
    return Together(
        as_of=as_of,
        people=tuple(picks_by_name),
        whole_days=tuple(sorted(whole_days, key=_by_day)),
        days=tuple(
            SharedDay(
                date=date, zone=zone(name), rows=tuple(sorted(of_day, key=_by_time))
            )
            for (date, name), of_day in sorted(by_day.items())
        ),
        others=tuple(sorted(others, key=_by_stand)),
        past=len(pick_by_key) - len(rows),
        later_changes=tuple(
            edition for edition in known.values() if edition.later is not None
        ),
        reviewed=oldest_review(files),
    )


def _key(pick: PickAsOf) -> object:
    """What the picks of several people share if they attend the same thing."""
    if pick.pick.is_own:
        return identity(pick.pick)
    if pick.pick.is_entry and pick.starts is not None:  # a meeting at a stand
        return pick.id, utc(pick.starts)
    return pick.id


def _by_day(row: Attended) -> tuple[dt.date | None, str]:
    return row.pick.first, row.pick.id


def _by_time(row: Attended) -> tuple[bool, dt.datetime, int]:
    session = row.pick.session
    return by_clock(row.pick.starts, None if session is None else session.half_day)


def _by_stand(row: Attended) -> tuple[object, ...]:
    return (
        not row.pick.pick.is_visit,
        row.pick.pick.edition_id or "",
        walking(row.pick),
    )
