"""`milipol agenda add`."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, TypeVar, get_args
from zoneinfo import ZoneInfo

import msgspec
import typer

from milipol_cli.agenda import new_picks, report, shared
from milipol_cli.agenda.done import Added, EventOfPick
from milipol_cli.cli import alarms, completion, environment, options
from milipol_cli.cli.agenda import agenda_file
from milipol_cli.cli.several import all_named
from milipol_cli.errors import BadInput, Overlapping, UnknownId, one_of
from milipol_cli.ics.alarms import unmet_offsets
from milipol_cli.ics.events import UID_END
from milipol_cli.look import output, streams
from milipol_cli.network.as_of import (
    AsOf,
    read_as_of,
    system_zone,
    with_name,
    zone_named,
)
from milipol_cli.network.editions import EditionAsOf, edition_as_of, editions_as_of
from milipol_cli.network.finding import edition_of
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.model.kinds import MOST_CHARACTERS
from milipol_cli.network.when import day_named, when_named
from milipol_cli.picks.as_of import PickAsOf
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


AnyAdded = TypeVar("AnyAdded", bound=Added)


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
    edition: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            autocompletion=completion.ids,
            help="The edition it belongs to; --at is then in its time zone.",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            autocompletion=_kinds,
            help=f"{', '.join(get_args(OwnKind))}; meeting by default.",
        ),
    ] = None,
    place: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Its room, hall or stand.")
    ] = None,
    note: Annotated[
        str | None, typer.Option(metavar="TEXT", help="A note to yourself.")
    ] = None,
    alarm: alarms.Alarm = None,
    no_alarm: Annotated[
        bool, typer.Option("--no-alarm", help="Export it without alarms.")
    ] = False,
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
        refuse_unwritable(option, text)
    offsets = alarms.alarm_offsets(alarm, no_alarm=no_alarm)
    pause = options.length(change, "--change")
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    new = picks_named(ids or [], data, as_of)
    if own is None and at is not None:
        new = [_meeting(new, at, minutes, data, as_of)]
    if own is not None:
        assert at is not None  # else refused above
        belongs_to = None if edition is None else edition_named(edition, data, as_of)
        zone = zone_of(tz) if belongs_to is None else belongs_to.zone
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
        before, after = (
            shared.agenda_of(some, data, as_of, change=pause, gap=pause)
            for some in (old, all_picks)
        )
        done = Added(
            as_of=as_of, file=str(path), ids=tuple(ids), before=before, agenda=after
        )
        if offsets and any(pick.pick.is_visit for pick in done.picks):
            raise BadInput("--alarm: a visit has none; give it a time with --at")
        unmet_offsets(offsets or (), starts_of(done.picks), as_of)
        if if_free and (overlaps := report.overlaps(done)):
            raise Overlapping(f"not added: {overlaps[0]}")
        answers.append(done)
        return all_picks

    change_picks(path, with_new)
    done = answers[-1]
    report.warn_of_other_days(done)
    if json:
        done = with_events(done, data)
        output.write(done, "json", lambda: data.sources, None, __package__)
    else:
        streams.report(report.added(done))


def starts_of(picks: Sequence[PickAsOf]) -> list[tuple[dt.date, dt.datetime | None]]:
    """When picks begin, those that have a day."""
    return [(pick.first, pick.starts) for pick in picks if pick.first is not None]


def with_events(done: AnyAdded, data: Catalog) -> AnyAdded:
    """The same with the events that an export of these picks would write."""
    from milipol_cli.export.query import select  # noqa: PLC0415  only for JSON

    selection = select(
        data.shows,
        done.as_of,
        matches=(),
        picks=[pick.pick for pick in done.picks],
        programme=data.programme_to_share,
        exhibitors=data.exhibitors,
    )
    events = {
        event.id: EventOfPick(f"{event.uid}{UID_END}", event.alarms)
        for event in selection.events
    }
    return msgspec.structs.replace(done, events=events)


def picks_named(ids: Sequence[str], data: Catalog, as_of: AsOf) -> list[Pick]:
    """A pick of each thing that ids name; raises UnknownId with all that are wrong."""
    editions = editions_as_of(data.shows, as_of)

    def has_edition(match: Match) -> bool:
        return edition_of(match, editions) is not None

    def pick_named(name: str) -> Pick:
        match = data.find(name, as_of, has_edition)
        return new_picks.pick_of(match, editions, data.programme)

    picks = all_named(ids, pick_named, "added")
    return list({pick.id: pick for pick in picks}.values())


def _meeting(
    picks: Sequence[Pick], at: str, minutes: str | None, data: Catalog, as_of: AsOf
) -> Pick:
    """The exhibitor among picks at a time, in the time zone of its edition."""
    visit = picks[0]
    if len(picks) > 1 or not visit.is_exhibitor:
        raise BadInput("--at: needs --own TITLE, or the id of one exhibitor")
    zone = edition_named(visit.edition_id or "", data, as_of).zone
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


def refuse_unwritable(option: str, text: str | None) -> None:
    """Raises BadInput for a text that no agenda file can have."""
    if text is None:
        return
    if not text.strip():
        raise BadInput(f"{option}: empty; expected a text")
    if text != text.encode(errors="ignore").decode():
        raise BadInput(f"{option}: not UTF-8")
    if len(text) > MOST_CHARACTERS:
        raise BadInput(
            f"{option}: {len(text)} characters; expected at most {MOST_CHARACTERS}"
        )


def edition_named(name: str, data: Catalog, as_of: AsOf) -> EditionAsOf:
    """The edition that an own entry belongs to."""
    match = data.find(name, as_of, _is_edition)
    if match.edition is None or not _is_edition(match):
        raise BadInput(f"--edition {name!r}: expected an edition like paris-2027")
    edition = edition_as_of(match.edition, match.show, as_of)
    if edition is None:
        raise UnknownId(f"nothing was known about {name!r} yet; see milipol upcoming")
    return edition


def _is_edition(match: Match) -> bool:
    return match.edition is not None and match.id == match.edition.id


def zone_of(tz: str | None) -> ZoneInfo:
    """The reader's time zone: the one in --tz, else that of the system."""
    return system_zone() if tz is None else zone_named(tz)


def _own_kind(name: str | None) -> OwnKind:
    kinds: tuple[OwnKind, ...] = get_args(OwnKind)
    for kind in kinds:
        if name in (kind, None):
            return kind
    raise BadInput(f"--kind {name!r}: no such kind; expected {one_of(kinds)}")
