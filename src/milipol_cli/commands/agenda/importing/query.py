"""The agenda with the contents of a file: the query of `milipol agenda import`."""

import datetime as dt
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from milipol_cli.base.errors import UnknownId
from milipol_cli.commands.agenda.changes import options as pick_options
from milipol_cli.commands.agenda.changes import picks as new_picks
from milipol_cli.commands.agenda.changes.outcome import LeftOut, Outcome, outcome_of
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


def editions_in(raw: bytes) -> set[str]:
    """The ids of the editions in a calendar of milipol."""
    return {uid["edition"].decode() for uid in _EDITION_IN_UID.finditer(raw)}


def edition_days(
    named: EditionAsOf | None, picked: Collection[str], data: Catalog, as_of: AsOf
) -> Iterator[EditionOfEvents]:
    """The days of the named edition and of those that are picked and have dates."""
    for edition in editions_as_of(data.shows, as_of):
        is_named = named is not None and edition.id == named.id
        if (is_named or edition.id in picked) and (days := days_around(edition)):
            yield EditionOfEvents(edition.id, edition.zone, *days, is_named, venue_address(edition))


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

    In a list of ids, an unknown id is an error; in a calendar or a table, it is left out, since the
    file may be of somebody with other data. Past picks of a table of `exhibitors match` are only
    counted unless `with_past`.
    """
    if not (contents.is_calendar or contents.is_table):
        return FoundPicks(pick_options.picks_named(contents.ids, data, as_of), [], 0)
    # Unknown ids are not looked up, since that takes long. Of the known ones, which are whole, a
    # calendar has none of exhibitors.
    known = {edition_id for edition_id, _ in data.editions()}
    for edition_id in {name.partition("/")[0] for name in contents.ids} & known:
        known |= {part_id for part_id, _ in data.parts(edition_id)}
        if contents.is_table:
            known |= {exhibitor_id for exhibitor_id, _ in data.exhibitor_ids(edition_id)}
    editions = editions_as_of(data.shows, as_of)
    over = {edition.id for edition in editions if edition.phase == "over"}
    found = FoundPicks([], [], 0)
    for name in dict.fromkeys(contents.ids):
        if name not in known:
            found.unknown.append(LeftOut(name, "it is not in the data"))
            continue
        try:
            pick = new_picks.pick_of(data.find(name, as_of), editions, data)
        except UnknownId:
            found.unknown.append(LeftOut(name, "nothing was known about it yet"))
            continue
        if contents.is_matched and not with_past and pick.edition_id in over:
            found = found._replace(number_past=found.number_past + 1)
        else:
            found.picks.append(pick)
    return found


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

    Entries follow their events first; of the picks of the file, those that are there then are only
    `known`. `change` is the time needed between rooms. `is_of_kind`: the reader gave a kind;
    entries that follow their events get it, too.
    """
    # Events of milipol are not followed, since they change on the agenda. Of those that share a
    # UID, the first one counts.
    foreign = [event for event in contents.picks if event.uid in contents.foreign]
    event_by_uid = {event.uid: event for event in reversed(foreign)}
    followed: list[Pick] = []
    not_in_notes: list[LeftOut] = []
    for pick in old:
        event = event_by_uid.get(pick.uid)
        if event is None:
            followed.append(pick)
            continue
        updated = new_picks.pick_after_event(pick, event, as_of.reader_day, is_of_kind=is_of_kind)
        if (event.note or "") not in (updated.note or ""):
            why = "its text is not in your note, which is kept"
            not_in_notes.append(LeftOut(updated.title or updated.id, why))
        followed.append(updated)
    changed = [new.id for then, new in zip(old, followed, strict=True) if new != then]
    # Others are there, by id or `uid`, or for an entry by title and time, or come again.
    id_by_key = {key: pick.id for pick in followed for key in _keys(pick)}
    new: list[Pick] = []
    ids_there: list[str] = []
    for pick in (*found.picks, *contents.picks):
        if ids_of_same := [id_by_key[key] for key in _keys(pick) if key in id_by_key]:
            ids_there.append(ids_of_same[0])
            continue
        id_by_key |= dict.fromkeys(_keys(pick), pick.id)
        new.append(replace(pick, uid=pick.uid or (new_picks.new_uid() if pick.is_entry else None)))
    picks, added = new_picks.with_added(followed, new)
    answer = outcome_of("import", (*changed, *added), old, picks, as_of, data, change)
    past = {"past": found.number_past} if found.number_past else {}
    return replace(
        answer,
        known=tuple(pick_id for pick_id in ids_there if pick_id not in changed),
        left_out=(*_report_cancelled(contents, old), *not_in_notes, *found.unknown),
        not_kept={**contents.not_kept, **past},
        series=tuple(contents.series),
        shows_beside=tuple(_shows_beside(answer, contents, data)),
        is_plan=bool(contents.plan),
    )


def _keys(pick: Pick) -> list[object]:
    """The keys that no two picks of an agenda share."""
    keys: list[object] = [] if pick.uid is None else [pick.uid]
    return [*keys, identity(pick) if pick.is_own else pick.id]


def _report_cancelled(contents: FileContents, picks: Picks) -> Iterator[LeftOut]:
    """The omissions; a cancelled event with how to remove its pick from the agenda.

    A cancelled date of a series is reported only if it is on the agenda.
    """
    id_by_key = {pick.key: pick.id for pick in picks}
    for event in contents.left_out:
        if entry := id_by_key.get(event.cancelled or ""):
            remove = f"but still on your agenda: milipol agenda remove {entry}"
            yield event._replace(why=f"{event.why}, {remove}")
        elif not event.is_date:
            yield event


def _shows_beside(
    answer: Outcome, contents: FileContents, data: Catalog
) -> Iterator[tuple[EditionAsOf, int]]:
    """Shows to come with the number of entries of a calendar on their days that are of no show."""
    of_no_show = [pick for pick in answer.picks if contents.is_calendar and pick.edition is None]
    times = [pick.starts for pick in of_no_show if pick.starts is not None]
    for edition in editions_as_of(data.shows, answer.as_of):
        days = None if edition.phase == "over" else days_around(edition)
        on_days = [time.astimezone(edition.zone).date() for time in times]
        if days and (number := sum(days[0] <= day <= days[1] for day in on_days)):
            yield edition, number
