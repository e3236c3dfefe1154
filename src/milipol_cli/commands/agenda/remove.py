"""`milipol agenda remove`."""

from typing import Annotated

import typer

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput
from milipol_cli.cli import options
from milipol_cli.cli.agenda import agenda_file, pick_ids
from milipol_cli.commands.agenda.changes.options import ids_in
from milipol_cli.commands.agenda.changes.outcome import Outcome, print_outcome
from milipol_cli.network.as_of import read_as_of
from milipol_cli.picks.write import open_to_change

app = options.command()

HELP = """Remove picks from your agenda.

    \b
      milipol agenda remove raid-demonstration agenda/meet-acme
      milipol agenda remove --forget      only delete the copy for undo
    """

IDS = typer.Argument(
    metavar="[ID]...", autocompletion=pick_ids, help="Ids of picks on your agenda."
)
FORGET = typer.Option("--forget", help="Do not keep a copy for undo, and delete the last one.")


@app.command(help=HELP)
def remove(
    ids: Annotated[list[str] | None, IDS] = None,
    forget: Annotated[bool, FORGET] = False,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    if not ids and not forget:
        raise BadInput("expected ids of picks, or --forget to delete the copy for undo")
    path = agenda_file()
    as_of = read_as_of(on, tz)
    with open_to_change(path, "remove", forgets=forget) as (old, write):
        named = ids_in(old, ids or [], as_of, "removed")
        new = tuple(pick for pick in old if pick.id not in named)
        write(new)
    if ids or json:
        answer = Outcome(command="remove", as_of=as_of, file=str(path), ids=named, old=old, new=new)
        print_outcome(answer, json=json)
    else:
        streams.report(["The last command cannot be undone: no copy is kept."])
