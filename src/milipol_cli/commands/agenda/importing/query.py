"""The agenda with the contents of a file: the query of `milipol agenda import`."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import msgspec

from milipol_cli.base.errors import UnknownId
from milipol_cli.commands.agenda.changes import new_picks, pick_options
from milipol_cli.commands.agenda.changes.left_out import LeftOut
from milipol_cli.commands.agenda.changes.outcome import Outcome, outcome_of
from milipol_cli.commands.agenda.changes.pick_edits import pick_after_event
from milipol_cli.commands.agenda.importing.file import EditionOfEvents, FileContents
from milipol_cli.ics.events import UID_END
from milipol_cli.look.words.editions import venue_address
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, editions_as_of
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.dates import ONE_DAY
from milipol_cli.network.model.picks import Pick, Picks
from milipol_cli.picks.as_of import identity

# The edition that an event of milipol is of, in its UID: paris-2027 in the line
# "UID:paris-2027/opening@milipol-cli".
_EDITION_IN_UID = re.compile(
    rb"^UID:(?P<edition>[a-z0-9-]+-[0-9]{4})(?:/[a-z0-9/-]*)?" + UID_END.encode(), re.MULTILINE
)


class FoundPicks(NamedTuple):
    """The picks that the ids of a file name, and the ids that are not known.

    `number_past` is how many picks were left out because their editions are over.
    """

    picks: list[Pick]
    unknown: list[LeftOut]
    number_past: int


class _Followed(NamedTuple):
    """An agenda after its entries followed the events that they were imported from.

    `changed` are the ids of the entries that changed; `not_in_notes` are events with a
    text that is not in the reader's note.
    """

    picks: Picks
    changed: list[str]
    not_in_notes: list[LeftOut]


def editions_in(raw: bytes) -> set[str]:
    """The ids of the editions in a calendar of milipol."""
    return {uid["edition"].decode() for uid in _EDITION_IN_UID.finditer(raw)}


def edition_days(
    named: EditionAsOf | None, picked: Collection[str], data: Catalog, as_of: AsOf
) -> Iterator[EditionOfEvents]:
    """The days of the named edition and of those that are picked and have dates."""
    for edition in editions_as_of(data.shows, as_of):
        is_named = named is not None and edition.id == named.id
        if not (is_named or edition.id in picked):
            continue
        if days := days_around(edition):
            address = venue_address(edition)
            yield EditionOfEvents(edition.id, edition.zone, *days, is_named, address)


def days_around(edition: EditionAsOf) -> tuple[dt.date, dt.date] | None:
    """The day before an edition and the day after it; None if it has no days."""
    start, end = edition.dates.start, edition.dates.end
    if start is None or edition.is_void:
        return None
    return start - ONE_DAY, (end or start) + ONE_DAY


def find_picks(
    contents: FileContents, data: Catalog, as_of: AsOf, *, with_past: bool
) -> FoundPicks:
    """The picks that the ids of a file name.

    Past picks of a table of `exhibitors match` are only counted unless `with_past`.
    """
    picks, unknown = _picks_named(contents, data, as_of)
    if with_past or not contents.is_matched:
        return FoundPicks(picks, unknown, 0)
    editions = editions_as_of(data.shows, as_of)
    over = {edition.id for edition in editions if edition.phase == "over"}
    to_come = [pick for pick in picks if pick.edition_id not in over]
    return FoundPicks(to_come, unknown, len(picks) - len(to_come))


def _picks_named(
    contents: FileContents, data: Catalog, as_of: AsOf
) -> tuple[list[Pick], list[LeftOut]]:
    """The picks that the ids of a file name, and the ids that are not known.

    In a list of ids, an unknown id is an error; in a calendar or a table, it is left
    out, since the file may be of somebody with other data.
    """
    if not (contents.is_calendar or contents.is_table):
        return pick_options.picks_named(contents.ids, data, as_of), []
    # Unknown ids are not looked up, since that takes long.
    known = _ids_in_data(contents, data)
    editions = editions_as_of(data.shows, as_of)
    picks: list[Pick] = []
    left_out = []
    for name in dict.fromkeys(contents.ids):
        if name not in known:
            left_out.append(LeftOut(name, "it is not in the data"))
            continue
        try:
            match = data.find(name, as_of)
            picks.append(new_picks.pick_of(match, editions, data))
        except UnknownId:
            left_out.append(LeftOut(name, "nothing was known about it yet"))
    return picks, left_out


def _ids_in_data(contents: FileContents, data: Catalog) -> set[str]:
    """The ids in the data at the editions that the ids of a file begin with.

    They are whole ids: the ids of shows and short ids are not among them.
    Calendars have no exhibitors, so their ids are only there for a table.
    """
    ids = {edition_id for edition_id, _ in data.editions()}
    named_editions = {name.partition("/")[0] for name in contents.ids} & ids
    for edition_id in named_editions:
        ids |= {part_id for part_id, _ in data.parts(edition_id)}
        if contents.is_table:
            ids |= {exhibitor_id for exhibitor_id, _ in data.exhibitor_ids(edition_id)}
    return ids


def outcome_of_import(
    contents: FileContents,
    found: FoundPicks,
    old: Picks,
    data: Catalog,
    as_of: AsOf,
    change: dt.timedelta,
    *,
    is_of_kind: bool,
) -> Outcome:
    """The agenda with the picks that a file adds or changes, and what was left out.

    Entries follow their events first; of the picks of the file, those that are there
    then are only `known`. `change` is the time needed between rooms. `is_of_kind`: the
    reader gave a kind; entries that follow their events get it, too.
    """
    followed = _follow_events(old, contents, as_of.reader_day, is_of_kind=is_of_kind)
    new, ids_there = _without_known(followed.picks, [*found.picks, *contents.picks])
    picks, added = new_picks.with_added(followed.picks, new)
    ids = (*followed.changed, *added)
    answer = outcome_of("import", ids, old, picks, as_of, data, change)
    left_out = _report_cancelled(contents.left_out, old)
    past = {"past": found.number_past} if found.number_past else {}
    return msgspec.structs.replace(
        answer,
        known=tuple(key for key in ids_there if key not in followed.changed),
        left_out=(*left_out, *followed.not_in_notes, *found.unknown),
        not_kept={**contents.not_kept, **past},
        series=tuple(contents.series),
        shows_beside=tuple(_shows_beside(answer, contents, data)),
        is_plan=bool(contents.plan),
    )


def _follow_events(
    old: Picks, contents: FileContents, updated: dt.date, *, is_of_kind: bool
) -> _Followed:
    """The agenda with entries changed as the events that they were imported from.

    Events of milipol are not followed, since they change on the agenda. Entries become
    of the kind of their events if `is_of_kind`.
    """
    # Of events that share a UID, the first one counts.
    event_by_uid: dict[str | None, Pick] = {
        event.uid: event for event in reversed(contents.picks) if event.uid in contents.foreign
    }
    picks: list[Pick] = []
    not_in_notes: list[LeftOut] = []
    for old_pick in old:
        event = event_by_uid.get(old_pick.uid)
        if event is None:
            picks.append(old_pick)
            continue
        pick = pick_after_event(old_pick, event, updated, is_of_kind=is_of_kind)
        picks.append(pick)
        if (event.note or "") not in (pick.note or ""):
            why = "its text is not in your note, which is kept"
            not_in_notes.append(LeftOut(pick.title or pick.id, why))
    pairs = zip(old, picks, strict=True)
    changed = [pick.id for old_pick, pick in pairs if pick != old_pick]
    return _Followed(tuple(picks), changed, not_in_notes)


def _report_cancelled(left_out: Iterable[LeftOut], picks: Iterable[Pick]) -> Iterator[LeftOut]:
    """The omissions; a cancelled event with how to remove its pick from the agenda.

    A cancelled date of a series is reported only if it is on the agenda.
    """
    id_by_key = {pick.key: pick.id for pick in picks}
    for event in left_out:
        if entry := id_by_key.get(event.cancelled or ""):
            remove = f"but still on your agenda: milipol agenda remove {entry}"
            yield event._replace(why=f"{event.why}, {remove}")
        elif not event.is_date:
            yield event


def _without_known(old: Iterable[Pick], picks: Iterable[Pick]) -> tuple[list[Pick], list[str]]:
    """The picks that are not on an agenda yet, each once, and the ids of the others.

    The others are those that the agenda has, with the ids that they have there: by id
    or `uid`, or for an entry by title and time. New entries without a `uid` get one.
    """
    id_by_key = {key: pick.id for pick in old for key in _keys(pick)}
    new = []
    ids_there = []
    for pick in picks:
        if ids_of_same := [id_by_key[k] for k in _keys(pick) if k in id_by_key]:
            ids_there.append(ids_of_same[0])
            continue
        id_by_key |= dict.fromkeys(_keys(pick), pick.id)  # it may come again
        uid = pick.uid or (new_picks.new_uid() if pick.is_entry else None)
        new.append(msgspec.structs.replace(pick, uid=uid))
    return new, ids_there


def _keys(pick: Pick) -> list[object]:
    """The keys that no two picks of an agenda share."""
    keys: list[object] = [] if pick.uid is None else [pick.uid]
    return [*keys, identity(pick) if pick.is_own else pick.id]


def _shows_beside(
    answer: Outcome, contents: FileContents, data: Catalog
) -> Iterator[tuple[EditionAsOf, int]]:
    """Shows to come with entries of a calendar on their days that belong to no show.

    Each comes with the number of these entries.
    """
    times = [
        pick.starts
        for pick in answer.picks
        if contents.is_calendar and pick.edition is None and pick.starts is not None
    ]
    for edition in editions_as_of(data.shows, answer.as_of):
        days = None if edition.phase == "over" else days_around(edition)
        if days is not None:
            on_days = [t.astimezone(edition.zone).date() for t in times]
            if number := sum(days[0] <= day <= days[1] for day in on_days):
                yield edition, number
