"""The command line: finds a command by its name and turns errors into exit codes."""

import re
import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, NoReturn

import typer

from milipol_cli import __version__
from milipol_cli.base import streams
from milipol_cli.base.errors import CannotWrite, InvalidData, MilipolError, UnknownId
from milipol_cli.cli import shell
from milipol_cli.cli.groups import CONTEXT, ID_OF_EDITION, NamingGroup, one_line, refuse_unquoted

# A command is the folder of its name. Its one line of help stands here, so that
# `milipol --help` imports no command.
COMMANDS = {
    "upcoming": "List shows on now or upcoming, soonest first.",
    "today": "Show today's theme and sessions at the show that is on.",
    "show": "Show a show's history, a programme or a session.",
    "exhibitors": "List exhibitors by name, country or category.",
    "search": "Search everything; accents and case are ignored.",
    "news": "List announcements, moves and newsletters, newest first.",
    "agenda": "Show your picks, with conflicts and free time.",
    "export": "Write calendar events with alarms to an .ics file.",
    "publish": "Write a folder for a web server: pages, calendars, news.",
    "remind": "List alarms due now, for cron or a timer.",
    "import": "Import a programme from a calendar file or spreadsheet.",
    "update": "Fetch newer data from an address or a folder.",
    "check": "Check data files for errors; each comes with advice.",
}
HELP = "Follow the Milipol trade shows. Screen readers: see docs/accessibility.md."


class MilipolGroup(NamingGroup):
    """The commands of milipol; turns errors into exit codes."""

    summaries = COMMANDS
    advice: ClassVar[Mapping[str, str]] = {
        name: f"did you mean agenda {name}?" for name in ("add", "done", "report")
    } | {"calendar": "did you mean export?", "list": "did you mean upcoming?"}
    module_path = "milipol_cli.commands.{}.command"
    # Python keeps some names for itself.
    modules: ClassVar[Mapping[str, str]] = {"import": "importing"}

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        if args[:1] == ["help"]:  # `milipol help agenda add`, as in many programs
            args = [*args[1:], "--help"]
        if not ctx.resilient_parsing:
            refuse_unquoted(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        try:
            return super().invoke(ctx)
        except EOFError as error:  # Typer would write an empty line, and abort
            raise RuntimeError("a compiled file is not whole") from error

    def advice_for(self, name: str) -> str:
        """The advice to show what has this name, call a similar command, or search."""
        if re.fullmatch(ID_OF_EDITION, name) or _is_show(name):
            return f"see milipol show {name}"
        search = f"see milipol --help or milipol search {name}"
        return super().advice_for(name) or search

    def main(self, args: Sequence[str] | None = None, *positional: Any, **extra: Any) -> NoReturn:
        """Runs a command and exits; each error is a line on stderr, with its code.

        Typer would print help or a traceback instead, and exit with codes of its own.
        """
        extra["standalone_mode"] = False
        extra["complete_var"] = shell.VARIABLE  # whatever the program is called
        streams.open_streams()
        shell.guard_installation(self)
        try:
            shell.prepare_answer()
            code = super().main(args, *positional, **extra) or 0
        except (MilipolError, typer.TyperException) as error:
            streams.complain(one_line(error, "milipol"))
            code = error.exit_code
        except MemoryError:
            streams.complain("not enough memory; make your own data files smaller")
            code = InvalidData.exit_code
        except SystemExit as error:
            if not isinstance(error.__context__, BrokenPipeError):
                raise
            streams.drop(sys.stdout)  # Typer exits with 1; a closed pipe is fine
            code = 0
        except OSError as error:  # raised by Typer when it prints help
            streams.drop(sys.stdout)
            streams.complain(f"cannot write the answer: {error.strerror}")
            code = CannotWrite.exit_code
        # An unknown id may be in an ignored file of the user's: a warning says so.
        streams.end_warnings(answered=code in (0, UnknownId.exit_code))
        sys.exit(code)


def _is_show(name: str) -> bool:
    """Whether a name is the id or an alias of a show; no, if the data has errors."""
    from milipol_cli.cli import environment  # noqa: PLC0415  only for unknown commands

    try:
        shows = environment.open_quietly().shows
    except MilipolError:
        return False
    return any(name in (file.show.id, *file.show.aliases) for file in shows)


folder_of = MilipolGroup.module_name


app = typer.Typer(
    cls=MilipolGroup,
    name="milipol",
    help=HELP,
    context_settings=CONTEXT,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def milipol(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Show the version.")] = False,
) -> None:
    if version:
        streams.write_line(f"milipol {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        streams.write_text(f"{context.get_help()}\n")
