"""Options about the time between picks, and their defaults."""

import datetime as dt
from typing import Annotated

import typer

from milipol_cli.picks import conflicts

# Free time shorter than this is not shown.
GAP = "30m"

CHANGE = f"{conflicts.CHANGE // dt.timedelta(minutes=1)}m"

Change = Annotated[
    str, typer.Option(metavar="TIME", help="Warn if there is less time than this to change rooms.")
]
