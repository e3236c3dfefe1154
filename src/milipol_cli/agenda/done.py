"""`milipol agenda done`."""

from typing import Annotated

import msgspec
import typer

from milipol_cli.agenda import pick_options
from milipol_cli.agenda.changed import Changed, answer
from milipol_cli.cli import completion, options
from milipol_cli.cli.agenda import agenda_file, open_agenda
from milipol_cli.errors import BadInput, MilipolError
from milipol_cli.network.as_of import read_as_of
from milipol_cli.picks.changes import to_change

app = options.command()

HELP = """Mark exhibitors as visited, by the ids that the agenda shows. They
    stay on the agenda.

    \b
      milipol agenda done paris-2025/exhibitors/thales
      milipol agenda done thales --undo
    """


def _ids_to_do(incomplete: str) -> list[completion.Offer]:
    """The ids of exhibitors that are not marked as visited, with their names."""
    try:
        picks = open_agenda()
    except MilipolError:
        return []
    to_do = [pick for pick in picks if pick.is_exhibitor and not pick.done]
    return completion.offered(
        [(pick.id, pick.title or "") for pick in to_do], incomplete
    )


@app.command(help=HELP)
def done(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            autocompletion=_ids_to_do,
            help="Exhibitors as the agenda shows them.",
        ),
    ],
    undo: Annotated[
        bool, typer.Option("--undo", help="Mark them as still to be visited.")
    ] = False,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    path = agenda_file()
    as_of = read_as_of(on, tz)
    with to_change(path) as (old, write):
        named = pick_options.ids_in(old, ids, as_of, "marked as visited")
        for pick in old:
            if pick.id in named and not pick.is_exhibitor:
                raise BadInput(
                    f"{pick.id}: not an exhibitor; only those are marked as visited"
                )
        new = tuple(
            msgspec.structs.replace(pick, done=not undo) if pick.id in named else pick
            for pick in old
        )
        write(new)
    change = Changed(
        command="done", as_of=as_of, file=str(path), ids=named, old=old, new=new
    )
    answer(change, json=json)
