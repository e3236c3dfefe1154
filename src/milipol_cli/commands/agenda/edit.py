"""`milipol agenda edit`."""

from typing import Annotated, Any

import typer
from msgspec.structs import replace

from milipol_cli.base.errors import BadInput
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_file, done_ids
from milipol_cli.commands.agenda import time_options
from milipol_cli.commands.agenda.changes import options as pick_options
from milipol_cli.commands.agenda.changes import picks as changes
from milipol_cli.commands.agenda.changes.outcome import outcome_of, print_outcome, refuse_unfit
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.load.ids import edition_named
from milipol_cli.network.model.picks import FollowUp, Pick, kind_fields
from milipol_cli.network.when import day_named
from milipol_cli.picks.as_of import at_in_zone
from milipol_cli.picks.write import open_to_change

app = options.command()

HELP = """Change your own entry, a meeting at a stand, the note and alarms of any pick,
    or your notes on a visit; --met replaces all people. A follow-up has its own id; use
    it if a pick has several. An empty text clears a note, place, edition, person or
    follow-up; --alarm "" restores the default alarms. The id stays the same. Changes
    and conflicts are reported.

    \b
      milipol agenda edit meet-acme --at 2027-11-17T16:00 --minutes 45
      milipol agenda edit agenda/hotel --until 2027-11-20 --note ""
      milipol agenda edit raid-demonstration --note "ask about drones" --alarm 1h
    """


@app.command(help=HELP)
def edit(
    pick_id: Annotated[
        str,
        typer.Argument(
            metavar="ID", autocompletion=done_ids, help="Id of a pick or follow-up on your agenda."
        ),
    ],
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="New title.")] = None,
    at: Annotated[str | None, typer.Option(metavar="WHEN", help="New date or time.")] = None,
    until: Annotated[str | None, typer.Option(metavar="WHEN", help="New last day.")] = None,
    minutes: Annotated[
        str | None, typer.Option(metavar="N|TIME", help="New length, like 90 or 8h.")
    ] = None,
    kind: pick_options.Kind = None,
    edition: pick_options.Edition = None,
    before: pick_options.Before = None,
    company: pick_options.Company = None,
    place: pick_options.Place = None,
    note: pick_options.Note = None,
    met: pick_options.Met = None,
    follow_up: pick_options.FollowUp = None,
    by: pick_options.By = None,
    alarm: options.Alarm = None,
    no_alarm: pick_options.NoAlarm = False,
    if_free: Annotated[
        bool, typer.Option("--if-free", help="Change nothing if it overlaps or may overlap.")
    ] = False,
    change: time_options.Change = time_options.CHANGE,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    given = (title, at, until, minutes, kind, edition, place, note, alarm)
    more = (before, company, met, follow_up, by)
    if all(value is None for value in (*given, *more)) and not no_alarm:
        raise BadInput("nothing to change; expected an option, like --at or --note")
    pick_options.refuse_unwritable({"--title": title})
    clearable = {"--place": place, "--note": note, "--company": company}
    pick_options.refuse_unwritable({option: text or None for option, text in clearable.items()})
    resets_alarms = alarm == [""]
    offsets = options.alarm_offsets(None if resets_alarms else alarm, no_alarm=no_alarm)
    pause = options.length(change, "--change")
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    new_edition = edition_named(edition, data, as_of) if edition else None
    edition_id = new_edition.id if new_edition else edition
    texts = {
        "title": title,
        "edition": edition_id,
        "place": place,
        "note": note,
        "company": company,
    }
    # What is not given has no value here, so that the pick keeps its own; "" clears a text.
    values: dict[str, Any] = {
        name: text or None for name, text in texts.items() if text is not None
    }
    if kind is not None:
        values |= kind_fields(pick_options.own_kind(kind))
    if offsets is not None:
        values["alarm"] = tuple(offset.written for offset in offsets)
    values |= pick_options.visit_values(met, follow_up, by, as_of)
    last = None if until is None else day_named(until, "--until", as_of.reader_day)
    time = changes.NewTime(until=last, minutes=pick_options.minutes_named(minutes))
    clocks = changes.Clocks()
    with open_to_change(agenda_file(), "edit") as (old, write):
        pick: Pick
        item: FollowUp | None
        if found := changes.follow_up_named(old, pick_id):
            pick, item = found
        else:
            full_id = pick_options.id_in(old, pick_id, as_of)
            pick, item = next(each for each in old if each.id == full_id), None
        # At a new edition 10:00 stays 10:00, but an imported event keeps its moment.
        keeps_clock = (
            pick.is_own and not pick.is_imported and at is None and new_edition is not None
        )
        if keeps_clock and pick.at is not None and pick.zone is not None:
            at, tz = at_in_zone(pick.at, pick.zone).replace(tzinfo=None, fold=0).isoformat(), None
        # A time, a deadline and a company depend on the edition that the pick has.
        its_edition = new_edition
        if edition is None and (at or before or company) and pick.edition_id is not None:
            its_edition = edition_named(pick.edition_id, data, as_of)
        if at is not None:
            named, clocks = pick_options.time_named(at, its_edition, tz, data, as_of, pick)
            time = time._replace(at=named.at, zone=named.zone)
        elif before is not None or (new_edition and pick.before):  # it moves with that
            values |= changes.deadline_fields(before or pick.before or "", its_edition)
        if company:
            values["company"] = pick_options.company_named(company, its_edition, data, as_of)
        if place and pick.is_exhibitor:  # only if the list has no stand for it
            (listed,) = pick_options.picks_named([pick.id], data, as_of)
            pick_options.with_place(listed, place)
        is_moved = time != changes.NewTime()
        of_pick, of_item = changes.split_values(values)
        if item is None:
            new = changes.edited_pick(pick, of_pick, time, as_of.reader_day)
            new = changes.with_follow_up(new, of_item, old, adds=False)
        elif of_pick or is_moved:
            raise BadInput(f"{item.id}: is a follow-up; use only --follow-up and --by")
        else:
            new = changes.with_changed_item(pick, item, of_item)
        # Usual alarms become those of what it is now. Picks of milipol 3.0 have none written, and
        # get them only if their kind or time differs.
        had_usual = pick.alarm == pick.usual_alarms or (pick.alarm is None and (kind or is_moved))
        if offsets is None and (resets_alarms or had_usual):
            new = replace(new, alarm=new.usual_alarms)
        if new.is_own and (title or is_moved):
            others = (other for other in old if other.id != new.id)
            changes.refuse_twin("changed", new, changes.identities(others))
        picks = [new if other.id == pick.id else other for other in old]
        answer = outcome_of("edit", (pick.id,), old, picks, as_of, data, pause, clocks)
        refuse_unfit(answer, offsets, "changed", if_free=if_free)
        write(picks)
    print_outcome(answer, data, json=json)
