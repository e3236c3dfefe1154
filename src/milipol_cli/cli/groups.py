"""Command groups that report usage errors in one line."""

import datetime as dt
import importlib
import itertools
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from milipol_cli.base.errors import BadInput, MilipolError, did_you_mean, one_of

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 80}

# The id of an edition, or of a part of one.
ID_OF_EDITION = "[a-z0-9-]+-[0-9]{4}(/[a-z0-9/-]+)?"

# The options that take a day or a time.
_WHEN_OPTIONS = frozenset(
    ("--on", "--at", "--until", "--by", "--day", "--since", "--from", "--to", "--start")
)
# As in "16 nov 2027 9 am".
_MOST_WORDS = 5


def refuse_unquoted(args: Sequence[str]) -> None:
    """Raises BadInput for a day or a time of several words without quotes.

    Its other words would be taken for ids.
    """
    for index, arg in enumerate(args):
        option, equals, value = arg.partition("=")
        if option in _WHEN_OPTIONS:
            following = args[index + 1 :]
            words = [value, *following] if equals else following
            more = itertools.takewhile(lambda word: word[:1] != "-", words[1:])
            _refuse_words(option, [*words[:1], *more][:_MOST_WORDS])


def _refuse_words(option: str, words: Sequence[str]) -> None:
    """Raises BadInput if the first two words after an option, or more, are a date."""
    from milipol_cli.network.when import when_if_named  # noqa: PLC0415  rarely asked for

    for number in range(len(words), 1, -1):
        text = " ".join(words[:number])
        if when_if_named(text, dt.date(2000, 1, 1)) is not None:
            raise BadInput(f'{option} {words[0]}: missing quotes; write {option} "{text}"')


class NamingGroup(TyperGroup):
    """A group that imports a command when it is named.

    `summaries` has the help of each command in a line, so that the help imports none.
    `module_path` is where the modules of commands are; `modules` has the names of
    modules that are not called as their commands. Errors suggest similar commands;
    `advice` has better answers, by the names that were typed.
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
        """The command that is called; raises BadInput, with advice, if none is."""
        name = args[0]
        is_known = name in self.summaries or name.startswith("-")
        if not is_known and not ctx.resilient_parsing:
            advice = self.advice_for(name.casefold())
            advice = advice or f"expected {one_of(self.summaries)}"
            raise BadInput(f"no such command {name!r}; {advice}")
        return super().resolve_command(ctx, args)

    def advice_for(self, name: str) -> str | None:
        """The advice for a name that no command has; None if no command is similar."""
        near = did_you_mean(name, [*self.summaries], most=2, cutoff=0.51)
        return self.advice.get(name) or near


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
    """The error in one line; a usage error has advice: similar options, or a help.

    The help is that of the command at `path`, unless Typer names another command.
    """
    if isinstance(error, MilipolError):
        return str(error)
    context = getattr(error, "ctx", None)
    if context is not None:
        path = context.command_path
    # Typer writes "No such option: --dayz (Possible options: --day)".
    message = error.format_message().partition(" (Possible options:")[0]
    line = f"{message[:1].lower()}{message[1:].rstrip('.')}"
    # "got unexpected extra argument (x)", or "arguments (x y)".
    if line.startswith("got unexpected extra argument"):
        argument = line.partition(" (")[2].removesuffix(")")
        line = f"unexpected argument: {argument}"
        if path == "milipol remind":  # which reminds of what is on the agenda
            return f"{line}; use milipol agenda add {argument}"
    near = _similar_options(error)
    if not near and path == "milipol" and "no such option" in line:
        return f"{line}; put options after the command; see {path} --help"
    return f"{line}; {near or f'see {path} --help'}"


def _similar_options(error: typer.TyperException) -> str | None:
    """Advice that names options like an unknown option; None for other errors."""
    # The dashes of all options would make them look alike.
    options = {option.lstrip("-"): option for option in getattr(error, "possibilities", None) or ()}
    name = getattr(error, "option_name", "").lstrip("-")
    return did_you_mean(name, options, most=2, cutoff=0.75)
