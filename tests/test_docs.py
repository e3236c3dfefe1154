"""The documents are true: their examples, keys, links, files, codes and pictures."""

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from conftest import ROOT, Run
from milipol_cli import app
from milipol_cli.check.schema import KINDS
from milipol_cli.errors import MilipolError
from milipol_cli.look import output
from milipol_cli.update.command import NEWER
from published import newer_data, publish

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
DOCUMENTS = [*PAGES, *(ROOT / f"{name}.md" for name in ("CONTRIBUTING", "DESIGN"))]
# The width of a drawn character of 20 pixels.
CHARACTER_WIDTH = 12.2
# Mistakes in the examples of data, which `check` reports in its page.
MISTAKES = {
    '"America/Lima"\nreviewed': '"America/Limo"\nreviewed',
    'end = "15:30"': 'end = "13:30"',
}
# The examples that change what those below them show.
CHANGING = (
    "agenda add",
    "agenda done",
    "agenda edit",
    "agenda import",
    "exhibitors import",
    "import",
)
BLOCK = re.compile(r"```console\n\$ milipol (?P<command>.*)\n(?P<output>[^`]*)```")
FILE = re.compile(r"`([a-z0-9.-]+)`:\n\n```csv\n([^`]*)```")
EXAMPLES = [
    (page, match["command"])
    for page in PAGES
    for match in BLOCK.finditer(page.read_text("utf-8"))
]


@pytest.mark.parametrize(
    ("page", "command"),
    EXAMPLES,
    ids=[f"{page.stem}: {line}" for page, line in EXAMPLES],
)
def test_an_example_shows_what_is_printed(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    page: Path,
    command: str,
) -> None:
    """With the files of the page, and the picks and imports of the examples above it.

    --update-golden writes it.
    """
    monkeypatch.setenv("MILIPOL_AGENDA", str(tmp_path / "agenda.toml"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    for name, content in FILE.findall(page.read_text("utf-8")):
        (tmp_path / name).write_text(content, "utf-8")
    for other_page, earlier in EXAMPLES[: EXAMPLES.index((page, command))]:
        if other_page == page and earlier.startswith(CHANGING):
            run(*shlex.split(earlier))
    _write_own_data(tmp_path / "my-data", MISTAKES)
    if command == "update published":
        publish(tmp_path / "published", newer_data(tmp_path / "newer"))
        run("agenda", "add", "paris-2027")
        monkeypatch.delenv("COLUMNS")  # lines would break by the length of a path
    ran = run(*shlex.split(command))
    assert ran.code == (4 if command == "check my-data" else 0)
    assert ran.err == "" or command.startswith(
        ("export", "publish", "update", *CHANGING)
    )
    shown = (ran.out + ran.err).replace(f"{tmp_path}/", "")
    text = page.read_text("utf-8")
    (match,) = [found for found in BLOCK.finditer(text) if found["command"] == command]
    if request.config.getoption("--update-golden"):
        start, end = match.span("output")
        page.write_text(f"{text[:start]}{shown}{text[end:]}", "utf-8")
    else:
        assert match["output"] == shown


@pytest.mark.parametrize("name", app.COMMANDS)
def test_every_command_has_help_and_a_documented_example(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"  milipol {name}" in ran.out
    assert name in {command.split()[0] for _, command in EXAMPLES}


def test_every_key_of_json_is_documented(request: pytest.FixtureRequest) -> None:
    """From the tables that make JSON; --update-golden writes the page."""
    keys = _script("json_keys")
    if request.config.getoption("--update-golden"):
        keys.PAGE.write_text(keys.page(), "utf-8")
    assert keys.PAGE.read_text("utf-8") == keys.page()


@pytest.mark.parametrize(
    "document", [*DOCUMENTS, ROOT / "CHANGELOG.md"], ids=lambda path: str(path.name)
)
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "DESIGN.md"])
def test_named_targets_exist(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"(?:^|`)make\s+([a-z-]+)", text, re.MULTILINE)
    assert targets != []
    assert [name for name in targets if f"\n{name}:" not in makefile] == []


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "DESIGN.md"])
def test_named_files_exist(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    source = ROOT / "src" / "milipol_cli"
    named = re.findall(r"`((?:src/|data/|tests/|docs/)?[a-z_/]+\.(?:py|toml))`", text)
    assert [
        name
        for name in named
        if not (ROOT / name).exists()
        and not [*source.rglob(name), *(ROOT / "tests").rglob(name)]
    ] == []


def test_every_format_is_documented() -> None:
    assert _first_cells("| `--format` | what you get |") == list(output.FORMATS)


def test_every_exit_code_is_documented() -> None:
    """Those of errors, and the three that no error of milipol's own ends with."""
    codes = {int(code) for code in _first_cells("| code | meaning |")}
    errors = {error.exit_code for error in MilipolError.__subclasses__()}
    assert codes == {0, MilipolError.exit_code, *errors, NEWER, 130}


def test_every_variable_is_documented() -> None:
    """Those that the code names, and those that affect how a terminal is written to."""
    cells = _first_cells("| variable | meaning |")
    named = {name for cell in cells for name in cell.split()}
    code = [path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py")]
    own = set(re.findall(r"\bMILIPOL_[A-Z_]+", "".join(code))) - {"MILIPOL_COMPLETE"}
    assert own
    assert named == own | {"COLUMNS", "NO_COLOR", "FORCE_COLOR"}


def _first_cells(header: str) -> list[str]:
    """The first cells of the table in docs/scripting.md with this header."""
    text = (DOCS / "scripting.md").read_text("utf-8")
    _, _, rows = text.partition(f"{header}\n|---|---|\n")
    cells = (row.split("|")[1] for row in rows.partition("\n\n")[0].splitlines())
    return [re.sub("[`,]", "", cell).strip() for cell in cells]


def test_the_commands_for_schemas_write_the_files_that_the_examples_name(
    run: Run, tmp_path: Path
) -> None:
    text = (DOCS / "check.md").read_text("utf-8")
    lines = re.findall("^milipol (check --schema .*) > (.*)$", text, re.MULTILINE)
    assert [command.split()[-1] for command, _ in lines] == list(KINDS)
    for command, name in lines:
        ran = run(*command.split())
        assert (ran.code, ran.err) == (0, "")
        (tmp_path / name).write_text(ran.out, "utf-8")
    data = (DOCS / "data.md").read_text("utf-8")
    named = re.findall("^#:schema (?:[./]+)(.*)$", data, re.MULTILINE)
    assert named
    assert {name for name in named if not (tmp_path / name).exists()} == set()


def test_the_picture_shows_what_is_printed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its text, taken out of the drawing, is the output of the command it names."""
    monkeypatch.setenv("COLUMNS", "100")
    drawing = ET.parse(DOCS / "upcoming.svg")
    title, *parts = [node for node in drawing.iter() if node.tag.endswith("}text")]
    assert title.text is not None
    lines: dict[float, str] = {}
    for part in parts:
        at, text = float(part.attrib["y"]), (part.text or "").replace("\xa0", " ")
        column = round(float(part.attrib["x"]) / CHARACTER_WIDTH)
        lines[at] = lines.get(at, "").ljust(column) + text
    shown = [line.rstrip() for _, line in sorted(lines.items())]
    ran = run(*title.text.replace("\xa0", " ").split()[1:])
    assert [line for line in shown if line] == [
        line for line in ran.out.splitlines() if line
    ]


def test_the_picture_is_in_the_readme_and_up_to_date() -> None:
    """Colours and places, too: `make pictures` would change nothing."""
    pictures = _script("pictures")
    for name in pictures.PICTURES:
        assert (DOCS / f"{name}.svg").read_text("utf-8") == pictures.picture(name)
        assert f"](docs/{name}.svg)" in (ROOT / "README.md").read_text("utf-8")


def _script(name: str) -> ModuleType:
    """A script of the documents as a module."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def _write_own_data(folder: Path, mistakes: dict[str, str] | None = None) -> None:
    """Writes the examples of data to the files that they name."""
    text = (DOCS / "data.md").read_text("utf-8")
    for example in re.findall(r"```toml\n(.*?)```", text, re.DOTALL):
        name = re.search("^# ([a-z0-9/.-]+): ", example, re.MULTILINE)
        assert name is not None
        path = folder / name[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{example}\n")
    for right, wrong in (mistakes or {}).items():
        for path in folder.rglob("*.toml"):
            path.write_text(path.read_text("utf-8").replace(right, wrong), "utf-8")


def test_the_examples_of_data_are_right(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    _write_own_data(folder)
    ran = run("check", str(folder), "--strict")
    assert (ran.code, ran.err) == (0, "")
    counts = "1 show, 1 edition, 2 programmes, 5 sessions, 2 exhibitors, 1 source."
    assert counts in ran.out
    row = " 4-6 May 2027  Expo Lima  Lima, Peru  in 161 days  announced  expo-2027"
    assert row in run("upcoming", "expo", "--on", "2026-11-24").out.splitlines()
    assert "Panel: Who guards the port?" in run("show", "who-guards-the-port").out


def test_the_examples_of_picks_are_right(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (DOCS / "agenda.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    file = tmp_path / "agenda.toml"
    file.write_text(example, "utf-8")
    monkeypatch.setenv("MILIPOL_AGENDA", str(file))
    items = run("agenda", "--all", "--json").json["items"]
    assert [
        (item["id"], item["alarms"], [mark["kind"] for mark in item["marks"]])
        for item in items
    ] == [
        ("paris-2023/raid-demonstration", ["60m"], []),
        ("paris-2023/exhibitors/thales", None, []),
    ]
