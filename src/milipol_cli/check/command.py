"""`milipol check`."""

from typing import Annotated

import typer

from milipol_cli.check import query as checking
from milipol_cli.check import targets
from milipol_cli.cli import environment, options
from milipol_cli.errors import BadInput, InvalidData
from milipol_cli.look import output

app = options.command()


@app.command(
    help="""What is wrong with data files, all of it: file, line, place, what was found
    and what is expected. Without a name: the bundled data and your own folders, as they
    are read, and your agenda. A folder or a file that you name is laid over the bundled
    data; an agenda.toml is looked at by itself.

    \b
      milipol check
      milipol check my-data
      milipol check my-data/expo/2027.toml
      milipol check my-data --strict --json        for CI
      milipol check --schema show > show.schema.json

    Exit code 4 for errors, with --strict for warnings too. --schema prints a JSON
    Schema for editors: of show, programme, news, sources or agenda, without one of all.
    """
)
def check(
    context: typer.Context,
    named: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FOLDER|FILE]...", help="What to check."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Let warnings fail, too.")
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print JSON Schemas for editors instead.")
    ] = False,
    form: options.Form = None,
    json: options.Json = False,
    out: options.Out = None,
) -> None:
    asked_format = output.format_named(form, json=json)
    if schema:
        options.refuse(context, ["strict"], "not with --schema, which checks nothing")
        if asked_format != "json":
            options.refuse(context, ["form"], "not with --schema, which is JSON")
        output.write_json(_schemas(named or []), out)
        return
    if named:
        folders, asked, agendas = targets.named(named)
    else:
        folders = asked = environment.data_folders()
        agendas = [environment.agenda_file()]
    with output.progress("Checking files", asked_format) as told:
        answer = checking.check(folders, asked, told, agendas=agendas)
    output.write(answer, asked_format, dict, out, __package__)
    if answer.number_of("error") or (strict and answer.problems):
        raise typer.Exit(InvalidData.exit_code)


def _schemas(names: list[str]) -> object:
    """The schema of the one kind that is named, or those of all by their names."""
    from milipol_cli.check import schema as schemas  # noqa: PLC0415  for these alone

    unknown = [name for name in names if name not in schemas.KINDS]
    if unknown or len(names) > 1:
        raise BadInput(f"--schema: expected one of {', '.join(schemas.KINDS)}")
    if names:
        return schemas.schema(names[0])
    return {name: schemas.schema(name) for name in schemas.KINDS}
