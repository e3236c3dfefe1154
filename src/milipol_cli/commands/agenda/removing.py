"""`milipol agenda remove`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from milipol_cli import output, picks
from milipol_cli.commands import completion, environment
from milipol_cli.commands.agenda import asking
from milipol_cli.model.picks import Pick
from milipol_cli.schedule import picking

HELP = """Take picks off the agenda, by the ids that it shows.

    \b
      milipol agenda remove raid-demonstration agenda/meet-acme
    """


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
        with asking.all_or_none(ids, "removed"):
            gone.extend(picking.pick_named(old, name) for name in ids)
        return picking.without(old, gone)

    picks.change(environment.agenda_file(), changed)
    output.tell(f"Removed {key}." for key in dict.fromkeys(gone))
