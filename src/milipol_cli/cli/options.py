"""The options that commands share, and what they mean."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from milipol_cli.cli import completion
from milipol_cli.cli.groups import CONTEXT
from milipol_cli.errors import BadInput
from milipol_cli.look import output

On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="WHEN",
        envvar="MILIPOL_ON",
        help="Answer as of a date (2023-11-16) or a time (2023-11-15T10:20+01:00).",
    ),
]


Tz = Annotated[
    str | None,
    typer.Option(
        "--tz",
        metavar="ZONE",
        autocompletion=completion.zones,
        help="Your time zone, like Asia/Singapore.",
    ),
]


Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        envvar="MILIPOL_FORMAT",
        autocompletion=completion.formats,
        help=f"{', '.join(output.FORMATS)}; plain is for screen readers.",
    ),
]


Out = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", metavar="FILE|-", help="Write to a file; - is stdout."
    ),
]


Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]


def shows(metavar: str, said: str) -> Any:
    """The argument that names shows, which a shell completes."""
    return typer.Argument(metavar=metavar, autocompletion=completion.shows, help=said)


def ids(metavar: str, said: str) -> Any:
    """The argument that names anything with an id, which a shell completes."""
    return typer.Argument(metavar=metavar, autocompletion=completion.ids, help=said)


def command(group: type[TyperGroup] | None = None) -> typer.Typer:
    """The Typer application that holds one command, or a `group` of some."""
    return typer.Typer(
        cls=group,
        subcommand_metavar=None if group is None else "[COMMAND] [ARGS]...",
        add_completion=False,
        context_settings=CONTEXT,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def given(context: typer.Context) -> dict[str | None, str]:
    """The options on the command line by their parameters, each as it is written.

    What only the environment sets is not among them.
    """
    found = {}
    for param in context.command.params:
        source = context.get_parameter_source(param.name or "")
        if source is not None and source.name == "COMMANDLINE":
            found[param.name] = param.opts[0]
    return found


def refuse(context: typer.Context, names: Sequence[str], why: str) -> None:
    """Raises BadInput where one of these parameters is on the command line."""
    for name, option in given(context).items():
        if name in names:
            raise BadInput(f"{option}: {why}")


def days(text: str | None, option: str) -> int | None:
    """The days of a length like `180d` or `8w`; raises BadInput for anything else."""
    if text is None:
        return None
    found = re.fullmatch("([0-9]{1,4})([dw])", text)
    if found is None:
        raise BadInput(f"{option} {text!r}: not understood; expected 180d or 8w")
    return int(found[1]) * (7 if found[2] == "w" else 1)


def length(text: str, option: str) -> dt.timedelta:
    """A length like `30m` or `2h`; raises BadInput for anything else."""
    found = re.fullmatch("([0-9]{1,4})([mh])", text)
    if found is None:
        raise BadInput(f"{option} {text!r}: not understood; expected 10m or 2h")
    return dt.timedelta(minutes=int(found[1]) * (60 if found[2] == "h" else 1))


def count(number: str | None, option: str) -> int | None:
    """A number from 1 to 999999; raises BadInput for anything else."""
    if number is None:
        return None
    found = re.fullmatch("0*([1-9][0-9]{0,5})", number)
    if found is None:
        raise BadInput(
            f"{option} {number!r}: not understood; expected a number from 1 to 999999"
        )
    return int(found[1])
