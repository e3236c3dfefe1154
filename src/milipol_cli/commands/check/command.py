"""`milipol check`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from milipol_cli.base.errors import BadInput, InvalidData, one_of
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_file_if_any
from milipol_cli.commands.check import query as checking
from milipol_cli.commands.check import schema as schemas
from milipol_cli.look import output
from milipol_cli.look.data import json_bytes

app = options.command()


@app.command(
    help="""Check data files. Each error is shown with its file, line, place and advice.
    By default, the bundled data, your own folders and your agenda are checked. A given
    folder or file is checked as an addition to the bundled data; an agenda.toml is
    checked by itself.

    \b
      milipol check
      milipol check my-data
      milipol check my-data/expo/2027.toml
      milipol check my-data --strict --json        for CI
      milipol check --schema show > show.schema.json
      milipol check --example programme > 2027.toml

    Exits with code 4 if there are errors; with --strict, also if there are warnings.
    --schema prints a JSON Schema for editors: for show, programme, exhibitors,
    companies, news, sources, agenda or publish, or, without a name, for all of them.
    --example programme prints a programme to start from.
    """
)
def check(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FOLDER|FILE]...", help="Folders or files to check."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings, too.")] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print JSON Schemas for editors instead.")
    ] = False,
    example: Annotated[
        bool, typer.Option("--example", help="Print a file to start from instead.")
    ] = False,
    form: Annotated[str | None, options.format_option(also=".toml")] = None,
    json: options.Json = False,
    out: options.Out = None,
) -> None:
    if not example and options.has_ending(out, ".toml"):
        option = options.options_given(context).get("form")
        output.format_for(form, out, option=option)
    asked_format = output.format_named(form, json=json)
    if example:
        nothing_else = "cannot be used with --example, which prints TOML"
        options.refuse(context, ["strict", "schema", "form", "json"], nothing_else)
        if names != ["programme"]:
            raise BadInput("--example: expected programme")
        output.deliver(schemas.PROGRAMME.read_bytes(), out)
        return
    if schema:
        checks = "cannot be used with --schema, which checks nothing"
        options.refuse(context, ["strict"], checks)
        if asked_format != "json":
            is_json = "cannot be used with --schema, which is JSON"
            options.refuse(context, ["form"], is_json)
        output.deliver(_schemas(names or ()), out)
        return
    if names:
        targets = checking.find_targets(names, environment.base().root)
    else:
        folders, agenda = environment.data_folders(), agenda_file_if_any()
        agendas = [] if agenda is None else [agenda]
        targets = checking.Targets(folders, folders, agendas)
    answer = checking.check(
        targets.folders, targets.paths, agendas=targets.agendas, base=environment.base()
    )
    output.write(answer, asked_format, dict, out, __package__)
    if answer.number_of("error") or (strict and answer.problems):
        raise typer.Exit(InvalidData.exit_code)


def _schemas(names: Sequence[str]) -> bytes:
    """The JSON Schema of a kind of file, or of all; raises BadInput for no kind."""
    unknown = [name for name in names if name not in schemas.KINDS]
    if unknown or len(names) > 1:
        raise BadInput(f"--schema: expected {one_of(list(schemas.KINDS))}")
    every = {name: schemas.schema(name) for name in names or schemas.KINDS}
    return json_bytes(every[names[0]] if names else every)
