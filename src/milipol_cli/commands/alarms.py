"""The alarms that a command is given."""

from typing import Annotated

import typer

from milipol_cli.answers.calendar import Lead
from milipol_cli.errors import BadInput
from milipol_cli.schedule import lead

Alarm = Annotated[
    list[str] | None,
    typer.Option(
        metavar="LEAD", help="Ring 2w, 14d, 2h, 15m or 1d@09:00 before; repeatable."
    ),
]


def leads(alarm: list[str] | None, *, no_alarm: bool) -> list[Lead] | None:
    """How long before something to ring; None for what is usual for it.

    Raises BadInput for a lead that is none, and for --alarm with --no-alarm.
    """
    if alarm and no_alarm:
        raise BadInput("--no-alarm: not with --alarm")
    return [lead(text) for text in alarm or ()] if alarm or no_alarm else None
