"""`milipol agenda remove`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from milipol_cli.agenda import picking
from milipol_cli.agenda import shared as asking
from milipol_cli.cli import completion, environment
from milipol_cli.look import output
from milipol_cli.picks import file as picks
from milipol_cli.picks.model import Pick

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
