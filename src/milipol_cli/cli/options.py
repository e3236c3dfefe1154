"""The options and arguments that commands share, and the hint after an answer."""

import contextlib
import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from typer.core import TyperGroup

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput, MilipolError, UnknownId, with_consequence
from milipol_cli.cli import completion, environment
from milipol_cli.cli.groups import CONTEXT
from milipol_cli.look import output

if TYPE_CHECKING:
    from milipol_cli.ics.events import AlarmOffset
    from milipol_cli.look.rows import RowSelection

_Named = TypeVar("_Named")

# A list from someone else may have thousands of wrong ids: after so many wrong ones, no
# more are looked up.
_MOST_WRONG = 10

# If there are more wrong ids than these, only the first is named.
_MOST_NAMED = 4

# An error without a suggestion for the name, like "no pick 'a'; see milipol agenda".
_UNKNOWN = re.compile("no (?P<kind>[a-z]+) (?P<name>.+); (?P<advice>see [^;]+)")

On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="WHEN",
        envvar="MILIPOL_ON",
        help="Answer as of a date (2023-11-16, tomorrow, +3d) or a time (2023-11-15T10:20+01:00).",
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


def _refuse_two_formats(context: typer.Context) -> None:
    """Raises BadInput for --json with --format; MILIPOL_FORMAT may differ."""
    if {"form", "json"} <= {*options_given(context)}:
        raise BadInput("--json cannot be used with --format")


def _format_callback(also: str) -> Callable[[typer.Context, str | None], str | None]:
    """The callback of --format, which may give the format of a file's extension.

    A command writes files with the extension `also` in its own way.
    """

    def check_format(context: typer.Context, name: str | None) -> str | None:
        """The value of --format, or the format of the file's extension.

        The file is known, as `Out` is eager. None stands for the default, and for a
        file that the command writes in its own way.
        """
        _refuse_two_formats(context)
        option = options_given(context).get("form")
        out = context.params.get("out")
        if also and option is None and has_ending(out, also):
            return None
        return output.format_for(name, out, option=option and f"{option} {name}")

    return check_format


def has_ending(out: str | None, ending: str) -> bool:
    """Whether a file to write has this extension, ignoring case."""
    return out is not None and PurePath(out).suffix.lower() == ending


def _check_json(context: typer.Context, is_given: bool) -> bool:
    """The value of --json; raises BadInput beside another format, or its file."""
    _refuse_two_formats(context)
    option = options_given(context).get("json")
    if option is not None:
        output.format_for("json", context.params.get("out"), option=option)
    return is_given


def format_option(also: str = "") -> Any:
    """The option --format of a command that may write files with another extension."""
    return typer.Option(
        "--format",
        metavar="FORMAT",
        envvar="MILIPOL_FORMAT",
        callback=_format_callback(also),
        autocompletion=completion.formats,
        help=f"{', '.join(output.FORMATS)}; plain is for screen readers.",
    )


Form = Annotated[str | None, format_option()]

_UNITS = {
    "m": dt.timedelta(minutes=1),
    "h": dt.timedelta(hours=1),
    "d": dt.timedelta(days=1),
    "w": dt.timedelta(weeks=1),
    "y": dt.timedelta(days=365),
}

# The names of stdout on different systems. In a pipe it cannot be replaced as a file.
_STDOUT = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


def output_file(name: str | None) -> str | None:
    """The value of `-o`: "-" for every name of stdout."""
    return "-" if name in _STDOUT else name


Out = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE|-",
        callback=output_file,
        is_eager=True,
        help="Write to a file; its extension (.csv, .tsv, .json, .md, .xlsx) sets the"
        " format. - is stdout.",
    ),
]


def report_only_errors(is_given: bool) -> bool:
    """The value of --quiet; from then on, stderr has only errors."""
    if is_given:
        streams.report_only_errors()
    return is_given


Quiet = Annotated[
    bool, typer.Option("--quiet", callback=report_only_errors, help="Write only errors to stderr.")
]

JsonReport = Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")]

Json = Annotated[
    bool, typer.Option("--json", callback=_check_json, help="Short for --format json.")
]


Limit = Annotated[str | None, typer.Option("--limit", metavar="N", help="Show only the first N.")]


FieldNames = Annotated[
    str | None,
    typer.Option(
        "--fields",
        metavar="KEYS",
        help="Show only these columns, by their CSV keys, like name,country.",
    ),
]

SortKeys = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="KEYS",
        help="Sort rows by CSV keys, like country or -date (latest first).",
    ),
]


def selection(
    fields: str | None, sort: str | None, form: output.Format, *, limit: int | None
) -> "tuple[RowSelection | None, int | None]":
    """The values of `--fields` and `--sort`, and the limit for the query.

    With `--sort` the query has no limit, as rows are sorted before they are cut. Raises
    BadInput for a value that cannot be read, and for JSON, which programs sort.
    """
    if fields is None and sort is None:
        return None, limit
    from milipol_cli.look import rows  # noqa: PLC0415  rarely asked for

    if form == "json":
        if fields is None:
            raise BadInput("--sort cannot be used with JSON; sort it with jq")
        raise BadInput("--fields cannot be used with JSON, which has all keys")
    asked = rows.selection(fields, sort, limit=limit)
    return asked, limit if sort is None else None


def shows(metavar: str, text: str) -> Any:
    """An argument for shows, completed by the shell; `text` is its help."""
    return typer.Argument(metavar=metavar, autocompletion=completion.shows, help=text)


def ids(metavar: str, text: str) -> Any:
    """An argument for ids of any kind, completed by the shell; `text` is its help."""
    return typer.Argument(metavar=metavar, autocompletion=completion.ids, help=text)


def command(group: type[TyperGroup] | None = None) -> typer.Typer:
    """The Typer application of one command, or of a `group` of commands."""
    return typer.Typer(
        cls=group,
        subcommand_metavar=None if group is None else "[COMMAND] [ARGS]...",
        add_completion=False,
        context_settings=CONTEXT,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def options_given(context: typer.Context) -> dict[str | None, str]:
    """The options on the command line, by parameter; not those in the environment."""
    options = {}
    for param in context.command.params:
        source = context.get_parameter_source(param.name or "")
        if source is not None and source.name == "COMMANDLINE":
            options[param.name] = param.opts[0]
    return options


def refuse(context: typer.Context, names: Sequence[str], why: str) -> None:
    """Raises BadInput if one of these parameters is on the command line."""
    for name, option in options_given(context).items():
        if name in names:
            raise BadInput(f"{option} {why}")


def days(text: str | None, option: str) -> int | None:
    """The days in a text like `180d`, None without one; raises BadInput otherwise."""
    return None if text is None else _span(text, option, "dwy", "180d, 8w or 1y").days


def length(text: str, option: str) -> dt.timedelta:
    """The time in a text like `30m` or `2d`; raises BadInput for anything else."""
    return _span(text, option, "mhdwy", "10m, 2h or 3d")


def _span(text: str, option: str, units: str, example: str) -> dt.timedelta:
    """The time in a text: a number to 9999, of years to 999, and one of the units."""
    no_four_digits_of_years = "(?!....y)"
    pattern = f"{no_four_digits_of_years}(?P<number>[0-9]{{1,4}})(?P<unit>[{units}])"
    match = re.fullmatch(pattern, text)
    if match is None:
        raise BadInput(f"{option} {text!r}: not understood; expected a time like {example}")
    return int(match["number"]) * _UNITS[match["unit"]]


def positive_number(
    number: str | None, option: str, expected: str = "a number from 1 to 999999"
) -> int | None:
    """A number from 1 to 999999, or None without one; raises BadInput otherwise."""
    if number is None:
        return None
    match = re.fullmatch("0*([1-9][0-9]{0,5})", number)
    if match is None:
        raise BadInput(f"{option} {number!r}: not understood; expected {expected}")
    return int(match[1])


def all_named(names: Iterable[str], find: Callable[[str], _Named], done: str) -> list[_Named]:
    """The results of `find` for the names, without duplicates.

    Raises UnknownId if `find` does, about all wrong names; if several names were given,
    the message begins with "nothing `done`".
    """
    unique = list(dict.fromkeys(names))
    results, errors = [], []
    for name in unique:
        try:
            results.append(find(name))
        except UnknownId as error:
            errors.append(str(error))
            if len(errors) == _MOST_WRONG:
                break
    if errors:
        message = _message_of_all(errors)
        raise UnknownId(message if len(unique) == 1 else f"nothing {done}: {message}")
    return results


def _message_of_all(errors: Sequence[str]) -> str:
    """The messages about unknown names in one; names of one kind share their advice.

    Of many messages it has the first, and how many more there are.
    """
    if len(errors) > _MOST_NAMED:
        least = "at least " if len(errors) == _MOST_WRONG else ""
        return with_consequence(errors[0], f"{least}{len(errors) - 1} more are wrong")
    # Those like "no pick 'a'; see milipol agenda".
    matches = [match for error in errors if (match := _UNKNOWN.fullmatch(error))]
    kinds = {match.group("kind", "advice") for match in matches}
    if len(errors) == 1 or len(matches) < len(errors) or len(kinds) > 1:
        return functools.reduce(with_consequence, errors)
    from milipol_cli.look.words.dates import join_names  # noqa: PLC0415  for errors

    (kind, advice) = kinds.pop()
    return f"no {kind}s {join_names([match['name'] for match in matches])}; {advice}"


Alarm = Annotated[
    list[str] | None,
    typer.Option(metavar="TIME", help="Ring 2w, 14d, 2h, 15m or 1d@09:00 before; repeatable."),
]


def alarm_offsets(alarm: list[str] | None, *, no_alarm: bool) -> "list[AlarmOffset] | None":
    """How long before the start to ring; None for the default alarms.

    Raises BadInput for an offset that cannot be read, for more than an agenda may have,
    and for --alarm with --no-alarm.
    """
    if not alarm:
        return [] if no_alarm else None
    if no_alarm:
        raise BadInput("--no-alarm cannot be used with --alarm")
    # Imported only for alarms of the reader.
    from milipol_cli.ics.events import alarm_offset  # noqa: PLC0415
    from milipol_cli.network.model.picks import MOST_ALARMS  # noqa: PLC0415

    if len(alarm) > MOST_ALARMS:
        raise BadInput(f"--alarm: given {len(alarm)} times; expected at most {MOST_ALARMS}")
    return [alarm_offset(text) for text in alarm]


def suggest(text: str) -> None:
    """Suggests commands on stderr to a person who has no picks and no data yet."""
    if not streams.is_watched():
        return
    # Imported only at a terminal.
    from milipol_cli.cli.agenda import open_agenda  # noqa: PLC0415

    with contextlib.suppress(MilipolError):
        own_folders = environment.data_folders()[1:]
        has_data = any(next(folder.rglob("*.toml"), None) for folder in own_folders)
        if not has_data and not open_agenda():
            streams.report(["", f"Try: {text}"])
