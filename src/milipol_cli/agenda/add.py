"""`milipol agenda add`."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, get_args

import typer

from milipol_cli.agenda import changing, new_picks, report, shared
from milipol_cli.agenda.done import Added
from milipol_cli.cli import alarms, environment, options
from milipol_cli.cli.agenda import agenda_file
from milipol_cli.errors import BadInput, one_of
from milipol_cli.network.as_of import (
    AsOf,
    read_as_of,
    with_name,
)
from milipol_cli.network.load import Catalog
from milipol_cli.network.when import day_named, when_named
from milipol_cli.picks.changes import change_picks
from milipol_cli.picks.file import Picks
from milipol_cli.picks.model import OwnKind, Pick

SHORT_HELP = "Add sessions, days, editions, exhibitors or your own entries."

HELP = """Add sessions, days, editions or exhibitors to your agenda, or an entry of your
    own. Conflicts are reported, and the pick is kept; with --if-free, a pick that
    overlaps or may overlap is not added. An exhibitor is a visit without a time; with
    --at, it is a meeting at the stand.

    \b
      milipol agenda add raid-demonstration paris-2023/2023-11-17
      milipol agenda add paris-2027 --alarm 4w --note "book the hotel"
      milipol agenda add paris-2025/exhibitors/thales --at 2025-11-19T10:00 \\
                         --minutes 30
      milipol agenda add --own "Order power" --at 2027-09-30 --kind deadline
    """


def _kinds(incomplete: str) -> list[str]:
    return [kind for kind in get_args(OwnKind) if kind.startswith(incomplete)]


def add(
    ids: Annotated[
        list[str] | None,
        options.ids(
            "[ID]...",
            "Sessions, days, editions or exhibitors; the id of a show means its next"
            " edition.",
        ),
    ] = None,
    own: Annotated[
        str | None,
        typer.Option(
            "--own", metavar="TITLE", help="The title of an entry of your own."
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN",
            help="Its date or time, like 'tomorrow 15:30' or 15:30, or that of a"
            " meeting.",
        ),
    ] = None,
    minutes: Annotated[
        str | None,
        typer.Option(
            metavar="N", help="Its length in minutes; 30 for a meeting without it."
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="WHEN", help="Its last day, after a date.")
    ] = None,
    edition: changing.Edition = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            autocompletion=_kinds,
            help=f"{', '.join(get_args(OwnKind))}; meeting by default.",
        ),
    ] = None,
    place: changing.Place = None,
    note: changing.Note = None,
    alarm: alarms.Alarm = None,
    no_alarm: changing.NoAlarm = False,
    if_free: Annotated[
        bool,
        typer.Option("--if-free", help="Do not add picks that overlap or may overlap."),
    ] = False,
    change: shared.Change = shared.CHANGE,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    _refuse_incomplete(ids, own, at, minutes, edition or kind or place or until)
    for option, text in (("--own", own), ("--place", place), ("--note", note)):
        changing.refuse_unwritable(option, text)
    offsets = alarms.alarm_offsets(alarm, no_alarm=no_alarm)
    pause = options.length(change, "--change")
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    new = changing.picks_named(ids or [], data, as_of)
    if own is None and at is not None:
        new = [_meeting(new, at, minutes, data, as_of)]
    if own is not None:
        assert at is not None  # else refused above
        belongs_to = (
            None if edition is None else changing.edition_named(edition, data, as_of)
        )
        zone = changing.zone_of(tz) if belongs_to is None else belongs_to.zone
        when = when_named(at, "--at", as_of.day_at(zone), zone, takes_clock=True)
        new.append(
            new_picks.own_entry(
                own,
                when,
                with_name(zone) if isinstance(when, dt.datetime) else zone,
                kind=_own_kind(kind),
                minutes=options.count(minutes, "--minutes"),
                until=None
                if until is None
                else day_named(until, "--until", as_of.reader_day),
                edition=None if belongs_to is None else belongs_to.id,
                place=place,
                uid=new_picks.new_uid(),
                updated=as_of.reader_day,
            )
        )
    texts = None if offsets is None else tuple(each.written for each in offsets)
    new = [new_picks.annotated(pick, note, texts) for pick in new]
    path = agenda_file()
    answers: list[Added] = []

    def with_new(old: Picks) -> Sequence[Pick]:
        all_picks, ids = new_picks.with_added(old, new)
        before, after = changing.before_and_after(old, all_picks, data, as_of, pause)
        done = Added(
            as_of=as_of, file=str(path), ids=tuple(ids), before=before, agenda=after
        )
        if offsets and any(pick.pick.is_visit for pick in done.picks):
            raise BadInput("--alarm: a visit has none; give it a time with --at")
        changing.refuse_unfit(done, offsets, "added", if_free=if_free)
        answers.append(done)
        return all_picks

    change_picks(path, with_new)
    done = answers[-1]
    report.warn_of_other_days(done)
    changing.answer(done, data, report.added, json=json)


def _meeting(
    picks: Sequence[Pick], at: str, minutes: str | None, data: Catalog, as_of: AsOf
) -> Pick:
    """The exhibitor among picks at a time, in the time zone of its edition."""
    visit = picks[0]
    if len(picks) > 1 or not visit.is_exhibitor:
        raise BadInput("--at: needs --own TITLE, or the id of one exhibitor")
    zone = changing.edition_named(visit.edition_id or "", data, as_of).zone
    when = when_named(at, "--at", as_of.day_at(zone), zone, takes_clock=True)
    if not isinstance(when, dt.datetime):
        raise BadInput(f"--at {at!r}: a date; expected a time, like {when}T10:00")
    return new_picks.meeting(
        visit,
        when,
        zone,
        minutes=options.count(minutes, "--minutes"),
        uid=new_picks.new_uid(),
        updated=as_of.reader_day,
    )


def _refuse_incomplete(
    ids: Sequence[str] | None,
    own: str | None,
    at: str | None,
    minutes: str | None,
    more: str | None,
) -> None:
    """Refuse options that do not go together, or that lack another one."""
    if not ids and own is None:
        raise BadInput("nothing to add; expected an id like paris-2027, or --own TITLE")
    if own is not None and at is None:
        raise BadInput("--at: missing; expected a date or a time, like 2027-11-16")
    if own is None and more:
        raise BadInput("--edition, --kind, --place and --until need --own TITLE")
    if minutes is not None and at is None:
        raise BadInput("--minutes: needs a time in --at")


def _own_kind(name: str | None) -> OwnKind:
    kinds: tuple[OwnKind, ...] = get_args(OwnKind)
    for kind in kinds:
        if name in (kind, None):
            return kind
    raise BadInput(f"--kind {name!r}: no such kind; expected {one_of(kinds)}")
