"""The JSON Schemas that editors check data files with."""

from typing import Any

import msgspec
import pytest
import tomli
from jsonschema import Draft202012Validator, FormatChecker

import cases
from conftest import DATA_FILES, GOOD, Run
from milipol_cli.commands.check.schema import KINDS
from milipol_cli.network.model.record import Contradiction, convert

FILES = DATA_FILES + sorted(GOOD.rglob("*.toml"))
# What msgspec refuses and a JSON Schema cannot: JSON has no such number.
BEYOND = {"oslo/show.toml: latitude that is no number"}
# What a JSON Schema refuses by its type, and the types once it is a time or a zone, or
# once all that adds to an edition is known.
SOONER = {
    "oslo/show.toml: no notice",
    "oslo/2028.toml: start with an offset, in quotes",
    "oslo/show.toml: number for a zone",
}


def kind_of(name: str) -> str:
    """The kind of the file with this name."""
    stem = name.rpartition("/")[2].removesuffix(".toml")
    year, _, kind = stem.partition(".")
    return kind or ("programme" if year.isdigit() else stem)


def faults(run: Run, name: str, text: str) -> list[str]:
    """What a schema finds wrong in a file, as an editor asks it."""
    schema = run("check", "--schema", kind_of(name)).json
    table = msgspec.to_builtins(tomli.loads(text))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(table)]


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_a_schema(run: Run, kind: str) -> None:
    ran = run("check", "--schema", kind)
    assert (ran.code, ran.err) == (0, "")
    Draft202012Validator.check_schema(ran.json)
    assert list(ran.json.items())[:2] == [
        ("$schema", "https://json-schema.org/draft/2020-12/schema"),
        ("title", f"milipol: {kind}"),
    ]
    assert '"null"' not in ran.out
    assert ran.json == run("check", "--schema").json[kind]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_accepts_what_is_right(run: Run, path: Any) -> None:
    assert faults(run, path.name, path.read_text("utf-8")) == []


def test_accepts_picks_and_entries_of_ones_own(run: Run) -> None:
    own = 'id = "agenda/dinner"\ntitle = "Dinner"\nkind = "meeting"'
    at = 'at = 2027-11-16T19:30:00\nzone = "Europe/Paris"\nminutes = 90'
    text = f'[[pick]]\nid = "paris-2027"\nalarm = ["1d@09:00"]\n[[pick]]\n{own}\n{at}\n'
    assert faults(run, "agenda.toml", text) == []
    assert faults(run, "agenda.toml", text.replace("1d@", "1d")) != []


@pytest.mark.parametrize("case", cases.WRONG, ids=cases.title)
def test_refuses_what_is_wrong(run: Run, tmp_path: Any, case: str) -> None:
    """Whatever one field or table has wrong; not what contradicts other fields."""
    name, _ = cases.written(case, tmp_path)
    text = (tmp_path / name).read_text("utf-8")
    try:
        convert(tomli.loads(text), KINDS[kind_of(name)])
    except tomli.TOMLDecodeError:
        return
    except msgspec.ValidationError as error:
        of_one = not isinstance(error.__cause__, (Contradiction, ValueError))
    else:
        of_one = False
    title = cases.title(case)
    expected = title in SOONER or (of_one and title not in BEYOND)
    assert (faults(run, name, text) != []) == expected


def test_a_schema_has_no_other_format(run: Run) -> None:
    args = ("check", "--schema", "show")
    whole = run(*args).out
    for same in ((), ("--json",), ("--format", "json")):
        assert run(*args, *same, MILIPOL_FORMAT="csv").out == whole
