"""`milipol agenda add`."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, get_args
from zoneinfo import ZoneInfo

import typer

from milipol_cli.agenda import picking, words
from milipol_cli.agenda import shared as asking
from milipol_cli.cli import alarms, completion, environment, options
from milipol_cli.errors import BadInput, Overlapping, UnknownId
from milipol_cli.look import output
from milipol_cli.network.as_of import (
    AsOf,
    read_as_of,
    system_zone,
    when_named,
    with_name,
    zone_named,
)
from milipol_cli.network.editions import EditionAsOf, edition_as_of
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.kinds import MOST_CHARACTERS
from milipol_cli.picks import file as picks
from milipol_cli.picks.model import OwnKind, Pick

SHORT_HELP = "Put sessions, days, editions or entries of your own on it."


HELP = """Put sessions, days or editions on the agenda, or an entry of your own. What
    they overlap is told, and they are kept all the same; --if-free refuses them.

    \b
      milipol agenda add raid-demonstration paris-2023/2023-11-17
      milipol agenda add paris-2027 --alarm 4w --note "book the hotel"
      milipol agenda add --own "Order power" --at 2027-09-30 --kind deadline
    """


def add(
    ids: Annotated[
        list[str] | None,
        options.ids(
            "[ID]...", "Sessions, days or editions; a show is its next edition."
        ),
    ] = None,
    own: Annotated[
        str | None,
        typer.Option("--own", metavar="TITLE", help="An entry of your own."),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="WHEN", help="Its date, or its time."),
    ] = None,
    minutes: Annotated[
        str | None, typer.Option(metavar="N", help="How long it takes.")
    ] = None,
    edition: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            autocompletion=completion.ids,
            help="The edition it belongs to, whose clock --at is then on.",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            autocompletion=completion.own_kinds,
            help=f"{', '.join(get_args(OwnKind))}; meeting if not said.",
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
        bool, typer.Option("--if-free", help="Add nothing that overlaps or may.")
    ] = False,
    change: asking.Change = asking.CHANGE,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    _refuse_odd(ids, own, at, minutes or edition or kind or place)
    for option, text in (("--own", own), ("--place", place), ("--note", note)):
        _refuse_odd_text(option, text)
    leads = alarms.alarm_offsets(alarm, no_alarm=no_alarm)
    pause = options.length(change, "--change")
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    wanted = _picked(ids or [], data, as_of)
    if own is not None:
        assert at is not None  # else refused above
        view = None if edition is None else _edition(edition, data, as_of)
        zone = _zone(tz) if view is None else view.zone
        when = when_named(at, "--at", zone)
        wanted.append(
            picking.own(
                own,
                when,
                with_name(zone) if isinstance(when, dt.datetime) else zone,
                kind=_own_kind(kind),
                minutes=options.count(minutes, "--minutes"),
                edition=None if view is None else view.id,
                place=place,
                updated=as_of.reader_day,
            )
        )
    told = None if leads is None else tuple(lead.written for lead in leads)
    wanted = [picking.annotated(pick, note, told) for pick in wanted]
    report: list[str] = []

    def changed(old: picks.Picks) -> Sequence[Pick]:
        new, added = picking.with_added(old, wanted)
        before, after = (
            asking.asked(found, data, as_of, change=pause, gap=pause, whole=set(added))
            for found in (old, new)
        )
        if if_free and (trouble := words.overlaps(after, before)):
            raise Overlapping(f"nothing added: {trouble[0]}")
        report.extend(words.added(after, added, before))
        return new

    picks.change(environment.agenda_file(), changed)
    output.tell(report)


def _picked(ids: Sequence[str], data: Catalog, as_of: AsOf) -> list[Pick]:
    """A pick for each id, or none at all."""
    with asking.all_or_none(ids, "added"):
        found = [data.find(name, as_of).id for name in ids]
        return picking.picked(found, data.shows, as_of, programme=data.programme)


def _refuse_odd(
    ids: Sequence[str] | None, own: str | None, at: str | None, more: str | None
) -> None:
    """Options that do not go together, or lack one another."""
    if not ids and own is None:
        raise BadInput("nothing to add: name an id like paris-2027, or --own TITLE")
    if own is not None and at is None:
        raise BadInput("--at: when is it? expected a date or a time, like 2027-11-16")
    if own is None and (at or more):
        raise BadInput(
            "--at, --minutes, --edition, --kind and --place go with --own TITLE"
        )


def _refuse_odd_text(option: str, text: str | None) -> None:
    if text is None:
        return
    if not text.strip():
        raise BadInput(f"{option}: empty; expected a text")
    if text != text.encode(errors="ignore").decode():
        raise BadInput(f"{option}: not UTF-8; expected a text that is")
    if len(text) > MOST_CHARACTERS:
        raise BadInput(
            f"{option}: {len(text)} characters; expected at most {MOST_CHARACTERS}"
        )


def _edition(name: str, data: Catalog, as_of: AsOf) -> EditionAsOf:
    """The edition that an own entry belongs to."""
    found = data.find(name, as_of)
    if found.edition is None or found.id != found.edition.id:
        raise BadInput(f"--edition {name!r}: expected an edition like paris-2027")
    view = edition_as_of(found.edition, found.show, as_of)
    if view is None:
        raise UnknownId(f"nothing was known of {name!r} yet; see milipol upcoming")
    return view


def _zone(tz: str | None) -> ZoneInfo:
    return system_zone() if tz is None else zone_named(tz)


def _own_kind(name: str | None) -> OwnKind:
    kinds: tuple[OwnKind, ...] = get_args(OwnKind)
    for kind in kinds:
        if name in (kind, None):
            return kind
    raise BadInput(f"--kind {name!r}: no such kind; expected {', '.join(kinds)}")
