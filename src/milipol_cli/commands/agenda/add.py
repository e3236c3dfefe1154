"""`milipol agenda add`."""

from typing import Annotated, Any

import typer
from msgspec.structs import replace

from milipol_cli.base.errors import BadInput
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_file
from milipol_cli.commands.agenda import time_options
from milipol_cli.commands.agenda.changes import options as pick_options
from milipol_cli.commands.agenda.changes import picks as changes
from milipol_cli.commands.agenda.changes.outcome import outcome_of, print_outcome, refuse_unfit
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.load.ids import edition_named
from milipol_cli.network.when import day_named
from milipol_cli.picks.write import open_to_change

app = options.command()

HELP = """Add sessions, days, editions or exhibitors to your agenda, or your own entry.
    Conflicts are reported, and the pick is kept; with --if-free, a pick that overlaps
    or may overlap is not added. An exhibitor is added as a visit without a time, or,
    with --at, as a meeting at the stand. An entry without --kind is a meeting.

    \b
      milipol agenda add raid-demonstration paris-2023/2023-11-17
      milipol agenda add paris-2027 --alarm 4w --note "book the hotel"
      milipol agenda add paris-2025/exhibitors/thales --at 2025-11-19T10:00 \\
                         --minutes 30
      milipol agenda add --own "Order power" --at 2027-09-30 --kind deadline
      milipol agenda add --own "Order power" --before 8w --edition paris-2027
    """

AT = typer.Option(
    metavar="WHEN", help="Date or time of the entry or meeting, like 'tomorrow 15:30' or 15:30."
)
MINUTES = typer.Option(metavar="N|TIME", help="Length, like 90 or 8h (default for meetings: 30).")


@app.command(help=HELP)
def add(
    ids: Annotated[
        list[str] | None,
        options.ids(
            "[ID]...", "Sessions, days, editions or exhibitors; a show means its next edition."
        ),
    ] = None,
    own: Annotated[
        str | None,
        typer.Option("--own", metavar="TITLE", help="Add your own entry with this title."),
    ] = None,
    at: Annotated[str | None, AT] = None,
    minutes: Annotated[str | None, MINUTES] = None,
    until: Annotated[
        str | None, typer.Option(metavar="WHEN", help="Last day, if --at is a date.")
    ] = None,
    edition: pick_options.Edition = None,
    kind: pick_options.Kind = None,
    before: pick_options.Before = None,
    company: pick_options.Company = None,
    place: pick_options.Place = None,
    note: pick_options.Note = None,
    alarm: options.Alarm = None,
    no_alarm: pick_options.NoAlarm = False,
    if_free: Annotated[
        bool, typer.Option("--if-free", help="Do not add picks that overlap or may overlap.")
    ] = False,
    change: time_options.Change = time_options.CHANGE,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    ids = ids or []
    if not ids and own is None:
        raise BadInput("nothing to add; expected an id like paris-2027, or --own TITLE")
    if own is not None and at is None and before is None:
        raise BadInput("--at: missing; expected a date or a time, like 2027-11-16")
    of_own = {
        "edition": edition,
        "kind": kind,
        "company": company,
        "before": before,
        "until": until,
    }
    for name, value in of_own.items() if own is None else ():
        if value is not None:
            raise BadInput(f"--{name}: needs --own TITLE")
    if minutes is not None and at is None:
        raise BadInput("--minutes: needs a time in --at")
    if before is not None and (at is not None or until is not None):
        raise BadInput("--before cannot be used with --at or --until")
    if before is not None and kind not in (None, "deadline"):
        raise BadInput("--before: only a deadline moves with its show")
    texts = {"--own": own, "--place": place, "--note": note, "--company": company}
    pick_options.refuse_unwritable(texts)
    offsets = options.alarm_offsets(alarm, no_alarm=no_alarm)
    pause = options.length(change, "--change")
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    with pick_options.hint_at_quotes(texts if own or len(ids) > 1 else {}):
        new = pick_options.picks_named(ids, data, as_of)
    if own is None and (at or place):  # they are of a visit, which has an edition
        if len(new) > 1 or not new[0].is_exhibitor:
            raise BadInput("--at and --place need --own TITLE, or one exhibitor's id")
        new = [pick_options.with_place(new[0], place)] if place else new
        edition = new[0].edition_id
    its_edition = edition_named(edition, data, as_of) if edition else None
    clocks, time = changes.Clocks(), changes.NewTime()
    if at is not None:
        time, clocks = pick_options.time_named(at, its_edition, tz, data, as_of)
        last = None if until is None else day_named(until, "--until", as_of.reader_day)
        time = time._replace(until=last, minutes=pick_options.minutes_named(minutes))
    if own is not None:
        fields: dict[str, Any] = {
            "place": place,
            "company": pick_options.company_named(company, its_edition, data, as_of),
            "uid": changes.new_uid(),
            "updated": as_of.reader_day,
        }
        if before is not None:
            entry = changes.new_deadline(own, before, its_edition, **fields)
        else:
            fields["edition"] = its_edition.id if its_edition else None
            entry = changes.own_entry(own, time, pick_options.own_kind(kind or "meeting"), **fields)
        new.append(replace(entry, alarm=entry.usual_alarms))
    elif at is not None:  # the visit becomes a meeting
        new = [changes.edited_pick(new[0], {}, time, as_of.reader_day)]
    # A note and alarms are for everything that is added.
    values: dict[str, Any] = {"note": note}
    if offsets is not None:
        values["alarm"] = tuple(offset.written for offset in offsets)
    new = [replace(pick, **values) for pick in new]
    with open_to_change(agenda_file(), "add") as (old, write):
        picks, added = changes.with_added(old, new)
        answer = outcome_of("add", added, old, picks, as_of, data, pause, clocks)
        refuse_unfit(answer, offsets, "added", if_free=if_free)
        write(picks)
    print_outcome(answer, data, json=json)
