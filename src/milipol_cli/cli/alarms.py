"""The `--alarm` option of `export` and `agenda add`."""

from typing import Annotated

import typer

from milipol_cli.errors import BadInput
from milipol_cli.ics.alarms import AlarmOffset, alarm_offset
from milipol_cli.picks.model import MOST_ALARMS

Alarm = Annotated[
    list[str] | None,
    typer.Option(
        metavar="TIME", help="Ring 2w, 14d, 2h, 15m or 1d@09:00 before; repeatable."
    ),
]


def alarm_offsets(
    alarm: list[str] | None, *, no_alarm: bool
) -> list[AlarmOffset] | None:
    """How long before the start to ring; None for the usual alarms.

    Raises BadInput for an offset that cannot be read, for more than an agenda may have,
    and for --alarm with --no-alarm.
    """
    if alarm and no_alarm:
        raise BadInput("--no-alarm cannot be used with --alarm")
    if alarm and len(alarm) > MOST_ALARMS:
        raise BadInput(
            f"--alarm: given {len(alarm)} times; expected at most {MOST_ALARMS}"
        )
    return [alarm_offset(text) for text in alarm or ()] if alarm or no_alarm else None
