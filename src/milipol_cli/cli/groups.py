"""Command groups that report usage errors in one line."""

import datetime as dt
import importlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from milipol_cli.base.errors import BadInput, MilipolError, did_you_mean, one_of

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 80}

# The id of an edition, or of a part of one.
_ID = "[a-z0-9-]+-[0-9]{4}(/[a-z0-9/-]+)?"


# The options that take a day or a time.
_WHEN_OPTIONS = frozenset(
    ("--on", "--at", "--until", "--by", "--day", "--since", "--from", "--to", "--start")
)
# "16 nov 2027 9 am" has four more words than its first.
_MOST_WORDS = 5


def refuse_unquoted(args: Sequence[str]) -> None:
    """Raises BadInput for a day or a time of several words without quotes.

    Its other words would be taken for ids.
    """
    for index, arg in enumerate(args):
        option, equals, value = arg.partition("=")
        if option in _WHEN_OPTIONS:
            words = [value] if equals else []
            following = args[index + 1 : index + 1 + _MOST_WORDS]
            options = (word.startswith("-") for word in following[not equals :])
            end = next((n for n, is_one in enumerate(options, 1) if is_one), None)
            words += following if end is None else following[: end - bool(equals)]
            _refuse_words(option, words)


def _refuse_words(option: str, words: Sequence[str]) -> None:
    """Raises BadInput if words after an option are a date, which needs quotes."""
    from milipol_cli.network.when import when_if_named  # noqa: PLC0415  rarely asked for

    for number in range(len(words), 1, -1):
        text = " ".join(words[:number])
        if when_if_named(text, dt.date(2000, 1, 1)) is not None:
            raise BadInput(
                f'{option} {words[0]}: missing quotes; write {option} "{text}"'
            )


class NamingGroup(TyperGroup):
    """A group that imports a command when it is named.

    `summaries` has the help of each command in a line, so that the help imports none;
    `module_path` is where their modules are, `modules` has those of other names. Errors
    suggest similar commands; `advice` has better answers, by the names that were typed.
    """

    summaries: ClassVar[Mapping[str, str]]
    module_path: ClassVar[str]
    modules: ClassVar[Mapping[str, str]] = {}
    advice: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def module_name(cls, command: str) -> str:
        """The name of the module or folder of a command."""
        return cls.modules.get(command, command)

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return list(self.summaries)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        """The command of a name, whose module is imported only now."""
        if cmd_name not in self.summaries:
            return None
        name = self.module_name(cmd_name)
        module = importlib.import_module(self.module_path.format(name))
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        command.short_help = self.summaries[cmd_name]
        return command

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        with formatter.section("Commands"):
            formatter.write_dl(list(self.summaries.items()))

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        try:
            return super().invoke(ctx)
        except typer.TyperException as error:
            path = f"{ctx.command_path} {ctx.invoked_subcommand}"
            raise BadInput(one_line(error, path)) from None

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """The command that is called; raises BadInput, with a suggestion, for none."""
        names = self.list_commands(ctx)
        is_known = args[0] in names or args[0].startswith("-")
        if not is_known and not ctx.resilient_parsing:
            name, is_first = args[0].casefold(), ctx.parent is None
            near = self.advice.get(name)
            if re.fullmatch(_ID, name):
                verb = "see milipol show" if is_first else "use milipol agenda add"
                near = f"{verb} {name}"
            near = near or did_you_mean(name, names, most=2, cutoff=0.51)
            if near is None and is_first:
                near = f"see milipol --help or milipol search {name}"
            advice = near or f"expected {one_of(names)}"
            raise BadInput(f"no such command {args[0]!r}; {advice}")
        return super().resolve_command(ctx, args)


class SectionedCommand(TyperCommand):
    """A command whose help has its options in sections, by their `rich_help_panel`."""

    def format_options(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Writes the arguments and options below the titles of their sections."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            is_argument = param.param_type_name == "argument"
            usual = "Arguments" if is_argument else "Other options"
            title = getattr(param, "rich_help_panel", None) or usual
            shown = filter(None, [param.get_help_record(ctx)])
            sections.setdefault(title, []).extend(shown)
        for title, records in sections.items():
            with formatter.section(title):
                formatter.write_dl(records)


class AnsweringGroup(NamingGroup):
    """A command with arguments of its own, unless the first is a command of the group.

    So `milipol exhibitors drones` searches and `milipol exhibitors import` imports.
    """

    allow_interspersed_args = True

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        if not args or args[0] not in self.summaries:
            return super().parse_args(ctx, args)
        super().parse_args(ctx, [])  # the values that its own parameters have
        context: Any = ctx
        context._protected_args, ctx.args = args[:1], args[1:]
        return ctx.args

    def get_params(self, ctx: typer.Context) -> list[Any]:  # type: ignore[override]
        # Its arguments are not a part of the usage of a command of the group.
        return super().get_params(ctx) if ctx.command is self else []

    def collect_usage_pieces(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return super().collect_usage_pieces(ctx)[:-1]  # the help lists the commands


def one_line(error: MilipolError | typer.TyperException, path: str) -> str:
    """The error in one line; a usage error names the command whose help explains it.

    That is `path`, unless Typer names another one.
    """
    if isinstance(error, MilipolError):
        return str(error)
    context = getattr(error, "ctx", None)
    if context is not None:
        path = context.command_path
    message = error.format_message().partition(" (Possible options:")[0]
    line = f"{message[:1].lower()}{message[1:].rstrip('.')}"
    if line.startswith("got unexpected extra argument"):
        argument = line.partition(" (")[2].removesuffix(")")
        line = f"unexpected argument: {argument}"
        if path == "milipol remind":
            return f"{line}; use milipol agenda add {argument}"
    # The dashes of all options would make them look alike.
    options = {
        option.lstrip("-"): option
        for option in getattr(error, "possibilities", None) or ()
    }
    name = getattr(error, "option_name", "").lstrip("-")
    near = did_you_mean(name, options, most=2, cutoff=0.75)
    if not near and path == "milipol" and "no such option" in line:
        return f"{line}; put options after the command; see {path} --help"
    return f"{line}; {near or f'see {path} --help'}"
