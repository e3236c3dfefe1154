"""`milipol agenda`, with `add` and `remove`."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, get_args
from zoneinfo import ZoneInfo

import typer

from milipol_cli import output, picks, standpoint
from milipol_cli.answers.agenda import Agenda
from milipol_cli.answers.editions import Seen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.catalog import Catalog
from milipol_cli.commands import CONTEXT, completion, options
from milipol_cli.errors import BadInput, Overlapping, UnknownId
from milipol_cli.model.picks import OwnKind, Pick
from milipol_cli.schedule import agenda as questions
from milipol_cli.schedule import lead, picking, seen
from milipol_cli.visible import visible
from milipol_cli.wording import agenda as words

# Rooms further apart than this are no trouble; a gap shorter than this is none.
CHANGE, GAP = "10m", "30m"

app = typer.Typer(
    add_completion=False,
    context_settings=CONTEXT,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Change = Annotated[
    str,
    typer.Option(metavar="TIME", help="Less than this between two rooms is tight."),
]
Alarm = Annotated[
    list[str] | None,
    typer.Option(
        metavar="LEAD", help="Ring 2w, 14d, 2h, 15m or 1d@09:00 before; repeatable."
    ),
]


@app.callback(
    invoke_without_command=True,
    help="""What I mean to attend, in order of time, with what does not fit together:
    overlaps, tight changes of room, what moved or was cancelled; and the gaps, with
    sessions that would fit.

    \b
      milipol agenda
      milipol agenda add paris-2027
      milipol agenda add raid-demonstration --note "ask about drones"
      milipol agenda add --own "Meet ACME" --at 2027-11-16T15:00 --minutes 30 \\
                         --edition paris-2027 --place "Hall 5"
      milipol agenda remove raid-demonstration
      milipol export agenda                   into your calendar
    """,
)
def agenda(
    context: typer.Context,
    change: Change = CHANGE,
    gap: Annotated[
        str, typer.Option(metavar="TIME", help="Tell free time from this on.")
    ] = GAP,
    on: options.On = None,
    tz: options.Tz = None,
    form: options.Form = None,
    json: options.Json = False,
    out: options.Out = None,
) -> None:
    if context.invoked_subcommand is not None:
        _refuse_misplaced(context)
        return
    asked_format = output.format_named(form, json=json)
    here = standpoint.standpoint(on, tz)
    data = options.open_catalog()
    if asked_format in output.WITH_CLOCKS:
        here = standpoint.with_reader_zone(here)
    answer = _asked(
        options.open_agenda(),
        data,
        here,
        change=options.length(change, "--change"),
        gap=options.length(gap, "--gap"),
    )
    output.write(answer, asked_format, lambda: data.sources, out)
    if asked_format == "table" and not answer.picks and out is None:
        output.suggest(words.HOW_TO_ADD)


def _refuse_misplaced(context: typer.Context) -> None:
    """An option before `add` or `remove` would be lost: it belongs after it."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            option = {"form": "format"}.get(name, name)
            raise BadInput(
                f"--{option}: goes after {context.invoked_subcommand!r}, not before it"
            )


@app.command(
    help="""Put sessions, days or editions on the agenda, or an entry of your own. What
    they overlap is told, and they are kept all the same; --if-free refuses them.

    \b
      milipol agenda add raid-demonstration paris-2023/2023-11-17
      milipol agenda add paris-2027 --alarm 4w --note "book the hotel"
      milipol agenda add --own "Order power" --at 2027-09-30 --kind deadline
    """
)
def add(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...",
            autocompletion=completion.ids,
            help="Sessions, days or editions; a show is its next edition.",
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
    alarm: Alarm = None,
    no_alarm: Annotated[
        bool, typer.Option("--no-alarm", help="Export it without alarms.")
    ] = False,
    if_free: Annotated[
        bool, typer.Option("--if-free", help="Add nothing that overlaps or may.")
    ] = False,
    change: Change = CHANGE,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    _refuse_odd(ids, own, at, minutes or edition or kind or place)
    if alarm and no_alarm:
        raise BadInput("--no-alarm: not with --alarm")
    for option, text in (("--own", own), ("--place", place), ("--note", note)):
        _refuse_no_text(option, text)
    alarms = tuple(lead(text).written for text in alarm or ())
    pause = options.length(change, "--change")
    here = standpoint.standpoint(on, tz)
    data = options.open_catalog()
    wanted = picking.picked(
        [data.find(name).id for name in ids or ()],
        data.shows,
        here,
        programme=data.programme,
    )
    if own is not None:
        view = None if edition is None else _edition(edition, data, here)
        zone = _zone(tz) if view is None else view.zone
        wanted.append(
            picking.own(
                own,
                standpoint.when_named(at or "", "--at", zone),
                zone,
                kind=_own_kind(kind),
                minutes=options.count(minutes, "--minutes"),
                edition=None if view is None else view.edition.id,
                place=place,
                updated=here.reader_day,
            )
        )
    told = alarms if alarm or no_alarm else None
    wanted = [picking.annotated(pick, note, told) for pick in wanted]
    report: list[str] = []

    def changed(old: picks.Picks) -> Sequence[Pick]:
        new, added = picking.with_added(old, wanted)
        before, after = (
            _asked(picks, data, here, change=pause, gap=pause) for picks in (old, new)
        )
        if if_free and (trouble := words.overlaps(after, before)):
            raise Overlapping(f"nothing added: {trouble[0]}")
        report.extend(words.added(after, added, before))
        return new

    picks.change(options.agenda_file(), changed)
    output.tell("".join(f"{visible(line)}\n" for line in report))


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


def _refuse_no_text(option: str, text: str | None) -> None:
    if text is None:
        return
    if not text.strip():
        raise BadInput(f"{option}: empty; expected a text")
    if text != text.encode(errors="ignore").decode():
        raise BadInput(f"{option}: not UTF-8; expected a text that is")


def _asked(
    found: Sequence[Pick],
    data: Catalog,
    here: Standpoint,
    *,
    change: dt.timedelta,
    gap: dt.timedelta,
) -> Agenda:
    return questions.agenda(
        found,
        data.shows,
        here,
        programme=data.programme,
        change=change,
        gap=gap,
        unread=data.is_passed_over,
    )


def _edition(name: str, data: Catalog, here: Standpoint) -> Seen:
    """The edition that an own entry belongs to."""
    found = data.find(name)
    if found.edition is None or found.id != found.edition.id:
        raise BadInput(f"--edition {name!r}: expected an edition like paris-2027")
    view = seen(found.edition, found.show, here)
    if view is None:
        raise UnknownId(f"nothing was known of {name!r} yet; see milipol upcoming")
    return view


def _zone(tz: str | None) -> ZoneInfo:
    return standpoint.system_zone() if tz is None else standpoint.zone_named(tz)


def _own_kind(name: str | None) -> OwnKind:
    kinds: tuple[OwnKind, ...] = get_args(OwnKind)
    for kind in kinds:
        if name in (kind, None):
            return kind
    raise BadInput(f"--kind {name!r}: no such kind; expected {', '.join(kinds)}")


@app.command(
    help="""Take picks off the agenda, by the ids that it shows.

    \b
      milipol agenda remove raid-demonstration agenda/meet-acme
    """
)
def remove(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            autocompletion=completion.picks,
            help="Ids as the agenda shows them.",
        ),
    ],
) -> None:
    gone: list[str] = []

    def changed(old: picks.Picks) -> Sequence[Pick]:
        gone.extend(picking.pick_named(old, name) for name in ids)
        return picking.without(old, gone)

    picks.change(options.agenda_file(), changed)
    output.tell("".join(f"Removed {key}.\n" for key in dict.fromkeys(gone)))
