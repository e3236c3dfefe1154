"""`milipol agenda`; `add`, `edit` and so on have modules of their own."""

import itertools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput
from milipol_cli.base.folding import FreeIds
from milipol_cli.cli import completion, environment, options
from milipol_cli.cli.agenda import agenda_file, open_agenda
from milipol_cli.cli.groups import ID_OF_EDITION, NamingGroup
from milipol_cli.commands.agenda import follow_ups, query, time_options
from milipol_cli.commands.agenda.follow_ups.query import follow_up_list
from milipol_cli.look import output
from milipol_cli.look.words.dates import join_names
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.editions import editions_as_of, nearness
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.reading import read_text
from milipol_cli.network.when import day_named

# Longer names of people are cut, so that a table has room for them.
_MOST_LETTERS = 40


class AgendaGroup(NamingGroup):
    """The commands of the agenda; without a command, it lists the picks."""

    summaries: ClassVar[Mapping[str, str]] = {
        "add": "Add sessions, days, editions, exhibitors or your own entries.",
        "edit": "Change your own entry, or the note or alarms of any pick.",
        "import": "Add picks from a list of ids, a calendar or an agenda.",
        "share": "Print the ids of your upcoming picks, to send to others.",
        "done": "Mark picks as visited or attended, with notes and people.",
        "report": "Show what you did at an edition, with notes and follow-ups.",
        "sheet": "Write your days at an edition as a printable page.",
        "undo": "Undo the last command that changed the agenda.",
        "remove": "Remove picks from your agenda.",
    }
    module_path = "milipol_cli.commands.agenda.{}"
    modules: ClassVar[Mapping[str, str]] = {
        "import": "importing.command",
        "report": "report.command",
        "sheet": "sheet.command",
    }
    advice: ClassVar[Mapping[str, str]] = {
        "move": "did you mean edit?",
        "list": "milipol agenda lists your picks",
        "show": "milipol agenda lists your picks",
        "export": "did you mean milipol export agenda?",
        "remind": "did you mean milipol remind?",
    }

    def advice_for(self, name: str) -> str | None:
        if re.fullmatch(ID_OF_EDITION, name):
            return f"use milipol agenda add {name}"
        return super().advice_for(name)


app = options.command(AgendaGroup)


@app.callback(
    invoke_without_command=True,
    help="""Show your upcoming picks in time order, with conflicts (overlaps, tight room
    changes, moves, cancellations) and free time between picks, with sessions that fit.

    \b
      milipol agenda
      milipol agenda --day 2025-11-19         one day, including past picks
      milipol agenda --show paris --all       all picks at a show
      milipol agenda add paris-2027
      milipol agenda add --own "Meet ACME" --at 2027-11-16T15:00 --minutes 30 \\
                         --edition paris-2027 --place "Hall 5"
      milipol agenda --follow-ups             your open tasks, by day
      milipol agenda --with ann.toml --with bob.toml
      milipol export agenda                   for your calendar
    """,
)
def agenda(
    context: typer.Context,
    change: time_options.Change = time_options.CHANGE,
    gap: Annotated[
        str, typer.Option(metavar="TIME", help="Show free time of at least this length.")
    ] = time_options.GAP,
    with_past: Annotated[bool, typer.Option("--all", help="Show past picks, too.")] = False,
    show: Annotated[
        str | None,
        typer.Option(
            metavar="ID", autocompletion=completion.shows, help="Show only picks at this show."
        ),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN", help="Show only this day, like tomorrow, including past picks."
        ),
    ] = None,
    others: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="FILE",
            help="Add someone else's agenda.toml, to show who is where; repeatable.",
        ),
    ] = None,
    called: Annotated[
        list[str] | None,
        typer.Option(
            "--as",
            metavar="NAME",
            help="Name for a --with file without one, in the same order; repeatable.",
        ),
    ] = None,
    due: Annotated[
        bool,
        typer.Option(
            "--follow-ups", help="List follow-ups by day; with --all, include those already done."
        ),
    ] = False,
    fields: options.FieldNames = None,
    sort: options.SortKeys = None,
    limit: options.Limit = None,
    quiet: options.Quiet = False,
    on: options.On = None,
    tz: options.Tz = None,
    form: options.Form = None,
    json: options.Json = False,
    out: options.Out = None,
) -> None:
    if context.invoked_subcommand is not None:
        for option in options.options_given(context).values():
            name = context.invoked_subcommand
            raise BadInput(f"{option}: put options after {name!r}")
        return
    asked_format = output.format_named(form, json=json)
    as_of = read_as_of(on, tz)
    asked_day = None if day is None else day_named(day, "--day", as_of.reader_day)
    most = options.positive_number(limit, "--limit")
    rows, most = options.selection(fields, sort, asked_format, limit=most)
    if called and len(called) != len(others or ()):
        raise BadInput("--as: expected a NAME for each --with")
    data = environment.open_catalog()
    shown = None if show is None else data.show_named(show)
    if due:
        only = "cannot be used with --follow-ups"
        options.refuse(context, ("change", "gap", "day", "others", "called"), only)
        listed = follow_up_list(
            query.agenda(open_agenda(), data, as_of), show=shown, with_done=with_past, limit=most
        )
        folder = follow_ups.__name__
        output.write(listed, asked_format, lambda: data.sources, out, folder, rows)
        return
    if others:
        options.refuse(context, ("change", "gap"), "cannot be used with --with")
        answer = _picks_beside_others(others, called or (), data, as_of)
    else:
        answer = query.agenda(
            open_agenda(),
            data,
            as_of,
            change=options.length(change, "--change"),
            gap=options.length(gap, "--gap"),
        )
    answer = query.narrow(
        answer,
        show=shown,
        day=asked_day,
        hides_past=not with_past and asked_day is None,
        limit=most,
    )
    output.write(answer, asked_format, lambda: data.sources, out, __package__, rows)
    if asked_format == "table" and not (answer.known or others) and out is None:
        editions = editions_as_of(data.shows, as_of)
        if editions:
            nearest = min(editions, key=lambda edition: nearness(edition, as_of)).id
            options.suggest(f"milipol agenda add {nearest}, milipol show {nearest}")


def _picks_beside_others(
    others: Sequence[str], called: Sequence[str], data: Catalog, as_of: AsOf
) -> query.Agenda:
    """The reader's picks beside the picks in the agenda files of other people.

    A person is called as the file says, or else as --as does for the file at the same
    place, or else as the file is called; a second "ann" gets a number.
    """
    from milipol_cli.commands.agenda.importing.file import LATER_VERSION, text_from  # noqa: PLC0415  only for files of others
    from milipol_cli.picks.read import agenda_in, agenda_of_others  # noqa: PLC0415  as above

    path = agenda_file()
    mine = agenda_in(read_text(path) or "", path)
    free_names = FreeIds()
    picks_by_person = {free_names.take(mine.name or "you"): mine.pick}
    for (text, source), name in itertools.zip_longest(map(text_from, others), called):
        agenda, left_out = agenda_of_others(text, source)
        if left_out:
            streams.warn(f"{source}: left out {join_names(left_out)}: {LATER_VERSION}")
        person = agenda.name or name or _name_in_path(source)
        brief = " ".join(person.split())[:_MOST_LETTERS]
        picks_by_person[free_names.take(brief or "?")] = agenda.pick
    return query.agenda_of_people(picks_by_person, data, as_of)


def _name_in_path(path: Path) -> str:
    """The name of a person by a file: "ann" for ann.toml and for ann/agenda.toml."""
    names = (path.stem, path.parent.name)
    return next((name for name in names if name not in ("agenda", "")), "someone")
