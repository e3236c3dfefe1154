"""`milipol agenda edit`."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from milipol_cli.agenda import changing, report, shared
from milipol_cli.agenda.done import Edited
from milipol_cli.agenda.edits import Edit, edited
from milipol_cli.agenda.new_picks import refuse_twin
from milipol_cli.agenda.remove import find_id
from milipol_cli.cli import alarms, environment, options
from milipol_cli.cli.agenda import agenda_file, pick_ids
from milipol_cli.errors import BadInput
from milipol_cli.network.as_of import AsOf, read_as_of, with_name
from milipol_cli.network.load import Catalog
from milipol_cli.network.when import day_named, when_named
from milipol_cli.picks.changes import change_picks
from milipol_cli.picks.file import Picks
from milipol_cli.picks.model import Pick

SHORT_HELP = "Change an entry of your own, or a note or alarms."

HELP = """Change an entry of your own, a meeting at a stand, or the note and the alarms
    of any pick. An empty text clears a note, place or edition, --alarm "" brings back
    the usual alarms. The id stays. What changed is reported, with the conflicts.

    \b
      milipol agenda edit meet-acme --at 2027-11-17T16:00 --minutes 45
      milipol agenda edit agenda/hotel --until 2027-11-20 --note ""
      milipol agenda edit raid-demonstration --note "ask about drones" --alarm 1h
    """


def edit(
    pick_id: Annotated[
        str,
        typer.Argument(
            metavar="ID", autocompletion=pick_ids, help="A pick as the agenda shows it."
        ),
    ],
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Its new title.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(metavar="WHEN", help="Its new date or time.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="WHEN", help="Its new last day.")
    ] = None,
    minutes: Annotated[
        str | None, typer.Option(metavar="N", help="Its new length in minutes.")
    ] = None,
    edition: changing.Edition = None,
    place: changing.Place = None,
    note: changing.Note = None,
    alarm: alarms.Alarm = None,
    no_alarm: changing.NoAlarm = False,
    if_free: Annotated[
        bool,
        typer.Option("--if-free", help="Change nothing if it overlaps or may overlap."),
    ] = False,
    change: shared.Change = shared.CHANGE,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    given = (title, at, until, minutes, edition, place, note, alarm, no_alarm or None)
    if all(value is None for value in given):
        raise BadInput("nothing to change; expected an option, like --at or --note")
    changing.refuse_unwritable("--title", title)
    for option, text in (("--place", place), ("--note", note)):
        changing.refuse_unwritable(option, text or None)
    has_usual_alarms = alarm == [""]
    offsets = alarms.alarm_offsets(
        None if has_usual_alarms else alarm, no_alarm=no_alarm
    )
    pause = options.length(change, "--change")
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    edition_id = edition and changing.edition_named(edition, data, as_of).id
    asked = Edit(
        title=title,
        until=None if until is None else day_named(until, "--until", as_of.reader_day),
        minutes=options.count(minutes, "--minutes"),
        edition=edition_id,
        place=place,
        note=note,
        alarm=None if offsets is None else tuple(each.written for each in offsets),
        alarm_is_given=has_usual_alarms or offsets is not None,
    )
    path = agenda_file()
    answers: list[Edited] = []

    def with_edit(old: Picks) -> Sequence[Pick]:
        key = find_id(old, pick_id, as_of)
        pick = next(pick for pick in old if pick.id == key)
        wanted = asked
        if at is not None:
            zone = _zone(pick, edition_id, tz, data, as_of)
            today = as_of.day_at(zone)
            when = when_named(at, "--at", today, zone, takes_clock=True)
            if isinstance(when, dt.datetime):
                zone = with_name(zone)
            wanted = asked._replace(at=when, zone=zone)
        new = edited(pick, wanted, as_of.reader_day)
        if asked.alarm_is_given and new.is_visit:
            raise BadInput("--alarm: a visit has none; give it a time with --at")
        if new.is_own and (wanted.title or wanted.of_time):
            refuse_twin("changed", [each for each in old if each.id != key], new)
        all_picks = tuple(new if each.id == key else each for each in old)
        before, after = changing.before_and_after(old, all_picks, data, as_of, pause)
        done = Edited(
            as_of=as_of, file=str(path), ids=(key,), before=before, agenda=after
        )
        changing.refuse_unfit(done, offsets, "changed", if_free=if_free)
        answers.append(done)
        return all_picks

    change_picks(path, with_edit)
    done = answers[-1]
    report.warn_of_other_days(done)
    changing.answer(done, data, report.edited, json=json)


def _zone(
    pick: Pick, edition_id: str | None, tz: str | None, data: Catalog, as_of: AsOf
) -> ZoneInfo:
    """The time zone of a new time: that of the edition, else --tz, else the old one."""
    belongs_to = pick.edition_id if edition_id is None else edition_id
    if belongs_to and (pick.is_own or pick.is_exhibitor):
        return changing.edition_named(belongs_to, data, as_of).zone
    if tz is None and pick.zone is not None:
        return pick.zone
    return changing.zone_of(tz)
