"""The alarms that a command is given."""

from typing import Annotated

import typer

from milipol_cli.errors import BadInput
from milipol_cli.ics.alarms import AlarmOffset, lead
from milipol_cli.picks.model import MOST_ALARMS

Alarm = Annotated[
    list[str] | None,
    typer.Option(
        metavar="LEAD", help="Ring 2w, 14d, 2h, 15m or 1d@09:00 before; repeatable."
    ),
]


def leads(alarm: list[str] | None, *, no_alarm: bool) -> list[AlarmOffset] | None:
    """How long before something to ring; None for what is usual for it.

    Raises BadInput for a lead that is none, for more of them than an agenda may hold,
    and for --alarm with --no-alarm.
    """
    if alarm and no_alarm:
        raise BadInput("--no-alarm: not with --alarm")
    if alarm and len(alarm) > MOST_ALARMS:
        raise BadInput(
            f"--alarm: given {len(alarm)} times; expected at most {MOST_ALARMS}"
        )
    return [lead(text) for text in alarm or ()] if alarm or no_alarm else None
