"""`milipol agenda add`."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
import typer

from milipol_cli.base.errors import BadInput
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_file
from milipol_cli.commands.agenda import time_options
from milipol_cli.commands.agenda.changes import new_picks, pick_options
from milipol_cli.commands.agenda.changes.deadlines import new_deadline
from milipol_cli.commands.agenda.changes.outcome import outcome_of
from milipol_cli.commands.agenda.changes.outcome_lines import print_outcome, refuse_unfit
from milipol_cli.commands.agenda.changes.pick_edits import edited_pick
from milipol_cli.commands.agenda.changes.pick_times import Clocks, NewTime
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.load.ids import edition_named
from milipol_cli.network.model.picks import Pick
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
    at: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN",
            help="Date or time of the entry or meeting, like 'tomorrow 15:30' or 15:30.",
        ),
    ] = None,
    minutes: Annotated[
        str | None,
        typer.Option(metavar="N|TIME", help="Length, like 90 or 8h (default for meetings: 30)."),
    ] = None,
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
    _refuse_unfit_options(
        is_own=own is not None,
        ids=ids or (),
        times={"--at": at, "--before": before, "--minutes": minutes, "--until": until},
        of_own={"--edition": edition, "--kind": kind, "--company": company},
    )
    texts = {"--own": own, "--place": place, "--note": note, "--company": company}
    pick_options.refuse_unwritable(texts)
    offsets = options.alarm_offsets(alarm, no_alarm=no_alarm)
    pause = options.length(change, "--change")
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    with pick_options.hint_at_quotes(texts if own or len(ids or ()) > 1 else {}):
        new = pick_options.picks_named(ids or [], data, as_of)
    if own is None and (at or place):  # they are of a visit, which has an edition
        visit = _only_visit(new)
        new = [pick_options.with_place(visit, place) if place else visit]
        edition = visit.edition_id
    its_edition = edition_named(edition, data, as_of) if edition else None
    clocks, time = Clocks(), NewTime()
    if at is not None:
        time, clocks = pick_options.time_named(at, its_edition, tz, data, as_of)
        time = time._replace(
            until=pick_options.last_day_named(until, as_of),
            minutes=pick_options.minutes_named(minutes),
        )
        if own is None:  # the visit becomes a meeting
            new = [edited_pick(new[0], {}, time, as_of.reader_day)]
    if own is not None:
        fields: dict[str, Any] = {
            "place": place,
            "company": pick_options.company_named(company, its_edition, data, as_of),
            "uid": new_picks.new_uid(),
            "updated": as_of.reader_day,
        }
        new.append(_own_entry(own, kind, before, time, its_edition, **fields))
    # A note and alarms are for everything that is added.
    values: dict[str, Any] = {"note": note}
    if offsets is not None:
        values["alarm"] = tuple(offset.written for offset in offsets)
    new = [msgspec.structs.replace(pick, **values) for pick in new]
    with open_to_change(agenda_file(), "add") as (old, write):
        picks, added = new_picks.with_added(old, new)
        answer = outcome_of("add", added, old, picks, as_of, data, pause, clocks)
        refuse_unfit(answer, offsets, "added", if_free=if_free)
        write(picks)
    print_outcome(answer, data, json=json)


def _only_visit(picks: Sequence[Pick]) -> Pick:
    """The visit to an exhibitor, which may have a time and a place; none beside it."""
    if len(picks) > 1 or not picks[0].is_exhibitor:
        raise BadInput("--at and --place need --own TITLE, or one exhibitor's id")
    return picks[0]


def _own_entry(
    title: str,
    kind: str | None,
    before: str | None,
    time: NewTime,
    edition: EditionAsOf | None,
    **fields: Any,
) -> Pick:
    """A new entry with its usual alarms; a deadline if it is `before` an edition.

    Without a kind, it is a meeting. Raises BadInput for a time that it cannot have.
    """
    if before is not None:
        entry = new_deadline(title, before, edition, **fields)
    else:
        asked_kind = pick_options.own_kind(kind or "meeting")
        fields["edition"] = edition.id if edition else None
        entry = new_picks.own_entry(title, time, asked_kind, **fields)
    return msgspec.structs.replace(entry, alarm=entry.usual_alarms)


def _refuse_unfit_options(
    *,
    is_own: bool,
    ids: Sequence[str],
    times: Mapping[str, str | None],
    of_own: Mapping[str, str | None],
) -> None:
    """Raises BadInput for options that do not go together, or if one is missing.

    Both mappings are values by option, like {"--at": "15:30", "--before": None}. The
    options in `of_own` need --own.
    """
    at, before, until = times["--at"], times["--before"], times["--until"]
    if not ids and not is_own:
        raise BadInput("nothing to add; expected an id like paris-2027, or --own TITLE")
    if is_own and at is None and before is None:
        raise BadInput("--at: missing; expected a date or a time, like 2027-11-16")
    if not is_own:
        values_of_own = {**of_own, "--before": before, "--until": until}
        for option, value in values_of_own.items():
            if value is not None:
                raise BadInput(f"{option}: needs --own TITLE")
    if times["--minutes"] is not None and at is None:
        raise BadInput("--minutes: needs a time in --at")
    if before is not None:
        if at is not None or until is not None:
            raise BadInput("--before cannot be used with --at or --until")
        if of_own["--kind"] not in (None, "deadline"):
            raise BadInput("--before: only a deadline moves with its show")
