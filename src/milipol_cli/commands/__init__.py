"""The command line: one module a command, imported when the command is named."""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from milipol_cli import __version__, output
from milipol_cli.errors import BadInput, CannotWrite, InvalidData, MilipolError

# Each command's one-line help stands here, so that `milipol --help` imports none.
COMMANDS = {
    "upcoming": "The shows that are on or still to come, soonest first.",
    "today": "The theme and the sessions of the day at the show that is on.",
    "show": "A show's history, an edition's programme, a session.",
    "search": "Finds words in everything, accents and case ignored.",
    "news": "What was made known: announcements, moves, results, newsletters.",
    "agenda": "What I mean to attend: my picks, overlaps, tight changes, gaps.",
    "export": "Calendar entries with alarms, as an .ics file.",
    "check": "What is wrong with data files: file, line, and what to do.",
}

HELP = """The shows of the Milipol network, on your terminal.

\b
  milipol upcoming                     what is on, and what comes next
  milipol today --on 2023-11-17        a day at a show, as known then
"""

# What other programs call what ours do.
_ELSEWHERE = {
    **dict.fromkeys(("next", "list", "ls", "shows"), "upcoming"),
    **dict.fromkeys(("now", "day"), "today"),
    **dict.fromkeys(("info", "view"), "show"),
    **dict.fromkeys(("find", "grep"), "search"),
    **dict.fromkeys(("picks", "plan"), "agenda"),
    **dict.fromkeys(("ics", "ical", "calendar", "remind"), "export"),
    **dict.fromkeys(("validate", "lint"), "check"),
    **dict.fromkeys(("delete", "del"), "remove"),
    "help": "--help",
    "version": "--version",
}

# What a command like `milipol agenda` does alone.
_LISTING = ("list", "ls", "show")

_TOO_LARGE = "more memory is needed than there is; make your own data files smaller"

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 80}


class NamingGroup(TyperGroup):
    """Tells which of its commands is asked in a wrong way, or which may be meant."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        try:
            return super().invoke(ctx)
        except typer.TyperException as error:
            path = f"{ctx.command_path} {ctx.invoked_subcommand}"
            raise BadInput(_one_line(error, path)) from None

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        names = self.list_commands(ctx)
        known = args[0] in names or args[0].startswith("-")
        if not known and not ctx.resilient_parsing:
            alone = args[0].casefold() in _LISTING and ctx.parent is not None
            meant = f"did you mean {ctx.command_path} alone?" if alone else None
            near = meant or _nearest(args[0], names)
            raise BadInput(f"no such command {args[0]!r}; {near}")
        return super().resolve_command(ctx, args)


class MilipolGroup(NamingGroup):
    """Imports a command when it is named, and turns errors into exit codes."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"milipol_cli.commands.{cmd_name}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        command.short_help = COMMANDS[cmd_name]
        return command

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(
        self, args: Sequence[str] | None = None, *positional: Any, **extra: Any
    ) -> NoReturn:
        extra["standalone_mode"] = False
        output.open_streams()
        if "_MILIPOL_COMPLETE" in os.environ:
            # Typer would read titles as Rich's markup, and take twice the time for it.
            sys.modules.setdefault("rich", None)  # type: ignore[arg-type]
        try:
            code = super().main(args, *positional, **extra) or 0
        except (MilipolError, typer.TyperException) as error:
            output.end_warnings(said=False)
            output.complain(_one_line(error, "milipol"))
            code = error.exit_code
        except MemoryError:
            output.end_warnings(said=False)
            output.complain(_TOO_LARGE)
            code = InvalidData.exit_code
        except SystemExit as error:
            if not isinstance(error.__context__, BrokenPipeError):
                raise
            output.drop_stdout()  # typer ends with 1 here; a closed pipe is no error
            code = 0
        except OSError as error:  # typer writes help texts; ours raise CannotWrite
            output.drop_stdout()
            output.complain(f"cannot write the answer: {error.strerror}")
            code = CannotWrite.exit_code
        output.end_warnings(said=code == 0)
        sys.exit(code)


def _nearest(name: str, names: Sequence[str]) -> str:
    meant = _ELSEWHERE.get(name.casefold(), "")
    if meant in names or meant.startswith("-"):
        return f"did you mean {meant}?"
    near = _close(name, names, 0.5)
    return near or f"expected {', '.join(names)}"


def _close(name: str, names: Sequence[str], likeness: float) -> str:
    """The names that may be meant, as a question; nothing where none is like it."""
    import difflib  # noqa: PLC0415  needed for errors alone

    near = difflib.get_close_matches(name, names, n=2, cutoff=likeness)
    return f"did you mean {' or '.join(near)}?" if near else ""


def _one_line(error: MilipolError | typer.TyperException, path: str) -> str:
    """An error in one line; one of usage names the command whose help explains it.

    That is the one at `path` where Typer does not say which.
    """
    if isinstance(error, MilipolError):
        return str(error)
    context = getattr(error, "ctx", None)
    if context is not None:
        path = context.command_path
    message = error.format_message().partition(" (Possible options:")[0]
    said = f"{message[:1].lower()}{message[1:].rstrip('.')}"
    options = getattr(error, "possibilities", None) or ()
    near = _close(getattr(error, "option_name", ""), options, 0.75)
    if not near and path == "milipol" and "no such option" in said:
        return f"{said}; options of a command stand after it; see {path} --help"
    return f"{said}; {near or f'see {path} --help'}"


def _version(asked: bool) -> None:
    if asked:
        output.write_line(f"milipol {__version__}")
        raise typer.Exit


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
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        output.write_text(f"{context.get_help()}\n")
