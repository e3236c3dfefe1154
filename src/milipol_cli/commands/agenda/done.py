"""`milipol agenda done`."""

import datetime as dt
from typing import Annotated, Any

import msgspec
import typer

from milipol_cli.base.errors import BadInput
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_file, pick_ids
from milipol_cli.commands.agenda import pick_options
from milipol_cli.commands.agenda.outcome import outcome_of
from milipol_cli.commands.agenda.outcome_lines import print_outcome
from milipol_cli.look.words.dates import with_full_stop
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.model.picks import Pick
from milipol_cli.picks.write import open_to_change

app = options.command()

HELP = """Mark exhibitors as visited, sessions and entries of your own as attended, by
    the ids that the agenda shows. They stay on the agenda, with what you note: agenda
    report lists it. Notes and people are for you alone, and never shared.

    \b
      milipol agenda done paris-2025/exhibitors/thales
      milipol agenda done thales --note "asked for a demo" --met "Jo Doe, sales" \\
                          --follow-up "send the data sheet" --by 2025-12-01
      milipol agenda done thales --undo
    """


@app.command(help=HELP)
def done(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            autocompletion=pick_ids,
            help="Picks as the agenda shows them.",
        ),
    ],
    note: pick_options.Note = None,
    met: pick_options.Met = None,
    follow_up: pick_options.FollowUp = None,
    by: pick_options.By = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Mark them as still to be visited.")
    ] = False,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    if undo and any(value is not None for value in (note, met, follow_up, by)):
        raise BadInput("--undo cannot be used with --note, --met, --follow-up or --by")
    path = agenda_file()
    as_of = read_as_of(on, tz)
    pick_options.refuse_unwritable({"--note": note})
    values = pick_options.visit_values(met, follow_up, by, as_of)
    if note is not None:
        values["note"] = note
    data = environment.open_catalog()
    with open_to_change(path) as (old, write):
        named = pick_options.ids_in(old, ids, as_of, "marked as done")
        new = tuple(
            _marked(pick, values, as_of, undo=undo) if pick.id in named else pick
            for pick in old
        )
        write(new)
    print_outcome(outcome_of("done", named, old, new, as_of, data), json=json)


def _marked(pick: Pick, values: dict[str, Any], as_of: AsOf, *, undo: bool) -> Pick:
    """The pick as done, with these values and since when; with `undo` as not done.

    The time is kept only with values, since milipol 2.0 does not know it.
    """
    if pick.is_of_days:
        raise BadInput(
            f"{pick.id}: an edition or a day, which cannot be marked as done"
        )
    if undo:
        return msgspec.structs.replace(pick, done=False, done_at=None)
    if not values:
        return msgspec.structs.replace(pick, done=True)
    people = dict.fromkeys((*pick.met, *values.get("met", ())))
    # The minute that it is now; as of a date, its midnight without an offset.
    now = as_of.moment or dt.datetime.combine(as_of.reader_day, dt.time())
    since = pick.done_at or now.replace(second=0, microsecond=0)
    changed = values | {"met": tuple(people), "done": True, "done_at": since}
    if pick.note not in (None, values.get("note", pick.note)):
        changed["note"] = f"{with_full_stop(pick.note)} {values['note']}"
    pick_options.refuse_day_alone(pick, values)
    return msgspec.structs.replace(pick, **changed)
