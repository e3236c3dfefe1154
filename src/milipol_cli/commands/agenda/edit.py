"""`milipol agenda edit`."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
import typer

from milipol_cli.base.errors import BadInput
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_file, done_ids
from milipol_cli.commands.agenda import time_options
from milipol_cli.commands.agenda.changes import pick_options
from milipol_cli.commands.agenda.changes.deadlines import deadline_fields
from milipol_cli.commands.agenda.changes.follow_up_edits import (
    follow_up_named,
    split_values,
    with_changed_item,
    with_follow_up,
)
from milipol_cli.commands.agenda.changes.new_picks import identities, refuse_twin
from milipol_cli.commands.agenda.changes.outcome import outcome_of
from milipol_cli.commands.agenda.changes.outcome_lines import print_outcome, refuse_unfit
from milipol_cli.commands.agenda.changes.pick_edits import edited_pick
from milipol_cli.commands.agenda.changes.pick_times import Clocks, NewTime
from milipol_cli.ics.events import AlarmOffset
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.ids import edition_named
from milipol_cli.network.model.picks import FollowUp, Pick, Picks, kind_fields
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
    pick_options.refuse_unwritable(
        {
            "--title": title,
            "--place": place or None,
            "--note": note or None,
            "--company": company or None,
        }
    )
    resets_alarms = alarm == [""]
    offsets = options.alarm_offsets(None if resets_alarms else alarm, no_alarm=no_alarm)
    pause = options.length(change, "--change")
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    new_edition = edition_named(edition, data, as_of) if edition else None
    edition_id = new_edition.id if new_edition else edition
    texts = {"title": title, "edition": edition_id, "place": place, "note": note}
    values = _values_given({**texts, "company": company}, kind, offsets)
    values |= pick_options.visit_values(met, follow_up, by, as_of)
    time = NewTime(
        until=pick_options.last_day_named(until, as_of), minutes=pick_options.minutes_named(minutes)
    )
    with open_to_change(agenda_file(), "edit") as (old, write):
        pick, item = _pick_or_follow_up(old, pick_id, as_of)
        clocks = Clocks()
        if new_edition is not None and at is None:
            at, tz = _time_kept_on_clock(pick), None
        # A time, a deadline and a company depend on the edition that the pick has.
        needs_edition = edition is None and bool(at or before or company)
        its_edition = _edition_of(pick, data, as_of) if needs_edition else new_edition
        if at is not None:
            named, clocks = pick_options.time_named(at, its_edition, tz, data, as_of, pick)
            time = time._replace(at=named.at, zone=named.zone)
        elif before is not None or (new_edition and pick.before):  # it moves with that
            values |= deadline_fields(before or pick.before or "", its_edition)
        if company:
            values["company"] = pick_options.company_named(company, its_edition, data, as_of)
        if place and pick.is_exhibitor:
            _refuse_place(pick, place, data, as_of)
        new = _with_values(pick, item, values, time, old, as_of)
        is_other = kind is not None or time != NewTime()
        if offsets is None and (resets_alarms or _has_usual_alarms(pick, is_other)):
            new = msgspec.structs.replace(new, alarm=new.usual_alarms)
        if title or time != NewTime():
            _refuse_twin(new, old)
        picks = [new if other.id == pick.id else other for other in old]
        answer = outcome_of("edit", (pick.id,), old, picks, as_of, data, pause, clocks)
        refuse_unfit(answer, offsets, "changed", if_free=if_free)
        write(picks)
    print_outcome(answer, data, json=json)


def _values_given(
    texts: Mapping[str, str | None], kind: str | None, offsets: Sequence[AlarmOffset] | None
) -> dict[str, Any]:
    """The values of a pick that options give, by their fields; "" clears a text.

    An option that is not given has no value here, so that the pick keeps its own.
    """
    values: dict[str, Any] = {
        name: text or None for name, text in texts.items() if text is not None
    }
    if kind is not None:
        values |= kind_fields(pick_options.own_kind(kind))
    if offsets is not None:
        values["alarm"] = tuple(offset.written for offset in offsets)
    return values


def _pick_or_follow_up(picks: Picks, name: str, as_of: AsOf) -> tuple[Pick, FollowUp | None]:
    """The pick that an id names; for the id of a follow-up, its pick and itself.

    Raises UnknownId.
    """
    found = follow_up_named(picks, name)
    if found:
        return found
    pick_id = pick_options.id_in(picks, name, as_of)
    return next(pick for pick in picks if pick.id == pick_id), None


def _refuse_place(visit: Pick, place: str, data: Catalog, as_of: AsOf) -> None:
    """Raises BadInput for a place of a visit if the list has a stand for it."""
    (listed,) = pick_options.picks_named([visit.id], data, as_of)
    pick_options.with_place(listed, place)


def _has_usual_alarms(pick: Pick, is_other: bool) -> bool:
    """Whether a pick has its usual alarms, so that it gets those of what it becomes.

    Picks of milipol 3.0 have no alarms written; they get them only if the kind or the
    time `is_other` than before.
    """
    return (pick.alarm is None and is_other) or pick.alarm == pick.usual_alarms


def _refuse_twin(new: Pick, old: Picks) -> None:
    """Raises BadInput for an entry with the title and time of another one."""
    others = (pick for pick in old if pick.id != new.id)
    if new.is_own:
        refuse_twin("changed", new, identities(others))


def _time_kept_on_clock(pick: Pick) -> str | None:
    """The time that an entry keeps if it gets an edition elsewhere: 10:00 stays 10:00.

    None for a pick without a time, and for an imported event, which keeps its moment.
    """
    if pick.at is None or pick.zone is None or not pick.is_own or pick.is_imported:
        return None
    return at_in_zone(pick.at, pick.zone).replace(tzinfo=None, fold=0).isoformat()


def _edition_of(pick: Pick, data: Catalog, as_of: AsOf) -> EditionAsOf | None:
    """The edition of a pick; None for an entry of no show."""
    if pick.edition_id is None:
        return None
    return edition_named(pick.edition_id, data, as_of)


def _with_values(
    pick: Pick,
    item: FollowUp | None,
    values: dict[str, Any],
    time: NewTime,
    picks: Picks,
    as_of: AsOf,
) -> Pick:
    """The pick with these values and at this time; with an item, a follow-up with them.

    Raises BadInput for values that the pick or the follow-up cannot have.
    """
    own, of_item = split_values(values)
    if item is None:
        new = edited_pick(pick, own, time, as_of.reader_day)
        return with_follow_up(new, of_item, picks, adds=False)
    if own or time != NewTime():
        raise BadInput(f"{item.id}: is a follow-up; use only --follow-up and --by")
    return with_changed_item(pick, item, of_item)
