"""What goes into a calendar: the answer of `milipol export`."""

import datetime as dt
import functools
from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

import msgspec

from milipol_cli.errors import UnknownId
from milipol_cli.export.alarms import quiet, reminders_of, unmet_leads, with_alarms
from milipol_cli.export.events import Event, happenings_of, own_entries
from milipol_cli.ics.alarms import AlarmOffset, lead
from milipol_cli.ics.events import Change
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, editions_as_of
from milipol_cli.network.finding import Named, find
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.model.sources import Source
from milipol_cli.network.sessions import utc
from milipol_cli.picks.model import Pick


class Selection(Record, frozen=True, kw_only=True):
    """What `milipol export` puts into a calendar, in order of time and id.

    With `--dry-run` it is the answer: when its alarms would ring.

    `undated` are the shows and editions asked for that have no day to write, `unmet`
    the leads that some of the happenings begin too early for, `missing` the picks that
    the data does not have. `silenced` is how many happenings have no alarms since they
    are over, or do not take place.
    """

    question: ClassVar[Literal["alarms"]] = "alarms"
    as_of: AsOf
    happenings: tuple[Event, ...]
    undated: tuple[str, ...] = ()
    unmet: tuple[AlarmOffset, ...] = ()
    missing: tuple[str, ...] = ()
    silenced: int = 0


class ExportSummary(Record, frozen=True, kw_only=True):
    """The answer of `milipol export`: what was selected and what became of the file.

    `file` is the name of that; `events` and `alarms` count what it holds now. `changes`
    is None for a new one. `sources` are all there are, by id.
    """

    question: ClassVar[Literal["export"]] = "export"
    selection: Selection
    sources: dict[str, Source]
    file: str
    events: int
    alarms: int
    changes: tuple[Change, ...] | None


def chosen(
    files: Sequence[ShowFile],
    as_of: AsOf,
    *,
    what: Sequence[str],
    picks: Sequence[Pick] | None = None,
    programme: Callable[[str], Programme | None],
    sessions: bool = False,
    private: bool = False,
    leads: Sequence[AlarmOffset] | None = None,
    reminders: bool = False,
) -> Selection:
    """What is asked for by whole ids, each event once; without ids what is to come.

    With `sessions` come those of the programme, private ones with `private` alone or by
    their own id. `picks` come with their own notes and alarms; None where they were not
    asked for. `programme` gives the programme of an edition. `leads` replace those of
    each kind of event; `reminders` adds an event for each alarm. Raises UnknownId for
    an edition not known yet, and for an edition or session without a day where nothing
    else was asked for; BadInput for a lead that would ring before none of the events.
    """
    views = editions_as_of(files, as_of)
    public = programme if private else _without_private(programme)
    asked, missing = _asked(what, picks, views, programme)
    picks = picks or ()
    events: dict[str, Event] = {}
    for one in filter(_is_dated, asked):
        for happening in happenings_of(one, public, sessions=sessions):
            events.setdefault(happening.id, happening)
    events |= {one.id: one for one in own_entries(picks, views, files, as_of)}
    undated = tuple(dict.fromkeys(one.id for one in asked if not _is_dated(one)))
    if what and not events and all(one.view is not None for one in asked):
        raise UnknownId(f"{undated[0]}: no day is known of it, so there is no event")
    named = {one.id for one in asked}
    by_id = {pick.id: pick for pick in picks}
    rung = [
        with_alarms(
            msgspec.structs.replace(one, note=_note(by_id.get(one.id))),
            _leads(by_id.get(one.id)) if leads is None else leads,
            named=one.id in named,
        )
        for one in sorted(events.values(), key=_by_time)
    ]
    unmet = unmet_leads(leads or (), rung)
    told = [quiet(one, as_of) for one in rung]
    silenced = sum(a.alarms != b.alarms for a, b in zip(rung, told, strict=True))
    if reminders:
        told += [event for one in rung for event in reminders_of(one, as_of)]
        told.sort(key=_by_time)
    return Selection(
        as_of=as_of,
        happenings=tuple(told),
        undated=undated,
        unmet=unmet,
        missing=tuple(missing),
        silenced=silenced,
    )


def _asked(
    what: Sequence[str],
    picks: Sequence[Pick] | None,
    views: Sequence[EditionAsOf],
    programme: Callable[[str], Programme | None],
) -> tuple[list[Named], list[str]]:
    """What ids and picks stand for, and the picks of which nothing is known."""
    if what or picks is not None:
        asked = [find(key, views, programme) for key in what]
    else:
        asked = [Named(v.id, v) for v in views if v.phase != "over"]
    missing = []
    for pick in picks or ():
        if pick.is_own:
            continue
        try:
            asked.append(find(pick.id, views, programme))
        except UnknownId:
            missing.append(pick.id)
    return asked, missing


def _without_private(
    programme: Callable[[str], Programme | None],
) -> Callable[[str], Programme | None]:
    """The programmes without what their reader keeps to himself."""

    @functools.cache  # since each pick of an edition asks for it
    def public(edition_id: str) -> Programme | None:
        known = programme(edition_id)
        if known is None:
            return None
        shown = tuple(one for one in known.session if not one.private)
        return msgspec.structs.replace(known, session=shown)

    return public


def _note(pick: Pick | None) -> str | None:
    return None if pick is None else pick.note


def _leads(pick: Pick | None) -> list[AlarmOffset] | None:
    """The alarms of a pick; None where it has those of its kind."""
    if pick is None or pick.alarm is None:
        return None
    return [lead(text) for text in pick.alarm]


def _is_dated(one: Named) -> bool:
    if one.view is None:
        return False
    if one.session is not None:
        return one.session.date is not None
    return one.day is not None or one.view.dates.start is not None


def _by_time(one: Event) -> tuple[dt.date, dt.datetime, str]:
    starts = dt.datetime.min.replace(tzinfo=dt.UTC)
    if one.starts is not None:
        starts = utc(one.starts)
    return one.first, starts, one.id


def seen_by(selection: Selection, placed: Callable[[AsOf], AsOf]) -> Selection:
    """The selection for a reader with a zone; asked for where a session has a time."""
    if all(one.starts is None for one in selection.happenings):
        return selection
    return msgspec.structs.replace(selection, as_of=placed(selection.as_of))
